"""The file of a batch in the bank's layout, and the bank's answer line by line (no Django, no database)."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zipfile import BadZipFile, ZipFile

from rukun.funds.banking.layout import Column, Layout
from rukun.values.cells import not_computed
from rukun.values.refused import Refused
from rukun.values.said import Said, listed
from rukun.values.words import sentence

LINES_MAX = 100_000
NAMED_AT_MOST = 20
UNPACKED_BYTES_MAX = 100_000_000
# Longer is no amount, and Python reads no number of thousands of digits.
AMOUNT_LENGTH_MAX = 40
# Whole rupiah as banks write them: 300000, 300.000, 300,000, 300.000,00, 300,000.00 or 300000.00. Thousands stand in
# threes and decimals in ones or twos, so no figure can be read in two ways.
WHOLE = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+(?=,|$)|\d{1,3}(?:,\d{3})+(?=\.|$))(?:[.,]0{1,2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Order:
    """One payment as the bank reads it; the amount in whole rupiah."""

    number: int
    reference: str
    bank: str
    account: str
    holder: str
    amount: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of the bank's answer: the reference, the amount, whether the money arrived, and what the bank says.

    While `is_waiting` the bank does not know yet, and the payment stays on its way.
    """

    line: int
    reference: str
    amount: int
    is_paid: bool
    code: str
    words: str
    is_waiting: bool = False


class Unread(Exception):
    """A line of the bank's answer that says nothing: why, as a part of a sentence."""

    def __init__(self, words: str, /, **facts: object) -> None:
        super().__init__(words)
        self.said = Said(words, facts)


def write_batch(layout: Layout, orders: Sequence[Order], *, batch: str, day: date) -> bytes:
    """The file: the same orders give the same bytes in CSV, and the same cells in XLSX."""
    told = {"batch": batch, "day": day.isoformat(), "count": len(orders), "total": sum(one.amount for one in orders)}
    before = [line.format(**told) for line in layout.before]
    after = [line.format(**told) for line in layout.after]
    rows = [[_cell(column, one) for column in layout.columns] for one in orders]
    titles = [column.title for column in layout.columns]
    if layout.format == "xlsx":
        return _workbook(before, titles, rows, after)
    return _text(layout, before, titles, rows, after)


def read_answer(layout: Layout, content: bytes) -> list[Answered]:
    """Every line of the bank's answer; refused with each line that cannot be read, and nothing of it is taken."""
    answer = layout.answer
    lines = list(_workbook_lines(content) if answer.format == "xlsx" else _text_lines(layout, content))
    titles = [answer.reference, answer.amount, answer.code]
    head = next((n for n, (_, cells) in enumerate(lines) if set(titles) <= set(cells)), None)
    if head is None:
        raise Refused("answer", "Jawaban bank tidak memuat kolom {titles}.", titles=", ".join(titles), field="file")
    names, found, mistakes = lines[head][1], list[Answered](), list[Said]()
    for number, cells in lines[head + 1 :]:
        if not any(cells):
            continue
        if answer.ends and cells[0].startswith(answer.ends):
            break
        # No database keeps a NUL, and no bank means one.
        row = dict(zip(names, (cell.replace("\x00", "") for cell in cells), strict=False))
        try:
            found.append(_answered(layout, number, row))
        except Unread as wrong:
            mistakes.append(Said(sentence("baris {line}: {wrong}"), {"line": number, "wrong": wrong.said}))
    twice = sentence("baris {line}: referensi {reference} dua kali")
    mistakes += [Said(twice, {"line": one.line, "reference": one.reference}) for one in _twice(found)]
    if mistakes:
        raise Refused("answer", "Jawaban bank tidak dapat dibaca: {mistakes}.", field="file",
                      mistakes=listed(mistakes, NAMED_AT_MOST))  # fmt: skip
    if not found:
        raise Refused("answer", "Jawaban bank tidak memuat satu pembayaran pun.", field="file")
    return found


