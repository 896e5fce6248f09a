"""Support a report instead of filing it twice, and speak about it; a handler hides what does not belong."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports import rules
from rukun.reports.access import may_support
from rukun.reports.models import Comment, HiddenComment, Report, Support
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

WARGA = Role.WARGA.value


@transaction.atomic
def support(report: Report, *, by: Actor, at: datetime) -> Support:
    """The actor sees the same problem. Doing it again changes nothing; one's own report is refused."""
    if not may_support(by, report):
        raise Refused("support", "Laporan sendiri dan laporan pribadi tidak dapat didukung.")
    given = Support(report=report, person_id=by.known_id, at=at)
    if not append_first(given):
        return Support.objects.get(report=report, person_id=by.known_id)
    record("report.supported", at=at, seat=WARGA, about=f"report:{report.code}")
    return given


@transaction.atomic
def withdraw_support(report: Report, *, by: Actor, at: datetime) -> bool:
    """Take it back; False when there was none."""
    gone, _ = Support.objects.filter(report=report, person_id=by.known_id).delete()
    if gone:
        record("support.withdrawn", at=at, seat=WARGA, about=f"report:{report.code}")
    return bool(gone)


@transaction.atomic
def comment(
    report: Report, *, words: str, key: str, by: Actor, at: datetime, in_seat: SeatHeld | None = None
) -> Comment:
    """Say something to a report, in a seat or as a resident. The same key again gives the comment that is there."""
    rules.refuse_bad_key(key)
    said = rules.clean_comment(words)
    known = Comment.objects.filter(key=key).first()
    if known is not None:
        return _own(known, by)
    recent = Comment.objects.filter(person_id=by.known_id, at__gt=at - rules.COMMENTS_WITHIN).count()
    rules.refuse_flood(recent)
    seat_id = in_seat.id if in_seat else None
    made = Comment(key=key, report=report, person_id=by.known_id, seat_id=seat_id, words=said, at=at)
    if not append_first(made):
        return _own(Comment.objects.get(key=key), by)
    seat = in_seat.named if in_seat else WARGA
    record("report.commented", at=at, seat=seat, about=f"report:{report.code}", facts={"words": digest_of_words(said)})
    return made


@transaction.atomic
def hide_comment(comment: Comment, *, reason: str, desk: SeatHeld, at: datetime) -> HiddenComment:
    """Take a comment out of sight, with the reason that everyone reads in its place. Once; it cannot be undone."""
    said = rules.clean_words(reason)
    if not said or len(said) > rules.REASON_MAX:
        raise Refused("reason", "Tulis alasannya, paling panjang {most} huruf.", field="reason", most=rules.REASON_MAX)
    hiding = HiddenComment(comment=comment, reason=said, seat_id=desk.id, at=at)
    if not append_first(hiding):
        raise Refused("twice", "Komentar ini sudah disembunyikan.")
    facts = {"words": digest_of_words(comment.words), "reason": digest_of_words(said)}
    record("comment.hidden", at=at, seat=desk.named, about=f"report:{comment.report.code}", facts=facts)
    return hiding


def _own(known: Comment, by: Actor) -> Comment:
    """A key belongs to whoever used it first."""
    if known.person_id != by.person_id:
        raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
    return known
