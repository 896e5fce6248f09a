"""How the sample of each kelurahan's month stands, what humans still must look at, and which months wait for a step."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from rukun.databases.kept import Kept
from rukun.reports.models import Report
from rukun.validation.models import (
    CurrentVerdict,
    MonthFramed,
    MonthSeed,
    Picked,
    Sample,
    SeedCommitment,
    Verdict,
)
from rukun.validation.of_units import APPEALS, left_to_judge
from rukun.validation.sample.plan import Plan, read_plan
from rukun.validation.sample.promises import CLOCK
from rukun.validation.sample.rules import is_below, wrong_left
from rukun.values.code import WARD_DIGITS, AreaCode
from rukun.values.time import Month

# An offline phone's report counts for a day up to 24 hours before it arrives; then a month is complete.
COMPLETE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class SamplingState:
    """How one kelurahan's month stands.

    `reports` for its units: `judged_before` the draw, `above` the threshold, and the `rest`, of which `drawn` are
    looked at. `wrong` of the drawn were struck out, and `found` in all of the rest, since an error widens the check to
    its unit. `bound` is the largest number of wrong reports that may be left in the rest, None while it cannot be told.
    `by_sample` were accepted by it. `stage`: none (no seed was promised in time: everything is judged), framed, drawn.
    """

    kelurahan: str
    name: str
    month: Month
    stage: str
    is_full: bool = False
    reports: int = 0
    judged_before: int = 0
    above: int = 0
    above_judged: int = 0
    rest: int = 0
    size: int = 0
    drawn: int = 0
    drawn_judged: int = 0
    wrong: int = 0
    found: int = 0
    units: int = 0
    units_waiting: int = 0
    widened: int = 0
    bound: int | None = None
    is_held: bool = False
    by_sample: int = 0
    confidence: float = 0.95
    tolerable: float = 0.02

    @property
    def rest_left(self) -> int:
        """How many of the rest nobody was to look at and no sample let pass yet."""
        return self.rest - self.drawn - self.by_sample - self.widened

    @property
    def share(self) -> float | None:
        """The bound as a share of the rest that was not struck out."""
        left = self.rest - self.found
        return None if self.bound is None else self.bound / left if left else 0.0

    @property
    def needs_all(self) -> bool:
        """Whether humans must look at everything: no draw, a decree that asks it, or a bound that does not hold."""
        return self.stage == "none" or self.is_full or (self.bound is not None and not self.is_held)


@dataclass(frozen=True, slots=True)
class ClosingState:
    """What a treasurer asks before closing a month: how the sample stands, what nobody judged, what is contested."""

    sampling: SamplingState
    unjudged: int
    appeals_open: int

    @property
    def is_settled(self) -> bool:
        """Every report was judged by a human, or let pass by a bound that holds."""
        return self.unjudged == 0 and (self.sampling.by_sample == 0 or self.sampling.is_held)


def plan() -> Plan:
    """What the city's `sampling.toml` says; defaults where there is no such file."""
    return _plan(settings.RUKUN_KOTA_FOLDER / settings.RUKUN_KOTA / "sampling.toml")


@lru_cache(maxsize=8)
def _plan(file: Path) -> Plan:
    return read_plan(file.read_text() if file.exists() else "")


def reports_of_month(month: Month, units: Collection[int] | None = None) -> QuerySet[Report]:
    """The reports that count for the month, of every unit or of those named by their ids; none that was taken back."""
    found = Report.objects.filter(
        unit__isnull=False, counted_on__gte=month.first, counted_on__lte=month.last, retraction=None
    )
    return found if units is None else found.filter(unit__in=units)


def wards_of_month(month: Month) -> list[str]:
    """The codes of kelurahan whose units reported in the month; one query."""
    rows = reports_of_month(month).annotate(ward=Substr("unit__code", 1, WARD_DIGITS)).order_by("ward")
    return list(rows.values_list("ward", flat=True).distinct())


