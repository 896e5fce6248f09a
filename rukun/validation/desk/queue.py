"""What waits for a validator, in the order in which humans should look: the riskiest, then what was drawn, then the
rest; and how far they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rukun.areas.models import Area
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.validation.desk.waiting import ALL, Sieve, conditions, unseen, unsettled, waiting_for
from rukun.validation.models import Claim, Flag, Picked, Risk, Verdict
from rukun.validation.sample.queries import plan
from rukun.validation.signals.kinds import FlagKind
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of

# Above the threshold more than this is told as "more than"; nobody judges as many in a day.
COUNTED_MOST = 10_000
# A month cannot be closed while a report of it waits: what is left is counted among the reports of so many days, so
# that a count does not grow with the years. Older ones, should there be any, still come in their turn.
COUNTED_DAYS = timedelta(days=92)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a validator is: judged today and in the last hour; left for humans above the threshold and drawn."""

    today: int
    hour: int
    risky: int
    drawn: int


@dataclass(frozen=True, slots=True)
class WardWaiting:
    """What waits in one kelurahan: all, and of those what a human must look at."""

    code: str
    name: str
    all: int
    risky: int


def read_sieve(stated: Mapping[str, str]) -> Sieve:
    """From an address: `kelurahan`, `jenis`, `tanda`; refused where one of them is no such thing."""
    asked = {name: stated.get(name, "").strip() for name in ("kelurahan", "jenis", "tanda")}
    ward = AreaCode.parse(asked["kelurahan"]) if asked["kelurahan"] else None
    if ward is not None and ward.kind is not Kind.KELURAHAN:
        raise Refused("area", "Pilih kelurahan dari daftar.", field="kelurahan")
    if asked["tanda"] and asked["tanda"] not in set(FlagKind):
        raise Refused("flag", "Tanda ini tidak dikenal.", field="tanda")
    return Sieve(ward.digits if ward else "", asked["jenis"][:40], asked["tanda"])


def next_for(
    actor: Actor, area: AreaCode, sieve: Sieve, *, at: datetime, most: int, without: Collection[str] = ()
) -> list[int]:
    """The next reports (ids) for the actor, none that another has before them; where nothing else is left, those too.

    Five queries at most, ten where others have all.
    """
    chosen = list(islice(_in_order(actor, area, sieve, at, without, most), most))
    return chosen or list(islice(_in_order(actor, area, sieve, at, without, most, is_shared=True), most))


def code_of(report: int) -> str:
    """The public code of a report; one query."""
    return Report.objects.values_list("code", flat=True).get(pk=report)


def _in_order(
    actor: Actor, area: AreaCode, sieve: Sieve, at: datetime, without: Collection[str], most: int, *,
    is_shared: bool = False,
) -> Iterator[int]:  # fmt: skip
    """The riskiest; what was drawn or stands in a unit with an error; the rest. Each once, and asked only if needed.

    Risky ones come by the index of the risk, which ends at the first that are enough.
    """
    others = Claim.objects.filter(until__gt=at).exclude(person=actor.known_id)

    def of(rows: QuerySet[Any], report: str = "report_id", code: str = "report__code") -> QuerySet[Any]:
        """Those that another has (or nobody else has) before them."""
        claimed = Exists(others.filter(report=OuterRef(report)))
        mine = rows.filter(claimed if is_shared else ~claimed)
        return mine.exclude(**{f"{code}__in": list(without)}).values_list(report, flat=True)

    ranks = _ranks(actor, area, sieve)
    stages = (of(ranks.risky), of(ranks.drawn), of(ranks.calm), of(ranks.unseen, "pk", "code"))
    return chain.from_iterable(stage[:most] for stage in stages)


class _Ranks(NamedTuple):
    """What waits, in four parts of which each is in order: the risky, then what was drawn of the others, then the rest,
    looked through or not."""

    risky: QuerySet[Risk]
    drawn: QuerySet[Picked]
    calm: QuerySet[Risk]
    unseen: QuerySet[Report]


def _ranks(actor: Actor, area: AreaCode, sieve: Sieve) -> _Ranks:
    """One query before them. Those by risk come by the index of what waits, which ends at the first that are enough;
    of those drawn, which are few, each report is looked up."""
    threshold, waits = plan().threshold, conditions(actor, area, sieve, "report__")
    kept, above = unsettled().filter(waits), Risk.objects.filter(report=OuterRef("report_id"), score__gte=threshold)
    drawn = _drawn(actor, area, sieve).exclude(Exists(above)).annotate(risk=Coalesce(_risk("report_id"), 0))
    return _Ranks(
        kept.filter(score__gte=threshold).order_by("-score", "report_id"),
        drawn.order_by("-risk", "report_id"),
        kept.filter(~_is_picked("report_id"), score__lt=threshold).order_by("-score", "report_id"),
        unseen(actor, area, sieve).filter(~_is_picked("pk")).order_by("id"),
    )


