"""Keeps the sums of each kelurahan, kecamatan, kota and province beside the books (derived, and compared by a test).

Nobody tells the keeper of a change: it looks at what was added lately, reaching back behind what it saw because a
transaction may commit behind a later one, and counts those kelurahan anew from the facts. Everything may run twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet, Sum

from rukun.areas.models import Area
from rukun.funds.models import Accounted, Register, Statement, Transfer
from rukun.transparency.models import MoneyLooked, MoneyMonth, MoneyUse
from rukun.transparency.money.facts import ledger_of, units_within
from rukun.transparency.money.figures import FIELDS, Sums, gathered, upper_areas
from rukun.values.code import WARD_DIGITS, AreaCode, Kind
from rukun.values.time import Month

BEHIND, AT_ONCE, ROWS_AT_ONCE, COMPARED_AT_ONCE = 500, 20_000, 1_000, 8
# Where a change may come from: the name of its progress, the rows, and which of their fields name the unit.
SOURCES: Mapping[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
    "transfers": (Transfer.objects.all(), ("debit__owner__code", "credit__owner__code")),
    "statements": (Statement.objects.all(), ("unit__code",)),
    "registers": (Register.objects.all(), ("unit__code",)),
    "accounted": (Accounted.objects.all(), ("unit__code",)),
}


def keep_money(*, at: datetime) -> int:
    """Count anew where something was added lately, and the next few kelurahan besides; returns how many were counted.

    Each kelurahan in a transaction of its own, so that nobody who writes waits long; what a crash leaves undone is
    found again, because how far was looked is written last.
    """
    looked = MoneyLooked.objects.filter(pk=1).first() or MoneyLooked(pk=1)
    touched = _touched(looked)
    wards = Area.objects.filter(kind=Kind.KELURAHAN, code__gt=looked.compared).order_by("code")
    slice_ = list(wards.values_list("code", flat=True)[:COMPARED_AT_ONCE])
    looked.compared = slice_[-1] if len(slice_) == COMPARED_AT_ONCE else ""
    _settle(touched | set(slice_))
    looked.at = at
    looked.save()
    return len(touched)


def rebuild_money(*, at: datetime) -> int:
    """Throw the sums away and count every kelurahan anew."""
    looked = MoneyLooked(pk=1, at=at)
    for name, (rows, _) in SOURCES.items():
        setattr(looked, name, rows.aggregate(n=Max("id"))["n"] or 0)
    wards = set(Area.objects.filter(kind=Kind.KELURAHAN).values_list("code", flat=True))
    moved = wards & _with_facts()
    with transaction.atomic():
        _lock()
        for model in (MoneyMonth, MoneyUse):
            model.objects.filter(area__kind=Kind.KELURAHAN).exclude(area__code__in=moved).delete()
    _settle(moved, of=wards)
    looked.save()
    return len(wards)


def _with_facts() -> set[str]:
    """The kelurahan that any fact is about: of a city that begins with a few, most have nothing to count."""
    told = (
        rows.order_by().values_list(name, flat=True).distinct() for rows, names in SOURCES.values() for name in names
    )
    return {code[:WARD_DIGITS] for codes in told for code in codes if code and len(code) > WARD_DIGITS}


def _touched(looked: MoneyLooked) -> set[str]:
    found: set[str] = set()
    for name, (rows, fields) in SOURCES.items():
        seen = getattr(looked, name)
        if (rows.aggregate(n=Max("id"))["n"] or 0) == seen:
            continue
        for number, *codes in rows.filter(id__gt=seen - BEHIND).order_by("id").values_list("id", *fields)[:AT_ONCE]:
            found |= {code[:WARD_DIGITS] for code in codes if len(code) > WARD_DIGITS}
            setattr(looked, name, max(getattr(looked, name), number))
    return found


def _settle(wards: Collection[str], of: Collection[str] = ()) -> None:
    """Count these kelurahan, and add up what they (or those that they are `of`) lie in."""
    for ward in sorted(wards):
        with transaction.atomic():
            _lock()
            _count(AreaCode(ward))
    with transaction.atomic():
        _lock()
        for area in upper_areas(of or wards):
            _add_up(area)


def _lock() -> None:
    """Of two keepers at once the second waits, and counts what is there afterwards."""
    MoneyLooked.objects.get_or_create(pk=1)
    MoneyLooked.objects.select_for_update().get(pk=1)


def _count(ward: AreaCode) -> None:
    ledger = ledger_of(units_within(ward))
    months = gathered(ledger, WARD_DIGITS).get(ward.digits, {})
    _replace(ward, months, ledger.names)


def _add_up(area: AreaCode) -> None:
    """A larger area from the kelurahan in it; two queries."""
    inside = {"area__kind": Kind.KELURAHAN, "area__code__startswith": area.digits}
    rows: Any = MoneyMonth.objects.filter(**inside).values_list("month")
    months = {
        Month.of(month): Sums(*told)
        for month, *told in rows.annotate(**{f"sum_{name}": Sum(name) for name in FIELDS}).order_by()
    }
    names: dict[str, str] = {}
    uses = MoneyUse.objects.filter(**inside).values_list("month", "use").annotate(n=Max("name"), s=Sum("amount"))
    for month, use, name, amount in uses.order_by():
        months[Month.of(month)].uses[use] = amount
        names[use] = name
    _replace(area, months, names)


def _replace(area: AreaCode, months: Mapping[Month, Sums], names: Mapping[str, str]) -> None:
    number = Area.objects.filter(code=area.digits).values_list("id", flat=True).first()
    if number is None:
        return
    of_months = [
        MoneyMonth(area_id=number, month=month.first, **dict(zip(FIELDS, sums.told, strict=True)))
        for month, sums in months.items()
    ]
    of_uses = [
        MoneyUse(area_id=number, month=month.first, use=use, name=names[use], amount=amount)
        for month, sums in months.items()
        for use, amount in sums.uses.items()
        if amount
    ]
    MoneyMonth.objects.filter(area_id=number).delete()
    MoneyUse.objects.filter(area_id=number).delete()
    _write(MoneyMonth, of_months)
    _write(MoneyUse, of_uses)


def _write(model: Any, rows: Iterable[Any]) -> None:
    model.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
