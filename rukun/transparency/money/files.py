"""Statements, transfers and expenses to take away, kelurahan by kelurahan, as rows of text and numbers; no persons.

Nothing here holds more than one kelurahan in memory. The names of the columns are English, as in every file for
machines; what each means is said in `COLUMNS`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from rukun.areas.models import Area
from rukun.funds import queries as funds
from rukun.funds.models import Account, Expense, Statement, Transfer
from rukun.people.words import unit_words
from rukun.transparency.money.facts import public_name, units_within
from rukun.transparency.money.figures import Period
from rukun.transparency.money.unit import expenses_of
from rukun.values.cells import plain
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, iso
from rukun.values.words import sentence

# Written before everything else, so that spreadsheets know it for UTF-8.
MARK = "\ufeff"
Cell = str | int
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, and what it says."""

    name: str
    words: str


UNIT = (
    Column("unit_code", sentence("Kode RT atau RW: enam belas atau tiga belas angka, diawali kode kelurahannya.")),
    Column("unit", sentence("Nama RT atau RW.")),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "hak": (
        Column("month", sentence("Bulan yang dihitung, seperti 2016-06.")),
        *UNIT,
        Column("decree", sentence("Nomor keputusan yang berlaku ketika bulan itu ditutup.")),
        Column("decree_digest", sentence("SHA-256 berkas keputusan itu.")),
        Column("reports_counted", sentence("Banyaknya laporan sah yang dihitung.")),
        Column("total", sentence("Rupiah yang menjadi hak unit untuk bulan itu.")),
        Column("state", sentence("Keadaan: closed (ditutup), approved (disetujui), atau paid (dibayar).")),
        Column("closed_on", sentence("Hari bulan itu ditutup.")),
        Column("approved_on", sentence("Hari disetujui; kosong bila belum.")),
        Column("paid_on", sentence("Hari dibayar; kosong bila belum.")),
    ),
    "transfer": (
        Column("key", sentence("Nama perpindahan; tiap nama memindahkan uang sekali saja.")),
        Column("at", sentence("Saat uang dibukukan berpindah, dalam UTC.")),
        Column("cause", sentence("Sebab perpindahan, seperti accrued, approved, paid, spent, tax, taken-back.")),
        Column("amount", sentence("Rupiah, selalu lebih dari nol.")),
        Column("from_area", sentence("Kode wilayah pemilik rekening asal.")),
        Column("from_account", sentence("Jenis rekening asal, seperti budget, owed, approved, kas.")),
        Column("to_area", sentence("Kode wilayah pemilik rekening tujuan.")),
        Column("to_account", sentence("Jenis rekening tujuan, seperti kas, spent, tax, returned.")),
    ),
    "belanja": (
        Column("entered_on", sentence("Hari pengeluaran masuk ke buku kas.")),
        Column("day", sentence("Hari menurut kuitansi.")),
        *UNIT,
        Column("use", sentence("Kode penggunaan menurut katalog keputusan.")),
        Column("use_name", sentence("Nama penggunaan itu.")),
        Column("ruling", sentence("Jawaban katalog saat itu: yes, up-to, atau ask.")),
        Column("rests_on", sentence("Keputusan, atau kantor yang menjawab, yang menjadi dasarnya.")),
        Column("amount", sentence("Rupiah, termasuk pajak.")),
        Column("tax", sentence("Rupiah pajak yang dipotong darinya.")),
        Column("has_receipt", sentence("1 bila ada foto kuitansi, 0 bila tidak; fotonya sendiri tidak terbuka.")),
        Column("taken_back_on", sentence("Hari pengeluaran itu dibatalkan; kosong bila berlaku.")),
    ),
}


def refuse_too_much(area: Area, period: Period, form: str) -> None:
    """A whole year is for a kecamatan and smaller; a workbook for a kelurahan and smaller, and for what has a code."""
    if form == "xlsx" and len(area.code) < LENGTH_OF[Kind.KELURAHAN]:
        raise Refused("large", "Buku kerja XLSX dibuat untuk kelurahan, RW, dan RT; untuk wilayah ini ambil CSV.")
    if not period.is_month and len(area.code) < LENGTH_OF[Kind.KECAMATAN]:
        raise Refused(
            "large", "Untuk kota dan provinsi pilih satu bulan; setahun diunduh per kecamatan.", field="bulan"
        )


def csv_of(area: Area, kind: str, period: Period) -> Iterator[bytes]:
    """The rows of one kind as CSV, a kelurahan at a time; the first piece comes before anything is asked."""
    if kind not in COLUMNS:
        raise hidden()
    yield _written([[column.name for column in COLUMNS[kind]]], MARK)
    for ward in _wards(area):
        if rows := list(rows_of(ward, kind, period)):
            yield _written(rows)


