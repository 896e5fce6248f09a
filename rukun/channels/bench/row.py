"""One row of what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table. `ratio` compares with the baseline (None: there is none); `better` is "more" or "less"."""

    work: str
    engine: str
    value: float
    unit: str
    note: str
    baseline: str
    baseline_value: float | None
    target: float
    ratio_target: float | None
    better: str
    # A digest of what came out, where every engine and every repeat has to bring out the same.
    result: str = ""

    def told(self) -> dict[str, Any]:
        """As `rukun bench --json` writes it: `baseline` is the figure, `beside` says of what."""
        return {
            "name": self.work, "engine": self.engine, "value": self.value, "unit": self.unit,
            "baseline": self.baseline_value, "ratio": self.ratio, "target": self.target, "met": self.holds,
            "beside": self.baseline, "ratio_target": self.ratio_target, "better": self.better, "note": self.note,
            "result": self.result,
        }  # fmt: skip

    @property
    def ratio(self) -> float | None:
        return None if not self.baseline_value else self.value / self.baseline_value

    @property
    def holds(self) -> bool:
        """Whether the target is met, and the ratio to the baseline where one is promised."""
        sign = 1 if self.better == "more" else -1
        enough = sign * self.value >= sign * self.target
        ratio, wanted = self.ratio, self.ratio_target
        return enough and (ratio is None or wanted is None or sign * ratio >= sign * wanted)
