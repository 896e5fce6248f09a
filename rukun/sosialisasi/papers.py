"""The papers of a session as PDFs in large type: letters, the sheet for signatures, the hand-out. In Indonesian."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rukun.people.rules import Role
from rukun.people.sheets import qr_svg
from rukun.people.words import ROLE_WORDS, unit_words
from rukun.sosialisasi.curriculum import Stage
from rukun.sosialisasi.models import Attendance, Sosialisasi
from rukun.sosialisasi.queries.sessions import Guest
from rukun.values.code import Kind
from rukun.values.indonesian import moment_in_words
from rukun.values.refused import Refused
from rukun.values.time import city_zone
from rukun.values.typeset import typeset

HERE = Path(__file__).parent
# Lines for those who come without an invitation.
EMPTY_LINES = 12


def letters(session: Sosialisasi, stage: Stage, guests: Sequence[Guest], *, site: str) -> bytes:
    """One page for every invited seat, with the QR code that opens the door; refused when nobody was invited."""
    invited = [guest for guest in guests if guest.is_invited]
    if not invited:
        raise Refused("invited", "Belum ada yang diundang ke acara ini.")
    told = [
        {
            "to": title_of(guest),
            "name": guest.name,
            "sign": spelled(guest.sign),
            "qr": qr_svg(door_address(site, session.code, guest.sign)),
        }
        for guest in invited
    ]
    return _made("letter.typ", {**_head(session, stage), "letters": told})


def attendance_sheet(
    session: Sosialisasi, stage: Stage, guests: Sequence[Guest], walk_ins: Sequence[Attendance]
) -> bytes:
    """Everybody who was invited or came, a line each to sign on, and empty lines for others."""
    lines = [
        {"who": title_of(guest), "name": guest.name, "came": _clock(guest.attendance)}
        for guest in guests
        if guest.is_invited or guest.attendance
    ]
    others = [{"who": _without_seat(row), "name": row.name, "came": _clock(row)} for row in walk_ins]
    return _made("sheet.typ", {**_head(session, stage), "lines": lines, "others": others, "empty": EMPTY_LINES})


def handout(stage: Stage, *, site: str) -> bytes:
    """What to take home: two sides at most, in letters for old eyes."""
    sections = [{"heading": section.heading, "lines": list(section.lines)} for section in stage.handout]
    told = {"number": stage.number, "title": stage.title, "sections": sections, "site": _short(site)}
    return _made("handout.typ", {**told, "qr": qr_svg(f"{site}/sosialisasi/tahap/{stage.number}/")})


def title_of(guest: Guest) -> str:
    """`Ketua RT 005/RW 002`: the role and the numbers of the unit."""
    area = guest.seat.area
    unit = unit_words(area.area_code, area.name)
    role = ROLE_WORDS[Role(guest.seat.role)]
    return f"{role} {unit.removeprefix('RT ')}" if role.endswith("RT") else f"{role} {unit.removeprefix('RW ')}"


def door_address(site: str, code: str, sign: str) -> str:
    """Behind `#`, so that it is in no log: any telephone's camera opens the door's page with it."""
    return f"{site}/sosialisasi/pintu/#{code}.{sign}"


def spelled(sign: str) -> str:
    """`7K3Q 9XT4`, to be read out."""
    return f"{sign[:4]} {sign[4:]}"


def when_words(at: datetime) -> str:
    """`Rabu, 8 Juni 2016, pukul 09.00 WIB`."""
    return moment_in_words(at, f"EEEE, d MMMM y, 'pukul' HH.mm '{city_zone()}'")


def _without_seat(row: Attendance) -> str:
    kind = {"board": "Pengurus", "pkk": "PKK", "other": "Warga"}[row.kind]
    return f"{kind} {unit_words(row.unit.area_code, row.unit.name)}" if row.unit else kind


def _clock(row: Attendance | None) -> str:
    return moment_in_words(row.came_at, "HH.mm") if row else ""


def _head(session: Sosialisasi, stage: Stage) -> dict[str, Any]:
    above = session.kelurahan.parent
    return {
        "number": stage.number,
        "title": stage.title,
        "kelurahan": session.kelurahan.name,
        "kecamatan": above.name if above and above.kind == Kind.KECAMATAN else "",
        "when": when_words(session.starts_at),
        "until": moment_in_words(session.ends_at, "HH.mm"),
        "place": session.place,
        "speakers": session.speakers,
        "code": session.code,
    }


def _short(site: str) -> str:
    return site.split("://", 1)[-1]


def _made(template: str, told: dict[str, Any]) -> bytes:
    return typeset((HERE / template).read_bytes(), {"told": json.dumps(told)})