def dictionary_csv(say: Say) -> bytes:
    """What each column means, as a file."""
    rows: list[list[Cell]] = [["file", "column", "meaning"]]
    rows += [[kind, column.name, say(column.words)] for kind, columns in COLUMNS.items() for column in columns]
    return _written(rows, MARK)


def _written(rows: Iterable[Iterable[Cell]], mark: str = "") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([plain(cell) for cell in row] for row in rows)
    return (mark + out.getvalue()).encode()


def workbook_of(area: Area, period: Period, say: Say) -> bytes:
    """A sheet for each kind, and one that says what each column means."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as made:
        bold, money = made.add_format({"bold": True, "bottom": 1}), made.add_format({"num_format": "#,##0"})
        for kind, columns in COLUMNS.items():
            sheet = made.add_worksheet(kind)
            sheet.freeze_panes(1, 0)
            for number, column in enumerate(columns):
                sheet.set_column(number, number, max(12, len(column.name) + 2))
                sheet.write_string(0, number, column.name, bold)
            rows = (row for ward in _wards(area) for row in rows_of(ward, kind, period))
            for at, row in enumerate(rows, start=1):
                for number, cell in enumerate(row):
                    if isinstance(cell, int):
                        sheet.write_number(at, number, cell, money)
                    else:
                        sheet.write_string(at, number, cell)
        told = made.add_worksheet("kolom")
        told.set_column(0, 1, 18)
        told.set_column(2, 2, 80)
        pairs = [(kind, column) for kind, columns in COLUMNS.items() for column in columns]
        for at, (kind, column) in enumerate(pairs):
            for number, cell in enumerate((kind, column.name, say(column.words))):
                told.write_string(at, number, cell)
    return out.getvalue()


def _wards(area: Area) -> Iterable[AreaCode]:
    """The kelurahan of an area, or the area itself where it is smaller; one query."""
    if len(area.code) >= LENGTH_OF[Kind.KELURAHAN]:
        return [area.area_code]
    found = Area.objects.filter(kind=Kind.KELURAHAN, code__startswith=area.code).order_by("code")
    return [AreaCode(code) for code in found.values_list("code", flat=True)]


def rows_of(ward: AreaCode, kind: str, period: Period) -> Iterator[list[Cell]]:
    """The rows of a kelurahan or smaller; two or three queries."""
    units = units_within(ward)
    if kind == "hak":
        yield from _statements(units, period)
    elif kind == "transfer":
        yield from _transfers(ward, period)
    else:
        named = {unit.pk: unit for unit in units}
        yield from (_expense(named[row.unit_id], row) for row in expenses_of(units, period).order_by("at", "id"))


def _named(unit: Area) -> list[Cell]:
    return [unit.code, unit_words(unit.area_code, unit.name)]


def _day(at: datetime | None) -> str:
    return day_of(at).isoformat() if at else ""


def _statements(units: list[Area], period: Period) -> Iterator[list[Cell]]:
    rows = Statement.objects.filter(unit__in=units, month__gte=period.first.first, month__lte=period.last.first)
    for row in rows.select_related("closing", "decree", "unit").order_by("month", "unit__code"):
        closing = row.closing
        yield [
            f"{row.month:%Y-%m}", *_named(row.unit), funds.decree_of(row).number, row.decree.digest,
            len(row.codes["counted"]), row.total, closing.state, _day(closing.closed_at), _day(closing.approved_at),
            _day(closing.paid_at),
        ]  # fmt: skip


def _transfers(ward: AreaCode, period: Period) -> Iterator[list[Cell]]:
    accounts = list(Account.objects.filter(owner__code__startswith=ward.digits).values_list("id", flat=True))
    either = Q(debit_id__in=accounts) | Q(credit_id__in=accounts)
    rows = Transfer.objects.filter(either, at__gte=period.first.starts_at, at__lt=period.last.ends_at)
    told = rows.order_by("at", "id").values_list(
        "key", "at", "cause", "amount", "credit__owner__code", "credit__kind", "debit__owner__code", "debit__kind"
    )
    for key, at, cause, amount, *ends in told:
        yield [key, iso(at), cause, amount, *ends]


def _expense(unit: Area, row: Expense) -> list[Cell]:
    back = getattr(row, "reversal", None)
    return [
        _day(row.at), row.day.isoformat(), *_named(unit), row.use, public_name(row.use, row.use_name), row.ruling,
        row.rests_on, row.amount, row.tax, int(bool(row.receipt)), _day(back.at if back else None),
    ]  # fmt: skip
