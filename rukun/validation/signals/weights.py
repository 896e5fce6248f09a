"""How much each flag weighs, and the limits beyond which one is raised: a file of the city, with its version (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from rukun.validation.signals.kinds import FlagKind
from rukun.values.digest import canonical_plain, digest_of
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """Metres, hours, minutes and counts. What is within them is ordinary."""

    duplicate_metres: int = 50
    duplicate_hours: int = 24
    photo_metres: int = 250
    photo_hours: int = 36
    outside_metres: int = 150
    burst_minutes: int = 15
    burst_reports: int = 5
    last_minutes: int = 35
    last_reports: int = 3
    copied_percent: int = 60
    copied_by_at_most: int = 6
    device_accounts: int = 3
    flood_metres: int = 500
    flood_hours: int = 12


@dataclass(frozen=True, slots=True)
class Weights:
    """Points in thousandths of a logit for each kind at full strength, and where everybody begins."""

    version: str = "0"
    start: int = -4600
    points: Mapping[FlagKind, int] = field(default_factory=dict)
    limits: Limits = Limits()
    abuse: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Of what a risk is reckoned by; limits and words decide what is flagged, and weigh nothing."""
        points = {str(kind): number for kind, number in self.points.items()}
        return digest_of(canonical_plain({"version": self.version, "start": self.start, "points": points}))

    def of(self, kind: FlagKind, strength: float) -> int:
        """What a flag of this strength (0 to 1) adds."""
        return round(self.points.get(kind, 0) * strength)

    def risk(self, points: int) -> int:
        """From 0 to 1000: the chance, in thousandths, that a report with these points is not what it says."""
        return round(1000 / (1 + exp(-max(-30.0, min(30.0, (self.start + points) / 1000)))))


def read_weights(signals: str, abuse: str = "") -> Weights:
    """From `signals.toml` and `abuse.toml`; what cannot be understood is refused."""
    try:
        told, words = tomllib.loads(signals), tomllib.loads(abuse)
        points = {FlagKind(kind): int(number) for kind, number in told.get("points", {}).items()}
        limits = Limits(**{name: int(number) for name, number in told.get("limits", {}).items()})
        return Weights(str(told["version"]), int(told["start"]), points, limits, words)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as wrong:
        raise Refused("signals", "signals.toml: {wrong}", wrong=wrong) from None
