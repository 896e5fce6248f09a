"""Questions about concerns, decisions, and who looked up reporters."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from rukun.reports.hiding import NOTHING, REASON_WORDS, Decided, Hidden, Reason
from rukun.reports.models import Comment, Concern, HiddenComment, Hiding, Report


@dataclass(frozen=True, slots=True)
class Hides:
    """What of a report (by its code), or that a comment on it (by its key, "" for the report itself) is hidden, and
    why."""

    report: str
    comment: str
    hidden: Hidden
    reason: Reason


def hidden_now() -> list[Hides]:
    """Everything that the public does not see, by the newest decision on each; two queries."""
    rows = Hiding.objects.order_by("number").values_list(
        "report__code", "comment__key", "photos", "words", "whole", "reason"
    )
    newest = {(code, key or ""): (hides, why) for code, key, *hides, why in rows.iterator(chunk_size=2_000)}
    found = [
        Hides(code, key, Hidden(photos, words, whole), Reason(why))
        for (code, key), ((photos, words, whole), why) in newest.items()
        if photos or words
    ]
    known = {one.comment for one in found}
    gone = HiddenComment.objects.order_by("id").values_list("comment__report__code", "comment__key")
    return found + [Hides(code, key, Hidden(words=True), Reason.OTHER) for code, key in gone if key not in known]


def open_concerns() -> QuerySet[Concern]:
    """Concerns on which no handler has decided since, the oldest first."""
    of = Coalesce(F("comment_id"), 0)
    decided = Hiding.objects.filter(report=OuterRef("report"), number__gt=OuterRef("after"), seat__isnull=False)
    settled = decided.annotate(of=of).filter(of=Coalesce(OuterRef("comment_id"), 0))
    return Concern.objects.filter(~Exists(settled), comment__hiding=None).order_by("at", "id")


def decisions_of(report: Report) -> list[Hiding]:
    """What was decided on a report, the newest first, with the seats; one query."""
    rows = Hiding.objects.filter(report=report, comment=None).select_related("seat__office", "seat__area")
    return list(rows.order_by("-number"))


def newest_decision(report: Report) -> Hiding | None:
    """The decision that stands; None where none was taken. One query."""
    rows = Hiding.objects.filter(report=report, comment=None).select_related("seat__office", "seat__area")
    return rows.order_by("-number").first()


def reason_words(hiding: Hiding) -> str:
    """Why something is hidden, as the public reads it: words of the list, or the handler's where the list has none."""
    return hiding.note if hiding.reason == Reason.OTHER else REASON_WORDS[Reason(hiding.reason)]


def office_of(hiding: Hiding) -> str:
    """Who decided, as the public reads it: an office, never a person; nothing where a concern did."""
    if hiding.seat is None:
        return ""
    return hiding.seat.office.name if hiding.seat.office else hiding.seat.area.name


def decisions_on(report: Report, comment: Comment | None) -> list[Decided]:
    """All decisions on a report, or on one comment, the oldest first; one query."""
    rows = Hiding.objects.filter(report=report, comment=comment).order_by("number")
    return [Decided(row.hidden, row.seat_id is not None) for row in rows]


def standing_of(decisions: list[Decided]) -> Hidden:
    """What the newest of them hides."""
    return decisions[-1].hidden if decisions else NOTHING
