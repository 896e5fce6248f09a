"""The inputs of a table, and the tables that were published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max, QuerySet

from rukun.areas.models import Area
from rukun.followup.models import Ticket
from rukun.followup.queries import Handled, handled
from rukun.followup.rules import Outcome as Closed
from rukun.people.models import Office
from rukun.ranking.awards import Outcome
from rukun.ranking.files import InputRow, methods_in
from rukun.ranking.kept import unpacked
from rukun.ranking.method import Method
from rukun.ranking.models import Award, LineInputs, Standing, Table
from rukun.ranking.rules import RankedKind, Ward, rolled_up
from rukun.ranking.spans import Span, SpanKind
from rukun.sosialisasi.helped.queries import typed_at_own_counter
from rukun.validation.queries import struck_codes
from rukun.values.code import AreaCode, Kind
from rukun.values.time import Month

SPOKEN_OF = frozenset({Closed.CONFIRMED, Closed.DISPUTED})
ROLLED_UP = {RankedKind.KECAMATAN: Kind.KECAMATAN, RankedKind.KOTA: Kind.KOTA}


def inputs(month: Month | Span, at: datetime, of: RankedKind = RankedKind.KELURAHAN) -> list[Handled]:
    """The reports in the hands of each kelurahan (or SKPD), without those that stand struck and those that only the
    office itself speaks of; of a span those of each of its months as they stood at the month's end, so that a span is
    redone from the same files as its months."""
    offices = skpd_by_id() if of is RankedKind.SKPD else None
    found: list[Handled] = []
    for one in month.months if isinstance(month, Span) else [month]:
        struck, typed = struck_codes(one), typed_at_own_counter(one)
        found += [row for row in handled(one, at, offices) if row.report not in struck and counts_for(row, typed)]
    return found


def counts_for(row: Handled, typed: Mapping[str, str]) -> bool:
    """Whether a report counts in the ranking of the office that has it. What its own clerks typed (`typed`: by the
    report's code, their kelurahan) does once somebody else spoke of its closing: whoever reported or supports it, or an
    auditor. Else an office could type easy reports and close them, and rise."""
    return typed.get(row.report) != row.kelurahan or row.outcome in SPOKEN_OF


def has_tickets(month: Month) -> bool:
    """Whether anything came in during a month; one query."""
    return Ticket.objects.filter(received_at__gte=month.starts_at, received_at__lt=month.ends_at).exists()


def inputs_kept(table: Table, kelurahan: Area) -> list[InputRow]:
    """The facts that a kelurahan's line was made from; none of tables from before they were kept. One query."""
    content = LineInputs.objects.filter(table=table, kelurahan=kelurahan).values_list("content", flat=True).first()
    return unpacked(bytes(content), kelurahan.code) if content else []


def method_of(table: Table) -> Method | None:
    """The method that made a table, where the city still keeps its file."""
    folder = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "scoring"
    return next((method for method, _ in methods_in(folder) if method.digest == table.method_digest), None)


def skpd_by_id() -> Mapping[int, str]:
    """The offices that are no kelurahan and hold reports, by id; one query."""
    return dict(Office.objects.exclude(kind__in=["kelurahan", "kecamatan"]).values_list("id", "code"))


def wards(within: AreaCode | None = None) -> list[Ward]:
    """Every kelurahan with the figures its workload is told by; two queries."""
    crew = dict(Office.objects.filter(kind="kelurahan").values_list("code", "crew"))
    areas = Area.objects.filter(kind=Kind.KELURAHAN)
    if within is not None:
        areas = areas.filter(code__startswith=within.digits)
    rows = areas.order_by("code").values_list("code", "name", "population")
    return [Ward(code, name, population, crew.get(code)) for code, name, population in rows]


def ranked(of: RankedKind) -> list[Ward]:
    """All whose table it is; at most three queries."""
    if of is RankedKind.SKPD:
        offices = Office.objects.exclude(kind__in=["kelurahan", "kecamatan"]).order_by("code")
        return [Ward(office.code, office.name, None, office.crew) for office in offices]
    if of is RankedKind.KELURAHAN:
        return wards()
    names = dict(Area.objects.filter(kind=ROLLED_UP[of]).values_list("code", "name"))
    return rolled_up(wards(), of, names)


def tables(of: RankedKind = RankedKind.KELURAHAN, span: SpanKind = SpanKind.MONTH) -> QuerySet[Table]:
    """Published tables of one kind."""
    return Table.objects.filter(of=of.value, span=span.value)


def newest_table(month: Month, of: RankedKind = RankedKind.KELURAHAN, span: SpanKind = SpanKind.MONTH) -> Table | None:
    """The table that stands for a month, or for the span that ends with it; one query."""
    return tables(of, span).filter(month=month.first).order_by("-number").first()


def months_with_tables(of: RankedKind = RankedKind.KELURAHAN, span: SpanKind = SpanKind.MONTH) -> list[Month]:
    """Months that were ranked, newest first; one query."""
    return [Month.of(day) for day in tables(of, span).order_by("-month").values_list("month", flat=True).distinct()]


def standing_of(kelurahan: AreaCode) -> Standing | None:
    """The place of a kelurahan in the newest table of a month; one query."""
    return (
        Standing.objects.filter(kelurahan__code=kelurahan.digits, table__span=SpanKind.MONTH.value)
        .select_related("table")
        .order_by("-table__month", "-table__number")
        .first()
    )


class Past(NamedTuple):
    """Where a kelurahan stood in a month, of how many."""

    month: Month
    standing: Standing


def history_of(kelurahan: AreaCode, most: int = 13) -> list[Past]:
    """Its places in the tables that stand, newest first; two queries."""
    numbers = (
        tables().filter(standings__kelurahan__code=kelurahan.digits).values("month").annotate(last=Max("number"))
        .order_by("-month").values_list("month", "last")[:most]
    )  # fmt: skip
    last = dict(numbers)
    rows = Standing.objects.filter(
        kelurahan__code=kelurahan.digits, table__of=RankedKind.KELURAHAN.value, table__span=SpanKind.MONTH.value,
        table__month__in=list(last),
    ).select_related("table")  # fmt: skip
    found = [Past(Month.of(row.table.month), row) for row in rows if row.table.number == last[row.table.month]]
    return sorted(found, key=lambda past: past.month, reverse=True)


def awards_of(*, given: bool | None = None) -> QuerySet[Award]:
    """Proposals with their decisions, newest first; one query. `given`: only those given, or only undecided ones."""
    found = Award.objects.select_related("within", "area__parent", "decision__seat__area", "table").order_by(
        "-month", "kind", "within__code", "pk"
    )
    if given is None:
        return found
    return found.filter(decision__outcome=Outcome.GIVEN.value) if given else found.filter(decision=None)


def award_given(token: str) -> Award | None:
    """The award whose proof has this address; one query."""
    return awards_of(given=True).filter(decision__token=token).first()
