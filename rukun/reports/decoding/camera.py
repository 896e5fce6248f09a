"""What the camera said (EXIF): when, where, with what, and which side is up. Nonsense is no error, but nothing."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import zoned

NAME_MAX = 60
ENTRIES_MAX = 500
# Before the first telephone with a camera, or after any clock that may be believed.
YEARS = range(1990, 2100)
ORIENTATION, MAKE, MODEL, EXIF_AT, GPS_AT = 0x0112, 0x010F, 0x0110, 0x8769, 0x8825
TAKEN, OFFSET_TAKEN, OFFSET = 0x9003, 0x9011, 0x9010
LAT_REF, LAT, LON_REF, LON = 1, 2, 3, 4
MOMENT = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
ZONE = re.compile(r"([+-])(\d{2}):(\d{2})")
# Kinds of EXIF values and their sizes in bytes.
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
Table = dict[int, tuple[int, int, bytes]]


@dataclass(frozen=True, slots=True)
class Camera:
    """`is_zone_said` is false where the camera told no offset from UTC and the city's time was assumed.

    `orientation` is 1 to 8, as EXIF counts: 1 is upright.
    """

    taken_at: datetime | None = None
    is_zone_said: bool = False
    place: Place | None = None
    make: str = ""
    model: str = ""
    orientation: int = 1


SILENT = Camera()


def camera_of(exif: bytes) -> Camera:
    """What a TIFF block of EXIF says, as far as it can be believed."""
    try:
        return _read(exif.removeprefix(b"Exif\0\0"))
    except (struct.error, ValueError, IndexError, OverflowError):
        return SILENT


def _read(exif: bytes) -> Camera:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return SILENT
    first = _table(exif, order, struct.unpack_from(order + "I", exif, 4)[0])
    taken = _linked(exif, order, first, EXIF_AT)
    gps = _linked(exif, order, first, GPS_AT)
    orientation = _numbers(first.get(ORIENTATION), order)
    at, is_zone_said = _taken_at(_text(taken.get(TAKEN)), _text(taken.get(OFFSET_TAKEN)) or _text(taken.get(OFFSET)))
    return Camera(
        taken_at=at,
        is_zone_said=is_zone_said,
        place=_place(gps, order),
        make=_text(first.get(MAKE)),
        model=_text(first.get(MODEL)),
        orientation=int(orientation[0]) if orientation and orientation[0] in range(1, 9) else 1,
    )


def _linked(exif: bytes, order: str, first: Table, tag: int) -> Table:
    """The table to which an entry of the first one points; an empty one when it points nowhere."""
    at = _numbers(first.get(tag), order)
    try:
        return _table(exif, order, int(at[0])) if at else {}
    except struct.error:
        return {}


def _table(exif: bytes, order: str, at: int) -> Table:
    """A table's entries by tag: kind, count and bytes; those whose bytes are not there are left out."""
    found: Table = {}
    (count,) = struct.unpack_from(order + "H", exif, at)
    for number in range(min(count, ENTRIES_MAX)):
        begins = at + 2 + 12 * number
        if begins + 12 > len(exif):
            break
        tag, kind, many = struct.unpack_from(order + "HHI", exif, begins)
        size = SIZES.get(kind, 0) * many
        where = begins + 8 if size <= 4 else struct.unpack_from(order + "I", exif, begins + 8)[0]
        if 0 < size <= len(exif) - where:
            found.setdefault(tag, (kind, many, exif[where : where + size]))
    return found


def _text(entry: tuple[int, int, bytes] | None) -> str:
    """The words of an entry, without what cannot be printed."""
    if entry is None or entry[0] not in (2, 7):
        return ""
    words = entry[2].split(b"\0")[0].decode("ascii", "ignore")
    return "".join(ch for ch in words if ch.isprintable()).strip()[:NAME_MAX]


READERS: dict[int, tuple[str, Callable[..., float]]] = {
    3: ("H", float), 4: ("I", float), 9: ("i", float), 5: ("II", lambda a, b: a / b if b else math.nan),
    10: ("ii", lambda a, b: a / b if b else math.nan),
}  # fmt: skip


def _numbers(entry: tuple[int, int, bytes] | None, order: str) -> list[float]:
    """The numbers of an entry; a fraction over nothing is not a number."""
    if entry is None or entry[0] not in READERS:
        return []
    form, number = READERS[entry[0]]
    return [number(*parts) for parts in struct.iter_unpack(order + form, entry[2])]


def _taken_at(words: str, offset: str) -> tuple[datetime | None, bool]:
    """The moment, and whether the camera said its zone."""
    found, zone = MOMENT.match(words), ZONE.match(offset)
    if found is None or int(found[1]) not in YEARS:
        return None, False
    away = timedelta(hours=int(zone[2]), minutes=int(zone[3])) if zone else timedelta(0)
    is_said = zone is not None and away <= timedelta(hours=14)
    place = timezone(-away if zone and zone[1] == "-" else away) if is_said else None
    year, month, day, hour, minute, second = map(int, found.groups())
    return zoned(datetime(year, month, day, hour, minute, second, tzinfo=place)).astimezone(UTC), is_said


def _place(gps: Table, order: str) -> Place | None:
    """Degrees, minutes and seconds, each of which may be a fraction; not the null island, where no camera was."""
    lat = _degrees(_numbers(gps.get(LAT), order), _text(gps.get(LAT_REF)), "N", "S")
    lon = _degrees(_numbers(gps.get(LON), order), _text(gps.get(LON_REF)), "E", "W")
    try:
        place = Place(round(lat, 6), round(lon, 6))
    except Refused:
        return None
    return None if (place.lat, place.lon) == (0, 0) else place


def _degrees(parts: list[float], ref: str, plus: str, minus: str) -> float:
    """Not a number where anything is missing or out of range."""
    if not 1 <= len(parts) <= 3 or ref.upper() not in (plus, minus):
        return math.nan
    degrees, minutes, seconds = (*parts, 0.0, 0.0)[:3]
    if not (degrees >= 0 and 0 <= minutes < 60 and 0 <= seconds <= 60):
        return math.nan
    return (degrees + minutes / 60 + seconds / 3600) * (1 if ref.upper() == plus else -1)
