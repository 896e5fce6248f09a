"""Walk the trail and tell people: each event once, none left out, in whatever order transactions commit.

An event that has committed either waits to be sealed or has its leaf, and leaves come without gaps and in order. So
the sealed trail is read by leaf, from a cursor; and what waits for its seal is read at once and remembered as seen,
until the cursor passes its leaf. Cursor, memory and notices change in one transaction: when it does not commit,
nothing has happened. docs/decisions/the-trail-is-walked.md says more.

What the machine does here is no act of anybody's: it leaves no event, which would only be walked again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.notices import queries
from rukun.notices.models import Cursor, Delivery, Notice, Seen
from rukun.notices.rules import KEPT_FOR, NEWS, SENT_KEPT_FOR
from rukun.notices.telling import tell
from rukun.trail.models import Event, Leaf
from rukun.trail.queries import newest_seal

EVENTS_AT_ONCE = 1_000
PRUNED_AT_ONCE = 5_000


def walk(*, at: datetime, most: int = EVENTS_AT_ONCE) -> int:
    """Read what is new, at most so many events of each kind; returns how many notices came of it.

    One query when there is nothing to read. Of two that walk at once one reads, and the other leaves it to that.
    """
    stand = queries.stand()
    if stand is None:
        begin(at=at)
        stand = queries.stand()
    if stand is None or not (stand.is_behind or stand.has_fresh):
        return 0
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).first()
        if cursor is None:
            return 0
        return _walk_sealed(cursor, at, most) + _walk_fresh(cursor, at, most)


def catch_up(*, at: datetime) -> int:
    """Read all that there is, in rounds; returns how many notices came of it. For who has no clock to wait for."""
    made = walk(at=at)
    while (stand := queries.stand()) and (stand.is_behind or stand.has_fresh):
        made += walk(at=at)
    return made


def begin(*, at: datetime) -> None:
    """Put the cursor at the end of what is sealed; what happened before `at` is nobody's news. Once only."""
    newest = newest_seal()
    Cursor.objects.get_or_create(number=1, defaults={"index": newest.size if newest else 0, "begun_at": at})


def _walk_sealed(cursor: Cursor, at: datetime, most: int) -> int:
    leaves = list(
        Leaf.objects.filter(index__gte=cursor.index).order_by("index").values_list("index", "event_id")[:most]
    )
    if not leaves:
        return 0
    ids = {event for _, event in leaves}
    seen = Seen.objects.filter(event_id__in=ids)
    told = _tell(ids - set(seen.values_list("event_id", flat=True)), cursor, at)
    seen.delete()
    cursor.index = leaves[-1][0] + 1
    cursor.save(update_fields=["index"])
    return told


def _walk_fresh(cursor: Cursor, at: datetime, most: int) -> int:
    ids = list(queries.unseen().order_by("event_id").values_list("event_id", flat=True)[:most])
    Seen.objects.bulk_create([Seen(event_id=event) for event in ids])
    return _tell(set(ids), cursor, at)


def _tell(ids: set[int], cursor: Cursor, at: datetime) -> int:
    if not ids:
        return 0
    news = Event.objects.filter(id__in=ids, verb__in=NEWS, at__gte=cursor.begun_at)
    return tell(list(news.order_by("id")), at)


def prune(*, at: datetime) -> int:
    """Remove what nobody looks for any more: notices after a year, what was sent after a month; returns how many."""
    old = Notice.objects.filter(at__lt=at - KEPT_FOR).order_by("at").values_list("id", flat=True)[:PRUNED_AT_ONCE]
    settled = Delivery.objects.filter(
        state__in=[Delivery.State.SENT, Delivery.State.DROPPED], settled_at__lt=at - SENT_KEPT_FOR
    )
    sent = settled.order_by("settled_at").values_list("id", flat=True)[:PRUNED_AT_ONCE]
    with transaction.atomic():
        removed, _ = Delivery.objects.filter(id__in=list(sent)).delete()
        also, _ = Notice.objects.filter(id__in=list(old)).delete()
    return removed + also
