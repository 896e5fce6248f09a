"""Settles the risks of what was judged or taken back, so that what waits is found without it. Part of what the clock
does.

A verdict settles the risk that it finds, and a risk may be written after the verdict. So the clock follows, a slice at
a time and an hour behind, up to where each report that waits has a risk of its own. A risk that is settled never
waits; one that is not is looked up by whoever asks: a crash in between, or two workers at once, leave some of these
and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rukun.reports.models import Report
from rukun.validation.looking.noticing import LOOKED_AT_ONCE, look_through
from rukun.validation.looking.weighing import weights
from rukun.validation.models import CurrentVerdict, LookedThrough, Risk, Withdrawal
from rukun.validation.standing import SETTLED_AT_ONCE, hold, settle, unsettle

FOLLOWED_AT_ONCE = 20_000
# Nothing commits so late.
BEHIND = timedelta(hours=1)
# Of hosts of the version before, which take verdicts back and know of no settling.
TAKEN_BACK = 200


def keep_settled(*, at: datetime, most: int = FOLLOWED_AT_ONCE) -> int:
    """Follow through the next reports, at most so many; returns how many. Three queries where there are none."""
    LookedThrough.objects.get_or_create(pk=1, defaults={"weights": weights().digest})
    _wait_again()
    seen = LookedThrough.objects.get(pk=1)
    last = _end(seen.settled, at, most)
    if last <= seen.settled:
        return 0
    _settle_between(seen.settled, last)
    return _go_on(seen, last, at)


def _wait_again() -> None:
    """What was taken back and would be passed over all the same."""
    newest = list(Withdrawal.objects.order_by("-id").values_list("verdict__report", flat=True)[:TAKEN_BACK])
    kept = Exists(Risk.objects.filter(report=OuterRef("pk"), is_settled=False))
    waiting = Report.objects.filter(~_judged("pk"), ~kept, pk__in=newest, retraction=None)
    for report in list(waiting.values_list("pk", flat=True)):
        unsettle(report)


def _end(after: int, at: datetime, most: int) -> int:
    """The last report of the next slice; `after` itself where there is none yet."""
    rows = Report.objects.filter(id__gt=after).order_by("id").values_list("id", "received_at")
    first = rows.first()
    if first is None or first[1] > at - BEHIND:
        return after
    last = after
    for report, received in rows[:most].iterator():
        if received > at - BEHIND:
            break
        last = report
    return last


def _settle_between(after: int, last: int) -> None:
    """What stands is held while its risk is settled: whoever takes the verdict back is waited for, or waits."""
    risks = Risk.objects.filter(report__gt=after, report__lte=last, is_settled=False, unit__isnull=False)
    ids = list(risks.filter(_judged("report_id")).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), SETTLED_AT_ONCE):
        with transaction.atomic():
            settle(hold(ids[start : start + SETTLED_AT_ONCE]))
    with transaction.atomic():
        settle(list(risks.filter(report__retraction__isnull=False).values_list("pk", flat=True)))


def _go_on(seen: LookedThrough, last: int, at: datetime) -> int:
    """Note how far it came: up to the first that waits without a risk. One that was passed over is looked through."""
    with transaction.atomic():
        now = LookedThrough.objects.select_for_update().get(pk=1)
        if now.settled != seen.settled:
            return 0
        lacking = _lacking(now.settled, last)
        first = lacking.values_list("id", flat=True).first()
        now.settled = last if first is None else first - 1
        now.save(update_fields=["settled"])
    if first is not None and first <= seen.report:
        look_through(lacking.filter(id__lte=seen.report)[:LOOKED_AT_ONCE], at=at)
    return now.settled - seen.settled


def _lacking(after: int, last: int) -> QuerySet[Report]:
    """Those up to `last` that wait and were not looked through."""
    waiting = Report.objects.filter(~_judged("pk"), id__gt=after, id__lte=last, unit__isnull=False, retraction=None)
    return waiting.exclude(Exists(Risk.objects.filter(report=OuterRef("pk")))).order_by("id")


def _judged(report: str) -> Exists:
    return Exists(CurrentVerdict.objects.filter(report=OuterRef(report)))
