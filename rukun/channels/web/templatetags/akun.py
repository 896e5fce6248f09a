"""How devices are written on the pages of the account."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from rukun.people.devices import PHONE, TABLET, device_words

register = template.Library()


@register.filter
def device(agent: str) -> str:
    """`Ponsel Samsung SM-A107F · Chrome`."""
    words = device_words(agent)
    return " · ".join(part for part in (f"{gettext(words.kind)} {words.made}".strip(), words.browser) if part)


@register.filter
def is_phone(agent: str) -> bool:
    """Whether it is held in a hand: which of two icons stands beside it."""
    return device_words(agent).kind in (PHONE, TABLET)
