"""One row of what was measured."""

from __future__ import annotations

from dataclasses import dataclass


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
