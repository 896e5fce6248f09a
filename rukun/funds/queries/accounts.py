"""What units accounted for and what is overdue: registers by month, SPJ by quarter, meetings by half-year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from rukun.areas.models import Area
from rukun.funds.decree import Decree, in_force
from rukun.funds.models import Account, Accounted, Expense, Meeting, Register, Transfer
from rukun.funds.periods import Span
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of, start_of

LOOK_BACK = {1: 12, 3: 4, 6: 2}


def registers_in_time(units: Collection[int], month: Month) -> dict[int, bool]:
    """Whether each unit (id) that had money by the end of a month handed in its register in time; two queries."""
    had = _first_money(units, month.ends_at)
    late_from = start_of(Span(month, 1).due_on + timedelta(days=1))
    found = Register.objects.filter(unit_id__in=had, month=month.first, at__lt=late_from)
    in_time = set(found.values_list("unit_id", flat=True))
    return {unit: unit in in_time for unit in had}


def _first_money(units: Collection[int], until: datetime) -> dict[int, datetime]:
    """When money came into the kas of each unit first; one query."""
    came = Transfer.objects.filter(debit__owner__in=units, debit__kind=Account.Kind.KAS, at__lt=until)
    return dict(came.values_list("debit__owner").annotate(m=Min("at")).order_by())


@dataclass(frozen=True, slots=True)
class Handed:
    """One period of a unit and how it was accounted for: `done_at` and how many days late, or how many it is now."""

    span: Span
    done_at: datetime | None
    days_late: int
    missing: int = 0

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.days_late > 0


@dataclass(frozen=True, slots=True)
class Accounts:
    """The registers, SPJ and meetings of one unit, the newest first; only periods that are over and had money.

    `spj_replaced` are the quarters in which the decree takes reports in place of the SPJ.
    """

    unit: Area
    registers: tuple[Handed, ...]
    spj: tuple[Handed, ...]
    spj_replaced: tuple[Span, ...]
    meetings: tuple[Handed, ...]
    without_receipt: int

    @property
    def overdue(self) -> list[Handed]:
        return [one for one in (*self.registers, *self.spj) if one.is_overdue]


def accounts_of_units(units: Collection[Area], decrees: Collection[Decree], at: datetime) -> list[Accounts]:
    """For each unit; five queries, however many units."""
    ids = [unit.pk for unit in units]
    first = _first_money(ids, at)
    done = _done(ids)
    rows = Expense.objects.filter(unit_id__in=ids, receipt="", reversal=None).values_list("unit_id")
    without = dict(rows.annotate(n=Count("id")).order_by())
    return [_accounts(unit, first.get(unit.pk), done, without.get(unit.pk, 0), decrees, at) for unit in units]


Done = dict[tuple[int, int, Month], tuple[datetime, int]]


def _done(ids: Collection[int]) -> Done:
    """What was handed in, by unit, months of the period, and its first month."""
    found: Done = {}
    for unit, month, moment in Register.objects.filter(unit_id__in=ids).values_list("unit_id", "month", "at"):
        found[unit, 1, Month.of(month)] = (moment, 0)
    spj = Accounted.objects.filter(unit_id__in=ids).values_list("unit_id", "quarter", "at", "missing")
    for unit, month, moment, missing in spj:
        found[unit, 3, Month.of(month)] = (moment, missing)
    for unit, month, moment in Meeting.objects.filter(unit_id__in=ids).values_list("unit_id", "half", "at"):
        found[unit, 6, Month.of(month)] = (moment, 0)
    return found


def _accounts(
    unit: Area, first: datetime | None, done: Done, without: int, decrees: Collection[Decree], at: datetime
) -> Accounts:
    told: dict[int, list[Handed]] = defaultdict(list)
    replaced: list[Span] = []
    for months in LOOK_BACK:
        for span in _spans(first, months, at):
            found = done.get((unit.pk, months, span.first))
            if months == 3 and found is None and not wants_spj(unit.area_code, span, decrees, at):
                replaced.append(span)
                continue
            moment, missing = found or (None, 0)
            told[months].append(Handed(span, moment, span.days_late(moment or at), missing))
    return Accounts(unit, tuple(told[1]), tuple(told[3]), tuple(replaced), tuple(told[6]), without)


def _spans(first: datetime | None, months: int, at: datetime) -> Iterator[Span]:
    """The periods that are over, newest first, back to the one in which money came first."""
    span = Span.holding(Month.of(at), months).previous
    for _ in range(LOOK_BACK[months]):
        if first is None or span.last < Month.of(first):
            return
        yield span
        span = span.previous


def wants_spj(unit: AreaCode, span: Span, decrees: Collection[Decree], at: datetime) -> bool:
    """Whether the decree of the quarter's last month wants an SPJ; without a decree it does not."""
    try:
        return in_force(decrees, Kind(unit.kind), span.last, day_of(at)).spj
    except Refused:
        return False
