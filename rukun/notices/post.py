"""What is to be sent: who takes it, and what became of it.

At least once: what was taken is in somebody's hands until its lease runs out, and is then taken again, with the same
key. Never by two at once: taking is one transaction that finds the rows as they were, or leaves them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from rukun.notices import queries
from rukun.notices.models import Delivery, Notice, PushDevice, Reader
from rukun.notices.rules import WAITS, Matter, Way, next_try, send_from
from rukun.people.models import Person

# Longer than any try takes.
LEASE = timedelta(minutes=5)
NOTICES_IN_A_MESSAGE_MAX = 50
ERROR_LENGTH_MAX = 300
# Whoever takes a message says what became of it; one that ends its sender again and again is given up.
TAKEN_MAX = 2 * len(WAITS)
NEVER_ANSWERED = "taken again and again, and nobody said what became of it"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One message to send: its key, its way, to whom, and what it tells, the newest last."""

    key: str
    way: Way
    tries: int
    to: Person | Reader
    device: PushDevice | None
    notices: Sequence[Notice]

    @property
    def person(self) -> Person | None:
        """Whom it is to, where that is somebody with an account."""
        return self.to if isinstance(self.to, Person) else None

    @property
    def address(self) -> str:
        """The mailbox or telephone number it goes to."""
        return self.to.login if isinstance(self.to, Person) else self.to.address


def take(*, at: datetime) -> Bundle | None:
    """Take the message that is longest due; None when nothing is. One query when there is nothing to do.

    What has been read meanwhile, or is no longer wanted, is dropped on the way.
    """
    while queries.due(at).exists():
        taken = _take(at)
        if taken is None:
            return None
        bundle = _still_wanted(taken, at)
        if bundle.notices:
            return bundle
    return None


@transaction.atomic
def _take(at: datetime) -> Bundle | None:
    """On PostgreSQL the rows are locked and locked ones passed over; on SQLite only one writes at a time."""
    head = queries.due(at).select_for_update(skip_locked=True).first()
    if head is None:
        return None
    rows = queries.leaving_with(head).select_for_update(skip_locked=True)[:NOTICES_IN_A_MESSAGE_MAX]
    ids = {head.pk, *rows.values_list("pk", flat=True)}
    key = head.bundle or uuid.uuid4().hex
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    taken = Delivery.objects.filter(free, pk__in=ids, state=Delivery.State.WAITING)
    if head.tries >= TAKEN_MAX:
        queries.leaving_with(head).filter(pk__in=ids).update(
            state=Delivery.State.FAILED, settled_at=at, lease_until=None, error=NEVER_ANSWERED
        )
        return _take(at)
    taken.update(bundle=key, lease_until=at + LEASE, tries=head.tries + 1)
    to = head.person or head.reader
    assert to is not None, "the database holds to it"
    return Bundle(key, Way(head.way), head.tries + 1, to, head.device, ())


def _still_wanted(bundle: Bundle, at: datetime) -> Bundle:
    """The bundle with what it still has to tell; nothing, where it is not the hour for it."""
    rows = list(_in_hand(bundle).select_related("notice__report__category").order_by("notice__at", "notice_id"))
    if bundle.person is None:
        # A reader who wants no more is not there any more, nor is what was to be sent to them.
        return replace(bundle, notices=[row.notice for row in rows])
    reach = queries.reach_of([bundle.person.pk]).get(bundle.person.pk)
    wanted = [
        row.notice
        for row in rows
        if row.notice.read_at is None and reach and bundle.way in reach.ways_for(Matter(row.notice.matter))
    ]
    gone = {row.notice_id for row in rows} - {notice.pk for notice in wanted}
    if gone:
        dropped = _in_hand(bundle).filter(notice_id__in=gone)
        dropped.update(state=Delivery.State.DROPPED, settled_at=at, lease_until=None)
    may_go_from = send_from(bundle.way, at, is_quiet=bool(reach and reach.chosen.is_quiet))
    if may_go_from > at:
        _in_hand(bundle).update(due_at=may_go_from, lease_until=None, tries=bundle.tries - 1)
        wanted = []
    return replace(bundle, notices=wanted)


def sent(bundle: Bundle, *, at: datetime) -> None:
    """The other side took it."""
    waiting = Delivery.objects.filter(bundle=bundle.key, state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.SENT, settled_at=at, lease_until=None, error="")
    if bundle.device is not None:
        PushDevice.objects.filter(pk=bundle.device.pk).update(rung_at=at)


def not_sent(bundle: Bundle, error: str, *, is_final: bool, wait_seconds: int = 0, at: datetime) -> None:
    """It did not leave: later again, or never. What somebody else has taken meanwhile is left to them."""
    again = None if is_final else next_try(bundle.tries, at, wait_seconds=wait_seconds)
    told = error[:ERROR_LENGTH_MAX]
    if again is None:
        _in_hand(bundle).update(state=Delivery.State.FAILED, settled_at=at, lease_until=None, error=told)
        return
    is_quiet = bundle.person is not None and queries.chosen_by(bundle.person.pk).is_quiet
    due_at = send_from(bundle.way, again, is_quiet=is_quiet)
    _in_hand(bundle).update(due_at=due_at, lease_until=None, error=told)


def dropped(bundle: Bundle, *, at: datetime) -> None:
    """Nothing is left of what it was to tell."""
    _in_hand(bundle).update(state=Delivery.State.DROPPED, settled_at=at, lease_until=None)


def gone(device: PushDevice) -> None:
    """The browser's service knows it no longer: the device goes, and with it what was to ring it."""
    PushDevice.objects.filter(pk=device.pk).delete()


def _in_hand(bundle: Bundle) -> QuerySet[Delivery]:
    return Delivery.objects.filter(bundle=bundle.key, state=Delivery.State.WAITING, tries=bundle.tries)
