"""Gathers what the signals are told of a batch of reports, by indexes and in a known number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, Q

from rukun.reports.cells import cells_near
from rukun.reports.models import Original, Photo, Report
from rukun.validation.looking.circles import circles_of, lenient_for
from rukun.validation.looking.officials import seen_by_others
from rukun.validation.models import Fingerprint, Likeness, SentFrom, WordKey
from rukun.validation.signals.facts import Around, Facts, SamePhoto, Shot
from rukun.validation.signals.usual import Usual, usual_in
from rukun.validation.signals.weights import Weights
from rukun.validation.signals.words import word_keys
from rukun.values.place import Place
from rukun.values.time import Month

# Words that so many reports share are how such things are said, and nobody's copy.
COMMON = 40
# From so many of the newest reports the machine learns how people write these days.
NEWEST = 4_000
OFFLINE = timedelta(hours=24)
FIELDS = (
    "id", "code", "category__code", "words", "lat", "lon", "unit_id", "filer_id", "received_at", "captured_at",
    "rw_distance_m", "kelurahan_distance_m",
)  # fmt: skip


def facts_of(condition: Q) -> list[Facts]:
    """The reports under a condition, as the signals see them; one query."""
    return [Facts(*row) for row in Report.objects.filter(condition).order_by("id").values_list(*FIELDS)]


def others_of(condition: Q) -> list[Facts]:
    """The same of those that a report is compared with: whoever took one back may say it again, and better."""
    return facts_of(condition & Q(retraction=None))


def with_shots(reports: Sequence[Facts]) -> list[Facts]:
    """The same with their photos and devices; four queries."""
    photos = Photo.objects.filter(report_id__in=[one.id for one in reports]).order_by("report_id", "order")
    rows = list(photos.values_list("report_id", "digest", "original"))
    digests = {digest for _, digest, _ in rows}
    prints = {row.digest: row for row in Fingerprint.objects.filter(digest__in=digests)}
    originals = {
        (row.picture.digest, row.digest): row
        for row in Original.objects.filter(picture__digest__in=digests).select_related("picture")
    }
    shots: dict[int, list[Shot]] = defaultdict(list)
    for report, digest, original in rows:
        shots[report].append(_shot(digest, prints.get(digest), originals.get((digest, original))))
    devices = dict(
        SentFrom.objects.filter(report_id__in=[one.id for one in reports]).values_list("report_id", "device")
    )
    return [replace(one, shots=tuple(shots[one.id]), device=devices.get(one.id, "")) for one in reports]


def _shot(digest: str, seen: Fingerprint | None, original: Original | None) -> Shot:
    shot = Shot(digest)
    if seen is not None:
        shot = replace(shot, blank=seen.blank / 1000, blurred=seen.blurred / 1000, screen=seen.screen / 1000)
    if original is not None:
        shot = replace(
            shot, taken_at=original.taken_at, is_zone_said=original.is_zone_said, lat=original.lat, lon=original.lon,
            is_from_camera=bool(original.make or original.model), form=original.form,
        )  # fmt: skip
    return shot


def around(reports: Sequence[Facts], weights: Weights) -> Around:
    """What stands around these reports; some dozen queries, however many they are."""
    copies = _copies(reports)
    return Around(
        near=_near(reports, weights),
        same_day=_same_day(reports, weights),
        photos=_photos(reports),
        copies=copies,
        usual=_usual(reports) if any(copies.values()) else Usual(),
        accounts=_accounts(reports),
        seen_by_others=seen_by_others(reports, weights.limits),
        circle=circles_of(reports),
        lenient=lenient_for(reports),
    )


def is_earlier(one: Facts, than: Facts) -> bool:
    """Whether one report came before another."""
    return (one.received_at, one.id) < (than.received_at, than.id)


def _near(reports: Sequence[Facts], weights: Weights) -> Mapping[int, Sequence[Facts]]:
    """Earlier reports of the category in the cells around."""
    cells = {
        one.id: cells_near(Place(one.lat, one.lon))
        for one in reports
        if one.unit is not None and one.lat is not None and one.lon is not None
    }
    if not cells:
        return {}
    since = min(one.received_at for one in reports) - timedelta(hours=weights.limits.duplicate_hours) - OFFLINE
    wanted = {cell for near in cells.values() for cell in near}
    rows = Report.objects.filter(
        cell__in=wanted, received_at__gte=since, received_at__lte=max(one.received_at for one in reports),
        category__code__in={one.category for one in reports}, retraction=None,
    )  # fmt: skip
    by_cell: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for cell, *row in rows.values_list("cell", *FIELDS):
        other = Facts(*row)
        by_cell[cell, other.category].append(other)
    by_id = {one.id: one for one in reports}
    return {
        number: [
            other
            for cell in near
            for other in by_cell[cell, by_id[number].category]
            if is_earlier(other, by_id[number])
        ]
        for number, near in cells.items()
    }


def _same_day(reports: Sequence[Facts], weights: Weights) -> Mapping[int, Sequence[Facts]]:
    """What the unit made around the same time: enough to tell a burst and a day that is being filled."""
    units = {one.unit for one in reports if one.unit is not None}
    if not units:
        return {}
    within = timedelta(minutes=max(weights.limits.burst_minutes, weights.limits.last_minutes))
    first = min(one.captured_at for one in reports) - within
    last = max(one.captured_at for one in reports) + within
    found = others_of(Q(unit_id__in=units, captured_at__range=(first, last), counted_on__gte=(first - OFFLINE).date()))
    by_unit: dict[int | None, list[Facts]] = defaultdict(list)
    for other in found:
        by_unit[other.unit].append(other)
    return {
        one.id: [other for other in by_unit[one.unit] if abs(other.captured_at - one.captured_at) <= within]
        for one in reports
        if one.unit is not None
    }


def _photos(reports: Sequence[Facts]) -> Mapping[int, Sequence[SamePhoto]]:
    """Earlier reports with the same picture, and with one that this was made from; four queries."""
    digests = {shot.digest for one in reports for shot in one.shots}
    if not digests:
        return {}
    pairs = Likeness.objects.filter(Q(one__digest__in=digests) | Q(other__digest__in=digests))
    like: dict[str, dict[str, float]] = {digest: {digest: 1.0} for digest in digests}
    for one, other, share in pairs.values_list("one__digest", "other__digest", "share"):
        for this, that in ((one, other), (other, one)):
            if this in like:
                like[this][that] = share / 1000
    users: dict[str, list[int]] = defaultdict(list)
    for digest, report in Photo.objects.filter(
        digest__in={digest for alike in like.values() for digest in alike}
    ).values_list("digest", "report_id"):
        users[digest].append(report)
    others = {one.id: one for one in others_of(Q(id__in={number for numbers in users.values() for number in numbers}))}
    return {one.id: list(_same_photos(one, like, users, others)) for one in reports if one.shots}


def _same_photos(
    report: Facts, like: Mapping[str, Mapping[str, float]], users: Mapping[str, Sequence[int]],
    others: Mapping[int, Facts],
) -> Iterable[SamePhoto]:  # fmt: skip
    for shot in report.shots:
        for digest, share in like[shot.digest].items():
            for number in users.get(digest, ()):
                other = others.get(number)
                if other is not None and number != report.id and is_earlier(other, report):
                    yield SamePhoto(shot.digest, other, digest, share, digest == shot.digest)


def _copies(reports: Sequence[Facts]) -> Mapping[int, Sequence[Facts]]:
    """Earlier reports that share a word key which is not common; three queries."""
    keys = {one.id: word_keys(one.words) for one in reports if one.unit is not None}
    wanted = {key for own in keys.values() for key in own}
    if not wanted:
        return {}
    counts = WordKey.objects.filter(key__in=wanted).values("key").annotate(n=Count("id")).filter(n__gt=1, n__lte=COMMON)
    rare = set(counts.values_list("key", flat=True))
    holders: dict[int, set[int]] = defaultdict(set)
    for key, report in WordKey.objects.filter(key__in=rare).values_list("key", "report_id"):
        holders[key].add(report)
    others = {one.id: one for one in others_of(Q(id__in={n for group in holders.values() for n in group}))}
    by_id = {one.id: one for one in reports}
    return {
        number: [
            others[n]
            for n in _union(holders, own)
            if n != number and n in others and is_earlier(others[n], by_id[number])
        ]
        for number, own in keys.items()
    }


def _usual(reports: Sequence[Facts]) -> Usual:
    """How units write: from the newest reports, by the primary key, however many there are; one query."""
    newest = Report.objects.filter(unit__isnull=False, id__lte=max(one.id for one in reports)).order_by("-id")
    return usual_in(newest.values_list("filer_id", "words")[:NEWEST])


def _union(holders: Mapping[int, set[int]], keys: Collection[int]) -> list[int]:
    return sorted({number for key in keys for number in holders.get(key, ())})


def _accounts(reports: Sequence[Facts]) -> Mapping[str, Mapping[int, Sequence[Facts]]]:
    """Who sent from the devices of these reports in their months; two queries."""
    devices = {one.device for one in reports if one.device}
    if not devices:
        return {}
    since = Month.of(min(one.received_at for one in reports)).starts_at
    rows = dict(SentFrom.objects.filter(device__in=devices, sent_at__gte=since).values_list("report_id", "device"))
    found: dict[str, dict[int, list[Facts]]] = defaultdict(lambda: defaultdict(list))
    for one in facts_of(Q(id__in=rows)):
        if one.filer is not None:
            found[rows[one.id]][one.filer].append(one)
    return found
