"""A handler hides a report or a part of it from the public, or shows it (again); and lets a comment stand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import Role, SeatHeld
from rukun.reports import hiding
from rukun.reports.hiding import NOTHING, Hidden, Part, Reason
from rukun.reports.models import Comment, CurrentHiding, Hiding, Report
from rukun.reports.rules import clean_words
from rukun.reports.standing import append_decision, let_stand
from rukun.trail.actions import Act, record, record_many
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.words import sentence

DECIDED_MEANWHILE = sentence("Baru saja ada putusan lain tentang hal ini; lihat dahulu, lalu putuskan lagi bila perlu.")


@transaction.atomic
def hide(
    report: Report, part: Part, *, reason: Reason, note: str, desk: SeatHeld, at: datetime, after: int | None = None
) -> Hiding:
    """Take it from the public's sight at once. `after` is the number of the decision that the handler saw (0: none).

    The public reads the office and the reason. The note is for the reporter and the handlers, unless the reason is
    another than those of the list: then it is the reason.
    """
    said = clean_words(note)
    hiding.refuse_unexplained(reason, said)
    return _decide(report, Hidden.of(part), reason.value, said, desk=desk, at=at, after=after)


@transaction.atomic
def show(report: Report, *, note: str, desk: SeatHeld, at: datetime, after: int | None = None) -> Hiding:
    """Let the public see all of it (again), and say why; also to answer concerns that are not well-founded.

    No concern hides it again. What Tapem hid, Tapem alone shows, whole or in part.
    """
    said = clean_words(note)
    if not said:
        raise Refused("words", "Tulis mengapa isi ini boleh dilihat umum.", field="note")
    return _decide(report, NOTHING, "", said, desk=desk, at=at, after=after)


@transaction.atomic
def let_comment_stand(comment: Comment, *, desk: SeatHeld, at: datetime) -> Hiding:
    """The comment stays, or is seen again; no concern hides it any more."""
    row = Hiding(report=comment.report, comment=comment, photos=False, words=False, whole=False, seat_id=desk.id, at=at)
    if not append_decision(row):
        raise Refused("conflict", DECIDED_MEANWHILE)
    facts = {"number": row.number, "about": f"comment:{comment.pk}"}
    record("comment.shown", at=at, seat=desk.named, about=f"report:{comment.report.code}", facts=facts)
    return row


def _decide(
    report: Report, hidden: Hidden, reason: str, note: str, *, desk: SeatHeld, at: datetime, after: int | None
) -> Hiding:
    """Append the decision; two handlers at once meet in its number: one acts, and the other is told."""
    row = Hiding(
        report=report, photos=hidden.photos, words=hidden.words, whole=hidden.whole, reason=reason, note=note,
        seat_id=desk.id, at=at,
    )  # fmt: skip
    if not append_decision(row) or (after is not None and row.number != after + 1):
        raise Refused("conflict", DECIDED_MEANWHILE)
    if desk.role is not Role.VALIDATOR:
        _refuse_showing_tapems(row)
    facts = {
        "number": row.number, "part": hidden.part.value if hidden.part else "", "reason": reason,
        "note": digest_of_words(note), "holder": desk.office,
    }  # fmt: skip
    record("report.hidden" if hidden.part else "report.shown", at=at, seat=desk.named,
           about=f"report:{report.code}", facts=facts)  # fmt: skip
    return row


def _refuse_showing_tapems(row: Hiding) -> None:
    """Whoever else decides hides at least what Tapem hides. Looked at behind the own decision: by its number all that
    came before are known, those of the same moment among them."""
    of_tapem = Hiding.objects.filter(
        report=row.report, comment=None, seat__role=Role.VALIDATOR, number__lt=row.number
    ).order_by("-number").first()  # fmt: skip
    if of_tapem is not None and row.hidden.also(of_tapem.hidden) != row.hidden:
        raise Refused("conflict", "Tapem menyembunyikan isi laporan ini; hanya Tapem yang dapat menampilkannya.")


@transaction.atomic
def rebuild_current_hidings(*, at: datetime) -> int:
    """Make `CurrentHiding` anew from the decisions, for repair and a test that compares; returns how many stand."""
    CurrentHiding.objects.all().delete()
    rows = Hiding.objects.filter(comment=None).select_related("report").order_by("number")
    newest = {row.report_id: row for row in rows.iterator(chunk_size=2_000)}
    let_stand(list(newest.values()))
    record_many([Act("hidings.rebuilt", at, "clock", "reports", {"standing": len(newest)})])
    return len(newest)
