"""How far the sosialisasi of an area has come, as its public page tells it: stages and days, and no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rukun.areas.models import Area
from rukun.sosialisasi.models import Sosialisasi
from rukun.sosialisasi.queries import next_in, taught_in
from rukun.values.code import Kind


@dataclass(frozen=True, slots=True)
class Rollout:
    """The kelurahan of an area, those that were taught each stage (with the first day of it), and the next session."""

    kelurahan: int
    stages: tuple[tuple[int, int, date], ...]
    coming: Sosialisasi | None

    @property
    def stage(self) -> int:
        """The highest stage that was taught anywhere in it; 0 for none."""
        return max((stage for stage, _, _ in self.stages), default=0)


def rollout(area: Area, at: datetime) -> Rollout | None:
    """Three queries; nothing for an RW or RT, which is taught with its kelurahan."""
    if area.kind in (Kind.RW, Kind.RT):
        return None
    found = taught_in(area.area_code)
    stages = tuple((stage, number, found.first[stage]) for stage, number in found.reached.items())
    return Rollout(found.kelurahan, stages, next_in(area.area_code, at))
