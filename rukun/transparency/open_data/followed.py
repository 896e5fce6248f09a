"""How long reports were in whose hands: for everyone to see, and as the inputs of both rankings.

Each ticket of a month is followed once, and told in three data sets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from rukun.followup.queries import came_in, followed, handled_by, held, kelurahan_by_id, office_codes
from rukun.ranking.queries import skpd_by_id
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.raw import Raw
from rukun.transparency.open_data.reported import Stretch, closed_tickets, open_tickets
from rukun.transparency.open_data.spelling import Told
from rukun.transparency.open_data.writing import Row
from rukun.validation.queries import struck_codes
from rukun.values.time import Month

HELD = Told(datasets()["held"])
OF_KELURAHAN, OF_SKPD = Told(datasets()["ranking-inputs"]), Told(datasets()["ranking-skpd-inputs"])


def write_month(folder: Path, month: Month, at: datetime, formats: Collection[str]) -> None:
    """The three data sets of a month: how long each office held what everyone may see, and what the rankings
    of kelurahan and of departments are made from (as `ranking.queries.inputs` has it), whoever may see that."""
    sheets = [Raw(folder, told) for told in (HELD, OF_KELURAHAN, OF_SKPD)]
    add_held, add_of_kelurahan, add_of_skpd = (sheet.add_all for sheet in sheets)
    came = came_in(month)
    closed = closed_tickets(Stretch(month.starts_at, month.ends_at))
    codes, kelurahan, skpd = office_codes(), kelurahan_by_id(), skpd_by_id()
    struck = struck_codes(month)
    for ticket in followed(came, min(at, month.ends_at)):
        if ticket.id not in closed:
            add_held(held(ticket, codes))
        if ticket.report not in struck:
            add_of_kelurahan(handled_by(ticket, kelurahan))
            add_of_skpd(handled_by(ticket, skpd))
    for sheet in sheets:
        sheet.finish(formats)


def held_rows(stretch: Stretch) -> Iterator[Row]:
    """How long each office held each of the tickets of a delta, up to its end; ten queries a portion."""
    codes = office_codes()
    for ticket in followed(open_tickets(stretch), stretch.ends):
        yield from held(ticket, codes)
