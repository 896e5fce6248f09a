"""Walk the trail and tell people: each event once, none left out, in whatever order transactions commit.

How that is done, `rukun.trail.walking` says, and docs/decisions/the-trail-is-walked.md why. Cursor, memory and notices
change in one transaction. What the machine does here is no act of anybody's: it leaves no event, which would only be
walked again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rukun.notices import queries
from rukun.notices.models import Delivery, Notice
from rukun.notices.queries import READER
from rukun.notices.rules import KEPT_FOR, NEWS, SENT_KEPT_FOR
from rukun.notices.telling import tell
from rukun.trail.models import Event
from rukun.trail.walking import EVENTS_AT_ONCE

PRUNED_AT_ONCE = 5_000


def walk(*, at: datetime, most: int = EVENTS_AT_ONCE) -> int:
    """Read what is new, at most so many events of each kind; returns how many notices came of it.

    One query when there is nothing to read. Of two that walk at once one reads, and the other leaves it to that.
    """
    stand = queries.stand()
    if stand is None:
        begin(at=at)
        stand = queries.stand()
    if stand is None or stand.is_done:
        return 0

    def tell_of(ids: Collection[int], begun_at: datetime) -> int:
        news = Event.objects.filter(id__in=ids, verb__in=NEWS, at__gte=begun_at)
        return tell(list(news.order_by("id")), at)

    return READER.walk(tell_of, most=most)


def catch_up(*, at: datetime) -> int:
    """Read all that there is, in rounds; returns how many notices came of it. For who has no clock to wait for."""
    made = walk(at=at)
    while (stand := queries.stand()) and not stand.is_done:
        made += walk(at=at)
    return made


def begin(*, at: datetime) -> None:
    """Begin at the end of what is sealed. Once only."""
    READER.begin(at=at)


def prune(*, at: datetime) -> int:
    """Remove what nobody looks for any more: notices after a year, what was sent after a month; returns how many."""
    # Whoever has no account has no page to read them again.
    is_old = Q(at__lt=at - KEPT_FOR) | Q(at__lt=at - SENT_KEPT_FOR, reader__isnull=False)
    old = Notice.objects.filter(is_old).order_by("at").values_list("id", flat=True)[:PRUNED_AT_ONCE]
    settled = Delivery.objects.filter(
        state__in=[Delivery.State.SENT, Delivery.State.DROPPED], settled_at__lt=at - SENT_KEPT_FOR
    )
    sent = settled.order_by("settled_at").values_list("id", flat=True)[:PRUNED_AT_ONCE]
    with transaction.atomic():
        removed, _ = Delivery.objects.filter(id__in=list(sent)).delete()
        also, _ = Notice.objects.filter(id__in=list(old)).delete()
    return removed + also
