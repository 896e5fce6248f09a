"""Close the system for writing for a while, open it again; and close what is kept closed with another key."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rukun.chats import addresses
from rukun.chats.models import Conversation
from rukun.operation.models import Maintenance
from rukun.operation.standing import forget, under_way
from rukun.people.entering import factors
from rukun.people.models import CodeApp
from rukun.people.sealing import ClosedAnew, close_anew
from rukun.trail.actions import record
from rukun.values.refused import Refused
from rukun.values.time import iso
from rukun.webhooks import signing
from rukun.webhooks.models import Subscription

LONGEST = timedelta(days=2)


@transaction.atomic
def begin_maintenance(*, until: datetime, words: str, by: str, at: datetime) -> Maintenance:
    """From now on nothing may be written; a second time changes the end and the words."""
    if not at < until <= at + LONGEST:
        raise Refused("until", "Perawatan berakhir sesudah sekarang dan paling lama dua hari lagi.", field="until")
    if (standing := under_way()) is not None:
        standing.ended_at = at
        standing.save(update_fields=["ended_at"])
    made = Maintenance.objects.create(begun_at=at, until=until, words=words.strip()[:300], by=by)
    record("maintenance.begun", at=at, seat=by, about=f"maintenance:{made.pk}", facts={"until": iso(until)})
    forget()
    return made


@transaction.atomic
def end_maintenance(*, by: str, at: datetime) -> Maintenance:
    """Everything goes on; refused where it was not closed."""
    standing = under_way()
    if standing is None:
        raise Refused("conflict", "Sistem tidak sedang dirawat.")
    standing.ended_at = at
    standing.save(update_fields=["ended_at"])
    record("maintenance.ended", at=at, seat=by, about=f"maintenance:{standing.pk}")
    forget()
    return standing


@transaction.atomic
def reseal(*, by: str, at: datetime) -> ClosedAnew:
    """Secrets of code apps and of webhooks, and addresses of chats, that an earlier `SECRET_KEY` closed, under the
    present one. A second time there is nothing to do."""
    done = close_anew(factors.SEALED_AS, CodeApp, "secret")
    done += close_anew(signing.SEALED_AS, Subscription, "secret", "old_secret")
    done += close_anew(addresses.SEALED_AS, Conversation, "sealed")
    record("installation.resealed", at=at, seat=by, about="installation", facts={"done": done.done, "lost": done.lost})
    return done
