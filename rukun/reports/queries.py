"""The categories; the reports of an area, of a person, of a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery

from rukun.areas.models import Area
from rukun.areas.queries import few_wards, with_borders
from rukun.databases.kept import Kept, Numbered
from rukun.reports.models import Category, Comment, Hiding, Original, Photo, Relay, Report, Support, Told
from rukun.reports.questions import Question, read_questions
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused
from rukun.values.time import Month

M = TypeVar("M", bound=Model)
# How a person's habits and the city's are told: by what came in last, which is the same work at a million reports.
OWN_LATEST, CITY_LATEST = 60, 5_000
CITY_USE, CITY_USE_SECONDS = "kinds-by-use", 3_600
NEWEST = ("-received_at", "-id")
# Names of kelurahan that a process remembers.
NAMES_MOST = 512


def categories() -> QuerySet[Category]:
    """The kinds in use, in the order of the screen; one query."""
    return Category.objects.filter(retired_on=None).order_by("order")


def every_category() -> list[Category]:
    """The kinds in the order of the screen, those that are no longer in use among them; one query."""
    return ALL_KINDS.rows()


@dataclass(frozen=True, slots=True)
class Lies:
    """Where a report's place lies, as it is told to whoever filed it: the kelurahan with its name, RW and RT."""

    kelurahan: AreaCode
    name: str
    rw: AreaCode | None
    rt: AreaCode | None


def lies_in(report: Report) -> Lies:
    """Where the place lies; one query. For what was filed just now none, where its kelurahan was told before."""
    if report.lies_in and report.category.borders:
        kelurahan, rw, rt = report.lies_in
        if kelurahan is not None:
            name = _name(report.kelurahan_id, report.category.borders)
            return Lies(kelurahan, name, rw if report.rw_id else None, rt if report.rt_id else None)
    ids = [one for one in (report.kelurahan_id, report.rw_id, report.rt_id) if one is not None]
    found = {area.pk: area for area in PLACES.rows(ids)}
    codes = [found[one].area_code if one is not None else None for one in (report.rw_id, report.rt_id)]
    whole = found[report.kelurahan_id]
    return Lies(whole.area_code, whole.name, *codes)


@lru_cache(maxsize=NAMES_MOST)
def _name(area: int, _borders: str) -> str:
    return PLACES.rows([area])[0].name


def codes_of_kinds() -> dict[int, str]:
    """The code of every kind by its id; one query, and no more than that."""
    return dict(KIND_CODES.rows())


# With the version of the borders: a report of this kind is located next.
IN_USE: Kept[Category] = Kept(lambda code: with_borders(categories().filter(code=code)), str)
ALL_KINDS: Kept[Category] = Kept(lambda: Category.objects.order_by("order"))
KIND_CODES: Kept[tuple[int, str]] = Kept(lambda: Category.objects.order_by().values_list("id", "code"))
PLACES: Numbered[Area] = Numbered(lambda numbers: Area.objects.filter(id__in=numbers), (3,))
SUPPORTS: Kept[Support] = Kept(lambda report: Support.objects.filter(report_id=report), int)
RELAYED: Kept[Report] = Kept(lambda today, before: Report.objects.filter(key__in=[today, before]), str, str)


def in_use(code: str) -> Category | None:
    """The kind with this code, where there is one in use; one query, or none for what no code can be: PostgreSQL takes
    no NUL in a question."""
    return None if "\x00" in code else IN_USE.first(code)


def category(code: str) -> Category:
    """The kind with this code; refused where there is none in use."""
    found = in_use(code)
    if found is None:
        raise Refused("category", "Pilih jenis laporan.", field="category")
    return found


def kinds_by_use(person_id: int | None) -> list[str]:
    """Codes of kinds as they are used: by this person lately, then by the whole city; two queries, or one for nobody.

    What the city uses is counted once an hour and kept in the shared cache.
    """
    own: list[str] = []
    if person_id is not None:
        latest = filed_by(person_id).values_list("category__code", flat=True)[:OWN_LATEST]
        own = [code for code, _ in Counter(latest).most_common()]
    city = cache.get(CITY_USE)
    if city is None:
        newest = Report.objects.order_by("-id").values_list("category__code", flat=True)[:CITY_LATEST]
        city = [code for code, _ in Counter(newest).most_common()]
        cache.set(CITY_USE, city, CITY_USE_SECONDS)
    return list(dict.fromkeys((*own, *city)))


def reports_of(area: AreaCode) -> QuerySet[Report]:
    """Reports whose place lies in the area, newest first."""
    return lying_in(Report.objects.all(), area).order_by("-received_at", "-id")


def reports_for_unit(unit: AreaCode, month: Month) -> QuerySet[Report]:
    """What a unit's people reported for it in a month, newest day first."""
    return Report.objects.filter(
        unit__code=unit.digits, counted_on__gte=month.first, counted_on__lte=month.last
    ).order_by("-counted_on", "-received_at", "-id")


def filed_by(person_id: int) -> QuerySet[Report]:
    """A person's own reports, newest first."""
    return Report.objects.filter(filer_id=person_id).order_by("-received_at", "-id")


def supported_of(person_id: int) -> QuerySet[Report]:
    """The reports that a person supports, newest report first."""
    given = Support.objects.filter(person_id=person_id).values("report_id")
    return Report.objects.filter(id__in=given).order_by("-received_at", "-id")


def relayed_report(keys: Sequence[str], *, since: datetime) -> Report | None:
    """The newest report that a program handed on under one of these keys (at most two) after a moment; one query."""
    # The moment is looked at here: asked for it, the engine would look through all reports since then.
    found = (report for report in RELAYED.rows(keys[0], keys[-1]) if report.received_at > since)
    return max(found, key=lambda report: report.received_at, default=None)


