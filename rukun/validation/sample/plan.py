"""The city's `sampling.toml` as facts (pure): which risk a human must look at, and how much of the rest is drawn."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from rukun.values.refused import Refused

RISK_MAX = 1000
ERRORS_MAX = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """From `threshold` (0 to 1000) on a human looks at every report. Of the rest so many are drawn that the share of
    wrong ones is below `tolerable` with `confidence` though `errors_planned` are found; `second_share` of the verdicts
    is given again by another validator. Of months that were attested as quiet, `quiet_share` is looked at on the spot.
    """

    threshold: int = 300
    tolerable: float = 0.02
    confidence: float = 0.95
    errors_planned: int = 0
    second_share: float = 0.05
    quiet_share: float = 0.1


def read_plan(text: str) -> Plan:
    """From the text of the file; what it does not say keeps its default, and every mistake is named."""
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("sampling", "sampling.toml: bukan berkas TOML yang sah ({wrong}).", wrong=wrong) from None
    for key, value in stated.items():
        if not _is_sensible(key, value):
            raise Refused("sampling", "sampling.toml: {key} tidak dikenal, atau nilainya tidak masuk akal.", key=key)
    return Plan(**stated)


def _is_sensible(key: str, value: object) -> bool:
    """Whole numbers within bounds; shares between 0 and 1, and confidence at least a half."""
    most = {"threshold": RISK_MAX + 1, "errors_planned": ERRORS_MAX}.get(key)
    if most is not None:
        return type(value) is int and 0 <= value <= most
    least = {"tolerable": 0.0, "confidence": 0.5, "second_share": 0.0, "quiet_share": 0.0}.get(key)
    return least is not None and isinstance(value, float) and least < value < 1