def _answered(layout: Layout, number: int, row: dict[str, str]) -> Answered:
    answer = layout.answer
    reference, code = row.get(answer.reference, "").strip(), row.get(answer.code, "").strip()
    typed = row.get(answer.amount, "").strip()
    amount = WHOLE.fullmatch(typed) if len(typed) <= AMOUNT_LENGTH_MAX else None
    if not reference:
        raise Unread(sentence("tanpa referensi"))
    if amount is None:
        raise Unread(sentence("jumlah “{amount}” bukan angka"), amount=typed[:AMOUNT_LENGTH_MAX])
    if not code:
        raise Unread(sentence("tanpa kode"))
    is_paid, is_waiting = code in answer.paid, code in answer.waiting
    # Taken as turned down, money that arrived under a code that nobody described would be sent a second time.
    if not is_paid and not is_waiting and code not in answer.failed:
        raise Unread(sentence("kode {code} tidak dikenal susunan berkas ini"), code=code)
    words = answer.failed.get(code) or row.get(answer.words, "").strip() or f"Kode {code}."
    whole = int(re.sub(r"[.,]", "", amount[1]))
    return Answered(number, reference, whole, is_paid, code, "" if is_paid else words, is_waiting)


def _twice(found: Iterable[Answered]) -> list[Answered]:
    seen: set[str] = set()
    return [one for one in found if one.reference in seen or seen.add(one.reference)]  # type: ignore[func-returns-value]


def _cell(column: Column, one: Order) -> str:
    text = not_computed(" ".join(str(getattr(one, column.value)).split()))
    return text[: column.width_max] if column.width_max else text


def _text(layout: Layout, before: list[str], titles: list[str], rows: list[list[str]], after: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=layout.separator, lineterminator=layout.line_end)
    out.writelines(line + layout.line_end for line in before)
    writer.writerow(titles)
    writer.writerows(rows)
    out.writelines(line + layout.line_end for line in after)
    return out.getvalue().encode(layout.encoding, errors="replace")


def _workbook(before: list[str], titles: list[str], rows: list[list[str]], after: list[str]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        sheet = made.add_worksheet("Pembayaran")
        for number, cells in enumerate([*([line] for line in before), titles, *rows, *([line] for line in after)]):
            for place, text in enumerate(cells):
                # Account numbers keep their zeros: everything is text.
                sheet.write_string(number, place, text)
    return out.getvalue()


def _text_lines(layout: Layout, content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode(layout.encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Refused("answer", "Jawaban bank bukan teks {encoding}.", encoding=layout.encoding, field="file") from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator)
    try:
        for cells in reader:
            if reader.line_num > LINES_MAX:
                raise Refused("answer", "Jawaban bank lebih panjang dari {most} baris.", most=LINES_MAX, field="file")
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise Refused("answer", "Jawaban bank tidak dapat dibaca: {mistakes}{more}.", mistakes=wrong, more="",
                      field="file") from None  # fmt: skip


def _workbook_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    # Beside what openpyxl says itself: XML that breaks off is a SyntaxError, one with entities a ValueError, a locked
    # workbook a RuntimeError.
    broken = (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError, SyntaxError, RuntimeError,
              TypeError, AttributeError, EOFError, zlib.error)  # fmt: skip
    try:
        # A workbook is a zip: what it would unpack to is known before it is unpacked.
        if sum(part.file_size for part in ZipFile(io.BytesIO(content)).infolist()) > UNPACKED_BYTES_MAX:
            raise Refused("answer", "Jawaban bank terlalu besar.", field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=LINES_MAX + 1), start=1):
            if number > LINES_MAX:
                raise Refused("answer", "Jawaban bank lebih panjang dari {most} baris.", most=LINES_MAX, field="file")
            yield number, ["" if cell is None else str(cell).strip() for cell in row]
    except broken:
        raise Refused("answer", "Jawaban bank bukan berkas XLSX yang sah.", field="file") from None
