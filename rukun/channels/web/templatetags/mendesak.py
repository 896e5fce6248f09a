"""Why something is urgent, in the reader's language, as the city's `follow-up.toml` names it."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from rukun.followup import queries

register = template.Library()


@register.filter
def urgent_words(code: str) -> str:
    """The name of a reason; its code where the city no longer knows it."""
    known = queries.terms().urgents.get(code)
    if known is None:
        return code
    return known.name_en if get_language() == "en" and known.name_en else known.name


@register.filter
def urgent_step(words: str) -> str:
    """What a step says that marks something as urgent: the name of its reason as it was then, in the reader's language
    where the city still names it so."""
    known = next((one for one in queries.terms().urgents.values() if one.name == words), None)
    return urgent_words(known.code) if known else words
