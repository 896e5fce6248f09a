"""The letter of places that are followed: what came and what moved, each with its link, and the way out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from rukun.following import access
from rukun.following.letter import Part, Row, parts_of
from rukun.notices.followed import changed_words, counts_words, new_words, span_words
from rukun.notices.post import Bundle
from rukun.senders.message import Message
from rukun.values.words import sentence

HEAD = (
    '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>Rukun</title></head><body>'
    '<div style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1c2230;max-width:640px">'
)
LIST = '<h3 style="font-size:16px;margin:12px 0 4px">{}</h3><ul style="padding-left:20px;margin:0">{}</ul>'
FOOT = '<p style="font-size:13px;line-height:2;color:#565d6d">{}{}</p></div></body></html>'
WHY = sentence("Anda menerima surel ini karena mengikuti tempat ini di Rukun.")


class NothingLeft(Exception):
    """Everything that it was to tell was hidden since."""


def email(bundle: Bundle) -> Message:
    """Plain and as HTML. Several digests, where the earlier ones could not leave, stand one below the other."""
    told = [(span_words(one.stated), parts) for one in bundle.notices if (parts := parts_of(one.stated))]
    if not told:
        raise NothingLeft
    link = access.link_in(bundle.notices[-1])
    stop = _site(reverse("ikuti-berhenti", args=[link]))
    manage = _site(reverse("ikuti") if bundle.person else reverse("ikuti-surat", args=[link]))
    ways = [(gettext("Ubah yang Anda ikuti"), manage), (gettext("Berhenti menerima surel ini"), stop)]
    below = "\n".join([gettext(WHY), *(f"{way}: {address}" for way, address in ways)])
    words = "\n\n".join([*(_text(when, parts) for when, parts in told), f"-- \n{below}\n"])
    return Message(
        to=bundle.address, subject=_subject(told[-1][1]), words=words, key=bundle.key, unsubscribe=stop,
        html=_html(told, ways),
    )  # fmt: skip


def _subject(parts: Sequence[Part]) -> str:
    several = ngettext("{n} tempat", "{n} tempat", len(parts)).format(n=len(parts))
    counts = counts_words(sum(part.new for part in parts), sum(part.changed for part in parts))
    return f"{parts[0].words if len(parts) == 1 else several}: {counts}"


def _lists(part: Part) -> Iterator[tuple[str, Sequence[Row]]]:
    if part.new:
        yield new_words(part.new), part.new_rows
    if part.changed:
        yield changed_words(part.changed), part.changed_rows


def _text(when: str, parts: Sequence[Part]) -> str:
    lines = []
    for part in parts:
        lines += [f"{part.words}, {when}", ""]
        for head, rows in _lists(part):
            lines += [head, *(f"- {row.words}\n  {_report(row)}" for row in rows), ""]
        lines += [f"{gettext('Semua laporan di sini')}: {_all(part)}", ""]
    return "\n".join(lines).rstrip()


def _html(told: Sequence[tuple[str, Sequence[Part]]], ways: Sequence[tuple[str, str]]) -> str:
    shown = format_html_join("", "{}", ((_part(when, part),) for when, parts in told for part in parts))
    links = format_html_join("", '<br><a href="{}">{}</a>', ((address, way) for way, address in ways))
    return format_html(HEAD, get_language()) + shown + format_html(FOOT, gettext(WHY), links)


def _part(when: str, part: Part) -> SafeString:
    lists = format_html_join(
        "", LIST,
        ((head, format_html_join("", '<li><a href="{}">{}</a></li>', ((_report(row), row.words) for row in rows)))
         for head, rows in _lists(part)),
    )  # fmt: skip
    return format_html(
        '<h2 style="font-size:20px;margin:16px 0 0">{}</h2><p style="margin:0">{}</p>{}<p><a href="{}">{}</a></p>',
        part.words, when, lists, _all(part), gettext("Semua laporan di sini"),
    )  # fmt: skip


def _report(row: Row) -> str:
    return _site(reverse("laporan-satu", args=[row.code]))


def _all(part: Part) -> str:
    if part.point is None:
        return _site(f"{reverse('laporan')}?{urlencode({'wilayah': part.area})}")
    lat, lon = part.point
    return _site(f"{reverse('sekitar')}?{urlencode({'lat': str(lat), 'lon': str(lon)})}")


def _site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
