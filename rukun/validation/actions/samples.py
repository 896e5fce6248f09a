"""Fix what there is to draw from, draw it, widen it where a drawn report was wrong, and let the rest pass unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from math import ceil

from django.db import transaction
from django.db.models import Exists, OuterRef

from rukun.areas.queries import areas_by_code, unit_ids
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append_first
from rukun.validation.access import may_judge, seat_to_let_pass
from rukun.validation.actions.verdicts import stand
from rukun.validation.models import (
    CurrentVerdict,
    MonthFramed,
    MonthSeed,
    Picked,
    Risk,
    Sample,
    SampleDrawn,
    SecondDraw,
    Verdict,
)
from rukun.validation.sample import queries as asked
from rukun.validation.sample.plan import Plan
from rukun.validation.sample.promises import CLOCK, about
from rukun.validation.sample.rules import draw, sample_size
from rukun.values.code import AreaCode
from rukun.values.digest import canonical, digest_of, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import Month

AT_ONCE = 500


def frame_month(month: Month, *, is_full: bool, at: datetime) -> list[Sample]:
    """Fix for every kelurahan which reports humans must look at and which are drawn from; once a month.

    All reports are read before the transaction; whoever comes second at the same moment finds the month fixed.
    """
    plan, wards = asked.plan(), asked.wards_of_month(month)
    areas = areas_by_code(AreaCode(ward) for ward in wards)
    found = [_framed(Sample(month=month.first, kelurahan=areas[ward], framed_at=at), month, plan, is_full)
             for ward in wards]  # fmt: skip
    return _keep_frames(month, found, at)


def _framed(sample: Sample, month: Month, plan: Plan, is_full: bool) -> tuple[Sample, list[int]]:
    """The sample of a kelurahan, and the reports above the threshold; one whose risk is unknown counts as above it."""
    rest, above, judged = [], [], 0
    risks, standing = Risk.objects.filter(report=OuterRef("pk"), score__lt=plan.threshold), CurrentVerdict.objects
    rows = asked.reports_of_month(month, unit_ids(sample.kelurahan.area_code)).annotate(
        is_judged=Exists(standing.filter(report=OuterRef("pk"))), is_low=Exists(risks)
    )
    for pk, code, is_judged, is_low in rows.values_list("pk", "code", "is_judged", "is_low").iterator(chunk_size=5_000):
        if is_judged:
            judged += 1
        elif is_low:
            rest.append(code)
        else:
            above.append(pk)
    sample.judged, sample.above, sample.rest = judged, len(above), len(rest)
    sample.reports = judged + len(above) + len(rest)
    sample.frame = "\n".join(sorted(rest))
    sample.digest, sample.is_full, sample.threshold = digest_of_words(sample.frame), is_full, plan.threshold
    sample.tolerable, sample.confidence = str(plan.tolerable), str(plan.confidence)
    sample.second_share = str(plan.second_share)
    planned = min(plan.errors_planned, len(rest))
    sample.size = len(rest) if is_full else sample_size(len(rest), plan.tolerable, plan.confidence, planned)
    return sample, above


@transaction.atomic
def _keep_frames(month: Month, found: list[tuple[Sample, list[int]]], at: datetime) -> list[Sample]:
    facts = [{"kelurahan": s.kelurahan.code, "rest": s.rest, "size": s.size, "digest": s.digest} for s, _ in found]
    digest = digest_of(canonical({"frames": facts}))
    if not append_first(MonthFramed(month=month.first, kelurahan=len(found), digest=digest, framed_at=at)):
        return []
    samples = Sample.objects.bulk_create([sample for sample, _ in found], batch_size=50)
    for sample, (_, above) in zip(samples, found, strict=True):
        _pick(sample, above, Picked.Why.RISK, at)
    record_many(
        Act("sample.framed", at, CLOCK, _about(sample, month), {
            "reports": sample.reports, "judged": sample.judged, "above": sample.above, "rest": sample.rest,
            "size": sample.size, "full": sample.is_full, "threshold": sample.threshold, "digest": sample.digest,
        })
        for sample in samples
    )  # fmt: skip
    facts_of_month = {"kelurahan": len(samples), "digest": digest}
    record("samples.framed", at=at, seat=CLOCK, about=about(month), facts=facts_of_month)
    return samples


def _about(sample: Sample, month: Month) -> str:
    return f"sample:{sample.kelurahan.code}:{month}"


def _pick(sample: Sample, reports: Iterable[int], why: Picked.Why, at: datetime) -> int:
    rows = [Picked(sample=sample, report_id=report, why=why, picked_at=at) for report in reports]
    Picked.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


def draw_samples(*, at: datetime, most: int = 1_000) -> int:
    """Draw the samples whose month has its seed; returns how many were drawn. Each once, whoever else is at it."""
    seeds = {row.month: bytes.fromhex(row.seed) for row in MonthSeed.objects.all()}
    return sum(_draw(sample, seeds[sample.month], at) for sample in asked.samples_to_draw()[:most])


@transaction.atomic
def _draw(sample: Sample, seed: bytes, at: datetime) -> bool:
    codes = [] if sample.is_full else draw(seed, sample.frame.split(), sample.size)
    drawn = SampleDrawn(sample=sample, digest=digest_of_words("\n".join(codes)), drawn_at=at)
    if not append_first(drawn):
        return False
    of_code = dict(Report.objects.filter(code__in=codes).values_list("code", "pk"))
    _pick(sample, [of_code[code] for code in codes], Picked.Why.DRAWN, at)
    seconds = _draw_seconds(sample, seed, at)
    facts = {"drawn": len(codes), "digest": drawn.digest, "second_readings": seconds}
    record("sample.drawn", at=at, seat=CLOCK, about=_about(sample, Month.of(sample.month)), facts=facts)
    return True


def _draw_seconds(sample: Sample, seed: bytes, at: datetime) -> int:
    """Of the verdicts that humans gave in the month, before anybody could know the seed, a share for a second reading.

    Drawn like reports, by their code and number: `9F3A2B7C1D-1`.
    """
    month = Month.of(sample.month)
    rows = Verdict.objects.filter(
        report__unit__code__startswith=sample.kelurahan.code, given_at__gte=month.starts_at, given_at__lt=month.ends_at,
        appeal=None, sample=None, withdrawal=None,
    ).values_list("pk", "report__code", "number")  # fmt: skip
    given = {f"{code}-{number}": pk for pk, code, number in rows}
    chosen = draw(seed, list(given), ceil(Fraction(sample.second_share) * len(given)))
    seconds = [
        SecondDraw(verdict_id=given[name], kelurahan=sample.kelurahan, month=sample.month, drawn_at=at)
        for name in chosen
    ]
    SecondDraw.objects.bulk_create(seconds, batch_size=AT_ONCE)
    return len(seconds)


def widen_samples(*, at: datetime) -> int:
    """A wrong report among the drawn ones: every other of its unit in the frame is looked at, too; returns how many."""
    picked = Picked.objects.filter(sample=OuterRef("sample"), report__unit=OuterRef("report__unit"), why="unit")
    fresh = asked.wrong_draws().exclude(Exists(picked)).values_list("sample", "report__unit").distinct()
    return sum(_widen(sample, unit, at) for sample, unit in fresh)


@transaction.atomic
def _widen(sample_id: int, unit_id: int, at: datetime) -> int:
    sample = Sample.objects.select_for_update(of=("self",)).select_related("kelurahan").get(pk=sample_id)
    month = Month.of(sample.month)
    of_unit = dict(asked.reports_of_month(month).filter(unit=unit_id).values_list("code", "pk"))
    inside = [pk for code, pk in of_unit.items() if code in set(sample.frame.split())]
    known = set(Picked.objects.filter(report__in=inside).values_list("report", flat=True))
    fresh = [pk for pk in inside if pk not in known]
    if fresh:
        _pick(sample, fresh, Picked.Why.UNIT, at)
        facts = {"unit": Report.objects.values_list("unit__code", flat=True).get(pk=fresh[0]), "reports": len(fresh)}
        record("sample.widened", at=at, seat=CLOCK, about=_about(sample, month), facts=facts)
    return len(fresh)


@transaction.atomic
def accept_by_sample(kelurahan: AreaCode, month: Month, *, by: Actor, at: datetime) -> list[Verdict]:
    """Let the rest of a kelurahan's month that nobody looked at pass, because its bound holds; asked again, nothing.

    Each gets a verdict that names the sample, so that everybody reads that no human looked. What touches the actor
    is left for somebody else.
    """
    seat = seat_to_let_pass(by, kelurahan)
    widen_samples(at=at)
    sample = Sample.objects.select_for_update(of=("self",)).filter(
        month=month.first, kelurahan__code=kelurahan.digits
    ).select_related("kelurahan").first()  # fmt: skip
    state = asked.sampling_state(kelurahan, month)
    if sample is None or state.bound is None:
        raise Refused("early", "Sampel {month} belum selesai dinilai; sisanya belum dapat diterima.", month=month)
    if not state.is_held:
        raise Refused("bound", "Batas kesalahan {month} tidak terpenuhi; sisanya dinilai satu per satu.", month=month)
    verdicts = [
        Verdict(report=report, number=1, is_valid=True, validator_id=by.known_id, seat_id=seat.id, given_at=at,
                sample=sample)
        for report in _unseen(sample, by)
    ]  # fmt: skip
    if verdicts:
        stand(verdicts, by, at)
        facts = {"reports": len(verdicts), "bound": state.bound, "rest": state.rest}
        record("sample.accepted", at=at, seat=seat.named, about=_about(sample, month), facts=facts)
    return verdicts


def _unseen(sample: Sample, by: Actor) -> Iterator[Report]:
    """The reports of the frame that nobody was to look at and nobody judged, as far as the actor may judge them."""
    codes = sample.frame.split()
    untouched = Report.objects.exclude(Exists(Picked.objects.filter(report=OuterRef("pk")))).exclude(
        Exists(Verdict.objects.filter(report=OuterRef("pk")))
    )
    for start in range(0, len(codes), AT_ONCE):
        rows = untouched.filter(code__in=codes[start : start + AT_ONCE]).select_related("kelurahan", "unit")
        yield from (report for report in rows.order_by("code") if may_judge(by, report))