def _drawn(actor: Actor, area: AreaCode, sieve: Sieve) -> QuerySet[Picked]:
    waits = Report.objects.filter(conditions(actor, area, sieve), pk=OuterRef("report_id"))
    return Picked.objects.filter(Exists(waits))


def _is_picked(report: str) -> Exists:
    return Exists(Picked.objects.filter(report=OuterRef(report)))


def _risk(report: str = "pk") -> Subquery:
    return Subquery(Risk.objects.filter(report=OuterRef(report)).values("score"))


def _risky() -> QuerySet[Risk]:
    return Risk.objects.filter(report=OuterRef("pk"), score__gte=plan().threshold)


def listed(actor: Actor, area: AreaCode, sieve: Sieve, first: int, most: int) -> list[Report]:
    """A page of what waits, riskiest first, each with `risk` and whether a human must look at it (`is_asked`)."""
    ids = list(islice(_in_list(actor, area, sieve, first + most), first, first + most))
    rows = Report.objects.filter(pk__in=ids).annotate(
        risk=Coalesce(_risk(), 0), is_picked=_is_picked("pk"), is_risky=Exists(_risky())
    )
    found = {row.pk: row for row in rows.select_related("category", "kelurahan", "unit").prefetch_related("photos")}
    return [found[pk] for pk in ids if pk in found]


def _in_list(actor: Actor, area: AreaCode, sieve: Sieve, most: int) -> Iterator[int]:
    """The first so many of a list: of the risky ones the picked come first; the rest stand by their risk, and what was
    not looked through has none. Each part is asked only if needed, and read whole: of what is read little by little
    (`iterator`) PostgreSQL chooses the way to a first row, which is the longer one to fifty."""
    ranks = _ranks(actor, area, sieve)
    picked = _is_picked("report_id")
    for part in (ranks.risky.filter(picked), ranks.risky.filter(~picked), ranks.drawn):
        yield from part.values_list("report_id", flat=True)[:most]
    calm = ranks.calm.values_list("score", "report_id")[:most]
    later = ((0, pk) for pk in ranks.unseen.values_list("pk", flat=True)[:most])
    yield from (pk for _, pk in merge(calm, later, key=lambda row: (-row[0], row[1])))


def must_be_looked_at(reports: Collection[int]) -> set[int]:
    """Those of the reports (ids) that a human must open: above the threshold, or picked for a sample; one query."""
    asked = Exists(_risky()) | Exists(Picked.objects.filter(report=OuterRef("pk")))
    return set(Report.objects.filter(asked, pk__in=reports).values_list("pk", flat=True))


def progress_of(actor: Actor, area: AreaCode, at: datetime) -> Progress:
    """Judged by the actor, and left for anybody; three queries."""
    own = Verdict.objects.filter(validator=actor.known_id, given_at__gte=start_of(day_of(at)), sample=None)
    judged = own.filter(withdrawal=None).aggregate(n=Count("id"), hour=Count("id", filter=Q(given_at__gt=at - HOUR)))
    since = day_of(at) - COUNTED_DAYS
    risky = unsettled().filter(
        conditions(actor, area, ALL, "report__"), score__gte=plan().threshold, counted_on__gte=since
    )
    drawn = (
        _drawn(actor, area, ALL)
        .filter(sample__month__gte=since.replace(day=1))
        .exclude(Exists(Risk.objects.filter(report=OuterRef("report_id"), score__gte=plan().threshold)))
    )
    left = [stage.values("report_id")[:COUNTED_MOST].count() for stage in (risky, drawn)]
    return Progress(judged["n"], judged["hour"], *left)


def waiting_by_ward(actor: Actor, area: AreaCode) -> list[WardWaiting]:
    """What waits in each kelurahan, by code; one query."""
    rows = (
        waiting_for(actor, area)
        .annotate(is_risky=Exists(_risky()))
        .values_list("kelurahan__code", "kelurahan__name")
        .annotate(n=Count("id"), risky=Count("id", filter=Q(is_risky=True)))
        .order_by("kelurahan__code")
    )
    return [WardWaiting(*row) for row in rows]


def flags_waiting(actor: Actor, area: AreaCode) -> dict[str, int]:
    """How many waiting reports bear each kind of flag, most first; one query."""
    waiting = waiting_for(actor, area).values("pk")
    rows = Flag.objects.filter(report__in=waiting).values_list("kind").annotate(n=Count("id")).order_by("-n", "kind")
    return dict(rows)


def wards_within(area: AreaCode) -> list[tuple[str, str]]:
    """Code and name of every kelurahan within an area; one query."""
    found = Area.objects.filter(kind=Kind.KELURAHAN, code__startswith=area.digits, dissolved_on=None)
    return list(found.order_by(F("name")).values_list("code", "name"))
