"""File a report, exactly once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rukun.areas.queries import ids_of, locator
from rukun.databases.reading import blank
from rukun.people.rules import UNIT_ROLES, Actor, Role, SeatHeld
from rukun.reports import rules
from rukun.reports.direct import store
from rukun.reports.direct.rules import Claim
from rukun.reports.models import Category, Photo, Relay, Report, Upload
from rukun.reports.placing import WITHIN, chain_of, part_of, set_point
from rukun.reports.rules import StoredPhoto
from rukun.trail.actions import Act, record_with
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of_words
from rukun.values.place import Place
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.areas.geometry import Located, Locator


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to report, as the door understood it.

    `key` is made by the client and makes sending again harmless. Either `place` (a point) or `chosen` (an area picked
    by hand) says where; with both, `chosen` settles between the areas at whose border the point lies.
    `for_unit` is the RT or RW in whose name it is made, None for oneself. `relayed_by` is the key of the program that
    hands it on. `uploads` are photos that lie in the store already, in place of `photos`.
    """

    key: str
    category: Category
    words: str
    captured_at: datetime
    place: Place | None = None
    chosen: AreaCode | None = None
    for_unit: AreaCode | None = None
    is_private: bool = False
    photos: Sequence[StoredPhoto] = ()
    uploads: Sequence[Claim] = ()
    channel: str = "web"
    relayed_by: int | None = None


@dataclass(frozen=True, slots=True)
class Behalf:
    """Somebody for whom somebody else types: a unit, by its seat and the person in it (None where nobody has an
    account), or a resident who is nobody here (`seat` and `holder` None); who types (as the trail names a seat), and
    the day on which it is said to have been.

    Whoever makes one has asked whether this somebody may.
    """

    seat: SeatHeld | None
    holder: int | None
    typed_by: str
    counted_on: date


def file_report(draft: Draft, *, by: Actor, at: datetime, behalf: Behalf | None = None) -> Report:
    """Keep what was said. The same key again, even at the same moment, gives the report that is there already.

    Everything is looked up before the transaction begins: on SQLite nobody else writes while it lasts.
    """
    rules.refuse_bad_key(draft.key)
    words = rules.clean_words(draft.words)
    rules.refuse_empty(words, len(draft.photos) + len(draft.uploads))
    _refuse_unsent(draft.uploads, by)
    seat = behalf.seat if behalf else _seat_for(draft.for_unit, by)
    report, kelurahan = _placed(draft, seat)
    report.words = words
    report.filer_id = behalf.holder if behalf else by.person_id
    report.received_at = at
    report.captured_at = rules.believed(draft.captured_at, at)
    report.counted_on = behalf.counted_on if behalf else rules.counted_on(report.captured_at, at)
    typed_by = behalf.typed_by if behalf else ""
    return _kept(report, draft, kelurahan, seat.named if seat else Role.WARGA.value, typed_by)


def _kept(report: Report, draft: Draft, kelurahan: AreaCode, seat: str, typed_by: str) -> Report:
    facts = {
        "category": draft.category.code,
        "kelurahan": kelurahan.digits,
        "counted_on": report.counted_on.isoformat(),
        "words": digest_of_words(report.words),
        "photos": [photo.digest for photo in draft.photos],
    }
    facts |= {"uploads": [claim.digest for claim in draft.uploads]} if draft.uploads else {}
    facts |= {"typed_by": typed_by} if typed_by else {}
    relays = [] if draft.relayed_by is None else [_relay(draft.relayed_by)]
    if not _first(report, seat, facts, [*relays, *_attached(draft.photos), *_named(report, draft.uploads)]):
        return _own(Report.objects.get(key=draft.key), report)
    return report


def _relay(key: int) -> Relay:
    relay = blank(Relay)
    relay.key_id = key
    return relay


def _attached(photos: Sequence[StoredPhoto]) -> list[Photo]:
    return [
        Photo(digest=p.digest, original=p.original, order=order, width=p.width, height=p.height, size=p.size)
        for order, p in enumerate(photos)
    ]


