"""Closed tickets apart from open work: by words, code, kind, outcome, days, RW and RT; newest first, from a key on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from rukun.areas.queries import few_wards, in_ward_of
from rukun.followup.models import Ticket
from rukun.followup.oversight.access import Scope
from rukun.followup.rules import CLOSED, Outcome, State
from rukun.reports import search
from rukun.reports.models import Category
from rukun.values.code import LENGTH_OF, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import day_in, moment_in, start_of

ROWS_A_PAGE = 30
NAMES = ("cari", "jenis", "status", "hasil", "dari", "sampai", "rw", "rt")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in an archive, as the address has it but read; None and "" ask for nothing."""

    words: str = ""
    category: str = ""
    state: str = ""
    outcome: str = ""
    first: date | None = None
    last: date | None = None
    rw: str = ""
    rt: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Sought:
        """From the names of an address; refused in words where one cannot be read."""
        asked = {name: str(given.get(name) or "").strip() for name in NAMES}
        _refuse_unknown(asked)
        return cls(
            asked["cari"], asked["jenis"], asked["status"], asked["hasil"], _day(asked["dari"], "dari"),
            _day(asked["sampai"], "sampai"), asked["rw"].zfill(3) if asked["rw"] else "",
            asked["rt"].zfill(3) if asked["rt"] else "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """Behind which ticket a page begins."""

    at: datetime
    id: int

    @classmethod
    def parse(cls, text: str) -> Key | None:
        """From an address; None where there is none."""
        if not text:
            return None
        moment, _, number = text.partition("~")
        at, last = moment_in(moment), number_in(number)
        if at is None or last is None:
            raise Refused("page", "Alamat halaman ini tidak utuh.")
        return cls(at, last)

    def __str__(self) -> str:
        return f"{self.at.isoformat().replace('+00:00', 'Z')}~{self.id}"


def found_in(scope: Scope, sought: Sought, *, is_page: bool = False) -> QuerySet[Ticket]:
    """The closed tickets of a scope that fit, newest closing first; with what a row shows. One query to read, and for
    words or few kelurahan one before it each. Of a page only the first are read, of anything else all."""
    found = _closed(scope, sought)
    if sought.category:
        found = found.filter(category_id__in=Category.objects.filter(code=sought.category).values("id"))
    if sought.state:
        found = found.filter(state=sought.state)
    if sought.outcome:
        found = found.filter(outcome=sought.outcome)
    if sought.first:
        found = found.filter(done_at__gte=start_of(sought.first))
    if sought.last:
        found = found.filter(done_at__lt=start_of(sought.last + timedelta(days=1)))
    found = _in_units(found, sought)
    if sought.words:
        found = _with_words(found, sought.words, is_page=is_page)
    rows = found.select_related("report", "category", "kelurahan", "rw", "rt", "holder")
    return rows.order_by("-done_at", "-id")


def behind(tickets: QuerySet[Ticket], key: Key | None) -> QuerySet[Ticket]:
    """Those that come after a key in the order of the archive."""
    if key is None:
        return tickets
    return tickets.filter(done_at__lte=key.at).filter(Q(done_at__lt=key.at) | Q(id__lt=key.id))


def key_of(ticket: Ticket) -> Key:
    """The key behind which the next page begins."""
    assert ticket.done_at is not None
    return Key(ticket.done_at, ticket.pk)


def _closed(scope: Scope, sought: Sought) -> QuerySet[Ticket]:
    closed = Ticket.objects.filter(state__in=CLOSED, done_at__isnull=False)
    if scope.office:
        # A department reads what was private in what is its own business; the rest of it is others'.
        own = Q(report__is_private=False) | Q(category__owner=scope.office)
        return closed.filter(own, in_ward_of(scope.area), holder__code=scope.office)
    # By words alone a page is soon found along the city's archive; whatever is rarer, in that of each kelurahan.
    wards = [] if sought.words and sought == Sought(sought.words) else few_wards(scope.area)
    return closed.filter(Q(kelurahan__in=wards) if wards else in_ward_of(scope.area))


def _in_units(found: QuerySet[Ticket], sought: Sought) -> QuerySet[Ticket]:
    """By the last digits of codes: RW 003 of whatever kelurahan the scope has."""
    if sought.rw:
        found = found.filter(rw__code__endswith=sought.rw, rw__kind=Kind.RW)
    if sought.rt:
        found = found.filter(rt__code__endswith=sought.rt, rt__kind=Kind.RT)
    return found


def _with_words(found: QuerySet[Ticket], words: str, *, is_page: bool) -> QuerySet[Ticket]:
    code = search.code_in(words)
    if code:
        return found.filter(report__code=code)
    holding = search.ids_holding(words, f"{Ticket._meta.db_table}.report_id" if is_page else "")
    return found.none() if holding is None else found.filter(report_id__in=holding)


def _refuse_unknown(asked: Mapping[str, str]) -> None:
    _refuse_other(asked["status"], {state.value for state in CLOSED}, "Status ini tidak dikenal.")
    _refuse_other(asked["hasil"], {outcome.value for outcome in Outcome}, "Hasil ini tidak dikenal.")
    for name in ("rw", "rt"):
        most = LENGTH_OF[Kind.RW] - LENGTH_OF[Kind.KELURAHAN]
        if asked[name] and not (asked[name].isascii() and asked[name].isdigit() and len(asked[name]) <= most):
            raise Refused("unit", "Nomor RT dan RW ditulis dengan angka.", field=name)


def _refuse_other(value: str, known: Iterable[str], words: str) -> None:
    if value and value not in known:
        raise Refused("state", words)


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    day = day_in(text)
    if day is None:
        raise Refused("day", "Tanggal ditulis seperti 2016-06-01.", field=name)
    return day


CLOSED_STATES: tuple[State, ...] = CLOSED
