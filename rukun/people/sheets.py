"""Invitations as cards to cut out: a PDF of A4 pages in large type, made the moment the codes are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rukun.people.actions.invitations import Issued
from rukun.people.rules import Role
from rukun.people.words import ROLE_WORDS, unit_words
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.indonesian import day_in_words
from rukun.values.time import day_of
from rukun.values.typeset import typeset

TEMPLATE = Path(__file__).with_name("sheet.typ")
QUIET_ZONE = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One invitation in words: for whom, where, the code, the address in the QR code, and until when."""

    role: str
    unit: str
    place: str
    code: str
    address: str
    until: str


def sheet_of(cards: Sequence[Card], *, site: str) -> bytes:
    """The PDF. The words are Indonesian: the cards are for heads of RT and RW, whoever prints them.

    The facts travel as data, never as markup: whatever an area is called, it is printed and not obeyed.
    """
    told = [asdict(card) | {"qr": qr_svg(card.address)} for card in cards]
    return typeset(TEMPLATE.read_bytes(), {"cards": json.dumps(told), "site": site})


def cards_of(issued: Sequence[Issued], names: Mapping[str, str], *, site: str) -> list[Card]:
    """The cards of invitations; `names` by code of area.

    In the address the code stands behind `#`: a browser keeps that part to itself, so it is in no log or referrer.
    """
    return [
        Card(
            role=ROLE_WORDS[Role(one.invitation.seat.role)],
            unit=unit_words(code := one.invitation.seat.area.area_code, one.invitation.seat.area.name),
            place=_place_words(code, names),
            code=one.code,
            address=join_address(site, one.code),
            until=day_in_words(day_of(one.invitation.expires_at)),
        )
        for one in issued
    ]


def join_address(site: str, code: str) -> str:
    """What the QR code of an invitation says; `site` is an origin such as `https://rukun.contoh.go.id`."""
    return f"{site}/bergabung/#{code}"


def _place_words(code: AreaCode, names: Mapping[str, str]) -> str:
    """`Kelurahan Bangka, Kecamatan Mampang Prapatan`, as far as the area lies within one."""
    kinds = [kind for kind in (Kind.KELURAHAN, Kind.KECAMATAN) if LENGTH_OF[kind] <= len(code.digits)]
    found = [(kind, names.get(code.up_to(kind).digits, "")) for kind in kinds]
    return ", ".join(f"{kind.capitalize()} {name}" for kind, name in found if name)


def qr_svg(text: str) -> str:
    """A QR code as an SVG of its own, dark on white whatever the page's colours are."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return str(made.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="qr"))
