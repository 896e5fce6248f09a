"""Every sentence of the screens has its English, with the same gaps."""

from __future__ import annotations

import re
import sys
from html import unescape
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from django.template import Context, Template
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
GAP = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "rukun" / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def wanted() -> set[str]:
    sys.path.insert(0, str(ROOT / "tools"))
    import messages

    return {message if isinstance(message, str) else message[0] for _, _, message in messages.collected()}


def test_every_message_has_its_english(english: Catalog, wanted: set[str]) -> None:
    assert len(wanted) > 250
    without = [m for m in wanted if (entry := english.get(m)) is None or not entry.string or not all(entry.string)]
    assert not without, "run `make messages` and write their English"


def test_the_catalogue_holds_nothing_that_is_gone(english: Catalog, wanted: set[str]) -> None:
    assert {m.id if isinstance(m.id, str) else m.id[0] for m in english if m.id} == wanted


def test_a_translation_has_the_gaps_of_its_source(english: Catalog) -> None:
    wrong = []
    for message in english:
        for words in message.string if isinstance(message.string, tuple) else (message.string,):
            source = message.id if isinstance(message.id, str) else message.id[0]
            if message.id and sorted(GAP.findall(source)) != sorted(GAP.findall(words)):
                wrong.append(source)
    assert not wrong


def test_a_sentence_of_a_template_with_a_percent_sign_is_found_in_english() -> None:
    tags = (
        '{% load i18n %}{% translate "Kepastian 90%" %} · '
        "{% blocktranslate with low=1 high=3 %}90%: {{ low }} sampai {{ high }}{% endblocktranslate %}"
    )
    with translation.override("en"):
        assert Template(tags).render(Context()) == "90% certain · 90%: 1 to 3"


def test_no_template_holds_words_outside_the_catalogue() -> None:
    """What stands between tags is a variable, a number, a mark, or marked for translation."""
    found = []
    known = {"Rukun", "English", "Bahasa", "Indonesia", "narrow", "around", "wide", "nilai", "desk", "page"}
    for file in sorted((ROOT / "rukun" / "channels" / "web" / "templates").rglob("*.html")):
        text = re.sub(r"\{%-?\s*blocktranslate.*?endblocktranslate\s*%\}", "", file.read_text(), flags=re.DOTALL)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<kbd>.*?</kbd>|<[^>]*>", " ", text, flags=re.DOTALL)
        left = [w for w in re.findall(r"[^\W\d_]{2,}", unescape(text)) if w not in known]
        # The pages of a broken server render without anything that might be broken: they say the same twice.
        if left and file.name not in ("500.html", "503.html"):
            found.append((file.name, left))
    assert not found
