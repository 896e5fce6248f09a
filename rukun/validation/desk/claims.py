"""Who has which report before them, so that others are given another one. Nothing of it is a fact: it expires."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rukun.people.rules import Actor
from rukun.validation.models import Claim

# A report that nobody judged for so long is given to somebody else.
CLAIMED_FOR = timedelta(minutes=10)


@transaction.atomic
def claim(reports: Sequence[int], *, by: Actor, at: datetime) -> set[int]:
    """Have these reports (ids) before oneself for a while; returns those that nobody else has. Four statements.

    Of two at the same moment one gets a report.
    """
    mine, until = Claim.objects.filter(report__in=reports), at + CLAIMED_FOR
    mine.filter(person=by.known_id).update(until=until)
    mine.filter(until__lte=at).update(person=by.known_id, until=until)
    fresh = [Claim(report_id=report, person_id=by.known_id, until=until) for report in reports]
    Claim.objects.bulk_create(fresh, ignore_conflicts=True)
    return set(mine.filter(person=by.known_id).values_list("report", flat=True))


def forget_claims(*, at: datetime) -> int:
    """Throw away claims that expired; returns how many."""
    return Claim.objects.filter(until__lte=at - CLAIMED_FOR).delete()[0]
