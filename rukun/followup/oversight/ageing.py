"""Why not yet: open tickets by age and holder, the reasons that were given, and the promises that passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from rukun.areas.queries import in_ward_of
from rukun.followup.models import Delay, Ticket
from rukun.followup.oversight.figures import between
from rukun.followup.oversight.rules import BANDS, band_of, band_starts
from rukun.followup.rules import OPEN, State
from rukun.values.code import AreaCode
from rukun.values.time import day_of

OLDEST = 60


@dataclass(slots=True)
class Line:
    """One holder's open tickets by age, and how many of its newest promises have passed."""

    code: str
    name: str
    bands: list[int] = field(default_factory=lambda: [0] * (len(BANDS) + 1))
    explained: int = 0
    passed: int = 0

    @property
    def open(self) -> int:
        return sum(self.bands)

    @property
    def unexplained(self) -> int:
        return self.open - self.explained


@dataclass(frozen=True, slots=True)
class Waiting:
    """One old ticket with what was said last of why, until when and by whom next; None where nobody said."""

    ticket: Ticket
    delay: Delay | None
    band: int
    has_passed: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The board of an area: each holder, each reason (by its code) with its ages, and the oldest tickets."""

    lines: list[Line]
    reasons: dict[str, list[int]]
    oldest: list[Waiting]
    total: Line


def board_of(area: AreaCode, at: datetime, *, is_public: bool, holder: str = "") -> Board:
    """Four queries over open tickets. For the public without private reports, and nobody is named on either."""
    waiting = open_in(area, is_public=is_public)
    if holder:
        waiting = waiting.filter(holder__code=holder)
    lines, reasons = _lines(waiting, at), _reasons(waiting, at)
    _add_promises(lines, waiting, at)
    total = Line("", "")
    for line in lines.values():
        total.bands = [own + more for own, more in zip(total.bands, line.bands, strict=True)]
        total.explained, total.passed = total.explained + line.explained, total.passed + line.passed
    ordered = sorted(lines.values(), key=lambda line: (-line.bands[-1], -line.open, line.code))
    return Board(ordered, reasons, _oldest(waiting, at), total)


def open_in(area: AreaCode, *, is_public: bool) -> QuerySet[Ticket]:
    """The open tickets of an area, whoever holds them."""
    found = Ticket.objects.filter(in_ward_of(area), state__in=OPEN)
    return found.filter(report__is_private=False) if is_public else found


def _ages(at: datetime) -> dict[str, Count]:
    return {f"band{number}": Count("id", filter=between(*ends)) for number, ends in enumerate(band_starts(at))}


def _lines(waiting: QuerySet[Ticket], at: datetime) -> dict[str, Line]:
    rows: Any = waiting.values("holder__code", "holder__name").annotate(**_ages(at)).order_by()
    return {
        row["holder__code"]: Line(
            row["holder__code"], row["holder__name"], [row[f"band{number}"] for number in range(len(BANDS) + 1)]
        )
        for row in rows
    }


def _add_promises(lines: dict[str, Line], waiting: QuerySet[Ticket], at: datetime) -> None:
    """How many were explained, and of how many the newest promise has passed."""
    newest = Delay.objects.filter(ticket__in=waiting).values("ticket_id").annotate(last=Max("id")).values("last")
    found = Delay.objects.filter(id__in=newest).exclude(~Q(ticket__state=State.PAUSED), asks=True)
    for holder, expected in found.values_list("ticket__holder__code", "expected"):
        lines[holder].explained += 1
        lines[holder].passed += expected < day_of(at)


def _reasons(waiting: QuerySet[Ticket], at: datetime) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(lambda: [0] * (len(BANDS) + 1))
    rows = waiting.exclude(pause_reason="").values_list("pause_reason").annotate(**_ages(at)).order_by("pause_reason")
    for reason, *bands in rows:
        found[reason] = list(bands)
    return dict(found)


def _oldest(waiting: QuerySet[Ticket], at: datetime) -> list[Waiting]:
    newest = Delay.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-id").values("id")[:1]
    rows = waiting.select_related("report", "category", "kelurahan", "rw", "rt", "holder")
    tickets = list(rows.annotate(newest_delay=Subquery(newest)).order_by("opened_at", "id")[:OLDEST])
    delays = _delays(getattr(ticket, "newest_delay") for ticket in tickets)  # noqa: B009  it is an annotation
    return [_waiting(ticket, delays.get(ticket.pk), at) for ticket in tickets]


def _delays(ids: Iterable[int | None]) -> dict[int, Delay]:
    wanted = [number for number in ids if number is not None]
    if not wanted:
        return {}
    return {row.ticket_id: row for row in Delay.objects.filter(id__in=wanted).select_related("next_office")}


def _waiting(ticket: Ticket, delay: Delay | None, at: datetime) -> Waiting:
    if delay is not None and not delay.is_told(ticket.state):
        delay = None
    return Waiting(ticket, delay, band_of(ticket.opened_at, at), has_passed(delay, day_of(at)))


def has_passed(delay: Delay | None, today: date) -> bool:
    """Whether a promise was given for a day that is over."""
    return delay is not None and delay.expected < today
