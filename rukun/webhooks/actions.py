"""Subscribe an address, pause, resume and end it, change its secret, try it, and have something sent again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from rukun.people.models import ApiKey
from rukun.people.rules import SeatHeld
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.webhooks import queries, rules, signing, walking
from rukun.webhooks.models import Delivery, Subscription

By = SeatHeld | ApiKey
State = Subscription.State


@dataclass(frozen=True, slots=True)
class Wish:
    """Which address, what it wants to hear of, whose it is, and whom to tell when it is dead."""

    url: str
    kinds: Sequence[str]
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A subscription with its secret, which is told once."""

    subscription: Subscription
    secret: str


@transaction.atomic
def subscribe(wish: Wish, *, by: By, at: datetime) -> Shared:
    """An address that hears of these kinds of events from now on. Whether it may be called, the door has asked."""
    kinds = rules.chosen(wish.kinds)
    rules.refuse_bad_address(wish.url)
    rules.refuse_unnamed(wish.name, wish.contact)
    key = by if isinstance(by, ApiKey) else None
    if key is not None:
        ApiKey.objects.select_for_update().get(pk=key.pk)
        if not queries.has_room(key):
            raise Refused("occupied", "Satu kunci punya paling banyak {most} langganan.",
                          most=rules.SUBSCRIPTIONS_OF_A_KEY_MAX)  # fmt: skip
    if not queries.kept_up(at).exists():
        walking.begin_anew(at=at)
    secret = signing.new_secret()
    made = Subscription.objects.create(
        key=key, name=wish.name.strip(), contact=wish.contact.strip(), url=wish.url, kinds=" ".join(kinds),
        secret=signing.sealed(secret), made_by=_named(by), made_at=at, changed_at=at,
    )  # fmt: skip
    _record("webhook.subscribed", made, by, at, address=digest_of_words(made.url), kinds=list(kinds))
    return Shared(made, secret)


@transaction.atomic
def pause(subscription: Subscription, *, by: By, at: datetime) -> Subscription:
    """Nothing is sent for a while; what happens meanwhile waits."""
    _turn(subscription, State.ACTIVE, State.PAUSED, at, why="")
    _record("webhook.paused", subscription, by, at)
    return subscription


@transaction.atomic
def resume(subscription: Subscription, *, by: By, at: datetime) -> Subscription:
    """What waited goes out, the oldest first, and the address is judged anew."""
    _turn(
        subscription, State.PAUSED, State.ACTIVE, at, why="", failures=0, failing_since=None, rest_until=None,
        tell_owner_at=None,
    )  # fmt: skip
    Delivery.objects.filter(subscription=subscription, state=Delivery.State.WAITING).update(due_at=at)
    _record("webhook.resumed", subscription, by, at)
    return subscription


@transaction.atomic
def end(subscription: Subscription, *, by: By, at: datetime) -> Subscription:
    """Nothing is sent there any more; what still waits is dropped."""
    if (
        not Subscription.objects.filter(pk=subscription.pk)
        .exclude(state=State.STOPPED)
        .update(state=State.STOPPED, changed_at=at, tell_owner_at=None)
    ):
        raise Refused("twice", "Langganan ini sudah diakhiri.")
    waiting = Delivery.objects.filter(subscription=subscription, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.DROPPED, settled_at=at)
    _record("webhook.ended", subscription, by, at)
    return subscription


@transaction.atomic
def rotate_secret(subscription: Subscription, *, by: By, at: datetime) -> Shared:
    """A new secret; the old one signs along for a day, so that the receiver can change it in its own time."""
    kept = Subscription.objects.select_for_update().get(pk=subscription.pk)
    secret = signing.new_secret()
    subscription.old_secret, subscription.old_until = kept.secret, at + rules.OVERLAP
    subscription.secret = signing.sealed(secret)
    subscription.save(update_fields=["secret", "old_secret", "old_until"])
    _record("webhook.rotated", subscription, by, at)
    return Shared(subscription, secret)


@transaction.atomic
def ping(subscription: Subscription, *, by: By, at: datetime) -> Delivery:
    """A test that goes the same way as everything else; one a minute."""
    Subscription.objects.select_for_update().get(pk=subscription.pk)
    recent = Delivery.objects.filter(subscription=subscription, kind=rules.PING, at__gt=at - rules.PING_EVERY)
    if recent.exists():
        raise Refused("often", "Uji coba sekali semenit saja. Tunggu sebentar.")
    key = walking.new_key()
    made = Delivery.objects.create(subscription=subscription, key=key, kind=rules.PING, about=key, at=at, due_at=at)
    _record("webhook.pinged", subscription, by, at)
    return made


@transaction.atomic
def replay(delivery: Delivery, *, by: By, at: datetime) -> Delivery:
    """Sent again under the same id, whether it arrived or was laid aside; refused where that was done very often."""
    subscription = Subscription.objects.get(pk=delivery.subscription_id)
    if Delivery.objects.filter(pk=delivery.pk, replays__gte=rules.REPLAYS_MAX).exists():
        raise Refused("often", "Kiriman ini sudah {most} kali dikirim ulang.", most=rules.REPLAYS_MAX)
    if not _again(Delivery.objects.filter(pk=delivery.pk), at):
        raise Refused("twice", "Kiriman ini sedang menunggu untuk dikirim.")
    _record("webhook.replayed", subscription, by, at, deliveries=1)
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def replay_all(subscription: Subscription, *, by: By, at: datetime) -> int:
    """Everything that was laid aside is sent again, in order, but what was sent again very often; returns how many."""
    many = _again(Delivery.objects.filter(subscription=subscription, state=Delivery.State.DEAD), at)
    _record("webhook.replayed", subscription, by, at, deliveries=many)
    return many


def _again(rows: Any, at: datetime) -> int:
    settled = rows.filter(state__in=[Delivery.State.SENT, Delivery.State.DEAD], replays__lt=rules.REPLAYS_MAX)
    many: int = settled.update(
        state=Delivery.State.WAITING, due_at=at, tries=0, replays=F("replays") + 1, settled_at=None, error=""
    )
    return many


def _turn(subscription: Subscription, before: State, after: State, at: datetime, **changes: Any) -> None:
    changes |= {"state": after, "changed_at": at}
    if not Subscription.objects.filter(pk=subscription.pk, state=before).update(**changes):
        raise Refused("conflict", "Langganan ini baru saja diubah. Muat ulang halamannya.")
    for name, value in changes.items():
        setattr(subscription, name, value)


def _record(verb: str, subscription: Subscription, by: By, at: datetime, **facts: Any) -> None:
    record(verb, at=at, seat=_named(by), about=f"webhook:{subscription.pk}", facts=facts)


def _named(by: By) -> str:
    return f"key:{by.pk}" if isinstance(by, ApiKey) else by.named
