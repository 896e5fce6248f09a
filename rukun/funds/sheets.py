"""The papers of a unit's cash book as a PDF ready to sign and as a workbook; from the books alone, in Indonesian."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rukun.areas.models import Area
from rukun.funds.queries.spending import Book, BookLine
from rukun.people.words import unit_words
from rukun.values.code import Kind
from rukun.values.indonesian import day_in_words
from rukun.values.rupiah import written
from rukun.values.terbilang import terbilang
from rukun.values.time import Month, day_of
from rukun.values.typeset import typeset

TEMPLATE = Path(__file__).with_name("books.typ")
CAUSES = {
    "paid": "Uang operasional diterima", "taken-back": "Pembatalan",
    "merged": "Kas unit yang digabungkan", "tax": "Pajak dipotong", "spent": "Belanja",
    "given-back": "Dikembalikan ke kas daerah",
}  # fmt: skip
COLUMNS = (("No.", 6), ("Tanggal", 14), ("Uraian", 48), ("Bukti", 10), ("Terima", 16), ("Keluar", 16), ("Saldo", 16))
RUPIAH = '#,##0;[Red]-#,##0;"-"'


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands around the lines: kind of paper, period, number, the areas above the unit, who signs, the rule.

    `above` are the names of kota, kecamatan and kelurahan, as far as there are any.
    """

    title: str
    period: str
    number: str
    unit: Area
    above: tuple[str, ...]
    rule: str
    on: date
    signers: tuple[str, ...]

    @property
    def named(self) -> str:
        return unit_words(self.unit.area_code, self.unit.name)


def signers_of(unit: Area, kind: str) -> tuple[str, ...]:
    """Who signs which paper: the meeting's is signed by residents, the others are seen by the lurah."""
    head = "Ketua RT" if unit.kind == Kind.RT else "Ketua RW"
    board = head.replace("Ketua", "Bendahara")
    return (board, head, "Wakil warga") if kind == "meeting" else (board, head, "Mengetahui, Lurah")


