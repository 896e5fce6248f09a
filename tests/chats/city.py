"""A city for the engine alone: two kelurahan, a border, and nothing that is stored."""

from __future__ import annotations

from rukun.chats.state import Choice, City, Found, Kind, Say
from rukun.values.refused import Refused

KINDS = tuple(
    Kind(code, name, name_en)
    for code, name, name_en in (
        ("sampah", "Sampah", "Rubbish"), ("jalan-rusak", "Jalan rusak", "Damaged road"),
        ("banjir", "Banjir", "Flood"), ("lampu-jalan", "Lampu jalan rusak", "Broken street lamp"),
        *((f"jenis-{number}", f"Jenis {number}", f"Kind {number}") for number in range(12)),
    )
)  # fmt: skip
RUKUN_JAYA, RUKUN_RAYA = (
    Choice("area:9999991001", "Kelurahan Rukun Jaya"),
    Choice("area:9999991002", "Kelurahan Rukun Raya"),
)
INSIDE, AT_A_BORDER, OUTSIDE = (-6.5, 106.5), (-6.6, 106.5), (0.0, 0.0)


def locate(point: tuple[float, float]) -> Found:
    if point == OUTSIDE:
        raise Refused("place", "Titik ini di luar kota.", field="place")
    return Found("RT 005/RW 002, Kelurahan Rukun Jaya", (RUKUN_JAYA, RUKUN_RAYA) if point == AT_A_BORDER else ())


def find(text: str) -> tuple[Choice, ...]:
    low = text.lower()
    named = tuple(one for one in (RUKUN_JAYA, RUKUN_RAYA) if one.words.lower().removeprefix("kelurahan ") in low)
    return named or ((RUKUN_JAYA, RUKUN_RAYA) if "rukun" in low else ())


def city(*units: str, is_letter: bool = False) -> City:
    return City(
        kinds=KINDS, locate=locate, find=find, status=lambda code: Say(f"status of {code}"),
        units=tuple(Choice(f"unit:{unit}", f"RT {unit}") for unit in units), is_letter=is_letter,
        rows=60 if is_letter else 10,
    )  # fmt: skip
