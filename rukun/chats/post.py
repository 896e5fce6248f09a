"""What came in and what is to be sent: who takes it, and what became of it.

Both platforms tell a message again until they are answered, and so may a mail server: a message is taken in once, by
its id. At least once, too, for what leaves: a conversation is in somebody's hands until their lease runs out, and what
they had is then taken again. What is settled by whoever lost it meanwhile changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rukun.chats import queries, sayings
from rukun.chats.addresses import digest_of_message, digests_of_address, sealed
from rukun.chats.models import Conversation, Inbound, Outbound
from rukun.chats.rules import MESSAGES_AT_MOST, MESSAGES_WITHIN
from rukun.chats.state import Channel
from rukun.chats.words import spoken
from rukun.trail.append import append_first

# Longer than any picture takes to come and any message to leave.
LEASE = timedelta(minutes=2)
ERROR_LENGTH_MAX = 300
# How long after the first, second, ... try the next one comes: for a picture somebody waits, for an answer less.
WAITS_HEARD = tuple(timedelta(seconds=seconds) for seconds in (3, 15, 60, 300))
WAITS_SAID = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3_600, 10_800, 21_600))
ASKED_MAX = timedelta(hours=6)
# One that ends its worker again and again is laid aside.
TAKEN_MAX = 12
NEVER_ANSWERED = "taken again and again, and nobody said what became of it"


@dataclass(frozen=True, slots=True)
class Received:
    """A message as a door understood it. `name` is its id on the channel; `language` what the channel knows of it.

    `whose` tells conversations of one address apart that are not equally trusted.
    """

    channel: Channel
    address: str
    name: str
    heard: Mapping[str, Any] = field(default_factory=dict)
    language: str = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing to do in a conversation: answer what was heard, or send what is said; `claim` is by whom it was
    taken."""

    conversation: Conversation
    claim: str
    heard: Inbound | None = None
    says: Outbound | None = None


@transaction.atomic
def receive(message: Received, *, at: datetime) -> bool:
    """Take a message in; whether it is new. Four queries, and no look at what it says."""
    conversation = _conversation(message, at)
    row = Inbound(
        conversation=conversation, channel=message.channel, key=digest_of_message(message.channel, message.name),
        heard=dict(message.heard), at=at, due_at=at,
    )  # fmt: skip
    is_flood = _is_flood(conversation, at)
    if is_flood:
        row.heard, row.state, row.settled_at = {}, Inbound.State.DROPPED, at
    if not append_first(row):
        return False
    if is_flood:
        _say_once(conversation, row, at)
    else:
        Conversation.objects.filter(pk=conversation.pk).update(heard_at=at)
    return True


def _conversation(message: Received, at: datetime) -> Conversation:
    digests = digests_of_address(message.channel, f"{message.whose}{message.address}")
    known = Conversation.objects.filter(channel=message.channel, address__in=digests)
    found = known.first()
    if found is not None:
        return found
    made = Conversation(
        channel=message.channel, address=digests[0], sealed=sealed(message.address), heard_at=at,
        state={"language": message.language} if message.language else {},
    )  # fmt: skip
    return made if append_first(made) else known.get()


def _is_flood(conversation: Conversation, at: datetime) -> bool:
    since = at - MESSAGES_WITHIN[conversation.channel]
    lately = Inbound.objects.filter(conversation=conversation, at__gt=since).exclude(state=Inbound.State.DROPPED)
    return lately.count() >= MESSAGES_AT_MOST[conversation.channel]


def _say_once(conversation: Conversation, row: Inbound, at: datetime) -> None:
    """The first message too many is answered, and no other for a while."""
    since = at - MESSAGES_WITHIN[conversation.channel]
    others = Inbound.objects.filter(conversation=conversation, at__gt=since, state=Inbound.State.DROPPED)
    if not others.exclude(pk=row.pk).exists():
        add_says(conversation, [spoken(sayings.OFTEN, str(conversation.state.get("language", "")))], at=at)


def take(*, at: datetime) -> Parcel | None:
    """Take the next thing to do; None when nothing is due. One query then."""
    while queries.SOMETHING_TO_DO.any(at):
        parcel = _take(at)
        row = (parcel.heard or parcel.says) if parcel else None
        if parcel is None or row is None or row.tries <= TAKEN_MAX:
            return parcel
        gave_up(parcel, NEVER_ANSWERED, at=at)
    return None


