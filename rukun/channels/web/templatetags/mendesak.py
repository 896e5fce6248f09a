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
