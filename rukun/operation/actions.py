"""Close the system for writing for a while, and open it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rukun.operation.models import Maintenance
from rukun.operation.standing import forget, under_way
from rukun.trail.actions import record
from rukun.values.refused import Refused
from rukun.values.time import iso

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
