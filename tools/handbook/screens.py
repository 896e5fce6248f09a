"""The words of the screens in both languages, so that a guide names a button as it is written on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from handbook import markdown, places

CATALOGUE = places.ROOT / "rukun" / "locale" / "en" / "LC_MESSAGES" / "django.po"
GAP = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
MARKUP = re.compile(r"<[^>]+>")
UNSEEN = re.compile(r"<span[^>]*>.*?</span>", re.DOTALL)
TEMPLATES = places.ROOT / "rukun" / "channels" / "web" / "templates"


def guides(language: str) -> list[Path]:
    """The guides of a language."""
    return sorted((places.DOCS / "guides" / language).glob("*.md"))


def wrong_words(file: Path, language: str) -> Iterator[str]:
    """What a guide prints in bold and no screen of its language says."""
    for words in markdown.bold(file.read_text(encoding="utf-8")):
        if not is_said(words, language):
            yield f"{file.relative_to(places.ROOT)}: “{words}” is on no screen"


def is_said(words: str, language: str) -> bool:
    """Whether a screen says these words: as they stand, or with something in the gaps of a sentence."""
    return words in _plain(language) or any(pattern.fullmatch(words) for pattern in _with_gaps(language))


@lru_cache(maxsize=2)
def _plain(language: str) -> frozenset[str]:
    """The sentences without a gap, and the keys that a page names."""
    keys = re.compile(r"<kbd>([^<{]+)</kbd>")
    shown = {key for file in TEMPLATES.rglob("*.html") for key in keys.findall(file.read_text(encoding="utf-8"))}
    return frozenset(one for one in _sentences(language) if not GAP.search(one)) | shown


@lru_cache(maxsize=2)
def _with_gaps(language: str) -> tuple[re.Pattern[str], ...]:
    made = []
    for one in _sentences(language):
        words = GAP.split(one)[:: GAP.groups + 1]
        # A sentence that is hardly more than its gaps would fit anything.
        if len(words) > 1 and sum(map(len, words)) > 7:
            made.append(re.compile("(.+)".join(map(re.escape, words))))
    return tuple(made)


def pairs() -> Iterator[tuple[str, str]]:
    """Every sentence of the screens with its English."""
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            yield from zip(ids, strings, strict=False)


@lru_cache(maxsize=2)
def _sentences(language: str) -> frozenset[str]:
    said = [one[language == "en"] for one in pairs()]
    return frozenset([*map(heard, said), *map(seen, said)])


def heard(sentence: str) -> str:
    """A sentence with all of its words."""
    return " ".join(MARKUP.sub("", sentence).split())


def seen(sentence: str) -> str:
    """A sentence as it is seen: a span holds what only a reader aloud says."""
    return heard(UNSEEN.sub("", sentence))
