"""A line of the queue as a row of its table. Put together here and not by a template: fifty to two hundred rows are
most of what the page costs, and one statement that fills gaps takes a tenth of a template's time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from rukun.channels.web.meja.lines import Line

ROW = (
    '<tr id="t-%s" data-code="%s"><td class="pick"><label><input type="checkbox" name="kode" value="%s" '
    'aria-label="{pick} %s"%s></label></td>'
    '<th scope="row"><a href="%s">%s<span class="kind">%s</span> <span class="words" lang="id">%s</span></a></th>'
    '<td data-label="{place}">%s</td><td data-label="{state}"><span class="chips">%s%s</span></td>'
    '<td data-label="{due}"><span class="due"><span class="%s">%s</span> <span class="soft small">%s</span></span></td>'
    '<td data-label="{held}">%s</td><td data-label="{crew}">%s</td></tr>\n'
)
# Kinds, places and spans of time: what many rows say, and nobody in particular.
_often = lru_cache(maxsize=4096)(escape)


def rows_of(lines: Iterable[Line], chosen: Collection[str] = ()) -> list[SafeString]:
    """Each line as a row, ticked where its code was chosen. Every value that somebody wrote is escaped here."""
    form = _form(get_language())
    # Each value is escaped in `_values`, or is markup of our own.
    return [mark_safe(form % _values(line, " checked" if line.code in chosen else "")) for line in lines]


@lru_cache(maxsize=8)
def _form(_language: str) -> str:
    """A row with the heads of its columns, which a small screen shows beside each value."""
    heads = {
        "pick": gettext("Pilih"), "place": gettext("Tempat"), "state": gettext("Status"), "due": gettext("Tenggat"),
        "held": gettext("Dipegang"), "crew": gettext("Petugas"),
    }  # fmt: skip
    return ROW.format(**{name: escape(words).replace("%", "%%") for name, words in heads.items()})


def _values(line: Line, ticked: str) -> tuple[str, ...]:
    code = escape(line.code)
    notes = "".join(f'<span class="note">{escape(note)}</span>' for note in line.notes) if line.notes else ""
    return (
        code, code, code, code, ticked, escape(line.href), line.icon, _often(line.kind), escape(line.words),
        _often(line.place), line.chip, notes, line.look, _often(line.due), line.due_at, _often(line.held),
        escape(line.holder or line.crew),
    )  # fmt: skip
