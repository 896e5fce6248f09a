"""What somebody who searches may mean besides words: an area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from rukun.areas.models import Area
from rukun.reports.search import words_in
from rukun.values.code import Kind

# Words that say that an area follows, and how many words the name of one may have.
LEADING = frozenset({"di", "kelurahan", "kel", "kecamatan", "kec", "desa"})
NAME_WORDS_MAX = 4
OFFERED_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Meant:
    """An area that the words name, and the words that are left when it is taken out."""

    area: Area
    rest: str


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
