"""A line of the queue as a row of its table. Put together here and not by a template: fifty to two hundred rows are
most of what the page costs, and one statement that fills gaps takes a tenth of a template's time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from rukun.channels.web.meja.lines import Line

ROW = (
    '<tr id="t-{code}" data-code="{code}"><td class="pick"><label><input type="checkbox" name="kode" value="{code}" '
    'aria-label="{pick} {code}"{ticked}></label></td>'
    '<th scope="row"><a href="{href}">{icon}<span class="kind">{kind}</span> '
    '<span class="words">{words}</span></a></th>'
    '<td data-label="{place_head}">{place}</td>'
    '<td data-label="{state_head}"><span class="chips">{chip}{notes}</span></td>'
    '<td data-label="{due_head}"><span class="due"><span class="{look}">{due}</span> '
    '<span class="soft small">{due_at}</span></span></td>'
    '<td data-label="{held_head}">{held}</td><td data-label="{crew_head}">{crew}</td></tr>\n'
)


def rows_of(lines: Iterable[Line], chosen: Collection[str] = ()) -> list[SafeString]:
    """Each line as a row, ticked where its code was chosen. Every value that somebody wrote is escaped here."""
    heads = {
        "pick": escape(gettext("Pilih")),
        "place_head": escape(gettext("Tempat")),
        "state_head": escape(gettext("Status")),
        "due_head": escape(gettext("Tenggat")),
        "held_head": escape(gettext("Dipegang")),
        "crew_head": escape(gettext("Petugas")),
    }
    return [_row(line, heads, " checked" if line.code in chosen else "") for line in lines]


def _row(line: Line, heads: dict[str, str], ticked: str) -> SafeString:
    written = ROW.format(
        code=escape(line.code),
        ticked=ticked,
        href=escape(line.href),
        icon=line.icon,
        kind=escape(line.kind),
        words=escape(line.words),
        place=escape(line.place),
        chip=line.chip,
        notes="".join(f'<span class="note">{escape(note)}</span>' for note in line.notes),
        look=line.look,
        due=escape(line.due),
        due_at=line.due_at,
        held=escape(line.held),
        crew=escape(line.holder or line.crew),
        **heads,
    )
    return mark_safe(written)  # each value is escaped above, or markup of our own