def months_to_frame(at: datetime) -> list[Month]:
    """Months that are complete, for which the clock promised a seed, and whose frames are not fixed; one query."""
    framed = MonthFramed.objects.filter(month=OuterRef("month"))
    months = SeedCommitment.objects.exclude(Exists(framed)).filter(party=CLOCK).order_by("month")
    found = [Month.of(month) for month in months.values_list("month", flat=True)]
    return [month for month in found if at >= month.ends_at + COMPLETE_AFTER]


def months_to_mix() -> list[Month]:
    """Months whose frames are fixed and whose seed is not mixed; one query."""
    mixed = MonthSeed.objects.filter(month=OuterRef("month"))
    months = MonthFramed.objects.exclude(Exists(mixed)).order_by("month")
    return [Month.of(month) for month in months.values_list("month", flat=True)]


def samples_to_draw() -> QuerySet[Sample]:
    """Samples whose month has its seed and that were not drawn; one query."""
    mixed = MonthSeed.objects.filter(month=OuterRef("month"))
    return (
        Sample.objects.filter(Exists(mixed), drawn__isnull=True)
        .select_related("kelurahan")
        .order_by("month", "kelurahan__code")
    )


def wrong_draws() -> QuerySet[Picked]:
    """Drawn reports that stand struck out by a human's verdict."""
    struck = CurrentVerdict.objects.filter(report=OuterRef("report"), is_valid=False)
    return Picked.objects.filter(Exists(struck), why=Picked.Why.DRAWN)


def to_judge(area: AreaCode) -> QuerySet[Report]:
    """Reports within the area that were picked for a human and that nobody judged yet: risky, drawn, or of a unit in
    which a drawn one was wrong."""
    standing = CurrentVerdict.objects.filter(report=OuterRef("pk"))
    return (
        Report.objects.filter(Exists(Picked.objects.filter(report=OuterRef("pk"))), unit__code__startswith=area.digits)
        .exclude(Exists(standing))
        .select_related("category", "kelurahan", "rw", "rt", "unit", "seat")
    )


def samples_of(area: AreaCode, month: Month) -> QuerySet[Sample]:
    """The samples of a month within an area, without their lists of codes; one query."""
    return (
        Sample.objects.filter(month=month.first, kelurahan__code__startswith=area.digits)
        .defer("frame")
        .select_related("kelurahan", "drawn")
        .order_by("kelurahan__code")
    )


def sampling_states(area: AreaCode | None, month: Month) -> list[SamplingState]:
    """How the month of each kelurahan within an area (None: of all) stands, by code; five queries.

    Those without a sample are not among them: `sampling_state` tells of one.
    """
    return _states(list(samples_of(area, month)) if area else list(_of_city(month)))


def _states(samples: Sequence[Sample]) -> list[SamplingState]:
    if not samples:
        return []
    ids = [sample.pk for sample in samples]
    picked, waiting = _picked(ids), _units_waiting(ids)
    passed = dict(Verdict.objects.filter(sample__in=ids).values_list("sample").annotate(n=Count("id")).order_by())
    return [
        _state(sample, picked.get(sample.pk, {}), waiting.get(sample.pk, ()), passed.get(sample.pk, 0))
        for sample in samples
    ]


def sampling_state(kelurahan: AreaCode, month: Month) -> SamplingState:
    """How the month of one kelurahan stands; stage `none` where nothing was framed. Five queries."""
    found = _states(OF_KELURAHAN.rows(month.first, kelurahan.digits))
    return found[0] if found else SamplingState(kelurahan.digits, "", month, "none")


OF_KELURAHAN: Kept[Sample] = Kept(
    lambda month, code: Sample.objects.filter(month=month, kelurahan__code=code)
    .defer("frame")
    .select_related("kelurahan", "drawn"),
    date, str,
)  # fmt: skip


def closing_state(
    kelurahan: AreaCode, month: Month, units: Collection[int], judged: Mapping[int, int] | None = None
) -> ClosingState:
    """What must be so before a month of a kelurahan is closed, whose units ever were these (ids); nine queries, and
    five where no sample was framed. Of some units it may be known already how many reports are judged."""
    unjudged = left_to_judge(units, month, judged or {})
    appeals = APPEALS.count(units, month.first, month.last, month.starts_at)
    return ClosingState(sampling_state(kelurahan, month), unjudged, appeals)


