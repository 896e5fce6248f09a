"""Parts of tickets: the chip of a state, and what waits above a desk's queue."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from rukun.channels.web.templatetags.written import icon
from rukun.followup.access import desk_of
from rukun.followup.parts.queries import waiting_at
from rukun.followup.parts.rules import PART_WORDS, PartState
from rukun.values.refused import Refused

register = template.Library()
LOOKS = {
    PartState.WAITING: ("red", "triangle-alert"),
    PartState.IN_HAND: ("yellow", "loader"),
    PartState.RETURNED: ("red", "undo-2"),
    PartState.DONE: ("green", "circle-check"),
    PartState.WITHDRAWN: ("grey", "circle-minus"),
}


@register.simple_tag
def part_state(value: str) -> SafeString:
    """The chip of a part's state: shape, word, colour."""
    return _chip(value, get_language())


@lru_cache(maxsize=32)
def _chip(value: str, _language: str) -> SafeString:
    named = PartState(value)
    colour, shape = LOOKS[named]
    return format_html('<span class="state {}">{} {}</span>', colour, icon(shape), gettext(PART_WORDS[named]))


@register.inclusion_tag("kelurahan/_bagian-menunggu.html", takes_context=True)
def parts_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """How many parts of other offices' tickets wait here, and how many came back; nothing where there is none. One
    query."""
    request = context["request"]
    try:
        due, back = waiting_at(desk_of(request.actor).office)
    except Refused:
        return {}
    return {"many": len(due), "late": sum(one < request.now for one in due), "back": back}


@register.filter
def part_word(value: str) -> str:
    """The word of a part's state."""
    return gettext(PART_WORDS[PartState(value)])
