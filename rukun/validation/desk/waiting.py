"""Which reports wait for a validator, found from those that are not settled: a month's, and not the city's.

A risk that is settled never waits; up to `followed` each report that waits has one that is not. Beyond it all reports
are looked at, which is everything until the clock has followed. Whether one waits is looked up all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from rukun.databases.kept import Kept
from rukun.people.rules import Actor, Role
from rukun.reports.models import Report, Retraction
from rukun.validation.models import CurrentVerdict, Flag, LookedThrough, Risk
from rukun.validation.sample.queries import reports_of_month
from rukun.values.code import LENGTH_OF, WARD_DIGITS, AreaCode, Kind
from rukun.values.time import Month

FOLLOWED: Kept[tuple[int]] = Kept(lambda: LookedThrough.objects.filter(pk=1).values_list("settled"))


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


def followed() -> int:
    """Up to which report (id) each that waits has a risk that is not settled; one query."""
    rows = FOLLOWED.rows()
    return rows[0][0] if rows else 0


def waiting_for(actor: Actor, area: AreaCode, sieve: Sieve = ALL) -> QuerySet[Report]:
    """What the actor may judge within the area and nobody judged yet: nothing of their own, of no kelurahan in which
    they hold another seat, and nothing that was taken back. One query before it, which says how far was followed."""
    after, found = followed(), Report.objects.filter(conditions(actor, area, sieve))
    if not after:
        return found
    beyond = Report.objects.filter(id__gt=after, unit__isnull=False).order_by().values("id")
    # Every risk is: said so that SQLite takes the index, which begins with it.
    kept = unsettled().filter(score__gte=0).values("report_id")
    return found.filter(pk__in=kept.union(beyond))


def unjudged_of(month: Month) -> QuerySet[Report]:
    """What counts for a month and nobody judged yet, of every unit. One query before it, which says how far was
    followed."""
    after, judged = followed(), CurrentVerdict.objects.filter(report=OuterRef("pk"))
    found = reports_of_month(month).exclude(Exists(judged))
    if not after:
        return found
    beyond = reports_of_month(month).filter(id__gt=after).order_by().values("id")
    kept = unsettled().filter(score__gte=0).values("report_id")
    return found.filter(pk__in=kept.union(beyond))


def unsettled() -> QuerySet[Risk]:
    """The risks of what may wait, in an index of these alone."""
    return Risk.objects.filter(is_settled=False, unit__isnull=False)


def unseen(actor: Actor, area: AreaCode, sieve: Sieve) -> QuerySet[Report]:
    """What waits and was not looked through; one query before it."""
    found = Report.objects.filter(conditions(actor, area, sieve), id__gt=followed())
    return found.exclude(Exists(Risk.objects.filter(report=OuterRef("pk"))))


def conditions(actor: Actor, area: AreaCode, sieve: Sieve, to: str = "") -> Q:
    """The same as a condition on reports, or on rows from which `to` leads to a report: the rows of the risk and of
    the sample are few and in the right order, those of all reports are neither."""
    report = OuterRef(f"{to.removesuffix('__')}_id" if to else "pk")
    found = Q(**{f"{to}unit__isnull": False, f"{to}kelurahan__code__startswith": area.digits})
    if sieve.ward:
        found &= Q(**{f"{to}kelurahan__code": sieve.ward})
    # Of a table that is joined to tell what it does not hold PostgreSQL expects one in two hundred: then it reads all
    # reports there are, and looks up what waits among them.
    found &= ~Q(Exists(Retraction.objects.filter(report=report)))
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
