"""What is said, in somebody's language, as a channel can send it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from rukun.chats.state import Choice, Say


def spoken(say: Say, language: str) -> dict[str, Any]:
    """The sentence with its gaps filled, and its choices by name."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        return {
            "text": gettext(say.words).format(**say.facts),
            "choices": [{"id": one.id, "words": label(one, known)} for one in say.choices],
            "wants": say.wants,
            "language": known,
            "is_ask": say.is_ask,
        }


def label(choice: Choice, language: str) -> str:
    """A name of the city comes in both languages; what the house says is translated."""
    if choice.words_en:
        return choice.words_en if language == "en" else choice.words
    return gettext(choice.words) if choice.words else choice.id
