"""Which reports an actor gets to see."""

from __future__ import annotations

from rukun.people.rules import DESK_ROLES, UNIT_ROLES, Actor, Role, SeatHeld
from rukun.reports.models import Comment, Report
from rukun.values.refused import hidden

# Who answers a citizen in the name of an office.
ANSWERING = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD, Role.CAMAT, Role.WALI_KOTA, Role.VALIDATOR)
HANDLERS = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD)
OVERSIGHT = (Role.VALIDATOR, Role.CAMAT, Role.WALI_KOTA, Role.AUDITOR, Role.ADMINISTRATOR)


def report_to_read(actor: Actor, code: str) -> Report:
    """A public report for anyone; a private one for its filer, its handlers and their overseers. Three queries."""
    report = (
        Report.objects.select_related("category", "kelurahan", "rw", "rt", "unit")
        .prefetch_related("photos")
        .filter(code=code.upper())
        .first()
    )
    if report is None or not may_read(actor, report):
        raise hidden()
    return report


def own_report_with_key(actor: Actor, key: str) -> Report | None:
    """What the actor filed under this key of their phone, if it has arrived already; one query."""
    return Report.objects.filter(key=key, filer_id=actor.known_id).first()


def may_read(actor: Actor, report: Report) -> bool:
    """Whether the actor may see this report; RT and RW heads never see another's private report."""
    if not report.is_private or (report.filer_id is not None and report.filer_id == actor.person_id):
        return True
    return handles(actor, report)


def handles(actor: Actor, report: Report) -> bool:
    """Whether the actor sits at a desk over the report's kelurahan, or at the department in charge."""
    place = report.kelurahan.area_code
    if actor.seat_as(*OVERSIGHT, over=place) is not None:
        return True
    seat = actor.seat_as(*DESK_ROLES, over=place)
    return seat is not None and (seat.role is not Role.SKPD or seat.office == report.category.owner)


def may_support(actor: Actor, report: Report) -> bool:
    """Whether the actor may support this report: a public one that is not their own."""
    return actor.person_id is not None and not report.is_private and report.filer_id != actor.person_id


def speaking_seat(actor: Actor, report: Report) -> SeatHeld | None:
    """The seat in which the actor may answer: an office over the place, or the unit for which the report was made.

    None for everybody else: they speak as residents, under their pseudonym.
    """
    office = actor.seat_as(*ANSWERING, over=report.kelurahan.area_code)
    if office is not None or report.unit is None:
        return office
    unit = report.unit.area_code
    return next((seat for seat in actor.seats if seat.role in UNIT_ROLES and seat.area == unit), None)


def hiding_seat(actor: Actor, report: Report) -> SeatHeld | None:
    """The seat in which the actor may take a comment out of sight: a desk that handles the report."""
    seat = actor.seat_as(*HANDLERS, over=report.kelurahan.area_code)
    return seat if seat is not None and handles(actor, report) else None


def comment_to_hide(actor: Actor, code: str, number: int) -> tuple[Comment, SeatHeld]:
    """A comment on a report that the actor handles; refused like what does not exist for everybody else."""
    report = report_to_read(actor, code)
    seat = hiding_seat(actor, report)
    comment = Comment.objects.select_related("report").filter(report=report, pk=number).first()
    if seat is None or comment is None:
        raise hidden()
    return comment, seat
