"""What waits for a validator, in the order in which humans should look: the riskiest, then what was drawn, then the
rest; and how far they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rukun.areas.models import Area
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report
from rukun.validation.models import Claim, CurrentVerdict, Flag, Picked, Risk, Verdict
from rukun.validation.sample.queries import plan
from rukun.validation.signals.kinds import FlagKind
from rukun.values.code import LENGTH_OF, WARD_DIGITS, AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import day_of, start_of

# Above the threshold more than this is told as "more than"; nobody judges as many in a day.
COUNTED_MOST = 10_000
# A month cannot be closed while a report of it waits: what is left is counted among the reports of so many days, so
# that a count does not grow with the years. Older ones, should there be any, still come in their turn.
COUNTED_DAYS = timedelta(days=92)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a validator wants to look at: a kelurahan (digits), a kind (code), a flag; empty for all."""

    ward: str = ""
    kind: str = ""
    flag: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.ward or self.kind or self.flag)


ALL = Sieve()


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


def waiting_for(actor: Actor, area: AreaCode, sieve: Sieve = ALL) -> QuerySet[Report]:
    """What the actor may judge within the area and nobody judged yet: nothing of their own, of no kelurahan in which
    they hold another seat, and nothing that was taken back."""
    return Report.objects.filter(_conditions(actor, area, sieve))


def _conditions(actor: Actor, area: AreaCode, sieve: Sieve, to: str = "") -> Q:
    """The same as a condition on reports, or on rows from which `to` leads to a report: the rows of the risk and of
    the sample are few and in the right order, those of all reports are neither."""
    report = OuterRef(f"{to.removesuffix('__')}_id" if to else "pk")
    found = Q(**{f"{to}unit__isnull": False, f"{to}kelurahan__code__startswith": area.digits, f"{to}retraction": None})
    if sieve.ward:
        found &= Q(**{f"{to}kelurahan__code__startswith": sieve.ward})
    found &= ~Q(Exists(CurrentVerdict.objects.filter(report=report)))
    if sieve.kind:
        found &= Q(**{f"{to}category__code": sieve.kind})
    if sieve.flag:
        found &= Q(Exists(Flag.objects.filter(report=report, kind=sieve.flag)))
    return found & _without_interest(actor, to)


def _without_interest(actor: Actor, to: str) -> Q:
    """As `rules.refuse_conflict_of_interest` says, for many."""
    found = Q(**{f"{to}filer__isnull": True}) | ~Q(**{f"{to}filer": actor.known_id})
    for seat in actor.seats:
        if seat.role is not Role.VALIDATOR:
            own, place = seat.area.digits, seat.area.digits[:WARD_DIGITS]
            touched = Q(**{f"{to}kelurahan__code__startswith": place}) | Q(**{f"{to}unit__code__startswith": own})
            above = [own[:length] for length in (LENGTH_OF[Kind.RW], LENGTH_OF[Kind.RT]) if length <= len(own)]
            found &= ~(touched | Q(**{f"{to}unit__code__in": above}))
    return found


def next_for(
    actor: Actor, area: AreaCode, sieve: Sieve, *, at: datetime, most: int, without: Collection[str] = ()
) -> list[int]:
    """The next reports (ids) for the actor, none that another has before them; where nothing else is left, those too.

    Four queries at most, eight where others have all.
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
    threshold, to = plan().threshold, "report__"

    def of(rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those that wait, and that another has (or nobody else has) before them."""
        claimed = Exists(others.filter(report=OuterRef("report_id")))
        mine = rows.filter(_conditions(actor, area, sieve, to), claimed if is_shared else ~claimed)
        return mine.exclude(report__code__in=list(without)).values_list("report_id", flat=True)

    picked, risky = Picked.objects.filter(report=OuterRef("report_id")), Risk.objects.filter(score__gte=threshold)
    drawn = Picked.objects.exclude(Exists(risky.filter(report=OuterRef("report_id"))))
    calm = Risk.objects.filter(score__lt=threshold).exclude(Exists(picked))
    unseen = waiting_for(actor, area, sieve).exclude(Exists(Risk.objects.filter(report=OuterRef("pk"))))
    unseen = unseen.exclude(Exists(Picked.objects.filter(report=OuterRef("pk")))).exclude(code__in=list(without))
    claimed = Exists(others.filter(report=OuterRef("pk")))
    stages = (
        of(risky).order_by("-score", "report_id"),
        of(drawn).annotate(risk=Coalesce(_risk("report_id"), 0)).order_by("-risk", "report_id"),
        of(calm).order_by("-score", "report_id"),
        unseen.filter(claimed if is_shared else ~claimed).order_by("id").values_list("pk", flat=True),
    )
    return chain.from_iterable(stage[:most].iterator() for stage in stages)


def _risk(report: str = "pk") -> Subquery:
    return Subquery(Risk.objects.filter(report=OuterRef(report)).values("score"))


def _risky() -> QuerySet[Risk]:
    return Risk.objects.filter(report=OuterRef("pk"), score__gte=plan().threshold)


def listed(actor: Actor, area: AreaCode, sieve: Sieve, first: int, most: int) -> list[Report]:
    """A page of what waits, riskiest first, each with `risk` and whether a human must look at it (`is_asked`)."""
    picked = Exists(Picked.objects.filter(report=OuterRef("pk")))
    rows = waiting_for(actor, area, sieve).annotate(
        risk=Coalesce(_risk(), 0), is_picked=picked, is_risky=Exists(_risky())
    )
    ordered = rows.order_by("-is_risky", "-is_picked", "-risk", "id").select_related("category", "kelurahan", "unit")
    return list(ordered.prefetch_related("photos")[first : first + most])


def must_be_looked_at(reports: Collection[int]) -> set[int]:
    """Those of the reports (ids) that a human must open: above the threshold, or picked for a sample; one query."""
    asked = Exists(_risky()) | Exists(Picked.objects.filter(report=OuterRef("pk")))
    return set(Report.objects.filter(asked, pk__in=reports).values_list("pk", flat=True))


def progress_of(actor: Actor, area: AreaCode, at: datetime) -> Progress:
    """Judged by the actor, and left for anybody; three queries."""
    own = Verdict.objects.filter(validator=actor.known_id, given_at__gte=start_of(day_of(at)), sample=None)
    judged = own.filter(withdrawal=None).aggregate(n=Count("id"), hour=Count("id", filter=Q(given_at__gt=at - HOUR)))
    since = day_of(at) - COUNTED_DAYS
    risky = Risk.objects.filter(
        _conditions(actor, area, ALL, "report__"), score__gte=plan().threshold, counted_on__gte=since
    )
    recent = Picked.objects.filter(sample__month__gte=since.replace(day=1))
    drawn = recent.filter(_conditions(actor, area, ALL, "report__")).exclude(
        Exists(Risk.objects.filter(report=OuterRef("report_id"), score__gte=plan().threshold))
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
