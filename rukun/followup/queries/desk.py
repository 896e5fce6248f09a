"""What the city prescribes for follow-up, the queue of an office, and what the clock has to look at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from rukun.databases.due import Due
from rukun.followup.models import Answer, Holiday, Proof, Routing, Step, Ticket
from rukun.followup.routes import Route, Routes
from rukun.followup.rules import CLOSED, OPEN, REOPEN_WITHIN, Calendar, Outcome, State
from rukun.followup.terms import Terms, read_terms
from rukun.people.models import Office
from rukun.reports.models import Category, Report
from rukun.values.code import AreaCode, Kind
from rukun.values.time import day_of

SHOWN = (
    "report__category", "report__kelurahan", "report__rw", "report__rt", "holder", "category", "kelurahan", "rw", "rt",
)  # fmt: skip


def calendar() -> Calendar:
    """The city's working days; one query."""
    return Calendar(frozenset(Holiday.objects.values_list("day", flat=True)))


def terms() -> Terms:
    """Why this city's offices may wait or decline, and words they use often; read once by each process."""
    return _terms(Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "follow-up.toml")


@lru_cache(maxsize=8)
def _terms(file: Path) -> Terms:
    return read_terms(file.read_text()) if file.exists() else Terms()


def routes() -> Routes:
    """Who is in charge of what, where it is not the category's owner; one query."""
    rows = Routing.objects.values_list("category", "area", "office", "since", "until")
    return Routes.of(Route(*row) for row in rows)


def due_for(ticket: Ticket, at: datetime) -> datetime:
    """When it would be due for an office that got it at this moment: a whole deadline; one query."""
    kind = ticket.category
    return calendar().due_at(at, kind.deadline_hours or 0, around_the_clock=kind.around_the_clock)


def _office(code: str) -> Subquery:
    """The key of an office as one value, so that an index in the order of the list can be read from its beginning."""
    return Subquery(Office.objects.filter(code=code).values("pk")[:1])


def queue_of(office: str) -> QuerySet[Ticket]:
    """The open tickets of an office, what is due first; one query with report, category and areas."""
    return (
        Ticket.objects.filter(holder_id=_office(office), state__in=OPEN).select_related(*SHOWN).order_by("due_at", "id")
    )


def archive_of(office: str) -> QuerySet[Ticket]:
    """The closed tickets of an office, newest first."""
    return (
        Ticket.objects.filter(holder_id=_office(office), state__in=CLOSED, done_at__isnull=False)
        .select_related(*SHOWN)
        .order_by("-done_at", "-id")
    )


def states_of(office: str, at: datetime) -> dict[str, int]:
    """How many tickets of an office stand in each state, and how many are "overdue"; one query."""
    late = Count("id", filter=Q(due_at__lt=at))
    rows = Ticket.objects.filter(holder__code=office).values_list("state").annotate(n=Count("id"), late=late).order_by()
    counts = {state: (n, overdue) for state, n, overdue in rows}
    overdue = sum(counts[state][1] for state in OPEN if state in counts)
    return {"overdue": overdue, **{state.value: counts.get(state, (0, 0))[0] for state in State}}


def tickets_in(area: AreaCode) -> QuerySet[Ticket]:
    """The tickets whose place lies in an area; of an RW or RT among those of its kelurahan, which are indexed."""
    unit = {Kind.RW: "rw__code", Kind.RT: "rt__code"}.get(area.kind)
    if area.kind is Kind.KELURAHAN:
        return Ticket.objects.filter(kelurahan__code=area.digits)
    if unit is None:
        return Ticket.objects.filter(kelurahan__code__startswith=area.digits)
    return Ticket.objects.filter(kelurahan__code=area.up_to(Kind.KELURAHAN).digits, **{unit: area.digits})


def tickets_by_state(area: AreaCode) -> dict[str, int]:
    """How many tickets of reports within the area stand in each state; one query."""
    counts = dict(tickets_in(area).values_list("state").annotate(n=Count("id")).order_by())
    return {state.value: counts.get(state.value, 0) for state in State}


def untreated(at: datetime, since: timedelta | None) -> QuerySet[Report]:
    """Reports that need follow-up and have no ticket yet, oldest first; not those that another system took in, which
    have one where it says so.

    `since` bounds how far back to look; None looks at everything (the nightly sweep). By `Exists`: once the
    numbers of all tickets no longer fit its memory, PostgreSQL compares `NOT IN` with each of them for every report.
    """
    waiting = _untreated(at)
    return waiting if since is None else waiting.filter(received_at__gte=at - since)


