"""What a unit is owed for a month (pure): integers only, roundings stated, nothing that depends on order of arrival."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil

from rukun.funds.decree import Decree, Flat, Grant, PerReport
from rukun.funds.quality import Measured, Service
from rukun.funds.readiness import Came
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month, day_of, start_of

# Paid by the 10th (Kepgub 1674/2018): until then the closed month is what people come to see.
LOOK_BACK_DAYS = 10
# A quiet month is attested from its last week until the month after is paid.
ATTESTED_FROM_LAST_DAYS, ATTESTED_UNTIL_DAY = 7, 10
MONTHS_BACK_MIN, MONTHS_BACK_MAX = 12, 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement. `what`: "flat", "reports", "allowance", a measure of service (its `count` is the percent
    that was reached), or "correction" (its amount may be negative)."""

    what: str
    count: int
    rate: int
    amount: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a decree gives a unit for a month; how many valid reports were counted, and how many lay beyond the caps."""

    total: Rupiah
    lines: tuple[Line, ...]
    counted: int
    beyond: int


@dataclass(slots=True)
class Sorted:
    """The public codes of a unit's judged reports by what became of them under a decree."""

    counted: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    out_of_bound: list[str] = field(default_factory=list)
    not_counting: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    @property
    def many(self) -> int:
        groups = (self.counted, self.beyond, self.out_of_bound, self.not_counting, self.struck)
        return sum(map(len, groups))

    @property
    def codes(self) -> dict[str, list[str]]:
        """The codes by what became of them, as a statement names them."""
        return {
            "counted": self.counted, "beyond": self.beyond, "out_of_bound": self.out_of_bound,
            "not_counting": self.not_counting, "struck": self.struck,
        }  # fmt: skip


# What funds needs to know of a judged report: its public code, its day, its category's code, whether it is valid, and
# its distance in metres to the bound that the decree names (None: unknown). A plain tuple: a month has millions.
Fact = tuple[str, date, str, bool, int | None]


def as_applied(decree: Decree, unit: Kind, month: Month, came: Came | None) -> Decree:
    """The decree as it holds for a unit in a month: with the fixed amount in place of its grant, until the unit is
    ready."""
    gate = decree.readiness
    if gate is None or unit not in gate.amounts or unit not in decree.grants or gate.binds(came or {}, month):
        return decree
    return replace(decree, grants={**decree.grants, unit: Flat(gate.amounts[unit], gate.article)})


def entitlement(
    decree: Decree,
    unit: Kind,
    month: Month,
    valid_per_day: Mapping[date, int],
    existed: int,
    measured: Measured | None = None,
) -> Entitlement:
    """The lines that add up to the total, for `existed` days of the month (all of them for most units).

    `measured` is what a grant for service asks about; what is not in it was not there to measure. A flat amount, and
    the allowance, of a unit that did not exist all month is paid by the day and rounded down to the rupiah (04-rules,
    section 2).
    """
    refuse_impossible(month, valid_per_day, existed)
    grant = decree.grants[unit]
    counted = counted_of(grant, valid_per_day) if existed and isinstance(grant, PerReport) else 0
    return granted(grant, month, existed, counted, sum(valid_per_day.values()) - counted, measured)


def granted(
    grant: Grant, month: Month, existed: int, counted: int, beyond: int, measured: Measured | None = None
) -> Entitlement:
    """The same where it is known how many reports were counted, and how many lay beyond the caps."""
    if existed and isinstance(grant, Service):
        return _for_service(grant, month, existed, measured or {})
    return _by_numbers(grant, month, existed, counted, beyond)


@lru_cache(maxsize=4096)
def _by_numbers(grant: Grant, month: Month, existed: int, counted: int, beyond: int) -> Entitlement:
    """Most units of a city have the same few numbers: what these give is reckoned once."""
    if existed == 0:
        return Entitlement(Rupiah(0), (), 0, beyond)
    if not isinstance(grant, PerReport):
        line = _flat(grant.amount, existed, month)
        return Entitlement(Rupiah(line.amount), (line,), 0, 0)
    lines = [Line("reports", counted, grant.rate, counted * grant.rate)]
    if grant.allowance and (counted or not grant.allowance_needs_a_valid_report):
        lines.append(Line("allowance", 1, grant.allowance, by_day(grant.allowance, existed, month)))
    return Entitlement(Rupiah(sum(line.amount for line in lines)), tuple(lines), counted, beyond)


def _flat(amount: Rupiah, existed: int, month: Month) -> Line:
    return Line("flat", 1 if existed == month.length else existed, amount, by_day(amount, existed, month))


