"""Invitations as cards to cut out: a PDF of A4 pages in large type, made the moment the codes are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import segno
import typst

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
    # A compiler of its own: what it keeps from one sheet would hold codes in memory.
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(), sys_inputs={"cards": json.dumps(told), "site": site}, font_paths=_fonts()
    )
    made = compiler.compile(format="pdf")
    assert isinstance(made, bytes)
    return made


def qr_svg(text: str) -> str:
    """A QR code as an SVG of its own, dark on white whatever the page's colours are."""
    made = segno.make(text, error="m", micro=False)
    return str(made.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="qr"))


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
