"""Which addresses listen, what waits for whom, and how each is doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from rukun.databases.due import Due
from rukun.people.models import ApiKey
from rukun.trail.walking import Reader
from rukun.webhooks.models import Cursor, Delivery, Seen, Subscription
from rukun.webhooks.rules import SUBSCRIPTIONS_OF_A_KEY_MAX

READER = Reader(Cursor, Seen)
SHOWN = 50
State = Subscription.State


def kept_up(at: datetime) -> QuerySet[Subscription]:
    """Those that are told of what happens, now or when they are no longer paused: whose key is good, neither withdrawn
    nor at its end."""
    has_end = Q(key__expires_at=None) | Q(key__expires_at__gt=at)
    has_key = Q(key=None) | Q(has_end, key__withdrawn_at=None)
    return Subscription.objects.filter(has_key).exclude(state=State.STOPPED)


def subscriptions(key: ApiKey | None = None) -> QuerySet[Subscription]:
    """All of them, or a program's own, the newest first, without those that were ended; one query."""
    found = Subscription.objects.exclude(state=State.STOPPED).select_related("key").order_by("-id")
    return found if key is None else found.filter(key=key)


def has_room(key: ApiKey) -> bool:
    """Whether a program may add one more; one query."""
    return subscriptions(key).count() < SUBSCRIPTIONS_OF_A_KEY_MAX


def with_something_due(at: datetime) -> QuerySet[Subscription]:
    """Addresses in nobody's hands and not at rest for which something is due, the one that waited longest first."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    rested = Q(rest_until=None) | Q(rest_until__lte=at)
    waits = due(at).filter(subscription=OuterRef("pk"))
    found = kept_up(at).filter(Exists(waits), free, rested, state=State.ACTIVE)
    return found.order_by(F("tried_at").asc(nulls_first=True), "id")


def due(at: datetime) -> QuerySet[Delivery]:
    """What should leave by now, in order: of one report nothing overtakes what waits before it."""
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    before = waiting.filter(subscription=OuterRef("subscription"), about=OuterRef("about"), id__lt=OuterRef("id"))
    return waiting.filter(~Exists(before), due_at__lte=at).order_by("id")


SOMETHING_DUE = Due(with_something_due, datetime)


def deliveries_of(subscription: Subscription, *, is_dead: bool = False) -> list[Delivery]:
    """The newest, or the newest of those that were laid aside; one query."""
    found = Delivery.objects.filter(subscription=subscription).order_by("-id")
    return list((found.filter(state=Delivery.State.DEAD) if is_dead else found)[:SHOWN])


@dataclass(frozen=True, slots=True)
class Counted:
    """How many deliveries of an address wait, were laid aside, and arrived within what is kept."""

    waiting: int = 0
    dead: int = 0
    sent: int = 0


def counted(rows: Sequence[Subscription]) -> dict[int, Counted]:
    """The same for several, by id; one query."""
    states: dict[int, dict[str, int]] = {row.pk: {} for row in rows}
    found = Delivery.objects.filter(subscription__in=states).order_by()
    for subscription, state, many in found.values_list("subscription_id", "state").annotate(n=Count("id")):
        states[subscription][state] = many
    return {
        pk: Counted(of.get("waiting", 0), of.get("dead", 0), of.get("sent", 0)) for pk, of in states.items()
    }  # fmt: skip


def owner_to_tell(at: datetime) -> Subscription | None:
    """One that was paused by itself and whose owner does not know yet; one query."""
    return Subscription.objects.filter(tell_owner_at__lte=at).order_by("tell_owner_at").first()
