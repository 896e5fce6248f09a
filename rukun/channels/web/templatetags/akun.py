"""How devices are written on the pages of the account."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.translation import gettext

from rukun.channels.web.templatetags.written import Coded, role, unit_name
from rukun.people.entering.devices import PHONE, TABLET, device_words
from rukun.values.words import sentence

register = template.Library()
MATTERS = {
    "report": sentence("Laporan"),
    "session": sentence("Sosialisasi"),
    "area": sentence("Daftar pengurus wilayah"),
    "person": sentence("Data sendiri"),
}
# What of them is shown behind the words.
SHOWN = frozenset({"report", "session", "area"})


class Seated(Protocol):
    """A seat, as far as its title needs it."""

    role: str

    @property
    def area(self) -> Coded: ...


@register.filter
def device(agent: str) -> str:
    """`Ponsel Samsung SM-A107F · Chrome`."""
    words = device_words(agent)
    return " · ".join(part for part in (f"{gettext(words.kind)} {words.made}".strip(), words.browser) if part)


@register.filter
def seat_title(seat: Seated) -> str:
    """`Ketua RT 005/RW 003`, `Lurah Bangka`: the role and where, without saying RT twice. Takes a seat, or one held."""
    words, where = role(seat.role), unit_name(seat.area)
    first = where.split(" ")[0]
    return f"{words.removesuffix(first)}{where}" if words.endswith(f" {first}") else f"{words} {where}"


@register.filter
def is_phone(agent: str) -> bool:
    """Whether it is held in a hand: which of two icons stands beside it."""
    return device_words(agent).kind in (PHONE, TABLET)


@register.filter
def matter(about: str) -> str:
    """What an entry of the trail is about: `Laporan KX7...`, `Sosialisasi AB3...`, or the unit's own list."""
    kind, _, which = about.partition(":")
    words = MATTERS.get(kind)
    return f"{gettext(words)} {which if kind in SHOWN else ''}".strip() if words else about
