"""How weights and differences are written on a validator's sheet."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext, ngettext

from rukun.channels.web.templatetags.numbers import ribuan

register = template.Library()


@register.filter
def berat(points: int) -> str:
    """`+120`, `−40`: what a signal adds to the risk."""
    return f"{'+' if points >= 0 else chr(0x2212)}{ribuan(abs(points))}"


@register.filter
def beda_waktu(hours: float) -> str:
    """`3 jam sebelumnya`, `2 hari sesudahnya`: when another report was made, seen from this one."""
    many, far = abs(hours), gettext("{span} sebelumnya") if hours >= 0 else gettext("{span} sesudahnya")
    if many < 1:
        minutes = round(many * 60)
        span = ngettext("{n} menit", "{n} menit", minutes).format(n=minutes)
    elif many < 48:
        span = ngettext("{n} jam", "{n} jam", round(many)).format(n=round(many))
    else:
        span = ngettext("{n} hari", "{n} hari", round(many / 24)).format(n=round(many / 24))
    return far.format(span=span)
