"""Everyday Indonesian words, compared by what is left of them without affixes (pure).

People ask "boleh beli HP?", "ngecat gapura", "laporanku kok dicoret": no list holds every form, so words are cut down
to the stems that they may come from, and two words agree where they share one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

STEM_MIN = 3
# What stands in any question, whatever it is about.
FILLERS = frozenset({
    "boleh", "bolehkah", "bisa", "bisakah", "dapat", "dapatkah", "apakah", "apa", "adakah", "ada", "untuk", "buat",
    "dengan", "pakai", "memakai", "dipakai", "pakainya", "menggunakan", "gunakan", "yang", "di", "ke", "dari", "dan",
    "atau", "saya", "kami", "kita", "aku", "si", "ini", "itu", "nya", "satu", "dua", "tiga", "mau", "ingin", "minta",
    "tolong", "sih", "ya", "dong", "kah", "pak", "bu", "pada", "dalam", "oleh", "sebagai", "juga", "lagi", "agar",
    "supaya", "kalau", "bila", "jika",
})  # fmt: skip
PARTICLES = ("kah", "lah", "pun", "nya", "ku", "mu")
SUFFIXES = ("kan", "an", "i")
# A prefix, and the letters that it may have swallowed from the beginning of the stem.
PREFIXES = (
    ("memper", ("",)), ("diper", ("",)), ("penge", ("",)), ("menge", ("",)), ("nge", ("",)), ("meny", ("s",)),
    ("peny", ("s",)), ("meng", ("", "k")), ("peng", ("", "k")), ("ng", ("", "k")), ("mem", ("", "p")),
    ("pem", ("", "p")), ("men", ("", "t")), ("pen", ("", "t")), ("ber", ("",)), ("ter", ("",)), ("per", ("",)),
    ("me", ("",)), ("pe", ("",)), ("di", ("",)), ("ke", ("",)), ("se", ("",)),
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words in small letters, without accents and marks."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


@lru_cache(maxsize=4096)
def stems(word: str) -> frozenset[str]:
    """The word and what may be left of it without its affixes: `pengecatan` holds `cat`, `rapatnya` holds `rapat`."""
    forms = {word}
    for endings in (PARTICLES, SUFFIXES):
        forms |= {_without(form, ending) for form in forms for ending in endings if form.endswith(ending)}
    forms |= {stem for form in forms for stem in _unprefixed(form)}
    return frozenset(form for form in forms if form == word or len(form) >= STEM_MIN)


def _without(word: str, ending: str) -> str:
    return word[: -len(ending)] if len(word) - len(ending) >= STEM_MIN else word


def _unprefixed(word: str) -> Iterator[str]:
    for prefix, swallowed in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= STEM_MIN - 1:
            yield from (letter + rest for letter in swallowed)
