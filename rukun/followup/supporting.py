"""Somebody sees the same problem, while there is still something to stand for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.models import Ticket
from rukun.followup.rules import State
from rukun.people.rules import Actor
from rukun.reports import actions as reports
from rukun.reports.models import Report, Support
from rukun.values.refused import Refused


@transaction.atomic
def support_open(report: Report, *, by: Actor, at: datetime) -> Support:
    """The actor stands for this report too; refused where its ticket closed because whoever reported took it back.

    Whoever takes it back at this moment is waited for, or waits and finds that somebody stands for it: both lock the
    report, and then what it goes on in.
    """
    list(Report.objects.select_for_update(no_key=True).filter(pk=report.pk).values_list("pk"))
    locked, own = Ticket.objects.select_for_update(no_key=True), Ticket.objects.filter(report=report)
    goes_on_in = list(locked.filter(pk__in=own.values("merged_into")).values_list("state", flat=True))
    if State.RETRACTED in (goes_on_in or list(locked.filter(pk__in=own).values_list("state", flat=True))):
        raise Refused(
            "conflict", "Laporan ini ditarik pelapornya. Bila masalahnya masih ada, laporkan dengan foto baru."
        )
    return reports.support(report, by=by, at=at)
