"""What officials saw, from a city's own feed, beside what residents report: water in an RT at an hour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from rukun.areas.listing import records
from rukun.areas.queries import ids_of
from rukun.reports.models import Report
from rukun.trail.actions import record
from rukun.validation.models import OfficialEvent
from rukun.validation.signals.facts import Facts
from rukun.validation.signals.places import metres_between
from rukun.validation.signals.weights import Limits
from rukun.values.code import AreaCode
from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.time import zoned

# The category of which officials keep a record by area and hour.
WATER = "banjir"
# A city whose officials wrote nothing in so long keeps no record: then nobody knows.
COVERED = timedelta(days=45)
# One reading of a gauge or a report of the hour stands for so long.
HOLDS = timedelta(hours=3)
ROWS_AT_ONCE = 1_000
KIND_MAX, TOLD_MAX = 40, 120


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many events were new, known already, in areas that are not ours, or could not be read."""

    new: int
    known: int
    elsewhere: int
    unreadable: int


@transaction.atomic
def load_events(file: Path, *, at: datetime, source: str = "bpbd") -> Loaded:
    """From a CSV, as Excel writes it or otherwise, with an area's code, a time, and whether there was water. Loading
    again adds only what is new.

    Columns: `rt_kode` (or `area`), `waktu` (or `begins_at`), and if they are there `until`, `tergenang`, `genangan_cm`
    (or `told`), `kind`.
    """
    content = file.read_bytes()
    try:
        rows = list(records(content))
    except ValueError as broken:
        raise Refused("events", "Berkas {name} tidak terbaca: {why}", name=file.name, why=broken) from None
    if not rows or not ({"rt_kode", "area"} & rows[0].keys() and {"waktu", "begins_at"} & rows[0].keys()):
        raise Refused("events", "Berkas ini tidak memuat kolom rt_kode dan waktu.")
    read = [event for row in rows if (event := _read(row)) is not None]
    ids = ids_of(event.code for event in read)
    ours = [event for event in read if event.code.digits in ids]
    before = OfficialEvent.objects.count()
    events = [
        OfficialEvent(
            kind=event.kind, area_id=ids[event.code.digits], begins_at=event.begins_at, ends_at=event.ends_at,
            source=source, told=event.told,
        )
        for event in ours
    ]  # fmt: skip
    OfficialEvent.objects.bulk_create(events, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    new = OfficialEvent.objects.count() - before
    record(
        "events.loaded", at=at, seat="clock", about=f"source:{source}",
        facts={"new": new, "file": digest_of(content)},
    )  # fmt: skip
    return Loaded(new, len(ours) - new, len(read) - len(ours), len(rows) - len(read))


@dataclass(frozen=True, slots=True)
class _Event:
    code: AreaCode
    kind: str
    begins_at: datetime
    ends_at: datetime
    told: str


def _read(row: Mapping[str, str]) -> _Event | None:
    """An event with water; None for a dry one and for what cannot be read."""
    try:
        code = AreaCode.parse(row.get("rt_kode") or row.get("area") or "")
        begins_at = _moment(row.get("waktu") or row.get("begins_at") or "")
        ends_at = _moment(row["until"]) if row.get("until") else begins_at + HOLDS
    except (Refused, ValueError):
        return None
    if (row.get("tergenang") or "True").strip().lower() not in ("true", "yes", "1", "ya") or ends_at < begins_at:
        return None
    depth, kind = row.get("genangan_cm") or "", row.get("kind") or WATER
    if len(kind) > KIND_MAX:
        return None
    told = row.get("told") or (f"{depth} cm" if depth else "")
    return _Event(code, kind, begins_at, ends_at, told[:TOLD_MAX])


def _moment(text: str) -> datetime:
    return zoned(datetime.fromisoformat(text))


def seen_by_others(reports: Sequence[Facts], limits: Limits) -> dict[int, int]:
    """For reports of water: how many others, officials among them, saw it near by at the time; four queries at most.

    A report of which nobody could know (officials keep no record, nobody near) is left out: silence is no evidence.
    """
    wet = [one for one in reports if one.category == WATER and one.lat is not None]
    if not wet:
        return {}
    hours = timedelta(hours=limits.flood_hours)
    others = _others(wet, hours)
    officials = list(_officials(wet, hours))
    places = dict(Report.objects.filter(id__in=[one.id for one in wet]).values_list("id", "kelurahan__code"))
    units = dict(Report.objects.filter(id__in=[one.id for one in wet]).values_list("id", "rw__code"))
    is_kept = _is_record_kept(wet)
    found = {}
    for one in wet:
        people = {other.filer for other in others if _is_witness(one, other, limits, hours)}
        where = units[one.id] or places[one.id]
        count = len(people) + sum(
            code.startswith(where) or where.startswith(code)
            for code, begins, ends in officials
            if begins - hours <= one.captured_at <= ends + hours
        )
        if count or is_kept:
            found[one.id] = count
    return found


def _others(wet: Sequence[Facts], hours: timedelta) -> list[Facts]:
    from rukun.validation.looking.around import facts_of

    first, last = min(one.received_at for one in wet), max(one.received_at for one in wet)
    return facts_of(Q(category__code=WATER, received_at__range=(first - 2 * hours, last + 2 * hours)))


def _is_witness(one: Facts, other: Facts, limits: Limits, hours: timedelta) -> bool:
    if other.id == one.id or other.filer == one.filer or None in (one.lat, one.lon, other.lat, other.lon):
        return False
    near = metres_between(one.lat or 0, one.lon or 0, other.lat or 0, other.lon or 0) <= limits.flood_metres
    return near and abs(one.captured_at - other.captured_at) <= hours


def _officials(wet: Sequence[Facts], hours: timedelta) -> Iterator[tuple[str, datetime, datetime]]:
    first, last = min(one.captured_at for one in wet), max(one.captured_at for one in wet)
    rows = OfficialEvent.objects.filter(kind=WATER, begins_at__lte=last + hours, ends_at__gte=first - hours)
    yield from rows.values_list("area__code", "begins_at", "ends_at")


def _is_record_kept(wet: Sequence[Facts]) -> bool:
    first, last = min(one.captured_at for one in wet), max(one.captured_at for one in wet)
    return OfficialEvent.objects.filter(kind=WATER, begins_at__range=(first - COVERED, last + COVERED)).exists()
