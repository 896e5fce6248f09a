"""What a row of a list of closed tickets says, and how it is written as CSV and as a workbook. Nobody is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext

from rukun.followup.models import Ticket
from rukun.followup.rules import OUTCOME_WORDS, STATE_WORDS, Outcome, State
from rukun.values.cells import plain_cell
from rukun.values.time import local
from rukun.values.words import sentence

if TYPE_CHECKING:
    import xlsxwriter.worksheet

COLUMNS = (
    sentence("Kode"), sentence("Diterima"), sentence("Ditutup"), sentence("Jenis"), sentence("Kelurahan"),
    sentence("RW"), sentence("RT"), sentence("Kantor"), sentence("Status"), sentence("Hasil"),
    sentence("Jam dipegang"), sentence("Diteruskan"), sentence("Dibuka kembali"), sentence("Lintang"),
    sentence("Bujur"), sentence("Uraian"),
)  # fmt: skip
WIDTHS = (13, 17, 17, 24, 20, 6, 6, 28, 20, 20, 12, 11, 15, 11, 11, 70)
Cell = str | int | float


def cells_of(ticket: Ticket, *, is_hidden: bool) -> list[Cell]:
    """The row of a ticket. Of a private one, or one that shows somebody's private matter, neither words nor point."""
    since = ticket.held_since
    held = (ticket.done_at - since).total_seconds() / 3600 if ticket.done_at else 0.0
    is_closed_to_all = ticket.report.is_private or is_hidden
    point = ("", "") if is_closed_to_all or ticket.lat is None or ticket.lon is None else (ticket.lat, ticket.lon)
    return [
        ticket.report.code, _moment(ticket.received_at), _moment(ticket.done_at), _kind(ticket),
        ticket.kelurahan.name, ticket.rw.code[10:13] if ticket.rw else "", ticket.rt.code[13:16] if ticket.rt else "",
        ticket.holder.name, gettext(STATE_WORDS[State(ticket.state)]),
        gettext(OUTCOME_WORDS[Outcome(ticket.outcome)]) if ticket.outcome else "",
        round(held, 1), ticket.forwards, ticket.reopened, *point,
        "" if is_closed_to_all else ticket.report.words,
    ]  # fmt: skip


def _kind(ticket: Ticket) -> str:
    return ticket.category.name_en if translation.get_language() == "en" else ticket.category.name


def _moment(at: datetime | None) -> str:
    return local(at).strftime("%Y-%m-%d %H:%M") if at else ""


def headings() -> list[str]:
    """The names of the columns in the language that is spoken."""
    return [gettext(name) for name in COLUMNS]


def csv_of(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as CSV in UTF-8. What a spreadsheet would compute is made plain, numbers stay numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode()


def rows_of(content: bytes) -> list[list[str]]:
    """The rows that `csv_of` wrote."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def write_workbook(out: IO[bytes], heads: Sequence[str], parts: Iterable[bytes], title: str) -> None:
    """Slices of CSV as one workbook. Rows go to the disk as they come: the memory does not grow with their number."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E8EAF8", "bottom": 1})
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 1)
    for number, head in enumerate(heads):
        sheet.write_string(0, number, head, bold)
    line = 0
    for part in parts:
        for cells in rows_of(part):
            line += 1
            _write_row(sheet, line, cells)
    if line:
        sheet.autofilter(0, 0, line, len(heads) - 1)
    book.close()


NUMBERS = frozenset({10, 11, 12, 13, 14})


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, line: int, cells: Sequence[str]) -> None:
    for number, cell in enumerate(cells):
        if number in NUMBERS and cell:
            sheet.write_number(line, number, float(cell))
        else:
            sheet.write_string(line, number, cell)