def relayed_by_key() -> dict[int, int]:
    """How many reports each program's key (id) handed on; one query."""
    return dict(Relay.objects.order_by().values_list("key_id").annotate(n=Count("id")))


def questions() -> tuple[Question, ...]:
    """What this city has programs ask besides (`questions.toml`); read once by each process."""
    return _questions(settings.RUKUN_KOTA_FOLDER, settings.RUKUN_KOTA)


@lru_cache(maxsize=8)
def _questions(folder: Path, city: str) -> tuple[Question, ...]:
    file = Path(folder) / city / "questions.toml"
    return read_questions(file.read_text()) if file.exists() else ()


@dataclass(frozen=True, slots=True)
class CameraSaid:
    """What the camera of a photo said: when, whether it named its offset from UTC, metres from the report's point."""

    taken_at: datetime | None
    is_zone_said: bool
    distance_m: int | None
    maker: str


def cameras_of(report: Report) -> list[CameraSaid]:
    """What cameras said of a report's photos, in their order, where they said anything; one query, none without photos.

    For whoever judges the report; never for the public.
    """
    return cameras_of_many([report]).get(report.pk, [])


def cameras_of_many(reports: Iterable[Report]) -> dict[int, list[CameraSaid]]:
    """The same of several reports, by their ids; one query."""
    photos = [(report, photo) for report in reports for photo in report.photos.all() if photo.original]
    if not photos:
        return {}
    rows = Original.objects.filter(
        digest__in={photo.original for _, photo in photos}, picture__digest__in={photo.digest for _, photo in photos}
    ).select_related("picture")
    by_file = {(row.digest, row.picture.digest): row for row in rows}
    found: dict[int, list[CameraSaid]] = {}
    for report, photo in sorted(photos, key=lambda pair: pair[1].order):
        row = by_file.get((photo.original, photo.digest))
        said = _said(row, report) if row else None
        if said and (said.taken_at or said.distance_m is not None):
            found.setdefault(report.pk, []).append(said)
    return found


def _said(row: Original, report: Report) -> CameraSaid:
    metres = None
    if row.lat is not None and row.lon is not None and report.lat is not None and report.lon is not None:
        metres = round(distance_m(Place(row.lat, row.lon), Place(report.lat, report.lon)))
    return CameraSaid(row.taken_at, row.is_zone_said, metres, f"{row.make} {row.model}".strip())


def comments_of(report: Report, before: int | None, most: int) -> list[Comment]:
    """The newest comments (those before one with this number), oldest first, with who spoke and why one is hidden.

    `is_held` is true where a concern hid one and no handler has decided yet. One query.
    """
    newest = Hiding.objects.filter(comment=OuterRef("pk")).order_by("-number")
    whole = Comment.objects.filter(report=report).select_related("person", "seat__area", "seat__office", "hiding")
    found: QuerySet[Comment] = whole.annotate(is_held=Subquery(newest.values("words")[:1]))
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[:most])[::-1]


def counts_by_category(area: AreaCode) -> dict[str, int]:
    """How many reports of each kind lie within the area, most first; one query."""
    rows = (
        reports_of(area)
        .order_by()
        .values_list("category__code")
        .annotate(n=Count("id"))
        .order_by("-n", "category__code")
    )
    return dict(rows)


def lying_in(reports: QuerySet[M], area: AreaCode, report: str = "") -> QuerySet[M]:
    """Those of the reports whose place lies in the area: by its own key where a report has one, else by codes. Of what
    belongs to reports `report` names them (`report__`)."""
    by_kind = {Kind.RT: "rt__code", Kind.RW: "rw__code", Kind.KELURAHAN: "kelurahan__code"}
    field = by_kind.get(area.kind, "kelurahan__code__startswith")
    return reports.filter(**{f"{report}{field}": area.digits})


def newest_in(reports: QuerySet[Report], area: AreaCode, first: int, many: int) -> list[int]:
    """The newest of the reports (ids) that lie in an area, from the `first` on; one query, and one more of a kecamatan
    or a kota. Where these have few kelurahan, the newest of each are put in order as they come (`UNION ALL`)."""
    wards = few_wards(area)
    if not wards:
        rows = lying_in(reports, area).order_by(*NEWEST).values_list("id", "received_at")
        return [number for number, _ in rows[first : first + many]]
    return newest_of_parts([reports.filter(kelurahan=ward) for ward in wards], first, many)


def newest_of_parts(parts: Sequence[QuerySet[M]], first: int, many: int, number: str = "id") -> list[int]:
    """The newest of several parts, none of which holds what another one does, put in order as they come (`UNION ALL`):
    an engine walks each along its own index, and stops. One query; `number` names the column with the report."""
    order = ("-received_at", f"-{number}")
    each = [part.order_by(*order).values_list(number, "received_at") for part in parts]
    if len(each) == 1:
        return [found for found, _ in each[0][first : first + many]]
    # SQLite reads no more of a part than it gives; PostgreSQL has to be told.
    is_told = connection.features.supports_slicing_ordering_in_compound
    each = [part[: first + many] if is_told else part.order_by() for part in each]
    whole = each[0].union(*each[1:], all=True).order_by(*order)
    return [found for found, _ in whole[first : first + many]]


def photos_shown(report: Report) -> list[Photo]:
    """The photos of a report that are not hidden, in order; one query."""
    return list(Photo.objects.filter(report=report, hidden_at=None).order_by("order"))


def told_of(report: Report) -> Told | None:
    """How a report stands at the system that it was taken over from, as that said last; one query."""
    return Told.objects.filter(report=report).order_by("-id").first()


def supports_of(report: Report) -> int:
    """How many people support a report; one query."""
    return SUPPORTS.count(report.pk)
