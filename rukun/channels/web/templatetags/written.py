"""How dates, states and areas are written on a page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from django import template
from django.template.base import Parser, Token
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from rukun.channels.web.templatetags.numbers import UNBROKEN
from rukun.followup.rules import STATE_WORDS, State
from rukun.funds.explained import MEASURE_NAMES
from rukun.funds.periods import Span
from rukun.people.rules import Role
from rukun.people.words import ROLE_WORDS
from rukun.transparency.redaction import Sight
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.said import Said
from rukun.values.time import Month, local
from rukun.values.words import sentence

register = template.Library()
# Who acts in the trail without holding a seat.
SPANS = {"Triwulan": sentence("Triwulan"), "Semester": sentence("Semester")}
SEATLESS = {"clock": sentence("Sistem"), "anyone": sentence("Siapa saja")}


class Named(Protocol):
    """An area, as far as a page needs it."""

    code: str
    name: str


Coded = Named | AreaCode


class NamedTwice(Protocol):
    """A category, as far as a page needs it."""

    name: str
    name_en: str


# A colour, a shape and a word for each state: never the colour alone.
LOOKS = {
    State.WAITING: ("red", "triangle-alert"),
    State.REOPENED: ("red", "triangle-alert"),
    State.IN_HAND: ("yellow", "loader"),
    State.DONE: ("green", "circle-check"),
    State.DECLINED: ("grey", "circle-minus"),
    State.PAUSED: ("yellow", "circle-pause"),
    State.MERGED: ("grey", "merge"),
    State.RETRACTED: ("grey", "undo-2"),
}


@register.filter
def tanggal(moment: datetime | date | None) -> str:
    """`2 Oktober 2015`, never on two lines."""
    if moment is None:
        return ""
    return _day(local(moment).date() if isinstance(moment, datetime) else moment, get_language())


@lru_cache(maxsize=4096)
def _day(day: date, _language: str) -> str:
    return formats.date_format(day, f"j{UNBROKEN}F{UNBROKEN}Y")


@register.filter
def pukul(moment: datetime) -> str:
    """`2 Oktober 2015 pukul 14.05`."""
    return gettext("{day} pukul {time}").format(day=tanggal(moment), time=jam(moment))


@register.filter
def jam(moment: datetime) -> str:
    """`14.05`."""
    return local(moment).strftime("%H.%M")


@register.filter
def bulan(month: Month | date) -> str:
    """`Juni 2016`."""
    return formats.date_format(month.first if isinstance(month, Month) else month, "F Y")


@register.filter
def tenggat(due_at: datetime, now: datetime) -> SafeString:
    """How long until a deadline, or how long past it."""
    late = now > due_at
    spoken = span_in(abs(due_at - now), get_language())
    if late:
        return format_html('<span class="late">{}</span>', gettext("terlambat {span}").format(span=spoken))
    return format_html("{}", gettext("{span} lagi").format(span=spoken))


@register.filter
def lalu(moment: datetime, now: datetime) -> str:
    """How long ago: `3 hari lalu`."""
    return gettext("{span} lalu").format(span=span_in(abs(now - moment), get_language()))


@register.filter
def lamanya(seconds: int) -> str:
    """How long something took: `3 hari`."""
    return span_in(timedelta(seconds=seconds), get_language())


def span_in(span: timedelta, language: str) -> str:
    """`3 hari`, for whoever writes many of them and knows the reader's language."""
    return _minutes(max(1, int(span.total_seconds() // 60)), language)


@lru_cache(maxsize=4096)
def _minutes(minutes: int, _language: str) -> str:
    hours = minutes // 60
    if hours < 1:
        return ngettext("{n} menit", "{n} menit", minutes).format(n=minutes)
    if hours < 48:
        return ngettext("{n} jam", "{n} jam", hours).format(n=hours)
    return ngettext("{n} hari", "{n} hari", hours // 24).format(n=hours // 24)


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """An icon of the sprite; it says nothing to a screen reader, so words must stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("built/icons.svg"), name
    )


@register.simple_tag
def state(value: str) -> SafeString:
    """The chip of a state: shape, word, colour."""
    return chip(value, get_language())


@lru_cache(maxsize=64)
def chip(value: str, _language: str) -> SafeString:
    """The same, for whoever writes many of them and knows the reader's language."""
    named = State(value)
    colour, shape = LOOKS[named]
    return format_html('<span class="state {}">{} {}</span>', colour, icon(shape), gettext(STATE_WORDS[named]))


@register.filter
def role(value: str) -> str:
    """`Ketua RT`."""
    return gettext(ROLE_WORDS[Role(value)])


@register.filter
def kind_name(category: NamedTwice) -> str:
    """The category in the reader's language."""
    return category.name_en if get_language() == "en" else category.name


@register.filter
def seat_said(seat: str) -> str:
    """`Ketua RT 3174031001002003` for a seat as the trail names it; the clock is no person and no office."""
    named, _, area = seat.partition("@")
    words = role(named) if named in set(Role) else gettext(SEATLESS.get(named, named))
    return f"{words} {area}".strip()


@register.filter
def unit_name(area: Coded) -> str:
    """`RT 005/RW 003` for an RT, `RW 003` for an RW, else the name; takes an area or its code."""
    code = area.digits if isinstance(area, AreaCode) else area.code
    if len(code) == LENGTH_OF[Kind.RT]:
        return f"RT {code[13:16]}/RW {code[10:13]}"
    if len(code) == LENGTH_OF[Kind.RW]:
        return f"RW {code[10:13]}"
    return code if isinstance(area, AreaCode) else area.name


@register.filter
def unit_whole(area: Coded) -> str | SafeString:
    """The same where a line of text may end: an RT or RW stays on one line, a long name need not."""
    name, code = unit_name(area), area.digits if isinstance(area, AreaCode) else area.code
    # Digits and two words of our own: nothing to escape.
    return mark_safe(f'<span class="whole">{name}</span>') if len(code) >= LENGTH_OF[Kind.RW] else name


@register.filter
def masa(span: Span) -> str:
    """`Triwulan II 2016`, as the reader's language has it; papers keep the office's words."""
    kind, number, year = span.name.split()
    return f"{gettext(SPANS[kind])} {number} {year}"


@register.filter
def measure_name(measure: str) -> str:
    """`Bagian laporan yang sah`."""
    return gettext(MEASURE_NAMES[measure])


@register.filter
def said(sentence: Said) -> str:
    """A sentence of pure code in the reader's language, its gaps filled; days and months as people write them."""
    return gettext(sentence.words).format(**{name: _written(fact) for name, fact in sentence.facts.items()})


def _written(fact: object) -> object:
    if isinstance(fact, Month):
        return bulan(fact)
    return tanggal(fact) if isinstance(fact, date) else fact


@register.filter
def told_to(words: str, sight: Sight) -> str:
    """What somebody wrote, as this reader may read it: without telephones, for whoever does not handle the report."""
    return sight.said(words)


@register.filter
def state_word(value: str) -> str:
    """`Menunggu`."""
    return gettext(STATE_WORDS[State(value)])


@register.filter
def pihak(party: str) -> str:
    """Who promised a seed: `sistem` for the clock, else the seat."""
    return gettext("sistem") if party == "clock" else party


@register.filter
def get(counts: dict[str, int], key: str) -> int:
    """The value of a key that is no name for a template."""
    return counts[key]


@register.filter
def get_words(words: dict[str, str], key: str) -> str:
    """What a code is called, in the reader's language; the code itself where nothing is known of it."""
    return gettext(words[key]) if key in words else key


@register.filter
def at(found: dict[int, str], key: int) -> str:
    """The value of a key, or nothing."""
    return found.get(key, "")


class Again(template.Node):
    """Renders a block of the page once more, as the page that extends it wrote it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        return mark_safe(block.render(context).strip()) if block else mark_safe("")


@register.tag
def again(_parser: Parser, token: Token) -> Again:
    """`{% again "title" %}`: the words of a block in a second place, so that no page writes them twice."""
    _, name = token.split_contents()
    return Again(name.strip("\"'"))


@register.filter
def selisih(share: float) -> str:
    """A difference of two shares, in percent points: `+12`, `−40`."""
    points = round(100 * share)
    return f"{'+' if points > 0 else chr(0x2212) if points < 0 else ''}{abs(points)}"
