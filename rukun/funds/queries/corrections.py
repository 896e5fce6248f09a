"""Corrections that were accepted and wait for a month to go into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.funds.models import Closing, Correction, StatementLine
from rukun.values.code import WARD_DIGITS, AreaCode
from rukun.values.time import Month


class Gone(NamedTuple):
    """Of a unit that ended: the day from which it was no more, its heir (id; None without one), and its code."""

    on: date
    heir: int | None
    code: str


class Stranded(NamedTuple):
    """A correction that was accepted and that no month takes in any more, with the rupiah that are left of it."""

    correction: Correction
    left: int


def open_corrections(units: list[int], month: Month) -> Mapping[int, list[tuple[Correction, int]]]:
    """Corrections of the units that were accepted, with what is left of each, oldest month first; one query, and one
    more where there are any. Few are open in a whole city, and which of them are of these units is seen from a question
    that is put together once.

    Those of a unit that was merged go on to the one it was merged into, from the first month that it no longer has; and
    to that one's heir where it is gone as well, however often. One query more where any is of a unit that ended.
    """
    known, (waiting, gone) = set(units), _waiting()
    takes = {number: _taker(unit, month, gone) for number, unit in waiting.items()}
    numbers = [number for number, unit in takes.items() if unit in known]
    if not numbers:
        return {}
    found: dict[int, list[tuple[Correction, int]]] = defaultdict(list)
    for row in _with_settled(numbers):
        found[takes[row.pk]].append((row, row.amount - row.settled))  # type: ignore[attr-defined]
    return found


def hold_corrections(units: Collection[int]) -> bool:
    """Until this transaction ends nobody else takes in what is left of the corrections that may go into a month of
    these units (ids): who closes another month at this moment waits, and then sees what is left. False where there is
    none to hold. Three queries at most.

    Whoever closes has taken the turn of the kelurahan: of a correction that is accepted at this very moment nobody
    knows yet. Those of a unit that another kelurahan's was merged into are held one by one.
    """
    known, (waiting, gone) = set(units), _waiting()
    numbers = [number for number, unit in waiting.items() if not known.isdisjoint(_line(unit, gone))]
    if numbers:
        list(Correction.objects.select_for_update().filter(pk__in=numbers).order_by("pk").values_list("pk"))
    return bool(numbers)


def stranded(kelurahan: AreaCode) -> list[Stranded]:
    """Corrections of a kelurahan's units that no month will take in: the unit, or the last of its heirs, ended without
    one, and the last month that it had is closed. Oldest month first; one query where nothing is open in the city of a
    unit that ended, and three more where there is."""
    waiting, gone = _waiting()
    ended = {number: gone[last] for number, unit in waiting.items() if (last := _last(unit, gone)) in gone}
    numbers = [number for number, one in ended.items() if _is_settled_to_its_end(one)]
    found = [row for row in _with_settled(numbers) if row.statement.unit.code.startswith(kelurahan.digits)]
    return [Stranded(row, row.amount - row.settled) for row in found]  # type: ignore[attr-defined]


def _is_settled_to_its_end(gone: Gone) -> bool:
    """Whether the last month that a unit had was closed, or a later one."""
    last = Month.of(gone.on - timedelta(days=1))
    ward = gone.code[:WARD_DIGITS]
    return Closing.objects.filter(kelurahan__code=ward, month__gte=last.first).exists()


def _with_settled(numbers: Collection[int]) -> list[Correction]:
    """These corrections with what was taken in of each as `settled`; no query for none."""
    rows = Correction.objects.filter(pk__in=numbers).annotate(settled=_settled()).select_related("statement__unit")
    return list(rows.order_by("statement__month", "statement__unit__code", "number")) if numbers else []


def _waiting() -> tuple[dict[int, int], Mapping[int, Gone]]:
    """The open corrections (ids) of the city with the unit of each, and the units that are gone where any is of one."""
    rows = OPEN.rows()
    gone = {unit: Gone(on, heir, code) for unit, on, heir, code in GONE.rows()} if any(has for *_, has in rows) else {}
    return {number: unit for number, unit, _ in rows}, gone


def _line(unit: int, gone: Mapping[int, Gone]) -> Iterator[int]:
    """A unit, its heir, the heir of that one, and so on."""
    yield unit
    while unit in gone and (heir := gone[unit].heir) is not None:
        yield (unit := heir)


def _last(unit: int, gone: Mapping[int, Gone]) -> int:
    return [*_line(unit, gone)][-1]


def _taker(unit: int, month: Month, gone: Mapping[int, Gone]) -> int:
    """The first of a unit and its heirs that is there in a month; where none is, the last of them."""
    return next((one for one in _line(unit, gone) if one not in gone or gone[one].on > month.first), _last(unit, gone))


def _settled() -> Coalesce:
    """What earlier statements took in of a correction, as an expression."""
    parts = StatementLine.objects.filter(correction_id=OuterRef("pk")).values("correction").annotate(s=Sum("amount"))
    return Coalesce(Subquery(parts.values("s")), 0)


# The corrections of the whole city that were accepted and not taken in whole: of which unit, and whether it ended.
OPEN: Kept[tuple[int, int, bool]] = Kept(
    lambda: (
        Correction.objects.filter(acceptance__isnull=False)
        .annotate(
            settled=_settled(),
            has_ended=ExpressionWrapper(Q(statement__unit__dissolved_on__isnull=False), output_field=BooleanField()),
        )
        .exclude(amount=F("settled"))
        .values_list("pk", "statement__unit_id", "has_ended")
    )
)
GONE: Kept[Any] = Kept(
    lambda: Area.objects.exclude(dissolved_on=None).values_list("pk", "dissolved_on", "merged_into_id", "code")
)
