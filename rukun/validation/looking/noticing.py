"""Looks reports through: gathers facts, asks the signals, writes flags and risks. Part of what the clock does.

It finds its own work (reports without a risk, behind a cursor), commits batch by batch, and gives the same when it runs
twice or at once: a flag of a kind stands once for a report, the clearer evidence wins, and the risk is the sum of what
stands. It changes no fact, so it leaves no trace in the trail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from rukun.reports.models import Photo, Report, Upload
from rukun.validation.looking.around import around, facts_of, with_shots
from rukun.validation.looking.likenesses import look_at
from rukun.validation.looking.weighing import ROWS_AT_ONCE, keep_risks, weights
from rukun.validation.models import Flag, LookedThrough, PictureKey, Risk, SentFrom, WordKey
from rukun.validation.signals.judge import noticed
from rukun.validation.signals.kinds import Noticed
from rukun.validation.signals.weights import Weights
from rukun.validation.signals.words import word_keys
from rukun.values.code import LENGTH_OF, Kind

LOOKED_AT_ONCE = 200
KECAMATAN = LENGTH_OF[Kind.KECAMATAN]
# A report may commit a little after one with a later number.
BEHIND = 5_000
# Its device is noted just after the report itself.
SETTLED = timedelta(seconds=5)
# Old photos and words are sought for so long; devices are forgotten after that, too.
KEPT_FOR = timedelta(days=100)
FORGOTTEN_AT_ONCE = 50_000


def raise_flags(*, at: datetime, most: int = LOOKED_AT_ONCE) -> int:
    """Look through the next reports, at most so many; returns how many. One or two queries where there are none.

    What another system took in counts for nothing here, so nobody has to be warned of it.
    """
    seen = LookedThrough.objects.filter(pk=1).values_list("report", flat=True).first() or 0
    waiting = (
        Report.objects.filter(id__gt=seen - BEHIND, received_at__lte=at - SETTLED, origin=None)
        .exclude(Exists(Risk.objects.filter(report_id=OuterRef("pk"))))
        # Its photos are not drawn yet, and nothing can be told of them.
        .exclude(Exists(Upload.objects.filter(report_id=OuterRef("pk"), settled_at=None)))
        .order_by("id")[:most]
    )
    return look_through(waiting, at=at)


def look_through(reports: QuerySet[Report], *, at: datetime) -> int:
    """Look these through; returns how many. One query where there are none."""
    rows = reports.values_list("id", "kelurahan__code", "unit__code")
    batch = {report: {ward[:KECAMATAN], (unit or ward)[:KECAMATAN]} for report, ward, unit in rows}
    if not batch:
        return 0
    pictures = Photo.objects.filter(report_id__in=batch).values_list("digest", "report_id")
    where: dict[str, set[str]] = defaultdict(set)
    for digest, report in pictures:
        where[digest] |= batch[report]
    look_at(where, at=at)
    _look_through(list(batch), at)
    return len(batch)


def raise_all(*, at: datetime) -> int:
    """Everything that waits, batch by batch; for who has no clock to wait for."""
    total = 0
    while done := raise_flags(at=at):
        total += done
    return total


@transaction.atomic
def _look_through(ids: Sequence[int], at: datetime) -> None:
    """Flags and risks of these reports, and the cursor; of two workers at once the second waits for the first."""
    rule = weights()
    LookedThrough.objects.get_or_create(pk=1, defaults={"weights": rule.digest})
    cursor = LookedThrough.objects.select_for_update().get(pk=1)
    reports = with_shots(facts_of(Q(id__in=ids)))
    _keep_words({one.id: word_keys(one.words) for one in reports})
    hints = noticed(reports, around(reports, rule), rule)
    touched = _keep_flags(hints, rule, at)
    keep_risks(touched | set(ids), rule)
    cursor.report = max(cursor.report, max(ids))
    cursor.save(update_fields=["report"])


def _keep_words(keys: dict[int, list[int]]) -> None:
    rows = [WordKey(key=key, report_id=report) for report, own in keys.items() for key in sorted(set(own))]
    WordKey.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)


def _keep_flags(hints: Sequence[Noticed], rule: Weights, at: datetime) -> set[int]:
    """Write what is new or clearer than what stood; returns the reports it is about."""
    about = {hint.about for hint in hints}
    rows = Flag.objects.filter(report_id__in=about).values_list("report_id", "kind", "strength")
    stood = {(report, kind): strength for report, kind, strength in rows}
    fresh = [hint for hint in hints if round(hint.strength * 1000) > stood.get((hint.about, str(hint.kind)), -1)]
    Flag.objects.bulk_create(
        [_flag(hint, rule, at) for hint in fresh], batch_size=ROWS_AT_ONCE, update_conflicts=True,
        unique_fields=["report", "kind"],
        update_fields=["strength", "points", "evidence", "other", "picture", "other_picture"],
    )  # fmt: skip
    return {hint.about for hint in fresh}


def _flag(hint: Noticed, rule: Weights, at: datetime) -> Flag:
    return Flag(
        report_id=hint.about, kind=str(hint.kind), strength=round(hint.strength * 1000),
        points=rule.of(hint.kind, hint.strength), evidence=dict(hint.evidence), other_id=hint.other,
        picture=hint.picture, other_picture=hint.other_picture, raised_at=at,
    )  # fmt: skip


def forget_old(*, at: datetime) -> int:
    """Drop what is no longer sought: devices, keys of old pictures and words; returns how many rows."""
    before = at - KEPT_FOR
    total = 0
    for rows in (
        SentFrom.objects.filter(sent_at__lt=before),
        PictureKey.objects.filter(fingerprint__made_at__lt=before),
        WordKey.objects.filter(report__received_at__lt=before),
    ):
        with transaction.atomic():
            old = list(rows.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
            total += rows.model.objects.filter(pk__in=old).delete()[0]
    return total
