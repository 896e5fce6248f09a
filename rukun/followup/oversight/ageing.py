"""Why not yet: open tickets by age and holder, the reasons that were given, and the promises that passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from rukun.areas.queries import few_wards, in_ward_of
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

    def add(self, bands: Sequence[int], explained: int, passed: int) -> None:
        """Count more tickets in."""
        self.bands = [own + more for own, more in zip(self.bands, bands, strict=True)]
        self.explained, self.passed = self.explained + explained, self.passed + passed

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
    """Of a kecamatan at most seven queries, of which two or three go over open tickets. For the public without private
    reports, and nobody is named on either."""
    whose = Q(holder__code=holder) if holder else Q()
    waiting, among = (open_in(area, is_public=public).filter(whose) for public in (is_public, False))
    lines, reasons = _lines(waiting, at)
    total = Line("", "")
    for line in lines.values():
        total.add(line.bands, line.explained, line.passed)
    ordered = sorted(lines.values(), key=lambda line: (-line.bands[-1], -line.open, line.code))
    return Board(ordered, reasons, _oldest(waiting, among, at), total)


def open_in(area: AreaCode, *, is_public: bool) -> QuerySet[Ticket]:
    """The open tickets of an area, whoever holds them; of few kelurahan those of each. One query before it, or none."""
    wards = few_wards(area)
    found = Ticket.objects.filter(Q(kelurahan__in=wards) if wards else in_ward_of(area), state__in=OPEN)
    return found.filter(report__is_private=False) if is_public else found


def _ages(at: datetime) -> dict[str, Count]:
    return {f"band{number}": Count("id", filter=between(*ends)) for number, ends in enumerate(band_starts(at))}


def _lines(waiting: QuerySet[Ticket], at: datetime) -> tuple[dict[str, Line], dict[str, list[int]]]:
    """Each holder, and each reason for which tickets rest, from one look at what is open."""
    lines, reasons = dict[str, Line](), dict[str, list[int]]()
    told = {"explained": Count("promised"), "passed": Count("id", filter=Q(promised__lt=day_of(at)))}
    rows = waiting.annotate(promised=_promised()).values("holder__code", "holder__name", "pause_reason")
    found: Any = rows.annotate(**_ages(at), **told).order_by("pause_reason")
    for row in found:
        bands = [row[f"band{number}"] for number in range(len(BANDS) + 1)]
        line = lines.setdefault(row["holder__code"], Line(row["holder__code"], row["holder__name"]))
        line.add(bands, row["explained"], row["passed"])
        if reason := row["pause_reason"]:
            reasons[reason] = [
                own + more for own, more in zip(reasons.get(reason, [0] * len(bands)), bands, strict=True)
            ]
    return lines, reasons


def _promised() -> Case:
    """By when it was said last that a ticket would go on; None where nobody said. A question is no promise, except
    while the ticket rests for its answer."""
    newest = Delay.objects.filter(ticket=OuterRef("pk")).order_by("-id")
    unasked = newest.annotate(said=Case(When(asks=False, then="expected")))
    return Case(
        When(state=State.PAUSED, then=Subquery(newest.values("expected")[:1])),
        default=Subquery(unasked.values("said")[:1]),
    )


def _oldest(waiting: QuerySet[Ticket], among: QuerySet[Ticket], at: datetime) -> list[Waiting]:
    """Which they are is asked first: only of these the rest is read. `among` are all tickets of which those that wait
    here are most, so that few more of the oldest are looked at than are shown."""
    oldest = list(among.order_by("opened_at", "id").values_list("id", flat=True)[: 2 * OLDEST])
    numbers = list(waiting.filter(id__in=oldest).order_by("opened_at", "id").values_list("id", flat=True)[:OLDEST])
    if len(numbers) < OLDEST and len(oldest) == 2 * OLDEST:
        numbers = list(waiting.order_by("opened_at", "id").values_list("id", flat=True)[:OLDEST])
    newest = Delay.objects.filter(ticket=OuterRef("pk")).order_by("-at", "-id").values("id")[:1]
    rows = Ticket.objects.filter(id__in=numbers).select_related("report", "category", "kelurahan", "rw", "rt", "holder")
    tickets = list(rows.annotate(newest_delay=Subquery(newest)).order_by("opened_at", "id"))
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