def pdf_of(paper: Paper, book: Book, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF; `pictures` by digest are added as an appendix, each named by its line.

    The facts travel as data, never as markup: whatever a supplier is called, it is printed and not obeyed.
    """
    pictures = pictures or {}
    told = _told(paper, book) | {"receipts": _receipts(book, pictures)}
    # A folder of its own: the compiler sees the template and these pictures and nothing else of the disk.
    with TemporaryDirectory(prefix="rukun-paper-") as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        for digest, content in pictures.items():
            (Path(folder) / f"{digest}.jpg").write_bytes(content)
        return typeset(main, {"sheet": json.dumps(told)})


def workbook_of(paper: Paper, book: Book) -> bytes:
    """The same lines as an XLSX, its sums as formulas that a spreadsheet reckons again."""
    import xlsxwriter

    out = io.BytesIO()
    # A cell that begins with "=" is what somebody typed, and no formula.
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        made.set_properties({"title": f"{paper.title} {paper.period}", "author": paper.named})
        bold, money = made.add_format({"bold": True}), made.add_format({"num_format": RUPIAH})
        total = made.add_format({"bold": True, "top": 1, "num_format": RUPIAH})
        head = made.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#E8EAF3"})
        sheet = made.add_worksheet("Buku kas")
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for row, words in enumerate((paper.title.upper(), paper.named, paper.period, f"Nomor: {paper.number}")):
            sheet.write_string(row, 0, words, bold)
        first = 6
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(first - 1, column, name, head)
        sheet.write_string(first, 2, "Saldo awal")
        sheet.write_number(first, 6, book.before, money)
        for row, line in enumerate(book.lines, start=first + 1):
            _row(sheet, row, line, money)
        _sums(sheet, first, book, total)
    return out.getvalue()


def _row(sheet: Any, row: int, line: BookLine, money: Any) -> None:
    sheet.write_number(row, 0, line.number)
    sheet.write_string(row, 1, f"{day_of(line.entry.at):%d-%m-%Y}")
    sheet.write_string(row, 2, words_of_line(line))
    sheet.write_string(row, 3, _proof(line))
    sheet.write_number(row, 4, line.came_in, money)
    sheet.write_number(row, 5, line.went_out, money)
    sheet.write_number(row, 6, line.entry.balance, money)


def _sums(sheet: Any, first: int, book: Book, total: Any) -> None:
    last = first + len(book.lines)
    came, went = (sum(getattr(line, name) for line in book.lines) for name in ("came_in", "went_out"))
    sheet.write_string(last + 1, 2, "Jumlah dan saldo akhir", total)
    # Reckoned here as well, for readers that show a formula's kept value.
    for column, letter, value in ((4, "E", came), (5, "F", went)):
        sheet.write_formula(last + 1, column, f"=SUM({letter}{first + 1}:{letter}{last + 1})", total, value)
    sheet.write_formula(last + 1, 6, f"=G{first + 1}+E{last + 2}-F{last + 2}", total, book.after)
    sheet.write_string(last + 3, 2, f"Saldo akhir: {amount_in_words(book.after)}")


def words_of_line(line: BookLine) -> str:
    """What a line of the book is about: `Konsumsi rapat, Warung Bu Tini`."""
    what = CAUSES.get(line.entry.cause, line.entry.cause)
    if line.expense is None:
        return what
    about = f"{line.expense.use_name}, {line.expense.supplier}"
    if line.is_back:
        return f"Pembatalan: {about}"
    return f"Pajak: {about}" if line.is_tax else about


def amount_in_words(amount: int) -> str:
    """`Rp 50.000 (lima puluh ribu rupiah)`; below zero it says so."""
    return f"{written(amount)} ({'minus ' if amount < 0 else ''}{terbilang(abs(amount))} rupiah)"


def _told(paper: Paper, book: Book) -> dict[str, Any]:
    uses: dict[str, int] = {}
    for expense in book.standing:
        uses[expense.use_name] = uses.get(expense.use_name, 0) + expense.amount
    place = paper.above[-1] if paper.above else paper.unit.name
    kinds = ("Kota", "Kecamatan", "Kelurahan")[-len(paper.above) :] if paper.above else ()
    return {
        "title": paper.title, "period": paper.period, "number": paper.number, "unit": paper.named,
        "head": [f"{kind} {name.removeprefix(f'{kind} ')}" for kind, name in zip(kinds, paper.above, strict=True)]
        + [_long(paper)],
        "facts": [["Dasar", paper.rule], ["Masa", paper.period],
                  ["Diterima", amount_in_words(book.received)], ["Dibelanjakan", amount_in_words(book.spent)],
                  ["Saldo akhir", amount_in_words(book.after)]],
        "before": _plain(book.before), "after": _plain(book.after),
        "received": _plain(sum(line.came_in for line in book.lines)),
        "spent": _plain(sum(line.went_out for line in book.lines)),
        "lines": [_line(line) for line in book.lines],
        "uses": [[name, _plain(amount)] for name, amount in sorted(uses.items(), key=lambda u: (-u[1], u[0]))],
        "said": ["Uang tersebut di atas dipakai untuk tugas RT/RW menurut keputusan yang berlaku; buktinya disimpan "
                 "oleh pengurus dan dapat diperiksa."],
        "missing": [f"{one.day:%d-%m-%Y}, {one.use_name}, {one.supplier}, {written(one.amount)}: {one.without}"
                    for one in book.without_receipt],
        "place": f"{place}, {day_in_words(paper.on)}",
        "signers": list(paper.signers), "foot": f"{paper.title} · {paper.named} · {paper.period}",
    }  # fmt: skip


def _long(paper: Paper) -> str:
    digits = paper.unit.code
    rw = f"Rukun Warga {digits[10:13]}"
    return f"Rukun Tetangga {digits[13:16]} {rw}" if paper.unit.kind == Kind.RT else rw


def _line(line: BookLine) -> dict[str, str]:
    return {
        "no": str(line.number), "day": f"{day_of(line.entry.at):%d-%m-%Y}", "words": words_of_line(line),
        "proof": _proof(line), "came": _plain(line.came_in) if line.came_in else "",
        "went": _plain(line.went_out) if line.went_out else "", "balance": _plain(line.entry.balance),
    }  # fmt: skip


def _proof(line: BookLine) -> str:
    if line.expense is None or line.is_back or line.is_tax:
        return ""
    return f"B-{line.number}" if line.expense.receipt else "tidak ada"


def _receipts(book: Book, pictures: Mapping[str, bytes]) -> list[dict[str, str]]:
    return [
        {"file": f"{line.expense.receipt}.jpg", "words": f"{_proof(line)} · {words_of_line(line)} · "
                                                        f"{written(line.expense.amount)}"}
        for line in book.lines
        if line.expense and _proof(line) and line.expense.receipt in pictures
    ]  # fmt: skip


def _plain(amount: int) -> str:
    return written(amount).replace("Rp ", "")


def month_words(month: Month) -> str:
    """`Juni 2016`."""
    return day_in_words(month.first, "MMMM y")


def names_above(names: Sequence[str]) -> tuple[str, ...]:
    """Those that there are, from the kota down."""
    return tuple(name for name in names if name)
