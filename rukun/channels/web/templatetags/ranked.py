"""How parts of a score, checks of fairness and spans are written on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext

from rukun.channels.web.templatetags.numbers import desimal, persen, ribuan
from rukun.channels.web.templatetags.written import bulan
from rukun.people.rules import Role
from rukun.people.words import ROLE_WORDS, unit_words
from rukun.ranking.spans import Span, SpanKind
from rukun.values.time import Month
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.ranking.models import Award, AwardDecision

register = template.Library()
PARTS = {
    "on_time": sentence("Tepat waktu"),
    "speed": sentence("Kecepatan"),
    "verdict": sentence("Kata warga"),
    "proof": sentence("Bukti teruji"),
}
AGAINST = {
    "population": sentence("Jumlah penduduk"),
    "reports_per_1000_people": sentence("Laporan per 1.000 penduduk"),
    "crew": sentence("Jumlah petugas"),
    "outside_share": sentence("Bagian di luar wewenang"),
}
ALARMS = {
    ("population", "less"): sentence(
        "Yang berpenduduk sedikit cenderung lebih tinggi. Periksa apakah cara ini menguntungkan yang kecil."
    ),
    ("population", "more"): sentence(
        "Yang berpenduduk banyak cenderung lebih tinggi. Periksa apakah cara ini menguntungkan yang besar."
    ),
    ("reports_per_1000_people", "less"): sentence(
        "Yang sedikit menerima laporan cenderung lebih tinggi. Periksa apakah cara ini menguntungkan yang diam."
    ),
    ("reports_per_1000_people", "more"): sentence(
        "Yang banyak menerima laporan cenderung lebih tinggi. Periksa apakah warganya diminta melapor demi nilai."
    ),
    ("crew", "less"): sentence(
        "Yang petugasnya sedikit cenderung lebih tinggi. Periksa sebabnya."
    ),
    ("crew", "more"): sentence(
        "Yang petugasnya banyak cenderung lebih tinggi. Periksa pembagian petugas sebelum menyalahkan lurah."
    ),
    ("outside_share", "less"): sentence(
        "Yang banyak menerima laporan di luar wewenangnya cenderung lebih rendah. Periksa apakah itu memberatkan."
    ),
    ("outside_share", "more"): sentence(
        "Yang banyak meneruskan laporan cenderung lebih tinggi. Periksa apakah meneruskan dipakai untuk menghindar."
    ),
}  # fmt: skip


@register.filter
def part_name(part: str) -> str:
    """`Tepat waktu`."""
    return gettext(PARTS[part])


@register.filter
def against_name(figure: str) -> str:
    """`Jumlah penduduk`."""
    return gettext(AGAINST[figure])


@register.filter
def alarm_words(check: Mapping[str, Any]) -> str:
    """What an alarm says."""
    words = ALARMS[check["against"], check["alarm"]]
    return gettext(words)


@register.filter
def figure_of(value: float, against: str) -> str:
    """A figure of a check as it is read: a share as percent, a count whole."""
    if against == "outside_share":
        return persen(value)
    return desimal(value, 1) if against == "reports_per_1000_people" else ribuan(round(value))


@register.filter
def bertanda(number: float, places: int = 2) -> str:
    """`+1,20`, `−0,40`."""
    return f"{'+' if number >= 0 else chr(0x2212)}{desimal(abs(number), places)}"


@register.filter
def masa(month: Month, kind: str) -> str:
    """The span that ends with a month: `Juni 2016`, `April 2016 sampai Juni 2016`."""
    span = Span(month, SpanKind(kind))
    if span.kind is SpanKind.MONTH:
        return bulan(month)
    return gettext("{first} sampai {last}").format(first=bulan(span.first), last=bulan(span.last))


@register.filter
def award_span(award: Award) -> str:
    """The span of an award."""
    return masa(Month.of(award.month), award.kind_stated["span"])


@register.filter
def receiver(award: Award) -> str:
    """`Bangka`, or `RW 004, Bangka`."""
    area = award.area
    own = unit_words(area.area_code, area.name)
    return f"{own}, {area.parent.name}" if own != area.name and area.parent else own


@register.filter
def giver(decision: AwardDecision) -> str:
    """The office that decided: `Camat Mampang Prapatan`."""
    role = ROLE_WORDS[Role(decision.seat.role)]
    return f"{gettext(role)} {decision.seat.area.name}"


@register.filter
def along(value: float, width: int = 100) -> str:
    """A share as a place on a strip so wide, for an SVG."""
    return f"{2 + value * (width - 4):.2f}"
