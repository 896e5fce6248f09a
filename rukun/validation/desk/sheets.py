"""All that a validator looks at of some reports, gathered for several at once in a known number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from rukun.reports.cells import cells_near
from rukun.reports.models import Photo, Report
from rukun.reports.queries import CameraSaid, cameras_of_many
from rukun.validation.looking.risks import ShownFlag, flags_of_many, risk_of
from rukun.validation.models import CurrentVerdict, Picked, Verdict
from rukun.validation.queries import Contested, contested
from rukun.values.place import Place, distance_m

RECORD_LENGTH, RECORD_DAYS = 30, 92
NEAR_M, NEAR_WITHIN, NEAR_AT_MOST = 75.0, timedelta(hours=72), 3
ALIKE_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """Another report to compare with: what flag named it (None: it is only near), how far and how much earlier it is.

    `own` and `theirs` are the photos that look alike, where the flag is about photos; else the first of each.
    """

    report: Report
    flag: ShownFlag | None
    metres: int | None
    hours: float
    own: Photo | None
    theirs: Photo | None
    photos: Sequence[Photo]
    stands: bool | None


@dataclass(frozen=True, slots=True)
class Past:
    """One of the last reports of a unit: its day and how it stands (None: nobody judged it)."""

    code: str
    day: date
    stands: bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report as it lies before a validator.

    `number` is that of the newest verdict, withdrawn or not (0: none): a verdict that is given says after which.
    `risk` is None where the report was not looked through yet; `why` it was picked for a human ("": it was not).
    """

    report: Report
    photos: Sequence[Photo]
    verdict: Verdict | None
    number: int
    contested: Contested | None
    flags: Sequence[ShownFlag]
    risk: int | None
    why: str
    cameras: Sequence[CameraSaid]
    alike: Sequence[Alike]
    past: Sequence[Past]

    @property
    def counts(self) -> dict[str, int]:
        """The unit's last reports by how they stand."""
        stands = [one.stands for one in self.past]
        return {"valid": stands.count(True), "struck": stands.count(False), "waiting": stands.count(None)}


def sheets_of(reports: Sequence[Report], at: datetime) -> list[Sheet]:
    """A sheet for each of the reports, in their order; eleven queries at most, however many there are.

    The reports come with their category, kelurahan, RW, RT, unit and photos.
    """
    if not reports:
        return []
    ids = [report.pk for report in reports]
    standing = _standing(ids)
    numbers = dict(Verdict.objects.filter(report__in=ids).values_list("report").annotate(Max("number")))
    objections = contested(standing.values(), at)
    flags, risks = flags_of_many(ids), risk_of(ids)
    why = dict(Picked.objects.filter(report__in=ids).values_list("report", "why"))
    cameras, alike, past = cameras_of_many(reports), _alike(reports, flags), _past(reports)
    return [
        Sheet(
            report=report, photos=list(report.photos.all()), verdict=standing.get(report.pk),
            number=numbers.get(report.pk, 0), contested=objections.get(report.pk), flags=flags.get(report.pk, []),
            risk=risks.get(report.pk), why=why.get(report.pk, ""), cameras=cameras.get(report.pk, []),
            alike=alike.get(report.pk, []), past=past.get(report.unit_id or 0, []),
        )
        for report in reports
    ]  # fmt: skip


def _standing(ids: Collection[int]) -> dict[int, Verdict]:
    rows = CurrentVerdict.objects.filter(report__in=ids).select_related("verdict__validator", "verdict__sample")
    return {row.report_id: row.verdict for row in rows}


def _past(reports: Iterable[Report]) -> dict[int, list[Past]]:
    """The last reports of each unit, oldest first, by the unit's id; one query."""
    units = {report.unit_id for report in reports if report.unit_id}
    since = min(report.counted_on for report in reports) - timedelta(days=RECORD_DAYS)
    stands = CurrentVerdict.objects.filter(report=OuterRef("pk")).values("is_valid")
    newest = Window(RowNumber(), partition_by=F("unit_id"), order_by=[F("counted_on").desc(), F("id").desc()])
    rows = (
        Report.objects.filter(unit__in=units, counted_on__gte=since, retraction=None)
        .annotate(turn=newest)
        .filter(turn__lte=RECORD_LENGTH)
        .annotate(stands=Subquery(stands))
        .order_by("unit_id", "-turn")
        .values_list("unit_id", "code", "counted_on", "stands")
    )
    found: dict[int, list[Past]] = defaultdict(list)
    for unit, code, day, is_valid in rows:
        found[unit].append(Past(code, day, is_valid))
    return found


