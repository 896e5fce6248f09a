"""Whoever reported takes the report back, while nobody judged it and no office did anything."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.actions import leave
from rukun.followup.rules import State
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report, Retraction
from rukun.reports.retracting import Retracting
from rukun.trail.actions import record
from rukun.trail.append import append
from rukun.validation.access import refuse_not_own, refuse_retracting
from rukun.validation.models import Claim
from rukun.validation.standing import hold_said, settle


@transaction.atomic
def retract(report: Report, reason: Retracting, *, by: Actor, at: datetime) -> Retraction:
    """It counts for nothing from now on, and its ticket closes, or goes on for others who report or support the same.

    Asked again, at the same moment or from another device, it is what it was the first time. Whoever judges it now is
    waited for, and so is the office that acts: of two one acts, and the other is told.
    """
    refuse_not_own(by, report)
    hold_said([report.pk])
    earlier = Retraction.objects.filter(report=report).first()
    if earlier is not None:
        return earlier
    refuse_retracting(report, at)
    ticket = leave(report, at=at)
    made = Retraction(report=report, reason=reason, at=at)
    append(made)
    settle([report.pk])
    Claim.objects.filter(report=report).delete()
    facts = {
        "reason": reason.value, "holder": ticket.holder.code if ticket else "",
        "closed": ticket is not None and ticket.state == State.RETRACTED,
    }  # fmt: skip
    record("report.retracted", at=at, seat=Role.WARGA.value, about=f"report:{report.code}", facts=facts)
    return made
