"""Open tickets for what was reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from rukun.followup import queries
from rukun.followup.models import Disposisi, Step, Ticket
from rukun.followup.rules import State
from rukun.followup.urgency import urgent_for
from rukun.people.queries import offices_by_code
from rukun.reports.models import Report
from rukun.trail.actions import Act, record_many
from rukun.values.time import day_of

OPENED_AT_ONCE = 500
# A report may commit a little after one that came later; a worker that was stopped may be behind. Three days cover
# both, and the nightly sweep looks at everything.
LOOK_BACK = timedelta(days=3)


def open_tickets(*, at: datetime, since: timedelta | None = LOOK_BACK, most: int = OPENED_AT_ONCE) -> int:
    """Open a ticket for each report that needs one and has none; returns how many. May run twice, and at once.

    The clock of the holder starts when the report was received, not when the machine got round to it.
    """
    return _open(at, since, most) if queries.is_untreated(at, since) else 0


@transaction.atomic
def _open(at: datetime, since: timedelta | None, most: int) -> int:
    reports = list(queries.untreated(at, since)[:most])
    return _opened(reports, at) if reports else 0


def _opened(reports: Sequence[Report], at: datetime) -> int:
    tickets = _tickets(reports)
    try:
        with transaction.atomic():
            Ticket.objects.bulk_create(tickets)
    except IntegrityError:
        return 0  # another worker opened some of them at this moment; the next round takes the rest
    Disposisi.objects.bulk_create(
        Disposisi(ticket=t, giver=None, taker=t.holder, reason="", due_at=t.due_at, at=t.opened_at) for t in tickets
    )
    Step.objects.bulk_create(
        Step(ticket=t, before="", after=State.WAITING, at=t.opened_at, office=t.holder) for t in tickets
    )
    record_many(Act("ticket.opened", at, "clock", f"report:{t.report.code}", _facts_of(t)) for t in tickets)
    return len(tickets)


def _facts_of(ticket: Ticket) -> dict[str, str]:
    """Who has it; and why it is urgent by its kind, where it is."""
    urgent = {"urgent": ticket.urgent_because} if ticket.is_urgent else {}
    return {"holder": ticket.holder.code} | urgent


def opened_now(report: Report, *, at: datetime) -> Ticket | None:
    """The ticket of a report, locked; opened where the clock has not come to it yet. None where nothing is to be
    followed up. Within the transaction of whoever asks."""
    held = Ticket.objects.select_for_update(of=("self",)).select_related("holder", "report")
    found = held.filter(report=report).first()
    if found is None and report.category.needs_followup and not report.is_taken_over:
        _opened([report], at)
        found = held.filter(report=report).first()
    return found


def _tickets(reports: Sequence[Report]) -> list[Ticket]:
    """A ticket for each, with whom the routes of the day of its arrival name; else the kelurahan of the place."""
    routes, days = queries.routes(), queries.calendar()
    owners = {
        routes.office_for(r.category.code, r.category.owner, r.kelurahan.code, day_of(r.received_at)) for r in reports
    }
    offices = offices_by_code({*owners, *(r.kelurahan.code for r in reports)})
    return [_ticket(r, queries.holder_of(r, routes, offices, days)) for r in reports]


def _ticket(report: Report, holder: queries.Holder) -> Ticket:
    return Ticket(
        report=report, state=State.WAITING, holder=holder.office, category=report.category,
        reported_as=report.category, kelurahan=report.kelurahan, rw_id=report.rw_id, rt_id=report.rt_id,
        lat=report.lat, lon=report.lon, received_at=report.received_at,
        opened_at=report.received_at, held_since=report.received_at, changed_at=report.received_at,
        due_at=holder.due_at,
        **urgent_for(queries.terms().urgent_by_kind(report.category.code), report.received_at),
    )  # fmt: skip