def _alike(reports: Sequence[Report], flags: Mapping[int, Sequence[ShownFlag]]) -> dict[int, list[Alike]]:
    """What to compare each report with: what its flags name, then what is of its kind, near and of these days."""
    near = _near(reports)
    named = {report.pk: [flag for flag in flags.get(report.pk, []) if flag.other] for report in reports}
    others = {f.other.pk for found in named.values() for f in found if f.other} | {
        o.pk for r in near.values() for o in r
    }
    photos, stands = _photos(others), _stands(others)
    found = {}
    for report in reports:
        by_flag: dict[int, tuple[Report, ShownFlag | None]] = {
            flag.other.pk: (flag.other, flag) for flag in reversed(named[report.pk]) if flag.other
        }
        pairs = [*by_flag.values()][::-1]
        pairs += [(other, None) for other in near.get(report.pk, []) if other.pk not in by_flag]
        found[report.pk] = [
            _compared(report, other, flag, photos.get(other.pk, []), stands.get(other.pk))
            for other, flag in pairs[:ALIKE_AT_MOST]
        ]
    return found


def _compared(
    report: Report, other: Report, flag: ShownFlag | None, photos: Sequence[Photo], stands: bool | None
) -> Alike:
    own = list(report.photos.all())
    picture, theirs = (flag.picture, flag.other_picture) if flag else ("", "")
    return Alike(
        report=other, flag=flag, metres=_metres(report, other),
        hours=(report.captured_at - other.captured_at).total_seconds() / 3600,
        own=next((photo for photo in own if photo.digest == picture), own[0] if own else None),
        theirs=next((photo for photo in photos if photo.digest == theirs), photos[0] if photos else None),
        photos=photos, stands=stands,
    )  # fmt: skip


def _metres(one: Report, other: Report) -> int | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return round(distance_m(Place(one.lat, one.lon), Place(other.lat, other.lon)))


def _near(reports: Sequence[Report]) -> dict[int, list[Report]]:
    """Of the same kind, in the same places and days, nearest first, whoever made them; one query."""
    placed = [report for report in reports if report.lat is not None and report.lon is not None]
    if not placed:
        return {}
    around = Q()
    for report in placed:
        assert report.lat is not None and report.lon is not None
        cells = cells_near(Place(report.lat, report.lon))
        since, until = report.received_at - NEAR_WITHIN, report.received_at + NEAR_WITHIN
        around |= Q(cell__in=cells, category=report.category_id, received_at__gte=since, received_at__lte=until)
    rows = list(Report.objects.filter(around).select_related("category", "unit", "kelurahan").order_by("-received_at"))
    return {report.pk: _nearest(report, rows) for report in placed}


def _nearest(report: Report, rows: Iterable[Report]) -> list[Report]:
    measured = []
    for other in rows:
        metres = _metres(report, other)
        in_time = abs(other.received_at - report.received_at) <= NEAR_WITHIN
        if other.pk != report.pk and other.category_id == report.category_id and in_time and metres is not None:
            measured.append((metres, -other.pk, other))
    return [other for metres, _, other in sorted(measured, key=lambda m: m[:2]) if metres <= NEAR_M][:NEAR_AT_MOST]


def _photos(reports: Collection[int]) -> dict[int, list[Photo]]:
    found: dict[int, list[Photo]] = defaultdict(list)
    for photo in Photo.objects.filter(report__in=reports).order_by("report_id", "order") if reports else ():
        found[photo.report_id].append(photo)
    return found


def _stands(reports: Collection[int]) -> dict[int, bool]:
    rows = CurrentVerdict.objects.filter(report__in=reports) if reports else CurrentVerdict.objects.none()
    return dict(rows.values_list("report", "is_valid"))
