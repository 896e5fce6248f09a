"""Mark notices as read. Who reads what is nobody else's business: it leaves no event."""

from __future__ import annotations

from datetime import datetime

from rukun.notices.models import Notice
from rukun.people.rules import Actor


def mark_read(notice: Notice, *, at: datetime) -> None:
    """Read, from the first time on."""
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_read(*, by: Actor, until: int, at: datetime) -> int:
    """Everything that the page showed, and what is older than its newest (`until`); returns how many."""
    unread = Notice.objects.filter(person_id=by.known_id, is_shown=True, read_at=None, pk__lte=until)
    return unread.update(read_at=at)
