"""What was hidden after a backup was made, when that comes back: out of sight until a handler decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.codes import keyed
from rukun.reports.actions.concern import KIND, Content
from rukun.reports.concerns import Hides, decisions_on, standing_of
from rukun.reports.hiding import Hidden, Part, Reason
from rukun.reports.models import Comment, Concern, HiddenComment, Hiding, Report
from rukun.reports.standing import append_decision, newest_number
from rukun.trail.actions import record
from rukun.values.time import iso

BY = "restore"
# Kept as it stands, like every note of a handler: in the language of the house.
NOTE = "Disembunyikan sesudah cadangan yang dipulihkan ini dibuat; kantor yang menangani memutuskan lagi."


@transaction.atomic
def hide_again(hides: Hides, *, at: datetime) -> bool:
    """Hide it, with a concern that asks the desk to decide. False where it is not here, or hidden so already.

    A report that was hidden as a whole loses photos and words; only a handler hides the rest of it.
    """
    content = _content(hides)
    if content is None:
        return False
    report, comment = content.report, content.comment
    after, standing = newest_number(report), standing_of(decisions_on(report, comment))
    wanted = standing.also(hides.hidden)
    if (wanted.photos, wanted.words) == (standing.photos, standing.words):
        return False
    row = Hiding(
        report=report, comment=comment, photos=wanted.photos, words=wanted.words, whole=False,
        reason=hides.reason, note=NOTE if hides.reason is Reason.OTHER else "", seat=None, at=at,
    )  # fmt: skip
    if not append_decision(row, after=after):
        return False
    Concern.objects.create(
        report=report, comment=comment, about=content.named, reason=hides.reason, words=NOTE,
        teller=keyed(KIND, f"{BY} {iso(at)}"), after=row.number, at=at,
    )  # fmt: skip
    facts = {"about": content.named, "reason": hides.reason.value, "by": BY}
    record("comment.hidden" if comment else "report.hidden", at=at, seat=BY, about=f"report:{report.code}", facts=facts)
    return True


def _content(hides: Hides) -> Content | None:
    """What is meant; None where the backup is from before it, or where a handler took the comment away for good."""
    report = Report.objects.filter(code=hides.report).first()
    if report is None:
        return None
    if not hides.comment:
        return Content(report, Hidden(hides.hidden.photos, hides.hidden.words).part or Part.WORDS)
    comment = Comment.objects.filter(key=hides.comment, report=report).first()
    is_gone = comment is None or HiddenComment.objects.filter(comment=comment).exists()
    return None if is_gone else Content(report, Part.WORDS, comment)
