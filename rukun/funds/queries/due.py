"""What each unit of a kelurahan is owed for a month, closed or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from rukun.areas.models import Area
from rukun.databases.kept import Shaped
from rukun.funds.decree import Decree, Grant, in_force
from rukun.funds.models import Closing, Correction, Statement
from rukun.funds.quality import Measured, Service
from rukun.funds.queries.corrections import open_corrections
from rukun.funds.queries.counting import judged_under, sorted_out
from rukun.funds.queries.law import loaded_decrees
from rukun.funds.queries.measures import asked_by, measures_of
from rukun.funds.queries.then import Then, known_then
from rukun.funds.queries.training import came_of
from rukun.funds.readiness import Came
from rukun.funds.rules import Entitlement, Line, Sorted, as_applied, days_existed, granted, settle
from rukun.funds.sealed import Stated, stated
from rukun.validation.counted import Judged
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of, start_of


class Part(NamedTuple):
    """What goes in of a correction: its id, so many rupiah, the month that it corrects, and why."""

    correction: int
    amount: int
    month: date
    cause: str


class Due(NamedTuple):
    """What a unit is owed for a month under what is known: the decree, its own entitlement, the reports by what became
    of them, the corrections that go in, what was measured where the decree pays for service, and what its head came
    to where the decree waits for that. The decree is as it holds for this unit: see `as_applied`."""

    unit: Area
    decree: Decree
    entitlement: Entitlement
    reports: Sorted
    corrections: tuple[Part, ...]
    measured: Measured
    came: Came | None = None
    is_of_whole_month: bool = True

    @property
    def lines(self) -> tuple[Line, ...]:
        own = self.entitlement.lines
        return (*own, *(Line("correction", 1, part.amount, part.amount) for part in self.corrections))

    @property
    def settled(self) -> tuple[int | None, ...]:
        """Of each line the correction (id) that it settles; None of those of the month itself."""
        return (*(None,) * len(self.entitlement.lines), *(part.correction for part in self.corrections))

    @property
    def total(self) -> int:
        return self.entitlement.total + sum(part.amount for part in self.corrections)

    @property
    def stated(self) -> Stated:
        unit, decree = self.unit, self.decree
        return stated(
            (unit.code, unit.name), (decree.id, decree.digest), self.lines, self.reports.codes, self.measured, self.came
        )


def due(kelurahan: AreaCode, month: Month, at: datetime) -> list[Due]:
    """What each RT and RW of a kelurahan is owed, by code: the draft that follows the verdicts, and what closing
    freezes.

    Five queries, however many units and reports.
    """
    return due_under(kelurahan, month, [decree for _, decree in loaded_decrees().values()], day_of(at))


def due_under(
    kelurahan: AreaCode, month: Month, decrees: Iterable[Decree], known_on: date, *, is_corrected: bool = True
) -> list[Due]:
    """The same under decrees that need not be loaded: for comparing what a month would cost. Where it is known that no
    correction waits (`is_corrected`), none is asked for."""
    law = list(decrees)
    ruling = {kind: in_force(law, kind, month, known_on) for kind in (Kind.RT, Kind.RW)}
    return _due(_units_within(kelurahan, month), month, ruling, is_corrected=is_corrected)


def due_ruled(kelurahan: AreaCode, month: Month, ruling: Mapping[Kind, Decree]) -> list[Due]:
    """The same where these decrees rule, whatever their dates say: for trying a decree on months that were."""
    return _due(_units_within(kelurahan, month), month, ruling)


def due_of_unit(unit: Area, month: Month, at: datetime) -> Due:
    """The draft of one unit; refused when it is no unit of that month. Five queries, whatever its kelurahan holds."""
    kind, law = Kind(unit.kind), [decree for _, decree in loaded_decrees().values()]
    units = list(_units_of(month).filter(pk=unit.pk))
    if not units:
        raise Refused("unit", "RT/RW ini tidak ada pada bulan {month}.", month=month)
    return _due(units, month, {kind: in_force(law, kind, month, day_of(at))})[0]


def _due(units: list[Area], month: Month, ruling: Mapping[Kind, Decree], *, is_corrected: bool = True) -> list[Due]:
    then = known_then(units, month) if any(map(_asks_of_then, ruling.values())) else {}
    of_unit, came = judged_under(units, month, ruling), came_of(units, month, ruling, then)
    corrections = open_corrections([unit.id for unit in units], month) if is_corrected else {}
    kinds = {kind.value: kind for kind in ruling}
    held = []
    for unit in units:
        kind = kinds[unit.kind]
        decree = as_applied(ruling[kind], kind, month, came.get(unit.id))
        held.append((unit, decree, decree.grants[kind]))
    measured = _measured([(unit, grant) for unit, _, grant in held], month, of_unit, then)
    found = []
    for unit, decree, grant in held:
        pk, service = unit.id, measured.get(unit.code, {})
        existed = days_existed(month, unit.founded_on, unit.dissolved_on)
        own, reports = _own(unit, grant, month, existed, of_unit.get(pk), service)
        taken = _taken(corrections[pk], own, decree) if pk in corrections else ()
        found.append(Due(unit, decree, own, reports, taken, service, came.get(pk), existed == month.length))
    return found


def _asks_of_then(decree: Decree) -> bool:
    """Whether a decree asks what no verdict says: of a closed month that is answered by what was known then."""
    return decree.readiness is not None or any(isinstance(grant, Service) for grant in decree.grants.values())


def _measured(
    held: Sequence[tuple[Area, Grant]], month: Month, judged: Mapping[int, Judged], then: Mapping[int, Then]
) -> dict[str, Measured]:
    """What was measured of the units that are paid for service, by their codes."""
    asked = [(unit, asked_by(grant)) for unit, grant in held if isinstance(grant, Service)]
    trained = [unit.id for unit, names in asked if "trained" in names]
    return measures_of([unit for unit, _ in asked], month, judged, then, trained)


def _taken(waiting: Sequence[tuple[Correction, int]], own: Entitlement, decree: Decree) -> tuple[Part, ...]:
    """What goes in of the corrections that wait for a unit, each given with what is left of it."""
    of = {correction.pk: correction for correction, _ in waiting}
    left = [(correction.pk, amount) for correction, amount in waiting]
    settled = settle(own.total, left, decree.taken_back_percent_max)
    return tuple(Part(pk, part, of[pk].statement.month, of[pk].cause) for pk, part in settled)


def _units_within(kelurahan: AreaCode, month: Month) -> list[Area]:
    # A span instead of a beginning: SQLite's LIKE goes by no index.
    after, last = kelurahan.digits, f"{kelurahan.digits:9<{LENGTH_OF[Kind.RT]}}"
    return UNITS.rows(month.first, month.last, after, last)


def _units_of(month: Month) -> QuerySet[Area]:
    """The RW and RT that existed on some day of the month, by code."""
    return _units_there(month.first, month.last)


def _units_there(first: date, last: date) -> QuerySet[Area]:
    begun = Q(founded_on__isnull=True) | Q(founded_on__lte=last)
    there = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=first)
    return Area.objects.filter(begun, there, kind__in=[Kind.RT, Kind.RW]).order_by("code")


UNITS: Shaped[Area] = Shaped(
    lambda first, last, after, until: _units_there(first, last).filter(code__gt=after, code__lte=until),
    date, date, str, str,
)  # fmt: skip


def _own(
    unit: Area, grant: Grant, month: Month, existed: int, judged: Judged | None, measured: Measured
) -> tuple[Entitlement, Sorted]:
    """The entitlement without corrections, from the reports of days on which the unit existed."""
    if judged is not None and existed != month.length:
        judged = judged.there([day for day in month.days if unit.existed_on(day)])
    reports = sorted_out(grant, judged) if judged else Sorted()
    return granted(grant, month, existed, len(reports.counted), len(reports.beyond), measured), reports


def closing_of(kelurahan: AreaCode, month: Month) -> Closing | None:
    """The closing of a month, or None while it is open; one query."""
    return Closing.objects.filter(kelurahan__code=kelurahan.digits, month=month.first).first()


def statement_of(unit: AreaCode, month: Month) -> Statement | None:
    """The closed statement with its lines, or None while the month is open; two queries."""
    return (
        Statement.objects.select_related("closing", "decree", "unit")
        .prefetch_related("lines__correction__statement")
        .filter(unit__code=unit.digits, month=month.first)
        .first()
    )


def months_of_unit(unit: AreaCode) -> list[Month]:
    """The closed months of a unit, newest first; one query."""
    months = Statement.objects.filter(unit__code=unit.digits).order_by("-month").values_list("month", flat=True)
    return [Month.of(month) for month in months]


def totals(month: Month, area: AreaCode) -> dict[str, int]:
    """The sum of a closed month by kelurahan code, within an area; one query."""
    rows = Closing.objects.filter(month=month.first, kelurahan__code__startswith=area.digits)
    return dict(rows.order_by("kelurahan__code").values_list("kelurahan__code", "total"))


def first_open_month(kelurahan: AreaCode, at: datetime) -> Month:
    """The month after the last closed one, or the present one; one query."""
    last = (
        Closing.objects.filter(kelurahan__code=kelurahan.digits)
        .order_by("-month")
        .values_list("month", flat=True)
        .first()
    )
    return Month.of(last).next if last else Month.of(at)


def month_is_over(month: Month, at: datetime) -> bool:
    return at >= start_of(month.next.first)
