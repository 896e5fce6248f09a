"""What was said against showing reports, for the desks that decide."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from rukun.databases.kept import Kept
from rukun.followup.models import Ticket
from rukun.reports import concerns
from rukun.reports.models import Comment, Concern, Report
from rukun.transparency.access import Desk
from rukun.values.number import number_in

READ_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Questioned:
    """A report with the concerns about it that nobody decided on yet, the oldest first."""

    report: Report
    concerns: list[Concern]


def waiting_for(desk: Desk) -> QuerySet[Concern]:
    """Open concerns that this desk decides on: of tickets that it holds, and before there is one, of its kelurahan; the
    validator's desk sees all of its area."""
    if desk.is_validators:
        return concerns.open_concerns().filter(report__kelurahan__code__startswith=desk.seat.area.digits)
    return _of_office(desk.seat.office, desk.seat.area.digits)


def _of_office(office: str, area: str) -> QuerySet[Concern]:
    ticket = Ticket.objects.filter(report=OuterRef("report"))
    mine = Q(Exists(ticket.filter(holder__code=office)))
    untreated = Q(report__kelurahan__code=area) & ~Q(Exists(ticket))
    return concerns.open_concerns().filter(mine | untreated)


# Stands above every list of a desk.
REPORTS_OF: Kept[tuple[int]] = Kept(
    lambda office, area: _of_office(office, area).order_by().values_list("report").distinct(), str, str
)


def count_waiting(desk: Desk) -> int:
    """How many reports wait for a decision of this desk; one query."""
    if not desk.is_validators:
        return REPORTS_OF.count(desk.seat.office, desk.seat.area.digits)
    return waiting_for(desk).order_by().values("report").distinct().count()


def questioned(desk: Desk) -> list[Questioned]:
    """The reports that wait for a decision of this desk, the oldest concern first; one query."""
    rows = waiting_for(desk).select_related(
        "comment", "report__category", "report__kelurahan", "report__rw", "report__rt", "report__current_hiding"
    )
    found: dict[int, Questioned] = {}
    for concern in rows[:READ_AT_MOST]:
        found.setdefault(concern.report_id, Questioned(concern.report, [])).concerns.append(concern)
    return list(found.values())


def open_about(report: Report) -> list[Concern]:
    """The open concerns about a report and the comments on it, the oldest first; one query."""
    return list(concerns.open_concerns().filter(report=report).select_related("comment"))


def comment_meant(report: Report, number: str) -> Comment | None:
    """The comment on a report with this number, as it was typed; None where there is none that can be seen."""
    known = number_in(number)
    if known is None:
        return None
    return Comment.objects.select_related("report").filter(report=report, pk=known, hiding=None).first()
