"""Take over what another system took in, with what became of it there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.followup import queries
from rukun.followup.models import Disposisi, Step, Ticket
from rukun.followup.moving import CLOCK, Says, move
from rukun.followup.parts.queries import open_parts
from rukun.followup.routes import Routes
from rukun.followup.rules import OPEN, Calendar, State, outcome_of
from rukun.people.models import Office
from rukun.people.queries import offices_by_code
from rukun.reports.history.fates import ENDED, Fate, Outcome
from rukun.reports.history.judging import Changed, Ready
from rukun.reports.history.keeping import keep, lock
from rukun.reports.models import Report, Source
from rukun.trail.actions import record
from rukun.trail.append import append_many
from rukun.values.time import day_of

STATE_OF = {Fate.CLOSED: State.DONE, Fate.DECLINED: State.DECLINED}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """How many reports are new, how many stand otherwise now, and how many of all became open work."""

    filed: int
    changed: int
    opened: int


@dataclass(frozen=True, slots=True)
class _City:
    """What the tickets of a batch are made from; `wards` is the kelurahan (code) of each report (id)."""

    routes: Routes
    days: Calendar
    wards: Mapping[int, str]
    offices: Mapping[str, Office]

    def owner_of(self, report: Report) -> str:
        kind, day = report.category, day_of(report.received_at)
        return self.routes.office_for(kind.code, kind.owner, self.wards[report.pk], day)

    def holder_of(self, report: Report) -> Office:
        return self.offices.get(self.owner_of(report)) or self.offices[self.wards[report.pk]]


@transaction.atomic
def take_over(
    source: Source, ready: Sequence[Ready], changed: Sequence[Changed], *, at: datetime, by: str = CLOCK
) -> TakenOver:
    """Keep a batch of a source's reports, each once, with its own time and what became of it; one trail entry for all.

    What came to an end there has a ticket that was closed then; what is said to be open becomes the work of whom the
    routes name, from this moment on: nobody was told of it before. Everything else is nobody's work.
    """
    kept = keep(lock(source), ready, changed, at)
    pairs = [(one.report, one.outcome) for one in kept.ready]
    opened = _open_tickets(pairs, at) + _follow(kept.changed, at)
    facts = kept.facts(source) | {"opened": opened}
    if kept.ready or kept.changed:
        record("reports.taken-over", at=at, seat=by, about=f"source:{source.code}", facts=facts)
    return TakenOver(len(kept.ready), len(kept.changed), opened)


def _open_tickets(pairs: Sequence[tuple[Report, Outcome]], at: datetime) -> int:
    """A ticket for each that is open, or came to an end at a known moment; how many of them are open."""
    wanted = [
        (report, outcome)
        for report, outcome in pairs
        if report.category.needs_followup and (outcome.fate is Fate.OPEN or outcome.is_dated_end)
    ]
    if not wanted:
        return 0
    city = _city([report for report, _ in wanted])
    made = [(_ticket(report, outcome, city, at), outcome) for report, outcome in wanted]
    append_many(ticket for ticket, _ in made)
    ids = dict(Ticket.objects.filter(report__in=[one.pk for one, _ in wanted]).values_list("report_id", "id"))
    for ticket, _ in made:
        ticket.pk = ids[ticket.report_id]
    append_many(
        Disposisi(ticket=one, giver=None, taker=one.holder, reason="", due_at=one.due_at, at=one.opened_at)
        for one, _ in made
    )
    append_many(step for ticket, outcome in made for step in _steps(ticket, outcome))
    return sum(outcome.fate is Fate.OPEN for _, outcome in made)


def _city(reports: Sequence[Report]) -> _City:
    wards = dict(Report.objects.filter(pk__in=[one.pk for one in reports]).values_list("pk", "kelurahan__code"))
    # Every office: a city has some hundreds, and a batch touches most of them.
    return _City(queries.routes(), queries.calendar(), wards, offices_by_code())


def _ticket(report: Report, outcome: Outcome, city: _City, at: datetime) -> Ticket:
    kind = report.category
    begins = at if outcome.fate is Fate.OPEN else report.received_at
    due_at = city.days.due_at(begins, kind.deadline_hours or 0, around_the_clock=kind.around_the_clock)
    ticket = Ticket(
        report=report, state=State.WAITING, holder=city.holder_of(report), category=kind, reported_as=kind,
        kelurahan_id=report.kelurahan_id, rw_id=report.rw_id, rt_id=report.rt_id, lat=report.lat, lon=report.lon,
        received_at=report.received_at, opened_at=begins, held_since=begins, changed_at=begins, due_at=due_at,
    )  # fmt: skip
    if outcome.fate in STATE_OF and outcome.since is not None:
        ticket.state = STATE_OF[outcome.fate]
        ticket.done_at = ticket.changed_at = outcome.since
        ticket.outcome = outcome_of(stood=None, verdicts=(), closed_at=outcome.since, at=at)
    return ticket


def _steps(ticket: Ticket, outcome: Outcome) -> list[Step]:
    """How it came in, and how it ended."""
    came = Step(ticket=ticket, before="", after=State.WAITING, at=ticket.opened_at, office=ticket.holder)
    if ticket.done_at is None:
        return [came]
    ended = Step(
        ticket=ticket, before=State.WAITING, after=ticket.state, at=ticket.done_at, office=ticket.holder,
        words=outcome.note,
    )  # fmt: skip
    return [came, ended]


def _follow(changed: Sequence[Changed], at: datetime) -> int:
    """Let tickets follow what their source says now; how many became open work."""
    if not changed:
        return 0
    shown = ("holder", "category", "kelurahan", "report")
    found = Ticket.objects.select_for_update(of=("self",)).select_related(*shown).order_by("id")
    tickets = {one.report_id: one for one in found.filter(report__in=[one.report_id for one in changed])}
    without = [one for one in changed if one.report_id not in tickets]
    reports = Report.objects.select_related("category").in_bulk([one.report_id for one in without])
    opened = _open_tickets([(reports[one.report_id], one.outcome) for one in without], at)
    return opened + sum(_moved(tickets[one.report_id], one.outcome, at) for one in changed if one.report_id in tickets)


def _moved(ticket: Ticket, outcome: Outcome, at: datetime) -> bool:
    """Move one ticket where its source contradicts it; whether it is open again. What people here did stands, and what
    several offices here still work on they close themselves."""
    is_open = ticket.state in OPEN
    if is_open and outcome.fate in ENDED and not open_parts(ticket):
        ended_at = max(outcome.since or at, ticket.changed_at)
        move(ticket, STATE_OF[outcome.fate], desk=None, at=min(ended_at, max(at, ticket.changed_at)),
             says=Says(outcome.note), crew=None)  # fmt: skip
    if ticket.state in (State.DONE, State.DECLINED) and not is_open and outcome.fate is Fate.OPEN:
        due_at = queries.due_for(ticket, at)
        move(ticket, State.REOPENED, desk=None, at=at, reopened=ticket.reopened + 1, held_since=at, due_at=due_at,
             escalated=0, crew=None)  # fmt: skip
        return True
    return False
