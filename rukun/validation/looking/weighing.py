"""What the flags of a report weigh together, by the city's weights; and the queue weighed anew where those change.

A city that changes its `signals.toml` would have a queue of old weights and new ones, until all that waited was judged.
So the clock sees that other weights are in force than those by which the queue was weighed, and weighs what waits
again: the newest first, because the desks read those, a slice at a time with how far it came, in one transaction.
Whoever is killed in between leaves whole slices, and the next goes on from there. What was judged keeps what it weighed
then, beside the version that says by what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from rukun.reports.models import Report
from rukun.validation.models import CurrentVerdict, Flag, LookedThrough, Risk
from rukun.validation.signals.kinds import FlagKind
from rukun.validation.signals.weights import Weights, read_weights

WEIGHED_AT_ONCE = 2_000
ROWS_AT_ONCE = 2_000
# Beyond every report: where weighing anew begins.
TOP = 2**63 - 1


def weights() -> Weights:
    """What this city's `signals.toml` and `abuse.toml` say; read once by each process."""
    return _weights(Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA)


@lru_cache(maxsize=8)
def _weights(folder: Path) -> Weights:
    signals, abuse = folder / "signals.toml", folder / "abuse.toml"
    if not signals.exists():
        return Weights()
    return read_weights(signals.read_text(), abuse.read_text() if abuse.exists() else "")


def weigh_anew(*, most: int = WEIGHED_AT_ONCE) -> int:
    """Where the weights are others than those by which the queue was weighed: the next slice of it, at most so many
    reports, judged ones passed over; returns how many were weighed. One query where there is nothing to do."""
    rule, kept = weights(), LookedThrough.objects.filter(pk=1).first()
    if kept is None or (kept.weights == rule.digest and kept.weighed_from is None):
        return 0
    return _weigh_slice(rule, most)


@transaction.atomic
def _weigh_slice(rule: Weights, most: int) -> int:
    """What is looked through meanwhile waits, and is weighed by whoever looks. Of two workers at once the second goes
    on where the first came to; where they have different weights, as while a version is changed, each begins anew until
    one is gone."""
    cursor = LookedThrough.objects.select_for_update().get(pk=1)
    if cursor.weights != rule.digest:
        cursor.weights, cursor.weighed_from = rule.digest, TOP
    if cursor.weighed_from is None:
        return 0
    is_judged = Exists(CurrentVerdict.objects.filter(report=OuterRef("pk")))
    found = Risk.objects.filter(report_id__lt=cursor.weighed_from).annotate(is_judged=is_judged)
    rows = list(found.order_by("-report_id").values_list("pk", "is_judged")[:most])
    waiting = [report for report, judged in rows if not judged]
    _weigh(waiting, rule)
    cursor.weighed_from = rows[-1][0] if len(rows) == most else None
    cursor.save(update_fields=["weights", "weighed_from"])
    return len(waiting)


def _weigh(ids: Collection[int], rule: Weights) -> None:
    """The points of every flag of these reports, and their risks."""
    changed = []
    for flag in Flag.objects.filter(report_id__in=ids):
        points = rule.of(FlagKind(flag.kind), flag.strength / 1000)
        if points != flag.points:
            flag.points = points
            changed.append(flag)
    Flag.objects.bulk_update(changed, ["points"], batch_size=ROWS_AT_ONCE)
    keep_risks(ids, rule)


def keep_risks(ids: Collection[int], rule: Weights) -> None:
    """What stands of these reports, added up."""
    points: dict[int, int] = defaultdict(int)
    for report, more in Flag.objects.filter(report_id__in=ids).values_list("report_id", "points"):
        points[report] += more
    rows = Report.objects.filter(id__in=ids).order_by("id").values_list("id", "unit_id", "counted_on")
    Risk.objects.bulk_create(
        [_risk(number, unit, day, rule, points[number]) for number, unit, day in rows], batch_size=ROWS_AT_ONCE,
        update_conflicts=True, unique_fields=["report"], update_fields=["score", "version"],
    )  # fmt: skip


def _risk(number: int, unit: int | None, day: date, rule: Weights, points: int) -> Risk:
    return Risk(report_id=number, unit_id=unit, counted_on=day, score=rule.risk(points), version=rule.version)
