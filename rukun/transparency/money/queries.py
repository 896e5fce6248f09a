"""What the open pages of money show of an area and a period.

Of a kelurahan and smaller everything is asked of the books themselves; of larger areas the kept sums are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from rukun.areas.models import Area
from rukun.areas.queries import areas_by_code, children
from rukun.funds import queries as funds
from rukun.funds.decree import Decree, Flat, Grant, PerReport, in_force
from rukun.funds.periods import Span
from rukun.transparency.models import MoneyLooked, MoneyMonth, MoneyUse
from rukun.transparency.money.facts import ledger_of, units_within
from rukun.transparency.money.figures import (
    FIELDS,
    Ledger,
    Months,
    Period,
    Sums,
    balance,
    gathered,
    share,
    with_money,
    within,
)
from rukun.values.code import LENGTH_OF, LENGTHS, AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

# The columns by which the areas below may be ordered, largest first; anything else is by code.
ORDERS = ("diterima", "keluar", "saldo", "tanpa-kuitansi", "register")
QUARTER = 3


@dataclass(frozen=True, slots=True)
class Handing:
    """How what was received is accounted for: papers that were due in a period, and what was handed in of them."""

    registers_due: int
    registers: int
    in_time: int
    spj_due: int
    accounted: int

    @property
    def registers_missing(self) -> int:
        return max(0, self.registers_due - self.registers)

    @property
    def registers_late(self) -> int:
        return self.registers - self.in_time

    @property
    def spj_overdue(self) -> int:
        return max(0, self.spj_due - self.accounted)


@dataclass(frozen=True, slots=True)
class Line:
    """One area below (`is_own`: the RW's own money beside that of its RT), with its sums of the period."""

    area: Area
    sums: Sums
    balance: int
    handing: Handing
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, or a use by its name, with percents of the largest for its bars."""

    name: str
    month: Month
    sums: Sums
    amount: int
    high: float
    other: float = 0.0


@dataclass(frozen=True, slots=True)
class Law:
    """The decree that rules a kind of unit, and the article that states how much."""

    kind: Kind
    decree: Decree
    grant: Grant

    @property
    def article(self) -> str:
        return str(getattr(self.grant, "article", "")) or self.decree.sentence

    @property
    def most(self) -> int | None:
        """Rupiah a month at most; None where that depends on more."""
        if isinstance(self.grant, Flat):
            return self.grant.amount
        return self.grant.ceiling if isinstance(self.grant, PerReport) else None


@dataclass(frozen=True, slots=True)
class Money:
    """A page: the area with what it lies in, its sums of the period, by month, by use, by area below, and the law."""

    area: Area
    above: tuple[Area, ...]
    period: Period
    total: Sums
    before: int
    balance: int
    months: tuple[Bar, ...]
    uses: tuple[Bar, ...]
    lines: tuple[Line, ...]
    handing: Handing
    laws: tuple[Law, ...]
    years: tuple[int, ...]
    units: int
    as_of: datetime | None

    @property
    def is_unit(self) -> bool:
        return self.area.kind in (Kind.RT, Kind.RW)


def money_of(area: Area, period: Period, at: datetime, order: str = "") -> Money:
    """The page of an area: six queries for one larger than a kelurahan, twelve at most for the others."""
    below = list(children(area.area_code))
    is_large = len(area.code) < LENGTH_OF[Kind.KELURAHAN]
    ledger = _kept(area, below) if is_large else _from_books(area)
    months = ledger.areas.get(area.code, {})
    decrees = [decree for _, decree in funds.loaded_decrees().values()]
    last = min(period.last, Month.of(at))
    lines = _lines(area, below, ledger, period, decrees, at)
    looked = MoneyLooked.objects.filter(pk=1).first() if is_large else None
    return Money(
        area=area, above=above(area), period=period, total=within(months, period),
        before=balance(months, last) - within(months, period).change, balance=balance(months, last),
        months=_bars(months, period, last), uses=_uses(within(months, period), ledger.names, period),
        lines=tuple(_ordered(lines, order)), handing=handing_of(months, period, decrees, at),
        laws=tuple(_laws(area, decrees, last, at)), years=_years(months, Month.of(at)),
        units=sum(with_money(months, last).values()), as_of=looked.at if looked else None,
    )  # fmt: skip


def sums_of(area: Area, period: Period) -> Sums:
    """The sums of an area and period: kept ones of a large area in two queries, others from the books in eight."""
    ledger = _kept(area, ()) if len(area.code) < LENGTH_OF[Kind.KELURAHAN] else _from_books(area)
    return within(ledger.areas.get(area.code, {}), period)


def above(area: Area) -> tuple[Area, ...]:
    """What an area lies in, the largest first; one query."""
    codes = [AreaCode(area.code[:length]) for length in LENGTHS if length < len(area.code)]
    return tuple(sorted(areas_by_code(codes).values(), key=lambda one: one.code)) if codes else ()


def _kept(area: Area, below: Iterable[Area]) -> Ledger:
    """The area and those below from the kept sums; two queries."""
    codes = {one.pk: one.code for one in (area, *below)}
    ledger = Ledger({}, {})
    for number, first, *told in MoneyMonth.objects.filter(area_id__in=codes).values_list("area_id", "month", *FIELDS):
        ledger.areas.setdefault(codes[number], {})[Month.of(first)] = Sums(*told)
    # Only of the area itself: by use the ones below are not shown.
    for first, use, name, amount in MoneyUse.objects.filter(area=area).values_list("month", "use", "name", "amount"):
        ledger.at(area.code, Month.of(first)).uses[use] = amount
        ledger.names[use] = name
    return ledger


def _from_books(area: Area) -> Ledger:
    """The area and those below from the books; eight queries. An RW's own money stands under its code and "own"."""
    of_units = ledger_of(units_within(area.area_code))
    ledger = Ledger(dict(of_units.areas), of_units.names)
    if area.kind == Kind.RW:
        ledger.areas[f"{area.code}own"] = of_units.areas.get(area.code, {})
    length = LENGTH_OF[Kind.RW] if area.kind == Kind.KELURAHAN else LENGTH_OF[Kind.RT]
    if area.kind == Kind.KELURAHAN:
        ledger.areas.update(gathered(of_units, length))
    ledger.areas[area.code] = gathered(of_units, len(area.code)).get(area.code, {})
    return ledger


def _lines(
    area: Area, below: Iterable[Area], ledger: Ledger, period: Period, decrees: list[Decree], at: datetime
) -> Iterable[Line]:
    if area.kind == Kind.RW:
        yield _line(area, ledger.areas.get(f"{area.code}own", {}), period, decrees, at, is_own=True)
    for one in below:
        yield _line(one, ledger.areas.get(one.code, {}), period, decrees, at)


def _line(
    area: Area, months: Months, period: Period, decrees: list[Decree], at: datetime, *, is_own: bool = False
) -> Line:
    last = min(period.last, Month.of(at))
    return Line(
        area, within(months, period), balance(months, last), handing_of(months, period, decrees, at), is_own=is_own
    )


def _ordered(lines: Iterable[Line], order: str) -> list[Line]:
    if order and order not in ORDERS:
        raise Refused("view", "Tampilan ini tidak dikenal.", field="urut")
    if not order:
        return list(lines)

    def value(line: Line) -> int:
        return {
            "diterima": line.sums.received, "keluar": line.sums.spent, "saldo": line.balance,
            "tanpa-kuitansi": line.sums.unproven, "register": line.handing.registers_missing,
        }[order]  # fmt: skip

    return sorted(lines, key=lambda line: (-value(line), line.area.code))


def handing_of(months: Months, period: Period, decrees: list[Decree], at: datetime) -> Handing:
    """Papers that were due: a register for each month and unit with money, an SPJ for each quarter whose decree wants
    one. What is not due yet is not missed."""
    due = registers = in_time = spj_due = accounted = 0
    for month in _each(period, Month.of(at)):
        had, sums = with_money(months, month), months.get(month, Sums())
        if Span(month, 1).due_on < day_of(at):
            due += sum(had.values())
            registers, in_time = registers + sums.registers, in_time + sums.in_time
        if month.month % QUARTER == 0 and Span.holding(month, QUARTER).due_on < day_of(at):
            spj_due += sum(count for kind, count in had.items() if _wants_spj(kind, month, decrees, at))
            accounted += sums.accounted
    return Handing(due, registers, in_time, spj_due, accounted)


def _each(period: Period, now: Month) -> Iterable[Month]:
    month = period.first
    while month <= min(period.last, now):
        yield month
        month = month.next


def _wants_spj(kind: Kind, month: Month, decrees: list[Decree], at: datetime) -> bool:
    try:
        return in_force(decrees, kind, month, day_of(at)).spj
    except Refused:
        return False


def _bars(months: Months, period: Period, last: Month) -> tuple[Bar, ...]:
    """The months of the period's year from the first with any money, so that one month stands beside the others."""
    begun = min((month for month in months if month.year == period.first.year), default=last)
    until = Month(period.first.year, 12)
    shown = list(_each(Period(min(begun, period.first) if period.is_month else begun, until), max(last, period.first)))
    most = max((max(months[m].received, months[m].spent) for m in shown if m in months), default=0)
    return tuple(
        Bar(str(month), month, sums, sums.received, share(sums.received, most), share(sums.spent, most))
        for month in shown
        for sums in [months.get(month, Sums())]
    )


def _uses(total: Sums, names: Mapping[str, str], period: Period) -> tuple[Bar, ...]:
    """By use, the dearest first; bars in proportion to that one."""
    most = max(total.uses.values(), default=0)
    found = sorted(((amount, names[code]) for code, amount in total.uses.items() if amount), reverse=True)
    return tuple(Bar(name, period.first, total, amount, share(amount, most)) for amount, name in found)


def _laws(area: Area, decrees: list[Decree], month: Month, at: datetime) -> Iterable[Law]:
    """What rules the units in an area: for an RT only what rules an RT."""
    for kind in [Kind.RT] if area.kind == Kind.RT else [Kind.RT, Kind.RW]:
        with suppress(Refused):
            decree = in_force(decrees, kind, month, day_of(at))
            yield Law(kind, decree, decree.grants[kind])


def _years(months: Months, now: Month) -> tuple[int, ...]:
    return tuple(sorted({month.year for month in months} | {now.year}, reverse=True))
