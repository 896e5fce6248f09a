"""Take back the verdict just given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.validation.access import seat_to_judge
from rukun.validation.actions.verdicts import APPEALED
from rukun.validation.desk.meeting import quicker
from rukun.validation.models import Appeal, Verdict, Withdrawal
from rukun.validation.standing import hold, let_stand_before
from rukun.values.refused import Refused
from rukun.values.words import sentence

NOT_NEWEST = sentence("Yang dapat diurungkan hanya putusan Anda yang terakhir, selama Anda belum keluar.")


@transaction.atomic
def take_back(report: Report, number: int, *, by: Actor, at: datetime, since: datetime) -> Withdrawal:
    """Take back the own verdict with this number; what stood before it stands again, an earlier verdict or none.

    Only the newest that the actor gave since `since`, and only while nobody judged or contested it after that. The
    same asked again is the same.
    """
    seat = seat_to_judge(by, report)
    hold([report.pk])
    verdict = Verdict.objects.filter(report=report, number=number, validator=by.known_id).first()
    earlier = Withdrawal.objects.filter(verdict=verdict).first() if verdict else None
    if earlier is not None:
        return earlier
    if verdict is None or verdict != _newest_of(by, since):
        raise Refused("conflict", NOT_NEWEST)
    if Verdict.objects.filter(report=report, number__gt=number).exists():
        raise quicker(report, by)
    if Appeal.objects.filter(verdict=verdict).exists():
        raise Refused("conflict", APPEALED, code=report.code)
    withdrawal = Withdrawal(verdict=verdict, seat_id=seat.id, at=at)
    if not append_first(withdrawal):
        return Withdrawal.objects.get(verdict=verdict)
    before = let_stand_before(report)
    facts = {"number": number, "standing": before}
    record("verdict.withdrawn", at=at, seat=seat.named, about=f"report:{report.code}", facts=facts)
    return withdrawal


def _newest_of(by: Actor, since: datetime) -> Verdict | None:
    own = Verdict.objects.filter(validator=by.known_id, given_at__gte=since, withdrawal=None, appeal=None, sample=None)
    return own.order_by("-given_at", "-id").first()