def _of_city(month: Month) -> QuerySet[Sample]:
    found = Sample.objects.filter(month=month.first).defer("frame").select_related("kelurahan", "drawn")
    return found.order_by("kelurahan__code")


def _picked(samples: Iterable[int]) -> Mapping[int, Counter[tuple[str, bool | None]]]:
    """How many were picked for which reason and stand how, by sample; one query."""
    standing = CurrentVerdict.objects.filter(report=OuterRef("report")).values("is_valid")
    rows = (
        Picked.objects.filter(sample__in=samples)
        .annotate(stands=Subquery(standing))
        .values_list("sample", "why", "stands")
        .annotate(n=Count("id"))
        .order_by()
    )
    found: dict[int, Counter[tuple[str, bool | None]]] = defaultdict(Counter)
    for sample, why, stands, n in rows:
        found[sample][why, stands] = n
    return found


def _units_waiting(samples: Iterable[int]) -> Mapping[int, list[int]]:
    """For each sample how many reports nobody judged yet of every unit in which a drawn one was wrong; two queries."""
    units = wrong_draws().filter(sample__in=samples).values_list("sample", "sample__month", "report__unit").distinct()
    wrong = list(units)
    if not wrong:
        return {}
    months = {month for _, month, _ in wrong}
    rows = (
        Report.objects.filter(unit__in={unit for _, _, unit in wrong}, counted_on__gte=min(months))
        .filter(counted_on__lte=Month.of(max(months)).last, retraction=None)
        .exclude(Exists(CurrentVerdict.objects.filter(report=OuterRef("pk"))))
        .values_list("unit", F("counted_on"))
    )
    left = Counter((unit, Month.of(day)) for unit, day in rows)
    found: dict[int, list[int]] = defaultdict(list)
    for sample, month, unit in wrong:
        found[sample].append(left[unit, Month.of(month)])
    return found


def _state(
    sample: Sample, picked: Mapping[tuple[str, bool | None], int], waiting: Iterable[int], passed: int
) -> SamplingState:
    is_drawn = hasattr(sample, "drawn")
    count = {why: {stands: picked.get((why, stands), 0) for stands in (True, False, None)} for why in Picked.Why.values}
    drawn, units = count[Picked.Why.DRAWN], list(waiting)
    wrong, found = drawn[False], drawn[False] + count[Picked.Why.UNIT][False]
    judged, tolerable, confidence = drawn[True] + wrong, float(sample.tolerable), float(sample.confidence)
    bound = None
    if is_drawn and not sample.is_full and judged == sample.size and not any(units):
        bound = wrong_left(sample.rest, sample.size, wrong, found, confidence)
    return SamplingState(
        kelurahan=sample.kelurahan.code, name=sample.kelurahan.name, month=Month.of(sample.month),
        stage="drawn" if is_drawn else "framed", is_full=sample.is_full, reports=sample.reports,
        judged_before=sample.judged, above=sample.above, above_judged=sample.above - count[Picked.Why.RISK][None],
        rest=sample.rest, size=sample.size, drawn=sample.size if is_drawn and not sample.is_full else 0,
        drawn_judged=judged, wrong=wrong, found=found, units=len(units), units_waiting=sum(units), bound=bound,
        widened=sum(count[Picked.Why.UNIT].values()),
        is_held=bound is not None and is_below(bound, sample.rest - found, tolerable), by_sample=passed,
        confidence=confidence, tolerable=tolerable,
    )  # fmt: skip


def drawn_codes(sample: Sample) -> list[str]:
    """The codes that were drawn, in the order of the draw where it is redone; one query."""
    rows = Picked.objects.filter(sample=sample, why=Picked.Why.DRAWN)
    return list(rows.order_by("id").values_list("report__code", flat=True))


def sample_with_frame(kelurahan: AreaCode, month: Month) -> Sample | None:
    """The sample of a kelurahan's month with its list of codes; one query."""
    found = Sample.objects.select_related("kelurahan", "drawn")
    return found.filter(month=month.first, kelurahan__code=kelurahan.digits).first()
