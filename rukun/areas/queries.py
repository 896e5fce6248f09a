"""Areas by code, what they hold, and the locator over the present borders."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from django.db.models import Model, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from rukun.areas.models import Area, BorderVersion, Boundary
from rukun.databases.kept import Kept, Shaped, asking
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.areas.geometry import Locator

ROWS_AT_ONCE = 2_000
# As many kelurahan as a kecamatan has, and more; of a kota with so few the same holds.
FEW_WARDS = 12
Row = TypeVar("Row", bound=Model)
STAMP = "SELECT stamp FROM areas_borderversion WHERE id = 1"


class _Ids:
    """Database ids by code, of tens of thousands of areas: two arrays, and no object for each."""

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        ordered = sorted((self._number(digits), pk) for digits, pk in rows)
        self.codes, self.ids = array("q", (code for code, _ in ordered)), array("q", (pk for _, pk in ordered))

    def get(self, digits: str) -> int | None:
        """The id of an area; None where it is not among them."""
        number = self._number(digits)
        place = bisect_left(self.codes, number)
        return self.ids[place] if place < len(self.codes) and self.codes[place] == number else None

    @staticmethod
    def _number(digits: str) -> int:
        return int(f"1{digits}")


_kept: tuple[str, Locator, _Ids] | None = None
_loading = Lock()


def area(code: AreaCode | str) -> Area:
    """The area with this code, dotted or plain; refused where there is none. One query."""
    digits = (AreaCode.parse(code) if isinstance(code, str) else code).digits
    found = BY_CODE.first(digits)
    if found is None:
        raise Refused("hidden", "Wilayah {area} tidak dikenal.", area=AreaCode(digits).official)
    return found


BY_CODE: Kept[Area] = Kept(lambda digits: Area.objects.filter(code=digits), str)


def areas_by_code(codes: Iterable[AreaCode]) -> dict[str, Area]:
    """The areas with these codes; one query."""
    return {found.code: found for found in Area.objects.filter(code__in={code.digits for code in codes})}


def whole_city() -> Area | None:
    """The area that the city is: its kota, or the province of a city of several kota; one query."""
    upper = list(Area.objects.filter(kind__in=[Kind.PROVINSI, Kind.KOTA], dissolved_on=None).order_by("code")[:3])
    kota = [area for area in upper if area.kind == Kind.KOTA]
    return kota[0] if len(kota) == 1 else next(iter(upper), None)


def existing_on(day: date) -> Q:
    """The condition that an area exists on a day."""
    begun = Q(founded_on__isnull=True) | Q(founded_on__lte=day)
    return begun & (Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day))


def ends_known_after(moment: datetime | Combinable) -> QuerySet[Area]:
    """The areas of which it was entered after a moment (or a column of an outer query) that they end."""
    return Area.objects.filter(end_known_at__gt=moment)


def begins_known_after(moment: datetime | Combinable) -> QuerySet[Area]:
    """The areas of which it was entered after a moment (or a column of an outer query) that they begin."""
    return Area.objects.filter(begin_known_at__gt=moment)


def areas_of(kind: Kind, within: AreaCode | None = None) -> QuerySet[Area]:
    """The areas of a kind, by code, within another where one is named."""
    found = Area.objects.filter(kind=kind)
    return (found.filter(code__startswith=within.digits) if within else found).order_by("code")


def areas_listed(kind: Kind | None, within: AreaCode | None, *, after: str, most: int) -> list[Area]:
    """Areas by code, of one kind or within another where these are named, after a code; one query."""
    found = Area.objects.filter(code__gt=after)
    if kind is not None:
        found = found.filter(kind=kind)
    if within is not None:
        # A span instead of a beginning: SQLite's LIKE goes by no index.
        found = found.filter(code__gt=within.digits, code__lte=f"{within.digits:9<{LENGTH_OF[Kind.RT]}}")
    return list(found.order_by("code")[:most])


def few_wards(within: AreaCode) -> list[int]:
    """The ids of every kelurahan that a kecamatan, or a small kota, ever had; none where there are more than a few, and
    within a kelurahan. One query, or none.

    Among the reports of the whole city those of so small a part are looked for in vain; each kelurahan has its own.
    """
    if within.kind not in (Kind.KOTA, Kind.KECAMATAN):
        return []
    after, last = _span(within)
    wards = Area.objects.filter(code__gt=after, code__lte=last, kind=Kind.KELURAHAN).order_by("code")
    found = list(wards.values_list("pk", flat=True)[: FEW_WARDS + 1])
    return found if len(found) <= FEW_WARDS else []


def children(parent: AreaCode, on: date | None = None) -> QuerySet[Area]:
    """The areas one level below, by code; those of one day where one is named. One query."""
    found = Area.objects.filter(parent__code=parent.digits)
    return (found.filter(existing_on(on)) if on else found).order_by("code")


def first_with_units(kelurahan: Sequence[Area]) -> Area | None:
    """The first of these kelurahan, by code, of which an RW is known; one query."""
    found = Area.objects.filter(kind=Kind.RW, parent__in=kelurahan).order_by("code").select_related("parent").first()
    return found.parent if found else None


def units_of(kelurahan: AreaCode, on: date | None = None) -> QuerySet[Area]:
    """The RW and RT of a kelurahan, by code; those of one day where one is named. One query."""
    found = _units_in(*_span(kelurahan))
    return found.filter(existing_on(on)) if on else found


def _units_in(after: str, last: str) -> QuerySet[Area]:
    return Area.objects.filter(code__gt=after, code__lte=last, kind__in=[Kind.RW, Kind.RT]).order_by("code")


def _span(within: AreaCode) -> tuple[str, str]:
    # A span instead of a beginning: SQLite's LIKE goes by no index.
    return within.digits, f"{within.digits:9<{LENGTH_OF[Kind.RT]}}"


def in_ward_of(within: AreaCode, ward: str = "kelurahan") -> Q:
    """That a row's kelurahan (the field named) is, or lies within, the area; to filter by."""
    if within.kind is Kind.KELURAHAN:
        return Q(**{f"{ward}__code": within.digits})
    after, last = _span(within)
    return Q(**{f"{ward}__code__gt": after, f"{ward}__code__lte": last})


