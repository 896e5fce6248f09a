"""A report as a card of a list. Put together here and not by a template: a page has up to fifty, and one statement that
fills gaps takes a tenth of a template's time."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from rukun.channels.web.templatetags.leading import around
from rukun.channels.web.templatetags.written import icon, kind_name, state, tanggal, unit_name
from rukun.values.contacts import without_contacts

register = template.Library()
CARD = (
    '<li class="card"><a class="report" href="%s">\n%s\n'
    '<span class="row apart"><strong>%s</strong>%s</span>\n%s\n'
    '<span class="soft small">%s%s&nbsp;· %s%s</span>\n</a></li>\n'
)
PHOTO = (
    '<img src="{at}?ukuran=320" srcset="{at}?ukuran=320 320w, {at}?ukuran=800 800w" sizes="(min-width: 40rem) 18rem, '
    '6rem" decoding="async" alt="" loading="lazy" width="360" height="270">'
)
# Kinds and places: what many cards say, and nobody in particular.
_often = lru_cache(maxsize=4096)(escape)


@register.simple_tag
def report_card(report: Any) -> SafeString:
    """One of `transparency.queries.with_state`. Every value that somebody wrote is escaped here."""
    before, after = around("laporan-satu")
    unit = report.rt or report.rw
    told = CARD % (
        f"{before}{escape(report.code)}{after}",
        _picture(report.photo, report.category.icon),
        _often(kind_name(report.category)),
        state(report.ticket_state) if report.ticket_state else "",
        f'<span class="clip" lang="id">{escape(without_contacts(report.said))}</span>' if report.said else "",
        f"{_often(unit_name(unit))}, " if unit else "",
        _often(report.kelurahan.name),
        tanggal(report.received_at),
        _supported(report.supports) if report.supports else "",
    )
    return mark_safe(told)  # each part is escaped above, or markup of our own


def _picture(digest: str | None, shape: str) -> str:
    if not digest:
        return f'<span class="nothing">{icon(shape)}</span>'
    before, after = around("foto")
    return PHOTO.format(at=f"{before}{escape(digest)}{after}")


def _supported(many: int) -> str:
    words = ngettext("%(n)s dukungan", "%(n)s dukungan", many) % {"n": many}
    return f'&nbsp;· <span class="whole">{icon("thumbs-up")} {escape(words)}</span>'
