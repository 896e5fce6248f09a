"""A month as treasurers see it: kelurahan beside each other, and the units of one with what changed since the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import Substr

from rukun.areas.models import Area
from rukun.funds.models import Account, Closing, Correction, LoadedDecree, Statement
from rukun.funds.queries.due import due
from rukun.funds.queries.ledger import balances_within
from rukun.validation.desk.waiting import unjudged_of
from rukun.validation.models import Appeal, CurrentVerdict
from rukun.values.code import WARD_DIGITS, AreaCode
from rukun.values.time import Month, day_of


@dataclass(frozen=True, slots=True)
class WardMonth:
    """One kelurahan's month: its closing (None while it is open), last month's sum, and what is still open."""

    kelurahan: Area
    closing: Closing | None
    before: int | None
    unjudged: int
    appeals: int
    corrections: int

    @property
    def is_idle(self) -> bool:
        """Whether nothing was paid or reported there, and nothing is asked."""
        return self.closing is None and not (self.before or self.unjudged or self.appeals or self.corrections)

    @property
    def step(self) -> str:
        """What comes next: close, approve, pay; nothing where all is done."""
        return {None: "close", "closed": "approve", "approved": "pay"}.get(
            self.closing.state if self.closing else None, ""
        )


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """What a unit is owed for the month, in rupiah, and what it was for the month before (None: nothing was stated)."""

    unit: Area
    total: int
    counted: int
    before: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.total - self.before


def months_beside(kelurahan: Sequence[Area], month: Month) -> list[WardMonth]:
    """The month of each kelurahan, in their order; six queries, however many they are."""
    ids = [area.pk for area in kelurahan]
    closings = {row.kelurahan_id: row for row in Closing.objects.filter(kelurahan__in=ids, month=month.first)}
    rows = Closing.objects.filter(kelurahan__in=ids, month=month.previous.first)
    before = dict(rows.values_list("kelurahan_id", "total"))
    unjudged = _by_ward(unjudged_of(month).values(ward=Substr("unit__code", 1, WARD_DIGITS)))
    struck = CurrentVerdict.objects.filter(is_valid=False, counted_on__gte=month.first, counted_on__lte=month.last)
    # The appeals are few: each is looked up among what stands, and not everything of the month among the appeals.
    appealed = struck.filter(verdict__in=Appeal.objects.values("verdict"))
    appeals = _by_ward(appealed.values(ward=Substr("unit__code", 1, WARD_DIGITS)))
    waiting = _by_ward(
        Correction.objects.filter(acceptance=None).values(ward=Substr("statement__unit__code", 1, WARD_DIGITS))
    )
    return [
        WardMonth(
            area, closings.get(area.pk), before.get(area.pk), unjudged.get(area.code, 0), appeals.get(area.code, 0),
            waiting.get(area.code, 0),
        )
        for area in kelurahan
    ]  # fmt: skip


def units_of_month(kelurahan: AreaCode, month: Month, at: datetime) -> list[UnitMonth]:
    """Each unit's money of a month, closed or as it would be closed now, by code; at most eight queries."""
    rows = Statement.objects.filter(unit__code__startswith=kelurahan.digits, month=month.previous.first)
    before = dict(rows.values_list("unit_id", "total"))
    closed = list(
        Statement.objects.filter(unit__code__startswith=kelurahan.digits, month=month.first)
        .select_related("unit")
        .order_by("unit__code")
    )
    if closed:
        return [UnitMonth(s.unit, s.total, len(s.codes["counted"]), before.get(s.unit_id)) for s in closed]
    found = due(kelurahan, month, at)
    return [UnitMonth(d.unit, d.total, len(d.reports.counted), before.get(d.unit.pk)) for d in found]


def left_in_dissolved(kelurahan: AreaCode, at: datetime) -> list[tuple[Area, int]]:
    """Units of a kelurahan that are no more and whose kas still holds something, with the rupiah; three queries."""
    found = Area.objects.filter(code__startswith=kelurahan.digits, dissolved_on__lte=day_of(at))
    gone = list(found.select_related("merged_into").order_by("code"))
    if not gone:
        return []
    balance = balances_within(Area(code=kelurahan.digits), [Account.Kind.KAS])
    return [(unit, left) for unit in gone if (left := balance.get(unit.code, {}).get(Account.Kind.KAS, 0)) > 0]


def dated_after(at: datetime) -> tuple[int, int]:
    """How many months were closed, and decrees loaded, by a clock that was ahead of this moment; two queries."""
    return Closing.objects.filter(closed_at__gt=at).count(), LoadedDecree.objects.filter(loaded_at__gt=at).count()


def closed_from(kelurahan: AreaCode, month: Month) -> list[Month]:
    """The closed months of a kelurahan from a month on, oldest first; one query."""
    rows = Closing.objects.filter(kelurahan__code=kelurahan.digits, month__gte=month.first).order_by("month")
    return [Month.of(first) for first in rows.values_list("month", flat=True)]


def _by_ward(rows: object) -> dict[str, int]:
    found = rows.annotate(n=Count("pk")).order_by().values_list("ward", "n")  # type: ignore[attr-defined]
    return dict(found)