def _refuse_unsent(claims: Sequence[Claim], by: Actor) -> None:
    """What is said to lie in the store lies there, or was drawn already; else the telephone sends it with the report
    itself."""
    for claim in claims:
        name = store.name_for(claim, by.known_id)
        is_drawn = Upload.objects.filter(name=name, outcome="drawn").exists()
        if not store.is_open() or not (is_drawn or store.is_there(name, claim.size)):
            raise Refused("unsent", "Foto belum sampai; dikirim lagi bersama laporannya.", field="photos")


def _named(report: Report, claims: Sequence[Claim]) -> list[Upload]:
    """The worker draws them anew; until then they are no photos."""
    return [
        Upload(order=order, name=store.name_for(claim, report.filer_id or 0), digest=claim.digest, size=claim.size,
               named_at=report.received_at, settled_at=None, outcome="")
        for order, claim in enumerate(claims)
    ]  # fmt: skip


def _own(there: Report, again: Report) -> Report:
    """A key belongs to whoever used it first."""
    if there.filer_id != again.filer_id or (there.filer_id is None and there.seat_id != again.seat_id):
        raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
    return there


def _seat_for(unit: AreaCode | None, by: Actor) -> SeatHeld | None:
    if unit is None:
        return None
    for seat in by.seats:
        if seat.role in UNIT_ROLES and seat.area == unit:
            return seat
    raise Refused("unit", "Anda tidak memegang jabatan di RT/RW ini.", field="for_unit")


def _placed(draft: Draft, seat: SeatHeld | None) -> tuple[Report, AreaCode]:
    """The report with its place turned into areas, and its distance from the unit it was made for; its kelurahan."""
    report = blank(Report)
    report.key, report.channel, report.category = draft.key, draft.channel, draft.category
    report.is_private, report.seat_id = draft.is_private, seat.id if seat else None
    if draft.place is not None:
        borders = locator(draft.category.borders)
        found = borders.locate(draft.place)
        codes = [found.kelurahan, found.rw, found.rt]
        if draft.chosen in found.candidates:
            codes = chain_of(draft.chosen)
        set_point(report, draft.place, found)
        if draft.for_unit is not None:
            _set_distances(report, draft.for_unit, draft.place, borders, found)
    elif draft.chosen is not None and draft.chosen.kind in (Kind.KELURAHAN, Kind.RW, Kind.RT):
        codes = chain_of(draft.chosen)
        report.placed = "by-hand"
    else:
        raise Refused("place", "Tunjukkan tempatnya di peta, atau pilih kelurahan, RW, dan RT.", field="place")
    return report, _set_areas(report, codes, draft.for_unit)


def _set_areas(report: Report, codes: Sequence[AreaCode | None], unit: AreaCode | None) -> AreaCode:
    ids = ids_of(code for code in (*codes, unit) if code is not None)
    kelurahan, rw, rt = (ids.get(code.digits) if code else None for code in codes)
    if kelurahan is None or codes[0] is None:
        raise Refused("place", "Kelurahan ini tidak ada dalam daftar kami.", field="place")
    report.kelurahan_id, report.rw_id, report.rt_id = kelurahan, rw, rt
    report.unit_id = ids[unit.digits] if unit else None
    report.lies_in = codes
    return codes[0]


def _set_distances(report: Report, unit: AreaCode, place: Place, borders: Locator, found: Located) -> None:
    """How far the place is from the unit and from what holds it: a decree names the one that binds."""
    within = (found.kelurahan, found.rw, found.rt) if found.placed == "inside" else ()
    for kind in WITHIN:
        part = part_of(unit, kind)
        if part is not None:
            metres = 0.0 if kind is Kind.KELURAHAN and part in within else borders.distance_m(part, place)
            setattr(report, f"{kind.value}_distance_m", None if metres is None else round(metres))


def _first(report: Report, seat: str, facts: Mapping[str, Any], others: Sequence[Relay | Photo | Upload]) -> bool:
    """Insert it with its event and what names it, all or nothing; False when another sending of the same key came
    first. A code already taken gets another."""
    for attempt in range(3):
        report.code = rules.code_of(report.key, attempt)
        about = f"report:{report.code}"
        act = Act("report.filed", report.received_at, seat, about, facts)
        if record_with(report, act, *others):
            return True
        if Report.objects.filter(key=report.key).exists():
            return False
    raise Refused("busy", "Laporan belum dapat disimpan; kirim lagi sebentar lagi.")
