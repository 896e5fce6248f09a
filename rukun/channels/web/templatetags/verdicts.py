"""How outcomes of closings and times that were held are written on a page."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from rukun.channels.web.templatetags.written import icon
from rukun.followup.rules import OUTCOME_WORDS, VERDICT_WORDS, Outcome, Verdict

register = template.Library()
# A word, a shape and a colour each: what the office said, what citizens bore out, contradicted, or left unsaid.
LOOKS = {
    Outcome.CLAIMED: ("grey", "flag"),
    Outcome.CONFIRMED: ("green", "circle-check-big"),
    Outcome.DISPUTED: ("red", "circle-x"),
    Outcome.UNCONFIRMED: ("grey", "circle-dashed"),
}
# The same for what one citizen said.
LOOKS_OF_VERDICTS = {
    Verdict.CONFIRMED: ("green", "circle-check-big"),
    Verdict.DISPUTED: ("red", "circle-x"),
    Verdict.PARTLY: ("yellow", "circle-dashed"),
    Verdict.UNSURE: ("grey", "circle-question-mark"),
}
HOURS_SAID_UP_TO = 48


@register.simple_tag
def outcome(value: str) -> SafeString:
    """The chip of what a closing is worth: shape, word, colour."""
    return _chip(value, get_language())


@lru_cache(maxsize=32)
def _chip(value: str, _language: str) -> SafeString:
    named = Outcome(value)
    colour, shape = LOOKS[named]
    return format_html('<span class="state {}">{} {}</span>', colour, icon(shape), gettext(OUTCOME_WORDS[named]))


@register.simple_tag
def verdict_said(value: str) -> SafeString:
    """The chip of what a citizen said of a closing: shape, word, colour."""
    return _chip_of_verdict(value, get_language())


@lru_cache(maxsize=32)
def _chip_of_verdict(value: str, _language: str) -> SafeString:
    named = Verdict(value)
    colour, shape = LOOKS_OF_VERDICTS[named]
    return format_html('<span class="state {}">{} {}</span>', colour, icon(shape), gettext(VERDICT_WORDS[named]))


@register.filter
def lamanya(hours: float) -> str:
    """`5 jam`, or `3,2 hari`."""
    if hours < HOURS_SAID_UP_TO:
        whole = max(1, round(hours))
        return ngettext("{n} jam", "{n} jam", whole).format(n=whole)
    days = formats.number_format(hours / 24, decimal_pos=1, use_l10n=True)
    # What is written with a decimal is many in English, even 1.0.
    return ngettext("{n} hari", "{n} hari", 2).format(n=days)