@transaction.atomic
def _take(at: datetime) -> Parcel | None:
    """On PostgreSQL the row is locked and locked ones passed over; on SQLite only one writes at a time."""
    head = queries.with_something_to_do(at).select_for_update(skip_locked=True, of=("self",)).first()
    if head is None:
        return None
    heard = queries.heard_next(at).filter(conversation=head).first()
    # What was heard first: of several questions the last one alone is asked.
    says = None if heard else queries.said_next(at).filter(conversation=head).first()
    if heard is None and says is None:
        return None
    head.claim, head.lease_until, head.tried_at = uuid.uuid4().hex, at + LEASE, at
    head.save(update_fields=["claim", "lease_until", "tried_at"])
    for row in (heard, says):
        if row is not None:
            row.tries += 1
            row.save(update_fields=["tries"])
    return Parcel(head, head.claim, heard, says)


@transaction.atomic
def sent(parcel: Parcel, *, at: datetime) -> None:
    """It left; what it said is not kept."""
    if let_go(parcel):
        _settle(parcel, at, Outbound.State.SENT, error="")


@transaction.atomic
def later(parcel: Parcel, error: str, *, wait_seconds: int = 0, at: datetime) -> bool:
    """It could not be done: again in a while. False, and nothing changed, when that was the last try."""
    row, waits = (parcel.heard, WAITS_HEARD) if parcel.heard else (parcel.says, WAITS_SAID)
    if row is None or row.tries > len(waits):
        return False
    wait = max(waits[row.tries - 1], min(timedelta(seconds=wait_seconds), ASKED_MAX))
    if let_go(parcel):
        type(row)._default_manager.filter(pk=row.pk).update(due_at=at + wait, error=error[:ERROR_LENGTH_MAX])
    return True


@transaction.atomic
def gave_up(parcel: Parcel, error: str, *, at: datetime) -> None:
    """It will never be done; whoever said something that broke us is told so."""
    if let_go(parcel):
        _settle(parcel, at, Outbound.State.DEAD, error=error[:ERROR_LENGTH_MAX])
        if parcel.heard is not None:
            language = str(parcel.conversation.state.get("language", ""))
            add_says(parcel.conversation, [spoken(sayings.BROKEN, language)], at=at)


def let_go(parcel: Parcel, **changes: object) -> bool:
    """Whether it was still in our hands; it is in nobody's now."""
    ours = Conversation.objects.filter(pk=parcel.conversation.pk, claim=parcel.claim)
    return bool(ours.update(claim="", lease_until=None, **changes))


def add_says(
    conversation: Conversation, says: list[dict[str, Any]], *, at: datetime, due_at: datetime | None = None
) -> None:
    """Lay messages ready to be sent. A question that nobody has tried to send gives way to a newer one."""
    if any(one.get("is_ask") for one in says):
        untried = Outbound.objects.filter(conversation=conversation, state=Outbound.State.WAITING, is_ask=True)
        untried.filter(tries=0).delete()
    Outbound.objects.bulk_create(
        Outbound(conversation=conversation, key=uuid.uuid4().hex, says=one, is_ask=bool(one.get("is_ask")), at=at,
                 due_at=due_at or at)
        for one in says
    )  # fmt: skip


def _settle(parcel: Parcel, at: datetime, state: Outbound.State, *, error: str) -> None:
    if parcel.heard is not None:
        _rows(parcel.heard).update(state=Inbound.State.DONE, settled_at=at, heard={}, error=error)
    if parcel.says is not None:
        waiting = Outbound.objects.filter(pk=parcel.says.pk, state=Outbound.State.WAITING)
        waiting.update(state=state, settled_at=at, says={}, error=error)


def _rows(heard: Inbound) -> QuerySet[Inbound]:
    return Inbound.objects.filter(pk=heard.pk, state=Inbound.State.WAITING)


def heard_settled(parcel: Parcel, *, at: datetime) -> None:
    """What was heard has been answered; within the transaction of whoever did."""
    if parcel.heard is not None:
        _rows(parcel.heard).update(state=Inbound.State.DONE, settled_at=at, heard={}, error="")
