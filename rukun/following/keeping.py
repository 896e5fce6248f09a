"""Addresses without an account whose mailbox refuses letter after letter are let go: nobody reads them there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from rukun.following.rules import REFUSED_MAX
from rukun.notices.models import Delivery, Reader
from rukun.notices.rules import WAITS
from rukun.trail.actions import record

AT_ONCE = 500


@transaction.atomic
def let_go_of_dead_mailboxes(*, at: datetime) -> int:
    """Readers of whom so many letters were refused for good and none of a month was taken; returns how many.

    A mail server that cannot be reached refuses nothing: such a letter is given up only after many tries.
    """
    refused = Delivery.objects.filter(reader__isnull=False, state=Delivery.State.FAILED, tries__lte=len(WAITS))
    taken = Delivery.objects.filter(reader=OuterRef("reader"), state=Delivery.State.SENT)
    found = refused.filter(~Exists(taken)).values("reader").annotate(n=Count("id")).filter(n__gte=REFUSED_MAX)
    readers = list(found.order_by("reader").values_list("reader", flat=True)[:AT_ONCE])
    if readers:
        # Whoever confirms such an address at this moment is waited for.
        list(Reader.objects.select_for_update(no_key=True).filter(pk__in=readers).order_by("pk").values_list("pk"))
        Reader.objects.filter(pk__in=readers).delete()
        record("place.left", at=at, seat="clock", about="following", facts={"readers": len(readers)})
    return len(readers)
