"""Corrections that were accepted and wait for a month to go into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Set

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.funds.models import Correction, StatementLine
from rukun.values.time import Month


def open_corrections(units: list[int], month: Month) -> Mapping[int, list[tuple[Correction, int]]]:
    """Corrections of the units that were accepted, with what is left of each, oldest month first; one query, and one
    more where there are any. Few are open in a whole city, and which of them are of these units is seen from a question
    that is put together once.

    Those of a unit that was merged go on to the one it was merged into, from the first month that it no longer has.
    """
    known = set(units)
    numbers = _numbers(known)
    if not numbers:
        return {}
    gone = Q(statement__unit__dissolved_on__lte=month.first)
    heirs = Q(statement__unit__merged_into__in=units) | Q(statement__unit__merged_into__merged_into__in=units)
    rows = (
        Correction.objects.filter(Q(statement__unit__in=units) | (gone & heirs), pk__in=numbers)
        .annotate(settled=_settled())
        .select_related("statement__unit__merged_into")
        .order_by("statement__month", "statement__unit__code", "number")
    )
    found: dict[int, list[tuple[Correction, int]]] = defaultdict(list)
    for row in rows:
        found[_heir(row.statement.unit, known)].append((row, row.amount - row.settled))
    return found


def hold_corrections(units: Collection[int]) -> bool:
    """Until this transaction ends nobody else takes in what is left of the corrections that may go into a month of
    these units (ids): who closes another month at this moment waits, and then sees what is left. False where there is
    none to hold. Two queries at most.

    Whoever closes has taken the turn of the kelurahan: of a correction that is accepted at this very moment nobody
    knows yet. Those of a unit that another kelurahan's was merged into are held one by one.
    """
    numbers = _numbers(set(units))
    if numbers:
        list(Correction.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk"))
    return bool(numbers)


def _numbers(units: Set[int]) -> list[int]:
    """The open corrections that are of one of the units, or of one that was merged into it."""
    return [number for number, *those in OPEN.rows() if not units.isdisjoint(those)]


def _heir(unit: Area, known: Set[int]) -> int:
    """The unit itself where it is among those asked for, else the one it was merged into, once or twice."""
    if unit.pk in known or unit.merged_into is None:
        return unit.pk
    return unit.merged_into_id if unit.merged_into_id in known else unit.merged_into.merged_into_id  # type: ignore[return-value]


def _settled() -> Coalesce:
    """What earlier statements took in of a correction, as an expression."""
    parts = StatementLine.objects.filter(correction_id=OuterRef("pk")).values("correction").annotate(s=Sum("amount"))
    return Coalesce(Subquery(parts.values("s")), 0)


# The corrections of the whole city that were accepted and not taken in whole: of which unit, and who may be its heir.
OPEN: Kept[tuple[int, int, int | None, int | None]] = Kept(
    lambda: (
        Correction.objects.filter(acceptance__isnull=False)
        .annotate(settled=_settled())
        .exclude(amount=F("settled"))
        .values_list(
            "pk",
            "statement__unit_id",
            "statement__unit__merged_into_id",
            "statement__unit__merged_into__merged_into_id",
        )
    )
)
