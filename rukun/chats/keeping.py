"""What the clock does with conversations: end those that nobody goes on with, and forget the old ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from rukun.chats import post
from rukun.chats.models import Conversation, HeldPhoto, Inbound, Outbound
from rukun.chats.rules import stale
from rukun.chats.state import State
from rukun.chats.words import spoken

AT_ONCE = 200


def end_stale(*, at: datetime) -> int:
    """Reports that were begun and left are given up, and whoever began them is told while they may still be written to
    (a business may answer for a day). Returns how many."""
    before = at - timedelta(hours=settings.RUKUN_CHAT_HOURS)
    old = Conversation.objects.filter(is_open=True, heard_at__lt=before).order_by("heard_at")
    return sum(_ended(number, before, at) for number in old.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _ended(number: int, before: datetime, at: datetime) -> int:
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    found = Conversation.objects.select_for_update().filter(free, pk=number, is_open=True, heard_at__lt=before).first()
    waits = Inbound.objects.filter(conversation=number, state=Inbound.State.WAITING)
    if found is None or waits.exists():
        return 0
    turn = stale(State.read(found.state))
    Conversation.objects.filter(pk=number).update(state=turn.state.written(), is_open=False)
    HeldPhoto.objects.filter(conversation=number).delete()
    post.add_says(found, [spoken(one, turn.state.language) for one in turn.says], at=at)
    return 1


def forget_old(*, at: datetime) -> int:
    """Conversations in which nothing was heard for so many days go, with their addresses; returns how many."""
    before = at - timedelta(days=settings.RUKUN_CHAT_DAYS)
    old = Conversation.objects.filter(is_open=False, heard_at__lt=before).order_by("heard_at")
    found = list(old.values_list("pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        # Who writes again at this moment is not old any more, and what they wrote is answered.
        numbers = list(old.filter(pk__in=found).select_for_update().values_list("pk", flat=True))
        Outbound.objects.filter(conversation__in=numbers).delete()
        Inbound.objects.filter(conversation__in=numbers).delete()
        return Conversation.objects.filter(pk__in=numbers).delete()[0]
