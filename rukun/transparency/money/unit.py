"""What everybody reads of one unit: its months with how far each is paid, and what it bought. No person is named."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from rukun.areas.models import Area
from rukun.funds import queries as funds
from rukun.funds.catalogue import BACK
from rukun.funds.decree import PerReport
from rukun.funds.models import Expense, Statement
from rukun.transparency.money.facts import public_name
from rukun.transparency.money.figures import Period
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

EXPENSES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Stated:
    """A month of a unit: how many reports counted, what it makes, and how far it is: draft, closed, approved, paid."""

    month: Month
    counted: int | None
    total: int
    state: str
    on: date | datetime | None
    decree: str


@dataclass(frozen=True, slots=True)
class Bought:
    """One expense as everybody reads it: to whom it went, its words and its receipt stay with the unit."""

    day: date
    entered_at: datetime
    use: str
    amount: int
    has_receipt: bool
    taken_back: datetime | None
    is_return: bool


def stated_of(unit: Area, period: Period, at: datetime) -> list[Stated]:
    """The closed months of a period, newest first, and the running one as a draft; at most seven queries."""
    rows = Statement.objects.filter(unit=unit, month__gte=period.first.first, month__lte=period.last.first)
    found = [_stated(row, unit) for row in rows.select_related("closing", "decree").order_by("-month")]
    now = Month.of(at)
    if now in period and not any(one.month == now for one in found):
        with suppress(Refused):  # no decree rules the month: nothing to state
            slip = funds.slip_of(unit, now, at)
            counted = slip.counted if slip.pays_by_report else None
            found.insert(0, Stated(now, counted, slip.total, "draft", None, slip.decree.number))
    return found


def _stated(row: Statement, unit: Area) -> Stated:
    decree, closing = funds.decree_of(row), row.closing
    on = closing.paid_at or closing.approved_at or closing.closed_at
    is_counted = isinstance(decree.grants.get(Kind(unit.kind)), PerReport)
    counted = len(row.codes["counted"]) if is_counted else None
    return Stated(Month.of(row.month), counted, row.total, closing.state, on, decree.number)


def expenses_of(units: Sequence[Area], period: Period) -> QuerySet[Expense]:
    """What was entered in a period, newest first."""
    found = Expense.objects.filter(unit__in=units, at__gte=period.first.starts_at, at__lt=period.last.ends_at)
    return found.select_related("reversal").order_by("-at", "-id")


def bought_by(unit: Area, period: Period, page: int = 1) -> tuple[list[Bought], bool]:
    """One page of a unit's expenses, and whether there are more; one query."""
    first = (page - 1) * EXPENSES_A_PAGE
    rows = list(expenses_of([unit], period)[first : first + EXPENSES_A_PAGE + 1])
    return [_bought(row) for row in rows[:EXPENSES_A_PAGE]], len(rows) > EXPENSES_A_PAGE


def _bought(row: Expense) -> Bought:
    back = getattr(row, "reversal", None)
    return Bought(
        row.day, row.at, public_name(row.use, row.use_name), row.amount, bool(row.receipt), back.at if back else None,
        row.use == BACK.code,
    )  # fmt: skip
