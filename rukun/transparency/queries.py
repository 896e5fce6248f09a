"""The public pages' questions. Everything here leaves private reports out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from rukun.areas.models import Boundary
from rukun.areas.queries import few_wards, stamp
from rukun.databases.kept import Numbered
from rukun.followup.models.tickets import IS_OPEN, Ticket
from rukun.followup.queries import tickets_in
from rukun.followup.rules import OPEN, State
from rukun.reports.models import Category, CurrentHiding, Photo, Report, Support
from rukun.reports.queries import NEWEST, filed_by, newest_in, supported_of
from rukun.transparency.redaction import PUBLIC
from rukun.transparency.rules import COLOUR_WORDS, COLOURS_BY_NAME, STATES_OF, Colour, colour_of
from rukun.validation.models import CurrentVerdict
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode, Kind

if TYPE_CHECKING:
    from rukun.transparency.drawings.maps import Map, Sheet

DOTS_AT_MOST = 600
WIDE = {Kind.PROVINSI, Kind.KOTA}
# Whose borders the map of an area draws.
SHOWN_WITHIN = {Kind.KELURAHAN: Kind.RW, Kind.RW: Kind.RW, Kind.RT: Kind.RT}
STRUCK_FOR_PRIVACY = {"is_valid": False, "verdict__reason": StrikeReason.PRIVACY.value}
# What will have a ticket as soon as the clock sees to it.
AWAITED = Q(category__needs_followup=True, origin=None)
COLOURS = {
    State.WAITING: "red",
    State.REOPENED: "red",
    State.IN_HAND: "yellow",
    State.PAUSED: "yellow",
    State.DONE: "green",
}


def map_of(area: AreaCode) -> Map | None:
    """The kelurahan of an area (the RW of a kelurahan, a unit by itself) with its newest open problems as dots; two
    queries, one more of a kecamatan or a kota, and one where the borders changed since this process last drew them."""
    version = stamp()
    sheet = _kept_sheet(version, area) if version else _sheet(area)
    if sheet is None:
        return None
    open_ones = (
        _newest_open(area)
        .filter(Exists(publicly(Report.objects.filter(pk=OuterRef("report_id")))))
        .order_by("-received_at")
        .values_list("lat", "lon", "state", "report__code")[:DOTS_AT_MOST]
    )
    points = [(lat, lon, COLOURS[State(state)], code) for lat, lon, state, code in open_ones if lat and lon]
    return sheet.with_dots(points)


def _newest_open(area: AreaCode) -> QuerySet[Ticket]:
    """The tickets of an area that are open and have a point. Of few kelurahan the newest alone, twice as many as are
    shown: of these it is asked whether everyone may see them, and not of all that are open there."""
    wards = few_wards(area)
    if not wards:
        return tickets_in(area).filter(IS_OPEN, lat__isnull=False)
    # By when they were opened, which no index knows: along the one of arrivals the whole city would be walked through.
    of_wards = Ticket.objects.filter(state__in=OPEN, kelurahan__in=wards, lat__isnull=False).order_by("-opened_at")
    return Ticket.objects.filter(id__in=of_wards.values("id")[: 2 * DOTS_AT_MOST])


@lru_cache(maxsize=64)
def _kept_sheet(_version: str, area: AreaCode) -> Sheet | None:
    return _sheet(area)


def _sheet(area: AreaCode) -> Sheet | None:
    kind = SHOWN_WITHIN.get(area.kind, Kind.KELURAHAN)
    borders = Boundary.objects.filter(valid_until=None, area__kind=kind, area__code__startswith=area.digits)
    rows = borders.order_by("area__code").values_list("area__code", "area__name", "shape")
    return _drawn(rows)


def map_of_report(report: Report, borders: str | None = None) -> Map | None:
    """The kelurahan of a report with the place in it; one query, none where the version of the borders is known."""
    return map_of_place(report.kelurahan_id, report.lat, report.lon, report.code, borders)


def map_of_place(
    kelurahan_id: int, lat: float | None, lon: float | None, label: str, borders: str | None = None
) -> Map | None:
    """A kelurahan with one place in it; one query, none where the version of the borders is known, and one more where
    it was not drawn since they changed."""
    version = stamp() if borders is None else borders
    sheet = _kept_ward(version, kelurahan_id) if version else _ward(kelurahan_id)
    points = [] if lat is None or lon is None else [(lat, lon, "here", label)]
    return sheet.with_dots(points) if sheet else None


@lru_cache(maxsize=300)
def _kept_ward(_version: str, kelurahan_id: int) -> Sheet | None:
    return _ward(kelurahan_id)


def _ward(kelurahan_id: int) -> Sheet | None:
    rows = Boundary.objects.filter(valid_until=None, area_id=kelurahan_id)
    named = rows.values_list("area__code", "area__name", "shape")
    return _drawn(named)


def _drawn(rows: Iterable[tuple[str, str, bytes | memoryview]]) -> Sheet | None:
    # Here, because all that is published asks this module, and few commands draw a map.
    from rukun.transparency.drawings.maps import sheet_of

    return sheet_of((code, name, bytes(shape)) for code, name, shape in rows)


def publicly(reports: QuerySet[Report], *, many: bool = False) -> QuerySet[Report]:
    """Those of the reports that everyone may see. The one place that says so: lists, counts, the map and search use it.

    Not the private ones, nor what a handler hid whole, nor what was struck because it shows somebody's private matter.
    Whoever reads `many`, the reports of a month, has those few put together once instead of each report looked up.
    """
    if many:
        return reports.filter(is_public_of_many())
    own = {"report": OuterRef("pk")}
    return reports.filter(~Exists(_struck().filter(**own)), ~Exists(_hidden().filter(**own)), **PUBLIC)


def is_public_of_many(at: str = "") -> Q:
    """The same of many reports as a condition, also on rows that name a report (`at`: "report__")."""
    public = {f"{at}{name}": value for name, value in PUBLIC.items()}
    closed = [{f"{at}pk__in": rows.values("report")} for rows in (_struck(), _hidden())]
    return Q(**public) & ~Q(**closed[0]) & ~Q(**closed[1])


def of_everyone(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Those of the tickets that are of a report which everyone may see."""
    own, public = {"report": OuterRef("report_id")}, {f"report__{name}": value for name, value in PUBLIC.items()}
    return tickets.filter(~Exists(_struck().filter(**own)), ~Exists(_hidden().filter(**own)), **public)


