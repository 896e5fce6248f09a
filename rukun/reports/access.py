"""Which reports an actor gets to see."""

from __future__ import annotations

from rukun.people.rules import DESK_ROLES, Actor, Role
from rukun.reports.models import Photo, Report
from rukun.values.refused import hidden

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


def photo_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when the actor may see that photo: one of a report that they may read and that is not hidden.

    The same picture may belong to several reports; one that may be read is enough. One query, and refused like a page
    that does not exist otherwise.
    """
    photos = Photo.objects.filter(digest=digest, hidden_at=None).select_related("report__kelurahan", "report__category")
    if not any(may_read(actor, photo.report) for photo in photos):
        raise hidden()
    return digest
