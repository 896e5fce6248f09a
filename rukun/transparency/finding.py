"""What somebody who searches may mean besides words: an area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from rukun.areas.models import Area
from rukun.reports.search import words_in
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

# Words that say that an area follows, and how many words the name of one may have.
LEADING = frozenset({"di", "kelurahan", "kel", "kecamatan", "kec", "desa"})
NAME_WORDS_MAX = 4
OFFERED_AT_MOST = 3
UNIT = re.compile(r"\b(RT|RW)[ .]*0*([0-9]{1,3})\b", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Meant:
    """An area that the words name, and the words that are left when it is taken out."""

    area: Area
    rest: str
    # The name of the kelurahan that a unit lies in; "" of a larger area.
    kelurahan: str = ""


def areas_meant(text: str) -> list[Meant]:
    """Kelurahan and kecamatan whose whole name stands among the words, the longest name first; one query."""
    words = words_in(text)
    spelled = dict(_runs(words))
    if not spelled:
        return []
    found = Area.objects.filter(kind__in=[Kind.KELURAHAN, Kind.KECAMATAN], dissolved_on=None)
    named = found.annotate(small=Lower("name")).filter(small__in=list(spelled)).order_by("kind", "code")
    meant = [
        Meant(area, _without(words, *spelled[area.name.lower()])) for area in named if area.name.lower() in spelled
    ]
    return sorted(meant, key=lambda one: (-len(one.area.name), one.area.kind != Kind.KELURAHAN))[:OFFERED_AT_MOST]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for begins in range(len(words)):
        for ends in range(begins + 1, min(len(words), begins + NAME_WORDS_MAX) + 1):
            yield " ".join(words[begins:ends]), (begins, ends)


def _without(words: Sequence[str], begins: int, ends: int) -> str:
    while begins and words[begins - 1] in LEADING:
        begins -= 1
    return " ".join([*words[:begins], *words[ends:]])


def closest_meant(text: str) -> list[Meant]:
    """What the words name as closely as they do: the one RT or RW that is there, or else kelurahan and kecamatan; at
    most four queries."""
    unit = unit_written(text)
    if unit is None or unit.kind is Kind.KELURAHAN:
        return areas_meant(text)
    area = Area.objects.get(code=unit.digits)
    wards = (one for one in areas_meant(UNIT.sub(" ", text)) if one.area.code == unit.up_to(Kind.KELURAHAN).digits)
    return [Meant(area, ward.rest, ward.area.name) for ward in wards]


def names_unit(text: str) -> bool:
    """Whether the words name an RT or RW by its number, of whichever kelurahan."""
    return UNIT.search(text) is not None


def unit_written(text: str) -> AreaCode | None:
    """The RT, RW or kelurahan that an address names, such as `Jl. Mawar 3, RT 005/RW 002, Kelurahan Rukun Jaya`; None
    where it names no kelurahan, or more than one. Two queries."""
    wards = [meant.area.area_code for meant in areas_meant(text) if meant.area.kind == Kind.KELURAHAN]
    if len(wards) != 1:
        return None
    numbers = {name.lower(): number.zfill(3) for name, number in UNIT.findall(text)}
    digits = [wards[0].digits]
    for kind in ("rw", "rt"):
        if kind not in numbers:
            break
        digits.append(digits[-1] + numbers[kind])
    known = set(Area.objects.filter(code__in=digits, dissolved_on=None).values_list("code", flat=True))
    return AreaCode(next(code for code in reversed(digits) if code in known))


def area_written(text: str, kind: Kind | None = None) -> AreaCode:
    """An area as somebody writes it: its code, its name, or the numbers of a unit with its kelurahan; refused where it
    is none, or one of several. At most two queries."""
    words = text.split()
    if not words or words[0][0].isdigit():
        return AreaCode.parse(text)
    if names_unit(text):
        unit = unit_written(text)
        if unit is not None and unit.kind in (Kind.RT, Kind.RW):
            return unit
    name = " ".join(words[1:] if words[0].lower().rstrip(".") in LEADING else words)
    found = Area.objects.filter(name__iexact=name, dissolved_on=None, **({"kind": kind} if kind else {}))
    codes = [area.area_code for area in found.order_by("code")[: OFFERED_AT_MOST + 1]]
    if not codes:
        raise Refused("code", "“{name}” tidak dikenal. Tulis nama lengkapnya, atau kodenya.", field="code", name=text)
    if len(codes) > 1:
        told = ", ".join(code.official for code in codes[:OFFERED_AT_MOST])
        raise Refused("code", "Ada beberapa “{name}”. Tulis kodenya: {codes}.", field="code", name=text, codes=told)
    return codes[0]