def unit_ids(kelurahan: AreaCode) -> list[int]:
    """The ids of every RW and RT that a kelurahan ever had; one query.

    What belongs to a kelurahan is asked for by these: by its code alone an engine reads the whole city's month.
    """
    return [number for (number,) in UNIT_IDS.rows(*_span(kelurahan))]


UNIT_IDS: Kept[tuple[int]] = Shaped(lambda after, last: _units_in(after, last).values_list("pk"), str, str)


def locator(known: str | None = None) -> Locator:
    """The locator over the present borders, kept in the process until a border changes; one small query a call, and
    none where `known` is the version of the borders that was just asked for with something else (`with_borders`)."""
    kept = _kept
    return kept[1] if known and kept is not None and kept[0] == known else _present()[1]


def with_borders(rows: QuerySet[Row]) -> QuerySet[Row]:
    """The same rows, each with the version of the borders as `borders`: what is looked up before a place is located."""
    of_now = Subquery(BorderVersion.objects.filter(pk=1).values("stamp")[:1])
    return cast("QuerySet[Row]", rows.annotate(borders=of_now))


def stamp() -> str:
    """What changes with the borders: for whoever keeps something that was made from them; one small query."""
    return _present()[0]


def ids_of(codes: Iterable[AreaCode]) -> dict[str, int]:
    """Code to database id; from memory for areas with a border, else one query. Unknown codes are left out."""
    wanted = {code.digits for code in codes}
    kept = _kept[2] if _kept else _Ids(())
    known = {digits: pk for digits in wanted if (pk := kept.get(digits)) is not None}
    if len(known) < len(wanted):
        known |= dict(Area.objects.filter(code__in=wanted - known.keys()).values_list("code", "id"))
    return known


def _present() -> tuple[str, Locator, _Ids]:
    global _kept
    # Asked with every report: written as SQL, because building the query costs ten times as much as running it.
    # Here, because everything names areas, and few commands locate a place.
    from rukun.areas.geometry import Locator

    with asking() as cursor:
        cursor.execute(STAMP)
        row = cursor.fetchone()
    stamp = row[0] if row else ""
    kept = _kept
    if kept is None or kept[0] != stamp:
        with _loading:
            if _kept is None or _kept[0] != stamp:
                known = Boundary.objects.filter(valid_until=None).values_list("area__code", "area_id")
                ids = _Ids(known.iterator(chunk_size=ROWS_AT_ONCE))
                # Not all rows at once: what a process once took it seldom gives back.
                borders = present_borders().iterator(chunk_size=ROWS_AT_ONCE)
                _kept = (stamp, Locator((code, bytes(shape)) for code, shape in borders), ids)
            kept = _kept
    return kept


def present_borders(
    within: AreaCode | None = None, kinds: Iterable[Kind] = ()
) -> QuerySet[Boundary, tuple[str, memoryview | bytes]]:
    """Code and WKB of every border in force; one query."""
    found = Boundary.objects.filter(valid_until=None, area__dissolved_on=None)
    if within is not None:
        found = found.filter(area__code__startswith=within.digits)
    if kinds:
        found = found.filter(area__kind__in=list(kinds))
    return found.order_by("area__code").values_list("area__code", "shape")


def middle_of(area: AreaCode) -> Place | None:
    """A place inside an area, about its middle, where a map of it begins; None without a border. One query."""
    found = present_borders().filter(area__code=area.digits).first()
    if found is None:
        return None
    from shapely import from_wkb

    point = from_wkb(bytes(found[1])).representative_point()
    return Place(point.y, point.x)


def has_drawn_borders(within: AreaCode) -> bool:
    """Whether any border within the area was drawn and not surveyed: maps must say so. One query."""
    return Boundary.objects.filter(valid_until=None, approximate=True, area__code__startswith=within.digits).exists()
