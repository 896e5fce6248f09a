"""Which reports an actor gets to see."""

from __future__ import annotations

from rukun.databases.kept import Kept, remember
from rukun.people.rules import DESK_ROLES, UNIT_ROLES, Actor, Role, SeatHeld
from rukun.reports.concerns import newest_decision, office_of, reason_words
from rukun.reports.models import Comment, Photo, Report
from rukun.values.refused import Refused, hidden

# Who answers a citizen in the name of an office.
ANSWERING = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD, Role.CAMAT, Role.WALI_KOTA, Role.VALIDATOR)
HANDLERS = (Role.LURAH, Role.STAFF_KELURAHAN, Role.SKPD)
OVERSIGHT = (Role.VALIDATOR, Role.CAMAT, Role.WALI_KOTA, Role.AUDITOR, Role.ADMINISTRATOR)
# With what its page needs.
WITH_CODE: Kept[Report] = Kept(
    lambda code: Report.objects.select_related(
        "category", "kelurahan", "rw", "rt", "unit", "current_hiding", "origin__source", "retraction"
    ).filter(code=code),
    str,
)
PHOTOS: Kept[Photo] = Kept(lambda report: Photo.objects.filter(report_id=report).order_by("order"), int)


def report_to_read(actor: Actor, code: str) -> Report:
    """A public report for anyone; a private one for its filer, its handlers and their overseers. Three queries."""
    return readable(actor, loaded(code))


def loaded(code: str) -> Report | None:
    """A report with what its page needs, whoever asks; for an `access` that judges afterwards. Two queries."""
    found = WITH_CODE.first(code.upper())
    if found is not None:
        photos_of(found)
    return found


def photos_of(report: Report) -> list[Photo]:
    """The photos of a report in their order; one query the first time, none where they are at hand."""
    if "photos" not in getattr(report, "_prefetched_objects_cache", {}):
        remember(report, "photos", PHOTOS.rows(report.pk))
    return list(report.photos.all())


def readable(actor: Actor, report: Report | None) -> Report:
    """The report, where the actor may read it. One that was hidden whole is refused to the public with office and
    reason: an office can hide a report, but not that it did."""
    if report is not None and may_read(actor, report):
        return report
    if report is None or report.is_private:
        raise hidden()
    decision = newest_decision(report)
    if decision is None:
        raise hidden()
    raise Refused(
        "withdrawn", "Laporan {code} disembunyikan dari umum oleh {office}, karena {reason}.",
        code=report.code, office=office_of(decision), reason=reason_words(decision),
    )  # fmt: skip


def own_report_with_key(actor: Actor, key: str) -> Report | None:
    """What the actor filed under this key of their phone, if it has arrived already; one query."""
    return Report.objects.filter(key=key, filer_id=actor.known_id).first()


def may_read(actor: Actor, report: Report) -> bool:
    """Whether the actor may see this report; RT and RW heads never see another's private or hidden report."""
    return not (report.is_private or report.hidden.whole) or sees_all(actor, report)


def sees_all(actor: Actor, report: Report) -> bool:
    """Whether the actor sees what is private or hidden: the filer, the handlers and their overseers."""
    return (report.filer_id is not None and report.filer_id == actor.person_id) or handles(actor, report)


def handles(actor: Actor, report: Report) -> bool:
    """Whether the actor sits at a desk over the report's kelurahan, or at the department in charge."""
    place = report.kelurahan.area_code
    if actor.seat_as(*OVERSIGHT, over=place) is not None:
        return True
    seat = actor.seat_as(*DESK_ROLES, over=place)
    return seat is not None and (seat.role is not Role.SKPD or seat.office == report.category.owner)


def may_support(actor: Actor, report: Report) -> bool:
    """Whether the actor may support this report: a public one that is not their own."""
    is_open = not report.is_private and not report.hidden.whole
    return actor.person_id is not None and is_open and report.filer_id != actor.person_id


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
