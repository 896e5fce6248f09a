"""Which pictures an actor gets to see: what is gone from a page is gone at its own address, too."""

from __future__ import annotations

from rukun.people.rules import Actor
from rukun.reports.access import handles, may_read
from rukun.reports.models import Photo, Report
from rukun.transparency.queries import struck_for_privacy
from rukun.values.refused import hidden


def photo_to_see(actor: Actor, digest: str) -> str:
    """The digest itself when the actor may see that photo: one that is not hidden, of a report that they may read.

    What was struck because it shows somebody's private matter is left to its filer, its handlers and their overseers.
    The same picture may belong to several reports; one is enough. Two queries at most, and refused like a page that
    does not exist.
    """
    photos = Photo.objects.filter(digest=digest, hidden_at=None).select_related("report__kelurahan", "report__category")
    reports = [photo.report for photo in photos if may_read(actor, photo.report)]
    if any(_is_theirs(actor, report) for report in reports):
        return digest
    if not {report.pk for report in reports} - struck_for_privacy(reports):
        raise hidden()
    return digest


def _is_theirs(actor: Actor, report: Report) -> bool:
    return (report.filer_id is not None and report.filer_id == actor.person_id) or handles(actor, report)