def _untreated(at: datetime) -> QuerySet[Report]:
    waiting = Report.objects.filter(category__needs_followup=True, received_at__lte=at, origin=None)
    has_one = Exists(Ticket.objects.filter(report=OuterRef("pk")))
    return waiting.exclude(has_one).select_related("category", "kelurahan").order_by("received_at", "id")


def overdue(at: datetime) -> QuerySet[Ticket]:
    """Open tickets past their deadline that have not been escalated all the way."""
    return (
        Ticket.objects.filter(state__in=OPEN, due_at__lt=at, escalated__lt=2)
        .select_related("category", "holder", "report")
        .order_by("due_at", "id")
    )


def to_escalate(at: datetime) -> QuerySet[Ticket]:
    """Those of them whose next level has come: past their deadline, or by a whole deadline more. Two queries.

    What waits for its second level is not among them: it would stand before everything that is overdue since.
    """
    next_is_due = Q(escalated=0) | Q(category__deadline_hours=None)
    for hours in set(Category.objects.exclude(deadline_hours=None).values_list("deadline_hours", flat=True)):
        next_is_due |= Q(category__deadline_hours=hours, due_at__lte=at - timedelta(hours=hours or 0))
    return overdue(at).filter(next_is_due)


def pauses_over(at: datetime) -> QuerySet[Ticket]:
    """Paused tickets whose day has come."""
    return _paused_until(day_of(at))


def _paused_until(day: date) -> QuerySet[Ticket]:
    paused = Ticket.objects.filter(state=State.PAUSED, paused_until__lte=day)
    return paused.select_related("category", "holder", "report").order_by("paused_until", "id")


def unanswered(at: datetime) -> QuerySet[Ticket]:
    """Closings of which nobody has said anything for a week."""
    return _silent_since(at - REOPEN_WITHIN)


def _silent_since(before: datetime) -> QuerySet[Ticket]:
    silent = Ticket.objects.filter(outcome=Outcome.CLAIMED, done_at__lte=before)
    return silent.select_related("report", "holder").order_by("done_at", "id")


# Whether there are any, for the clock: it asks often.
UNTREATED = Due(lambda at, after: _untreated(at).filter(received_at__gte=after), datetime, datetime)
OVERDUE, PAUSES_OVER, UNANSWERED = Due(overdue, datetime), Due(_paused_until, date), Due(_silent_since, datetime)


def is_untreated(at: datetime, since: timedelta | None) -> bool:
    """Whether there is a report that needs a ticket and has none; without a bound it is looked for in earnest."""
    return since is None or UNTREATED.any(at, at - since)


def is_overdue(at: datetime) -> bool:
    """Whether a ticket is past its deadline and was not escalated all the way."""
    return OVERDUE.any(at)


def is_pause_over(at: datetime) -> bool:
    """Whether the day of a paused ticket has come."""
    return PAUSES_OVER.any(day_of(at))


def is_unanswered(at: datetime) -> bool:
    """Whether there is a closing of which nobody has said anything for a week."""
    return UNANSWERED.any(at - REOPEN_WITHIN)


def filtered(tickets: QuerySet[Ticket], *, status: str = "", jenis: str = "", cari: str = "") -> QuerySet[Ticket]:
    """The same tickets by state, category code, and words or code of the report; the names are those of the address."""
    if status:
        tickets = tickets.filter(state=status)
    if jenis:
        tickets = tickets.filter(category__code=jenis)
    if cari:
        tickets = tickets.filter(Q(report__words__icontains=cari) | Q(report__code=cari.upper()))
    return tickets


def kinds_of(office: str) -> list[Category]:
    """The categories that an office has tickets of; one query."""
    held = Ticket.objects.filter(holder__code=office).values("category_id")
    return list(Category.objects.filter(id__in=held).order_by("order"))


def proofs_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures prove finished work, show what was before, or go with an answer; four queries."""
    found = set(Step.objects.filter(proof__in=digests).exclude(proof="").values_list("proof", flat=True))
    found |= set(Proof.objects.filter(digest__in=digests).values_list("digest", flat=True))
    before = Proof.objects.filter(before_digest__in=digests).exclude(before_digest="")
    found |= set(before.values_list("before_digest", flat=True))
    return found | set(Answer.objects.filter(photo__in=digests).exclude(photo="").values_list("photo", flat=True))
