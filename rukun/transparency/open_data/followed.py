"""How long reports were in whose hands: for everyone to see, and as the inputs of both rankings.

Each ticket of a month is followed once, and told in three data sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from rukun.followup.queries import Handled, came_in, followed, handled_by, held, kelurahan_by_id, office_codes
from rukun.ranking.queries import skpd_by_id
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.raw import Raw
from rukun.transparency.open_data.reported import Stretch, closed_tickets, open_tickets
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import Row
from rukun.validation.queries import struck_codes
from rukun.values.time import Month

KEPT_AT_MOST = 10_000
HELD = Told(datasets()["held"])
OF_KELURAHAN, OF_SKPD = Told(datasets()["ranking-inputs"]), Told(datasets()["ranking-skpd-inputs"])


def write_month(folder: Path, month: Month, at: datetime, formats: Collection[str]) -> None:
    """The three data sets of a month: how long each office held what everyone may see, and what the rankings
    of kelurahan and of departments are made from (as `ranking.queries.inputs` has it), whoever may see that."""
    sheets = [Raw(folder, told) for told in (HELD, OF_KELURAHAN, OF_SKPD)]
    kept: list[list[str]] = [[] for _ in sheets]
    of_held, of_kelurahan, of_skpd = kept
    closed = closed_tickets(Stretch(month.starts_at, month.ends_at))
    codes, kelurahan, skpd = (_in_quotes(one) for one in (office_codes(), kelurahan_by_id(), skpd_by_id()))
    struck = struck_codes(month)
    for ticket in followed(came_in(month), min(at, month.ends_at)):
        if ticket.id not in closed:
            of_held += [f"{report},{office},{seconds}" for report, office, seconds in held(ticket, codes)]
        if ticket.report not in struck:
            of_kelurahan += [_line(one) for one in handled_by(ticket, kelurahan)]
            of_skpd += [_line(one) for one in handled_by(ticket, skpd)]
        if len(of_held) + len(of_kelurahan) + len(of_skpd) >= KEPT_AT_MOST:
            _write(sheets, kept)
    _write(sheets, kept)
    for sheet in sheets:
        sheet.finish(formats)


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
