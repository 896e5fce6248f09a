"""Which verdict stands: held while somebody judges, and written down beside the facts by which a month is counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import F
from django.db.models.functions import Least

from rukun.reports.models import Report, Retraction
from rukun.validation.models import CurrentVerdict, LookedThrough, Risk, Verdict
from rukun.values.refused import Refused

# Of the report, never to change: by these a month is counted.
COUNTED_BY = (
    "unit_id", "counted_on", "received_at", "code", "category_id", "rt_distance_m", "rw_distance_m",
    "kelurahan_distance_m",
)  # fmt: skip
SETTLED_AT_ONCE = 500


def hold(report_ids: Sequence[int]) -> dict[int, int]:
    """Lock what stands of these reports, always in the same order; the standing verdict (id) by report."""
    held = CurrentVerdict.objects.select_for_update().filter(report__in=report_ids).order_by("report_id")
    return dict(held.values_list("report", "verdict"))


def hold_said(report_ids: Collection[int]) -> None:
    """Lock these reports, always in the same order: whoever judges one for the first time and whoever takes it back
    have nothing else at which they meet."""
    rows = Report.objects.select_for_update(no_key=True).filter(pk__in=report_ids).order_by("pk")
    list(rows.values_list("pk"))


def refuse_retracted(report_ids: Collection[int]) -> None:
    """Refused where whoever reported took one of them back: it counts for nothing, so it is not judged either."""
    taken = Retraction.objects.filter(report__in=report_ids).values_list("report__code", flat=True).first()
    if taken is not None:
        raise Refused("conflict", "Laporan {code} ditarik pelapornya; tidak perlu dinilai lagi.", code=taken)


def note_standing(verdicts: Sequence[Verdict]) -> None:
    """Write down that these verdicts stand, each for its report."""
    CurrentVerdict.objects.bulk_create(
        [
            CurrentVerdict(
                report=verdict.report,
                verdict=verdict,
                is_valid=verdict.is_valid,
                **{fact: getattr(verdict.report, fact) for fact in COUNTED_BY},
            )
            for verdict in verdicts
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["report"],
        update_fields=["verdict", "is_valid"],
    )
    settle([verdict.report_id for verdict in verdicts])


def let_stand_before(report: Report) -> int:
    """After a verdict was taken back, the one before it stands; its number, or 0 where there is none and the report is
    as if nobody had judged it."""
    before = Verdict.objects.filter(report=report, withdrawal=None).select_related("report").order_by("-number").first()
    if before is None:
        CurrentVerdict.objects.filter(report=report).delete()
        unsettle(report.pk)
        return 0
    note_standing([before])
    return before.number


def settle(report_ids: Collection[int]) -> None:
    """Nobody has to judge these any more: they are left out of what waits. Only while what stands of them is held (or
    was written in this transaction), or once they were taken back, which is for good.

    Locked in the order of their numbers, as whoever looks them through writes them.
    """
    ids = sorted(report_ids)
    for start in range(0, len(ids), SETTLED_AT_ONCE):
        rows = Risk.objects.filter(pk__in=ids[start : start + SETTLED_AT_ONCE])
        if len(ids) > 1:
            list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        rows.update(is_settled=True)


def unsettle(report_id: int) -> None:
    """It waits again. Where it has no risk yet, what waits is looked for among all from this report on."""
    if not Risk.objects.filter(pk=report_id).update(is_settled=False):
        LookedThrough.objects.filter(pk=1).update(settled=Least(F("settled"), report_id - 1))


def unsettle_all() -> None:
    """As if nothing had been settled; the worker begins anew."""
    Risk.objects.filter(is_settled=True).update(is_settled=False)
    LookedThrough.objects.filter(pk=1).update(settled=0)
