"""Which kinds of report everyday words are about (pure): the city's names for them, and what people say instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from rukun.chats.state import Kind
from rukun.values.everyday import FILLERS, stems, words_of

IN_NAME, IN_EVERYDAY, WEAK, WHOLE = 3, 2, 1, 1
# No kind is meant for sure by less.
SURE_FROM = 2
# They stand in names of kinds and in any address or complaint as well.
ANYWHERE = frozenset({"jalan", "rusak", "warga", "liar", "umum", "kawasan", "road", "street", "broken", "public"})
# What people write where the name of the kind does not stand; a city without such a kind passes over its line.
EVERYDAY: Mapping[str, str] = {
    "sampah": "tumpukan buang bau kotor tps limbah garbage trash waste litter",
    "pelanggaran": "melanggar liar gangguan berisik bising",
    "parkir-liar": "mobil motor diparkir parking",
    "fasilitas-umum": "taman halte bangku toilet trotoar pagar rusak park bench toilet",
    "kemacetan": "macet padat traffic",
    "jalan-rusak": "lubang aspal ambles retak amblas pothole hole asphalt",
    "iklan": "spanduk baliho poster reklame banner billboard",
    "lampu-jalan": "pju padam gelap penerangan lampu dark light lamp",
    "kaki-lima": "pkl pedagang lapak jualan berjualan hawker",
    "pohon-tumbang": "dahan ranting roboh dahannya pohon branch tree",
    "banjir": "genangan genang air meluap got selokan mampet saluran kali water drain",
    "kebakaran": "api asap bakar smoke burning",
    "kriminal": "maling curi begal tawuran copet jambret theft robbery",
    "pengemis": "gelandangan anak jalanan odgj beggar homeless",
    "izin-bangunan": "bangun membangun imb pbg gedung construction",
    "kawasan-rokok": "rokok asap smoking",
    "makanan": "jajanan kedaluwarsa basi food",
    "transportasi": "busway angkot halte bus",
    "ojek-liar": "ojek ojol mangkal motorcycle",
    "pajak": "pungli pungutan tarif levy",
    "kerja-bakti": "gotong royong bersih kerja clean",
    "siskamling": "ronda jaga malam pos patrol",
    "jumantik": "nyamuk jentik dbd mosquito larvae",
    "siaran": "pengumuman undangan announcement",
}


def kinds_meant(text: str, kinds: Sequence[Kind]) -> list[Kind]:
    """Those that the words are about, the surest first; a word of the name weighs more than one beside it."""
    wanted = [stems(word) for word in dict.fromkeys(words_of(text)) if word not in FILLERS]
    scored = [(_score(kind, wanted), number, kind) for number, kind in enumerate(kinds)]
    return [kind for score, _, kind in sorted(scored, key=lambda one: (-one[0], one[1])) if score]


def kind_surely_meant(text: str, kinds: Sequence[Kind]) -> Kind | None:
    """The one that the words are about more than any other; None where two are as likely."""
    wanted = [stems(word) for word in dict.fromkeys(words_of(text)) if word not in FILLERS]
    scores = sorted(((_score(kind, wanted), kind) for kind in kinds), key=lambda one: -one[0])
    if not scores or scores[0][0] < SURE_FROM or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return None
    return scores[0][1]


def named(text: str, kinds: Sequence[Kind]) -> Kind | None:
    """The kind whose whole name was typed, in either language."""
    typed = words_of(text)
    return next((kind for kind in kinds if typed and typed in (words_of(kind.name), words_of(kind.name_en))), None)


def _score(kind: Kind, wanted: Collection[frozenset[str]]) -> int:
    name, beside = _stems_of(f"{kind.name} {kind.name_en}"), _stems_of(EVERYDAY.get(kind.code, ""))
    score = sum(_weight(forms, name, beside) for forms in wanted)
    said = frozenset[str]().union(*wanted)
    is_whole = any(all(stems(word) & said for word in words_of(text)) for text in (kind.name, kind.name_en))
    return score + WHOLE if score and is_whole else score


def _weight(forms: frozenset[str], name: frozenset[str], beside: frozenset[str]) -> int:
    if forms & name:
        return WEAK if forms & ANYWHERE else IN_NAME
    return IN_EVERYDAY if forms & beside else 0


@lru_cache(maxsize=256)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem for word in words_of(text) if word not in FILLERS for stem in stems(word))
