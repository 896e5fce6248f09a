"""How numbers and money are written on a page."""

from __future__ import annotations

from django import template
from django.utils import formats

from rukun.values.rupiah import written

register = template.Library()
# A blank at which no line ends: a number alone at the end of one is read for another.
UNBROKEN = "\u00a0"


@register.filter
def rupiah(amount: int) -> str:
    """`Rp 975.000`, never on two lines."""
    return written(amount).replace(" ", UNBROKEN)


@register.filter
def unbroken(text: str) -> str:
    """A sentence of a decree or a city whose amounts stay on one line."""
    return text.replace("Rp ", f"Rp{UNBROKEN}")


@register.filter
def ribuan(number: int) -> str:
    """`20.613` in Indonesian, `20,613` in English."""
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def desimal(number: float, places: int) -> str:
    """A decimal number with as many places, in the reader's way."""
    # Rounded first: `number_format` cuts off.
    return formats.number_format(round(number, places), decimal_pos=places, use_l10n=True)


@register.filter
def beda(number: int, other: int) -> int:
    """How far two numbers are apart."""
    return abs(number - other)


@register.filter
def persen(share: float) -> str:
    """`87%`."""
    return f"{100 * share:.0f}%"


@register.filter
def persen_teliti(share: float) -> str:
    """`1,9%`, in the reader's way."""
    return f"{desimal(100 * share, 1)}%"


@register.filter
def persen_bulat(percent: int) -> str:
    """`87%` from 87."""
    return f"{percent}%"


@register.filter
def titik(number: float, places: int = 3) -> str:
    """A number for an SVG or an address: with a point, whatever the language."""
    return f"{number:.{places}f}"