def _struck() -> QuerySet[CurrentVerdict]:
    return CurrentVerdict.objects.filter(**STRUCK_FOR_PRIVACY)


def _hidden() -> QuerySet[CurrentHiding]:
    return CurrentHiding.objects.filter(whole=True)


def spoken(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Those of the reports whose words everyone may read: what is found by words is found among them."""
    return reports.filter(~Exists(CurrentHiding.objects.filter(report=OuterRef("pk"), words=True)))


def public_reports() -> QuerySet[Report]:
    """Public reports, newest first, with what a card shows; one query."""
    return with_state(publicly(Report.objects.order_by(*NEWEST)))


def newest_pictured(area: AreaCode, many: int) -> list[Report]:
    """The newest public reports of problems in an area that have a photo, as cards need them; at most three queries."""
    pictured = publicly(Report.objects.filter(Exists(_photos()), category__needs_followup=True))
    return cards_numbered(newest_in(pictured, area, 0, many))


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """How many of a person's reports stand in each colour (by its name in an address), all, and supported ones."""

    all: int
    by_colour: list[tuple[str, str, int]]
    supported: int


def own_counts(person_id: int) -> OwnCounts:
    """How a person's own reports stand, and how many they support; two queries."""
    ticket = Ticket.objects.filter(report=OuterRef("pk"))
    rows = filed_by(person_id).order_by().annotate(state=Subquery(ticket.values("state")[:1]))
    counts: Counter[Colour] = Counter()
    for state, needs, many in rows.values_list("state", "category__needs_followup").annotate(n=Count("id")):
        counts[colour_of(state, needs_followup=needs)] += many
    by_colour = [(name, COLOUR_WORDS[colour], counts[colour]) for name, colour in COLOURS_BY_NAME.items()]
    return OwnCounts(sum(counts.values()), by_colour, publicly(supported_of(person_id)).order_by().count())


def in_colour(reports: QuerySet[Report], colour: Colour | None) -> QuerySet[Report]:
    """Those of the reports that stand in a colour (None: all). What has no ticket yet waits, if it needs one and no
    other system took it in."""
    if colour is None:
        return reports
    ticket = Ticket.objects.filter(report=OuterRef("pk"))
    if colour is Colour.PLAIN:
        return reports.filter(~Exists(ticket), ~AWAITED)
    stands = Q(Exists(ticket.filter(state__in=STATES_OF[colour])))
    if colour is Colour.RED:
        stands |= Q(~Exists(ticket)) & AWAITED
    return reports.filter(stands)


def with_state(reports: QuerySet[Report], *, sees_all: bool = False) -> QuerySet[Report]:
    """The same reports with `ticket_state`, `said` (the words), `photo` (the digest of the first) and `supports`.

    Without the words and photos that are hidden; `sees_all` is for whoever filed them.
    """
    photos = Photo.objects.filter(report=OuterRef("pk"), hidden_at=None) if sees_all else _photos()
    said = (
        F("words")
        if sees_all
        else Case(When(current_hiding__words=True, then=Value("")), default=F("words"), output_field=TextField())
    )
    ticket = Ticket.objects.filter(report=OuterRef("pk"))
    supports = Support.objects.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("id"))
    return reports.select_related("category", "kelurahan", "rw", "rt", "current_hiding").annotate(
        ticket_state=Subquery(ticket.values("state")[:1]),
        said=said,
        photo=Subquery(photos.order_by("order").values("digest")[:1]),
        supports=Coalesce(Subquery(supports.values("n"), output_field=IntegerField()), 0),
    )


# As many as a page has, and one more; as the map's list has.
CARDS: Numbered[Report] = Numbered(
    lambda numbers: with_state(publicly(Report.objects.filter(id__in=numbers))).order_by("-received_at", "-id"),
    (11, 26, 51),
)


def cards_numbered(numbers: Sequence[int]) -> list[Report]:
    """The public ones among these, in this order, as cards need them; one query."""
    found = {one.pk: one for one in CARDS.rows(numbers)}
    return [found[number] for number in numbers if number in found]


def _photos() -> QuerySet[Photo]:
    """The photos of a report, for a subquery, where everyone may see them."""
    hidden = CurrentHiding.objects.filter(report=OuterRef("report"), photos=True)
    return Photo.objects.filter(~Exists(hidden), report=OuterRef("pk"), hidden_at=None)


def kinds() -> list[Category]:
    """The kinds of reports, for a filter; one query."""
    return list(Category.objects.filter(retired_on=None).order_by("order"))


def struck_for_privacy(reports: Collection[Report]) -> set[int]:
    """Which of the reports stand struck because they show somebody's private matter, by id; at most one query."""
    if not reports:
        return set()
    rows = CurrentVerdict.objects.filter(report__in=reports, **STRUCK_FOR_PRIVACY)
    return set(rows.values_list("report_id", flat=True))
