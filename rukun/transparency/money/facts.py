"""The sums of a few units straight from the books: what a kelurahan's page shows, and what is kept for larger areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, F, Func, Max, Q, Sum

from rukun.areas.models import Area
from rukun.funds.catalogue import ASKED, BACK
from rukun.funds.models import Account, Accounted, Expense, Register, Reversal, Statement, Transfer
from rukun.funds.periods import Span
from rukun.transparency.money.figures import Ledger
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month, city_zone, day_of

OUT = {Account.Kind.SPENT.value: "spent", Account.Kind.TAX.value: "spent", Account.Kind.RETURNED.value: "returned"}
# What somebody asked in their own words became an entry of the catalogue under those words; they stay there.
ANSWERED = "Menurut jawaban kelurahan"


def public_name(use: str, name: str) -> str:
    """The name of a use as everybody reads it."""
    return ANSWERED if use.startswith(ASKED) else name


class MonthOf(Func):
    """The month in the city of a moment, as `2016-06`, told by the engine itself."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = f"substr(datetime(%(expressions)s, '+{city_zone().hours} hours'), 1, 7)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = f"to_char(%(expressions)s AT TIME ZONE '{city_zone().calendar_name}', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template, **more)


@lru_cache(maxsize=512)
def _month(text: str) -> Month:
    return Month.parse(text)


def units_within(area: AreaCode) -> list[Area]:
    """The RT and RW of an area, itself among them where it is one; one query."""
    found = Area.objects.filter(code__startswith=area.digits, kind__in=[Kind.RT, Kind.RW])
    return list(found.order_by("code"))


def ledger_of(units: Sequence[Area]) -> Ledger:
    """Each unit's months, by its code; seven queries, however many units and months."""
    ledger, codes = Ledger({}, {}), {unit.pk: unit.code for unit in units}
    _add_moves(ledger, codes)
    _add_expenses(ledger, codes)
    _add_accounting(ledger, codes)
    stated = Statement.objects.filter(unit_id__in=codes).values_list("unit_id", "month", "total")
    for unit, month, total in stated:
        ledger.at(codes[unit], Month.of(month)).stated += total
    return ledger


def _add_moves(ledger: Ledger, codes: dict[int, str]) -> None:
    """What came into the kas and left it; what was taken back from a use lessens what was spent."""
    kas, first = Account.Kind.KAS, dict[str, Month]()
    sides: tuple[tuple[str, str, int], ...] = (("debit", "credit", 1), ("credit", "debit", -1))
    for side, other, sign in sides:
        moved = Transfer.objects.filter(**{f"{side}__owner_id__in": codes, f"{side}__kind": kas})
        rows: Any = moved.annotate(in_month=MonthOf(F("at"))).values_list(
            f"{side}__owner_id", "in_month", f"{other}__kind"
        )
        for owner, text, kind, amount in rows.annotate(s=Sum("amount")).order_by():
            code, month = codes[owner], _month(text)
            sums, what = ledger.at(code, month), OUT.get(kind, "received")
            setattr(sums, what, getattr(sums, what) + (amount if what == "received" else -amount) * sign)
            if what == "received" and sign > 0:
                first[code] = min(month, first.get(code, month))
    for code, month in first.items():
        sums = ledger.at(code, month)
        if AreaCode(code).kind is Kind.RT:
            sums.rt += 1
        else:
            sums.rw += 1


def _add_expenses(ledger: Ledger, codes: dict[int, str]) -> None:
    """By use: in the month of the book, less what was taken back in the month when it was."""
    standing, bare = Q(reversal=None), Q(reversal=None, receipt="")
    spent: Any = Expense.objects.filter(unit_id__in=codes).annotate(in_month=MonthOf(F("at")))
    rows = spent.values_list("unit_id", "in_month", "use").annotate(
        name=Max("use_name"), s=Sum("amount"), n=Count("id", filter=standing), without=Count("id", filter=bare),
        unproven=Sum("amount", filter=bare, default=0),
    )  # fmt: skip
    for unit, text, use, name, amount, count, without, unproven in rows.order_by():
        if use == BACK.code:
            continue
        sums = ledger.at(codes[unit], _month(text))
        sums.uses[use] = sums.uses.get(use, 0) + amount
        sums.expenses, sums.unproven = sums.expenses + count, sums.unproven + without
        sums.unproven_amount += unproven
        ledger.names[use] = public_name(use, name)
    back: Any = Reversal.objects.filter(expense__unit_id__in=codes).exclude(expense__use=BACK.code)
    taken = back.annotate(in_month=MonthOf(F("at"))).values_list("expense__unit_id", "in_month", "expense__use")
    for unit, text, use, amount in taken.annotate(s=Sum("expense__amount")).order_by():
        sums = ledger.at(codes[unit], _month(text))
        sums.uses[use] = sums.uses.get(use, 0) - amount


def _add_accounting(ledger: Ledger, codes: dict[int, str]) -> None:
    for unit, first, at in Register.objects.filter(unit_id__in=codes).values_list("unit_id", "month", "at"):
        month = Month.of(first)
        sums = ledger.at(codes[unit], month)
        sums.registers += 1
        sums.in_time += day_of(at) <= Span(month, 1).due_on
    for unit, first in Accounted.objects.filter(unit_id__in=codes).values_list("unit_id", "quarter"):
        ledger.at(codes[unit], Span(Month.of(first), 3).last).accounted += 1
