"""How long reports were in whose hands: for everyone to see, and as the inputs of both rankings.

Each ticket of a month is read and followed once, and told in four data sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from django.db.models import Case, Exists, OuterRef, TextField, Value, When

from rukun.followup.queries import (
    Came,
    Handled,
    calendar,
    came_in,
    followed,
    followed_of,
    handled_by,
    held,
    kelurahan_by_id,
    office_codes,
    portions,
)
from rukun.followup.ran import Ran
from rukun.ranking.queries import counts_for, skpd_by_id
from rukun.sosialisasi.helped.queries import typed_at_own_counter
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.lines import Line
from rukun.transparency.open_data.raw import Raw
from rukun.transparency.open_data.reported import OF_A_TICKET, TICKETS, Stretch, open_tickets, with_kinds
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import Row
from rukun.transparency.queries import is_public_of_many
from rukun.validation.models import CurrentVerdict
from rukun.values.time import Month

HELD = Told(datasets()["held"])
OF_KELURAHAN, OF_SKPD = Told(datasets()["ranking-inputs"]), Told(datasets()["ranking-skpd-inputs"])


def write_month(folder: Path, month: Month, at: datetime, formats: Collection[str], apart: Path) -> list[partial[None]]:
    """The four data sets of a month: what became of what everyone may see and how long each office held it, and what
    the rankings of kelurahan and of departments are made from (as `ranking.queries.inputs` has it), whoever may see
    that. Returns what is left to do of them."""
    sheets = [Raw(folder, told, apart) for told in (with_kinds(TICKETS), HELD, OF_KELURAHAN, OF_SKPD)]
    kept: list[list[str]] = [[] for _ in sheets]
    of_tickets, of_held, of_kelurahan, of_skpd = kept
    codes, kelurahan, skpd = (_in_quotes(one) for one in (office_codes(), kelurahan_by_id(), skpd_by_id()))
    typed = typed_at_own_counter(month)
    ran, until = Ran(calendar()), min(at, month.ends_at)
    for portion, lines, struck in _read(month):
        of_tickets += filter(None, lines)
        closed = {ticket.id for ticket, line in zip(portion, lines, strict=True) if not line}
        found = list(followed_of(portion, until, ran))
        shown = [one for one in found if one.id not in closed] if closed else found
        of_held += [f"{one.report},{codes[office]},{spent}" for one in shown for office, spent in one.seconds.items()]
        ranked = [one for one in found if one.report not in struck]
        of_kelurahan += [
            _line(row)
            for one in ranked
            for row in handled_by(one, kelurahan)
            if one.report not in typed or counts_for(row, typed)
        ]
        of_skpd += [_line(row) for one in ranked if skpd.keys() & one.seconds for row in handled_by(one, skpd)]
        _write(sheets, kept)
    return [sheet.left(formats) for sheet in sheets]


def _read(month: Month) -> Iterator[tuple[list[Came], list[str], set[str]]]:
    """The tickets of a month, each with its line of `TICKETS`; without one where not everyone may see its report. And
    the codes of those whose report stands struck. They are read once: what is closed to the public, and what is struck,
    is looked up while they are, and not by a query of its own; of a large city that would be a third of the memory."""
    line = Line(TICKETS.columns.values(), OF_A_TICKET)
    told = Case(When(is_public_of_many("report__"), then=line), default=Value(""), output_field=TextField())
    is_struck = Exists(CurrentVerdict.objects.filter(report=OuterRef("report"), is_valid=False))
    for portion, beside in portions(came_in(month), told, is_struck):
        struck = {one.report for one, (_, is_out) in zip(portion, beside, strict=True) if is_out}
        yield portion, [line for line, _ in beside], struck


def _in_quotes(codes: Mapping[int, str]) -> Mapping[int, str]:
    """Codes as a CSV has them, whatever is in them."""
    return {number: '"' + code.replace('"', '""') + '"' for number, code in codes.items()}


def _write(sheets: Sequence[Raw], kept: Sequence[list[str]]) -> None:
    for sheet, lines in zip(sheets, kept, strict=True):
        if lines:
            sheet.add_lines(lines)
            lines.clear()


def _line(one: Handled) -> str:
    """A row of codes and figures: nothing has to be quoted but what a city calls its offices."""
    report, office, held_seconds, allowed_seconds, *rest = one
    return f"{report},{office},{held_seconds},{allowed_seconds},{_rest_of(*rest)}"


@cache
def _rest_of(*rest: object) -> str:
    """How it ended; there are few ways, and a million rows have one of them."""
    return ",".join("" if value is None else str(value) for value in rest)


def held_rows(stretch: Stretch) -> Iterator[Row]:
    """How long each office held each of the tickets of a delta, up to its end; ten queries a portion."""
    codes = office_codes()
    for ticket in followed(open_tickets(stretch), stretch.ends):
        yield from held(ticket, codes)
