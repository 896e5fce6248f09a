"""What is to be sent: who takes it, and what became of it.

At least once: an address is in somebody's hands until their lease runs out, and what they had is then taken again under
the same id. Never by two at once: taking is one transaction that finds the address as it was, or leaves it. What is
settled by whoever lost the address meanwhile changes nothing.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from rukun.trail.actions import record
from rukun.webhooks import queries
from rukun.webhooks.models import Delivery, Subscription
from rukun.webhooks.rules import ASKED_MAX, TRIES_MAX, is_dead, rest_after, wait_after

# Longer than any try takes, the name server's time among it.
LEASE = timedelta(minutes=2)
ERROR_LENGTH_MAX = 300
NEVER_ANSWERED = "taken again and again, and nobody said what became of it"
CHANCE = random.Random()
CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One delivery to send, with the address that it goes to; `claim` is by whom it was taken."""

    subscription: Subscription
    delivery: Delivery
    claim: str

    def secrets(self, at: datetime) -> list[str]:
        """What it is signed with (sealed): the secret, and the one before it while that is good."""
        one = self.subscription
        return [one.secret, *([one.old_secret] if one.old_until is not None and at < one.old_until else [])]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try went: the status that came back (None: no answer), what was wrong, and how long it took.

    `wait_seconds` is how long the other side asked to be left alone; `is_gone`: it wants nothing any more.
    """

    status: int | None
    error: str
    took_ms: int
    wait_seconds: int = 0
    is_gone: bool = False


def take(*, at: datetime) -> Parcel | None:
    """Take the next delivery of the address that waited longest; None when nothing is due. One query then."""
    while queries.SOMETHING_DUE.any(at):
        parcel = _take(at)
        if parcel is None or parcel.delivery.tries <= TRIES_MAX:
            return parcel
        # Whoever takes a delivery says what became of it; one that ends its sender again and again is laid aside.
        failed(parcel, Outcome(None, NEVER_ANSWERED, 0), at=at)
    return None


@transaction.atomic
def _take(at: datetime) -> Parcel | None:
    """On PostgreSQL the row is locked and locked ones passed over; on SQLite only one writes at a time."""
    head = queries.with_something_due(at).select_for_update(skip_locked=True, of=("self",)).first()
    if head is None:
        return None
    delivery = queries.due(at).filter(subscription=head).first()
    if delivery is None:
        return None
    head.claim, head.lease_until, head.tried_at = uuid.uuid4().hex, at + LEASE, at
    head.save(update_fields=["claim", "lease_until", "tried_at"])
    delivery.tries, delivery.tried_at = delivery.tries + 1, at
    delivery.save(update_fields=["tries", "tried_at"])
    return Parcel(head, delivery, head.claim)


@transaction.atomic
def sent(parcel: Parcel, outcome: Outcome, *, at: datetime) -> None:
    """It arrived."""
    good = {"failures": 0, "failing_since": None, "rest_until": None, "heard_at": at}
    if _let_go(parcel, **good):
        _settle(parcel, Delivery.State.SENT, at, outcome)


@transaction.atomic
def withheld(parcel: Parcel, *, at: datetime) -> None:
    """What it told of is not for everyone any more: nothing was sent."""
    if _let_go(parcel):
        _settle(parcel, Delivery.State.DROPPED, at, Outcome(None, "", 0))


@transaction.atomic
def failed(parcel: Parcel, outcome: Outcome, *, at: datetime) -> None:
    """It did not arrive: tried again later, or laid aside; an address that is dead is paused, and its owner told."""
    subscription = parcel.subscription
    since = subscription.failing_since or at
    asked = min(timedelta(seconds=outcome.wait_seconds), ASKED_MAX)
    rest = max(rest_after(subscription.failures + 1, CHANCE), asked)
    changes = {"failures": F("failures") + 1, "failing_since": since, "rest_until": at + rest if rest else None}
    if not _let_go(parcel, **changes):
        return
    wait = wait_after(parcel.delivery.tries, CHANCE)
    if wait is None:
        _settle(parcel, Delivery.State.DEAD, at, outcome)
    else:
        _note(parcel, outcome, due_at=at + max(wait, asked))
    if outcome.is_gone or is_dead(since, at):
        _give_up(subscription, "gone" if outcome.is_gone else "dead", at)


def _give_up(subscription: Subscription, why: str, at: datetime) -> None:
    changed = Subscription.objects.filter(pk=subscription.pk, state=Subscription.State.ACTIVE).update(
        state=Subscription.State.PAUSED, why=why, changed_at=at, tell_owner_at=at
    )
    if changed:
        record("webhook.paused", at=at, seat=CLOCK, about=f"webhook:{subscription.pk}", facts={"reason": why})


def owner_taken(*, at: datetime, again_in: timedelta) -> Subscription | None:
    """One whose owner is to be told now; should that fail, they are told in a while. One query when there is none."""
    found = queries.owner_to_tell(at)
    if found is None:
        return None
    seen = Subscription.objects.filter(pk=found.pk, tell_owner_at=found.tell_owner_at)
    return found if seen.update(tell_owner_at=at + again_in) else None


def owner_told(subscription: Subscription) -> None:
    """They know."""
    Subscription.objects.filter(pk=subscription.pk, state=Subscription.State.PAUSED).update(tell_owner_at=None)


def _let_go(parcel: Parcel, **changes: object) -> bool:
    """Whether it was still in our hands; it is in nobody's now."""
    ours = Subscription.objects.filter(pk=parcel.subscription.pk, claim=parcel.claim)
    return bool(ours.update(claim="", lease_until=None, **changes))


def _settle(parcel: Parcel, state: Delivery.State, at: datetime, outcome: Outcome) -> None:
    _note(parcel, outcome, state=state, settled_at=at)


def _note(parcel: Parcel, outcome: Outcome, **changes: object) -> None:
    """What came of the try; not where somebody ended the subscription meanwhile."""
    waiting = Delivery.objects.filter(pk=parcel.delivery.pk, state=Delivery.State.WAITING)
    waiting.update(
        status=outcome.status, error=outcome.error[:ERROR_LENGTH_MAX], took_ms=outcome.took_ms, **changes
    )  # fmt: skip