def _for_service(grant: Service, month: Month, existed: int, measured: Measured) -> Entitlement:
    """The base by the day, and of each part the share that was reached; each rounded down to the rupiah."""
    lines = [_flat(grant.amount, existed, month)] if grant.amount else []
    for part in grant.parts:
        earned, whole = part.share(measured)
        amount = part.amount * existed * earned // (month.length * whole)
        lines.append(Line(part.measure, 100 * earned // whole, part.amount, amount))
    return Entitlement(Rupiah(sum(line.amount for line in lines)), tuple(lines), 0, 0)


def counted_of(grant: PerReport, valid_per_day: Mapping[date, int]) -> int:
    """How many count: at most so many a day, and at most so many in the month."""
    daily = sum(min(count, grant.counted_per_day_max) for count in valid_per_day.values())
    return min(daily, grant.counted_per_month_max)


def by_day(amount: int, existed: int, month: Month) -> Rupiah:
    """The share of a monthly amount for some of its days, rounded down to the rupiah."""
    return Rupiah(amount * existed // month.length)


def refuse_impossible(month: Month, valid_per_day: Mapping[date, int], existed: int) -> None:
    """Days outside the month, negative counts, more days than the month has."""
    if valid_per_day and not (month.first <= min(valid_per_day) and max(valid_per_day) <= month.last):
        day = next(day for day in valid_per_day if day not in month)
        raise Refused("valid", "{day} bukan hari dalam {month}.", field="valid", day=day, month=month)
    if valid_per_day and min(valid_per_day.values()) < 0:
        day = next(day for day, count in valid_per_day.items() if count < 0)
        raise Refused("valid", "Jumlah laporan pada {day} kurang dari nol.", field="valid", day=day)
    if not 0 <= existed <= month.length:
        raise Refused("existed", "Jumlah hari di luar bulan {month}.", field="existed", month=month)


def days_existed(month: Month, founded_on: date | None, dissolved_on: date | None) -> int:
    """Days of the month on which a unit existed: from its founding to the day before its dissolution."""
    if founded_on is None and dissolved_on is None:
        return month.length
    return sum(
        (founded_on is None or founded_on <= day) and (dissolved_on is None or day < dissolved_on) for day in month.days
    )


def sort_out(decree: Decree, unit: Kind, facts: Iterable[Fact], may_count: frozenset[str]) -> Sorted:
    """Which reports count, lie beyond the caps, are too far off, are of a kind that does not count, or are struck.

    `facts` come ordered by day and receipt, and within a day the first ones count. A flat grant counts none. A report
    whose distance is not known (no border, or placed by hand) is not held against the unit.
    """
    out, tolerance_m, per_day = Sorted(), decree.tolerance_m, Counter[date]()
    daily, monthly = _room(decree.grants[unit])
    counting = may_count if decree.categories is None else decree.categories
    for code, day, category, is_valid, distance_m in facts:
        if not is_valid:
            out.struck.append(code)
        elif category not in counting:
            out.not_counting.append(code)
        elif distance_m is not None and distance_m > tolerance_m:
            out.out_of_bound.append(code)
        else:
            # Those beyond the month's cap fill the day as well: after them none is counted on any day.
            per_day[day] += 1
            (out.counted if per_day[day] <= daily and len(out.counted) < monthly else out.beyond).append(code)
    return out


def sort_capped(grant: Grant, days: Sequence[Hashable], codes: Sequence[str]) -> Sorted:
    """The same of reports that nothing but the caps keeps from counting (`validation.counted` sorted out the others):
    the day of each, one day after the other, and its code."""
    out, (daily, left), begin = Sorted(), _room(grant), 0
    if len(codes) <= min(daily, left):
        out.counted += codes
        return out
    for today in Counter(days).values():
        fits, end = min(today, daily, left), begin + today
        out.counted += codes[begin : begin + fits]
        if fits < today:
            out.beyond += codes[begin + fits : end]
        begin, left = end, left - fits
    return out


def _room(grant: Grant) -> tuple[int, int]:
    """How many count a day and a month; none under a grant that does not go by reports."""
    return (grant.counted_per_day_max, grant.counted_per_month_max) if isinstance(grant, PerReport) else (0, 0)


def settle(
    own: int, open_corrections: Sequence[tuple[int, int]], taken_back_percent_max: int = 100
) -> list[tuple[int, int]]:
    """Which corrections (id, amount) go into a statement of `own` rupiah, and how much of each.

    Money owed to the unit goes in whole. Money to be taken back goes in as far as the decree's share of the month
    reaches, rounded down to the rupiah, and never below zero; the rest stays open for a later month.
    """
    ordered = sorted(open_corrections, key=lambda c: (c[1] < 0, c[0]))
    room = (own + sum(amount for _, amount in ordered if amount > 0)) * taken_back_percent_max // 100
    settled = []
    for correction, amount in ordered:
        part = amount if amount >= 0 else max(amount, -room)
        if part:
            settled.append((correction, part))
            room += min(part, 0)
    return settled


def month_to_show(at: datetime, closed: Sequence[Month]) -> Month:
    """The present month; in its first days the one before, where that is closed: people look what they will get."""
    now = Month.of(at)
    return now.previous if day_of(at).day <= LOOK_BACK_DAYS and now.previous in closed else now


def months_back(now: Month, closed: Sequence[Month]) -> list[Month]:
    """The months to choose from, newest first: a year, and further as far as anything was closed, at most five."""
    months = [now]
    oldest = min(closed, default=now)
    while len(months) < MONTHS_BACK_MIN or (months[-1] > oldest and len(months) < MONTHS_BACK_MAX):
        months.append(months[-1].previous)
    return months


def attesting_ends(month: Month) -> datetime:
    """The moment after which a month is no longer attested: the end of the 10th of the month after."""
    return start_of(month.next.first + timedelta(days=ATTESTED_UNTIL_DAY))


def how_many_to_look_at(attested: int, share: float) -> int:
    """Of so many quiet months of a kelurahan so many are looked at: the share as it is written, rounded up."""
    return ceil(attested * Fraction(str(share)))


def refuse_attesting_out_of_time(month: Month, at: datetime) -> None:
    """A month is attested as quiet in its last seven days, or up to the 10th of the month after."""
    day = day_of(at)
    begins, ends = month.last.day - ATTESTED_FROM_LAST_DAYS + 1, ATTESTED_UNTIL_DAY
    is_in_time = day.day >= begins if day in month else day in month.next and day.day <= ends
    if not is_in_time:
        raise Refused(
            "time",
            "Bulan {month} dinyatakan nihil dari tanggal {begins} sampai tanggal {ends} bulan berikutnya.",
            month=month,
            begins=begins,
            ends=ends,
        )
