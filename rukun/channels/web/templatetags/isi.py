"""What waits for a desk's decision on what the public sees, and the words of concerns."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from rukun.reports.hiding import PART_WORDS, REASON_WORDS, Part, Reason
from rukun.transparency.access import desk_of_concerns
from rukun.transparency.concerns import count_waiting
from rukun.values.refused import Refused

register = template.Library()


@register.inclusion_tag("kelurahan/_isi.html", takes_context=True)
def concerns_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many reports wait, as a way to them; nothing where none does. One query."""
    try:
        desk = desk_of_concerns(context["request"].actor)
    except Refused:
        return {"waiting": 0}
    return {"waiting": count_waiting(desk)}


@register.filter
def part_words(about: str) -> str:
    """`fotonya`: what of a report is meant."""
    return gettext(PART_WORDS[Part(about)])


@register.filter
def concern_words(reason: str) -> str:
    """`menunjukkan urusan pribadi seseorang`."""
    return gettext(REASON_WORDS[Reason(reason)])
