"""Which conversations have something to do, what comes first in each, and which pictures they hold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rukun.chats.models import Conversation, HeldPhoto, Inbound, Outbound
from rukun.databases.due import Due

WAITING = "waiting"


def with_something_to_do(at: datetime) -> QuerySet[Conversation]:
    """Conversations in nobody's hands in which something is due, the one that waited longest first."""
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    heard = Exists(heard_next(at).filter(conversation=OuterRef("pk")))
    said = Exists(said_next(at).filter(conversation=OuterRef("pk")))
    found = Conversation.objects.filter(free & (Q(heard) | Q(said)))
    return found.order_by(F("tried_at").asc(nulls_first=True), "id")


def heard_next(at: datetime) -> QuerySet[Inbound]:
    """What is due to be answered: nothing overtakes what came before it in its conversation."""
    waiting = Inbound.objects.filter(state=WAITING)
    before = waiting.filter(conversation=OuterRef("conversation"), id__lt=OuterRef("id"))
    return waiting.filter(~Exists(before), due_at__lte=at).order_by("id")


def said_next(at: datetime) -> QuerySet[Outbound]:
    """What is due to be sent, in order likewise."""
    waiting = Outbound.objects.filter(state=WAITING)
    before = waiting.filter(conversation=OuterRef("conversation"), id__lt=OuterRef("id"))
    return waiting.filter(~Exists(before), due_at__lte=at).order_by("id")


SOMETHING_TO_DO = Due(with_something_to_do, datetime)


def pictures_among(digests: Collection[str]) -> set[str]:
    """Which of the pictures wait in a conversation for their report; one query."""
    return set(HeldPhoto.objects.filter(digest__in=digests).values_list("digest", flat=True))
