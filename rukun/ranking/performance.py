"""What RT and RW did in a month: shown, and never a reason to pay beyond the decree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, Q

from rukun.areas.models import Area
from rukun.ranking.awards import UnitDone
from rukun.validation.models import CurrentVerdict
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month

UNITS = (Kind.RW.value, Kind.RT.value)


def units_of(kelurahan: AreaCode, month: Month) -> list[tuple[Area, UnitDone]]:
    """Every RT and RW of a kelurahan by code, each with what was judged of its own reports; two queries."""
    areas = list(Area.objects.filter(code__startswith=kelurahan.digits, kind__in=UNITS).order_by("code"))
    done = {unit.code: unit for unit in _done(month, [area.pk for area in areas])}
    return [(area, done.get(area.code, UnitDone(area.code, 0, 0, 0, 0))) for area in areas]


def rws_of(month: Month) -> list[UnitDone]:
    """Every RW of the city with what was judged of it and its RT; two queries."""
    units = Area.objects.filter(kind__in=UNITS).filter(Q(founded_on=None) | Q(founded_on__lte=month.last))
    there = units.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=month.first)).values_list("code", flat=True)
    many = Counter(AreaCode(code).up_to(Kind.RW).digits for code in there)
    return _done(month, None, many)


def _done(month: Month, units: Collection[int] | None, many: Mapping[str, int] | None = None) -> list[UnitDone]:
    """By unit, or by RW where `many` says how many units each has, itself included."""
    rows = CurrentVerdict.objects.filter(counted_on__gte=month.first, counted_on__lte=month.last)
    rows = rows.exclude(unit=None) if units is None else rows.filter(unit_id__in=units)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    days: dict[str, set[object]] = defaultdict(set)
    kinds: dict[str, set[int]] = defaultdict(set)
    told = rows.values_list("unit__code", "counted_on", "report__category_id", "is_valid").annotate(
        n=Count("report_id")
    )
    for unit, day, kind, is_valid, number in told.order_by():
        code = unit if many is None else AreaCode(unit).up_to(Kind.RW).digits
        counts[code][0 if is_valid else 1] += number
        if is_valid:
            days[code].add((unit, day))
            kinds[code].add(kind)
    found = []
    for code, (valid, struck) in sorted(counts.items()):
        own = max(1, many.get(code, 1)) if many is not None else 1
        mean = len(days[code]) if own == 1 else round(len(days[code]) / own, 2)
        found.append(UnitDone(code, valid, struck, mean, len(kinds[code]), own))
    return found
