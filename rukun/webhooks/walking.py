"""Walk the trail and lay ready what each address is to be told: every event once for every address, none left out.

The trail is the outbox: an event waits for its seal from the transaction on that it tells of, and is read from there
(`rukun.trail.walking`). What is laid ready and how far the trail was read commit together.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import transaction

from rukun.reports.models import Report
from rukun.trail import models as trail
from rukun.trail.queries import newest_seal
from rukun.trail.walking import EVENTS_AT_ONCE
from rukun.webhooks.models import Cursor, Delivery, Seen, Subscription
from rukun.webhooks.queries import READER, kept_up
from rukun.webhooks.rules import KIND_OF, LAID_ASIDE_KEPT_FOR, SENT_KEPT_FOR, kind_of

PRUNED_AT_ONCE = 5_000
ABOUT = "report:"


def walk(*, at: datetime, most: int = EVENTS_AT_ONCE) -> int:
    """Read what is new; returns how many deliveries came of it. Two queries while nothing is new, one while nobody
    listens."""
    if not kept_up(at).exists():
        return 0
    stand = READER.stand()
    if stand is None or stand.is_done:
        return 0
    return READER.walk(lambda ids, begun_at: _lay_ready(ids, begun_at, at), most=most)


def begin_anew(*, at: datetime) -> None:
    """For the first to listen: what happened while nobody did is passed over. Of two that are first at once the second
    waits here and finds the other, whose events are neither passed over nor laid ready again."""
    READER.begin(at=at)
    Cursor.objects.select_for_update().get(number=1)
    if kept_up(at).exists():
        return
    newest = newest_seal()
    Cursor.objects.update_or_create(number=1, defaults={"index": newest.size if newest else 0, "begun_at": at})
    Seen.objects.all().delete()


def new_key() -> str:
    """The id of a delivery outside: chance, and without the full stop that parts what is signed."""
    return f"msg_{uuid.uuid4().hex}"


def _lay_ready(ids: Collection[int], begun_at: datetime, at: datetime) -> int:
    events = list(trail.Event.objects.filter(id__in=ids, verb__in=KIND_OF, at__gte=begun_at).order_by("id"))
    if not events:
        return 0
    codes = {event.about.removeprefix(ABOUT) for event in events if event.about.startswith(ABOUT)}
    # Not what is hidden just now: that it is hidden has to be told, and what is shown is asked again at every sending.
    public = set(Report.objects.filter(code__in=codes, is_private=False).values_list("code", flat=True))
    made = [made for subscription in kept_up(at).order_by("id") for made in _for(subscription, events, public, at)]
    Delivery.objects.bulk_create(sorted(made, key=lambda one: one.event_id or 0), batch_size=500)
    return len(made)


def _for(
    subscription: Subscription, events: Collection[trail.Event], public: Collection[str], at: datetime
) -> Iterator[Delivery]:
    wanted = set(subscription.chosen)
    for event in events:
        code, kind = event.about.removeprefix(ABOUT), kind_of(event.verb, event.stated.get("reason"))
        if kind in wanted and code in public and event.at >= subscription.made_at:
            yield Delivery(
                subscription=subscription, event=event, key=new_key(), kind=kind or "", about=code, at=event.at,
                due_at=at,
            )  # fmt: skip


def prune(*, at: datetime) -> int:
    """Remove what arrived a month ago, and what nobody asked for again in three; returns how many."""
    arrived = Delivery.objects.filter(
        state__in=[Delivery.State.SENT, Delivery.State.DROPPED], settled_at__lt=at - SENT_KEPT_FOR
    )
    laid_aside = Delivery.objects.filter(state=Delivery.State.DEAD, settled_at__lt=at - LAID_ASIDE_KEPT_FOR)
    # Of addresses that were paused and forgotten, or whose key is good no longer.
    forgotten = Delivery.objects.filter(state=Delivery.State.WAITING, at__lt=at - LAID_ASIDE_KEPT_FOR)
    at_work = kept_up(at).filter(state=Subscription.State.ACTIVE)
    removed = 0
    for old in (arrived, laid_aside, forgotten.exclude(subscription__in=at_work)):
        ids = list(old.order_by("id").values_list("id", flat=True)[:PRUNED_AT_ONCE])
        with transaction.atomic():
            removed += Delivery.objects.filter(id__in=ids).delete()[0]
    return removed
