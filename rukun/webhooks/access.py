"""Who may see and handle subscriptions: the administrator all of them, a program its own."""

from __future__ import annotations

from rukun.people.access import seat_that_gives_keys
from rukun.people.models import ApiKey
from rukun.people.rules import Actor, SeatHeld
from rukun.values.refused import hidden
from rukun.webhooks.models import Delivery, Subscription
from rukun.webhooks.queries import subscriptions


def desk_of_webhooks(actor: Actor) -> SeatHeld:
    """The seat of whoever gives keys to programs; for everybody else there is no such page."""
    return seat_that_gives_keys(actor)


def subscription_at_desk(actor: Actor, number: int) -> tuple[Subscription, SeatHeld]:
    """A subscription, and the seat by which the actor handles it."""
    seat = desk_of_webhooks(actor)
    return _one(subscriptions().filter(pk=number).first()), seat


def subscription_of(key: ApiKey, number: int) -> Subscription:
    """A program's own subscription; of others it learns nothing."""
    return _one(subscriptions(key).filter(pk=number).first())


def delivery_in(subscription: Subscription, key: str) -> Delivery:
    """A delivery of this subscription, by its id outside."""
    # Whatever else was sent is no id, and no database could be asked for it.
    is_key = key.isascii() and key.isprintable()
    found = Delivery.objects.filter(subscription=subscription, key=key).first() if is_key else None
    if found is None:
        raise hidden()
    return found


def _one(found: Subscription | None) -> Subscription:
    if found is None:
        raise hidden()
    return found
