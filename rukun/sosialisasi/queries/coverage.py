"""Which kelurahan have been taught which stages: what everyone may see, without persons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, Min, OuterRef

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.values.code import AreaCode, Kind
from rukun.values.time import day_of


@dataclass(frozen=True, slots=True)
class Covered:
    """A kelurahan, and the first day of each stage that was taught there."""

    area: Area
    stages: Mapping[int, date]

    @property
    def stage(self) -> int:
        """The highest stage that was taught; 0 for none."""
        return max(self.stages, default=0)


@dataclass(slots=True)
class KecamatanCovered:
    """A kecamatan with its kelurahan, side by side."""

    name: str
    code: str
    kelurahan: list[Covered] = field(default_factory=list)
    kota: str = ""

    @property
    def taught(self) -> int:
        """How many of its kelurahan were taught anything."""
        return sum(bool(one.stages) for one in self.kelurahan)

    def reached(self, stage: int) -> int:
        """How many of its kelurahan were taught this stage."""
        return sum(stage in one.stages for one in self.kelurahan)


@dataclass(frozen=True, slots=True)
class Taught:
    """How far an area is: how many of its kelurahan were taught each stage, and on which day a kelurahan was."""

    kelurahan: int
    reached: Mapping[int, int]
    first: Mapping[int, date]


def taught_in(area: AreaCode) -> Taught:
    """Two queries, however many sessions there were."""
    days = _held(area)
    stages = sorted({stage for taught in days.values() for stage in taught})
    return Taught(
        kelurahan=areas_of(Kind.KELURAHAN, area).filter(dissolved_on=None).count(),
        reached={stage: sum(stage in taught for taught in days.values()) for stage in stages},
        first={stage: min(taught[stage] for taught in days.values() if stage in taught) for stage in stages},
    )


def _held(within: AreaCode | None) -> dict[int, dict[int, date]]:
    """The first day of each stage, by kelurahan: of sessions to which somebody came; one query."""
    held: dict[int, dict[int, date]] = {}
    came = Attendance.objects.filter(sosialisasi=OuterRef("pk"), withdrawn_at=None)
    taught = Sosialisasi.objects.filter(Exists(came), cancelled_at=None, kelurahan__dissolved_on=None)
    if within is not None:
        taught = taught.filter(kelurahan__code__startswith=within.digits)
    for kelurahan, stage, first in taught.values_list("kelurahan_id", "stage").annotate(Min("starts_at")):
        held.setdefault(kelurahan, {})[stage] = day_of(first)
    return held


def covered_now(within: AreaCode | None = None) -> list[KecamatanCovered]:
    """Every kelurahan by its kecamatan, in the order of the codes; two queries."""
    held = _held(within)
    groups: dict[str, KecamatanCovered] = {}
    for area in areas_of(Kind.KELURAHAN, within).filter(dissolved_on=None).select_related("parent__parent"):
        above = area.parent
        code = above.code if above else ""
        if code not in groups:
            kota = above.parent.name if above and above.parent else ""
            groups[code] = KecamatanCovered(above.name if above else area.name, code, kota=kota)
        groups[code].kelurahan.append(Covered(area, held.get(area.pk, {})))
    return list(groups.values())


def reached(groups: Collection[KecamatanCovered], stages: Collection[int]) -> dict[int, int]:
    """How many kelurahan were taught each stage."""
    return {stage: sum(group.reached(stage) for group in groups) for stage in stages}


def trained_on(units: Collection[int], stage: int) -> dict[int, date]:
    """The day on which somebody of each unit (by its area's id) first came to a session of this stage: the holder of
    one of its seats, or a board member who named the unit at the door; two queries."""
    found: dict[int, date] = {}
    here = Attendance.objects.filter(withdrawn_at=None, sosialisasi__stage=stage)
    for field_name in ("seat__area_id", "unit_id"):
        rows = here.filter(**{f"{field_name}__in": list(units)}).values_list(field_name)
        for unit, first in rows.annotate(Min("came_at")):
            found[unit] = min(day_of(first), found.get(unit, date.max))
    return found
