"""What somebody typed is text in every table that leaves the house: no spreadsheet computes it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from rukun.channels.cli.historic import written as refusals_written
from rukun.followup.oversight import columns
from rukun.funds.banking.files import Order, write_batch
from rukun.funds.banking.layout import read_layout
from rukun.reports.history.rows import RefusedRow
from rukun.transparency.money import files as money
from rukun.transparency.open_data.writing import cell as of_open_data
from rukun.values.cells import FORMULA, UNSEEN, not_computed, plain, plain_cell

ROOT = Path(settings.REPOSITORY) / "rukun"
ATTACKS = ("=HYPERLINK(\"http://x\")", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", " =1+1",
           "＝1+1", "\ufeff=1", "\r\n=1")  # fmt: skip
# Every module that writes a table, and why what somebody typed is text in it; a new one fails the test below.
WRITERS = {
    "channels/cli/historic.py": "plain",
    "channels/web/umum/validasi.py": "codes and digests of our own making",
    "followup/oversight/columns.py": "plain_cell, write_string",
    "funds/banking/files.py": "not_computed, write_string",
    "funds/rekening.py": "plain",
    "funds/sheets.py": "write_string; its formulas are its own",
    "kota/making.py": "names that `areas.cells` refuses where they begin so",
    "transparency/money/files.py": "plain, write_string",
    "transparency/open_data/describing.py": "the dictionary, which stands in this repository",
    "transparency/open_data/raw.py": "what it writes is spelled by `spelling`, whose `cell` is plain",
    "transparency/open_data/writing.py": "plain",
}


def computed(text: object) -> bool:
    return isinstance(text, str) and text.lstrip(UNSEEN).startswith(FORMULA)


def test_every_module_that_writes_a_table_is_known_here() -> None:
    marks = ("csv.writer(", "csv.DictWriter(", "xlsxwriter.Workbook(", "Workbook()")
    found = {
        str(file.relative_to(ROOT))
        for file in ROOT.rglob("*.py")
        if any(mark in file.read_text() for mark in marks)
        and "simulate" not in file.parts
        and "bench" not in file.parts
    }
    assert found == set(WRITERS)


def test_no_workbook_makes_a_formula_or_a_link_of_what_it_is_given() -> None:
    for name in WRITERS:
        text = (ROOT / name).read_text()
        if "xlsxwriter" in text:
            assert (
                text.count("xlsxwriter.Workbook(") == text.count("strings_to_formulas") == text.count("strings_to_urls")
            ), name
            assert ".write(" not in text.replace("out.write(", ""), f"{name} lets the library guess"


@given(st.text())
def test_no_text_is_computed_and_none_is_lost(text: str) -> None:
    kept = plain_cell(text)
    assert not computed(kept) and kept.removeprefix("'") in (text, text.removeprefix("'"))
    assert not computed(not_computed(text))


@pytest.mark.parametrize("number", ["-1", "+62", "-0.25", "1e9", -5, 3.5, None, True])
def test_a_number_stays_a_number(number: object) -> None:
    assert plain(number) == number


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_writer_gives_text(attack: str, tmp_path: Path) -> None:
    assert not computed(of_open_data(attack))
    (row,) = csv.reader(io.StringIO(columns.csv_of([[attack, 1]]).decode(), newline=""))
    assert not computed(row[0])
    (row,) = csv.reader(io.StringIO(money._written([[attack, 1]]).decode(), newline=""))
    assert not computed(row[0])
    with refusals_written(tmp_path / "refused.csv", None) as hears:
        hears(RefusedRow(1, attack, "words", "bad", attack))
    _, row = csv.reader((tmp_path / "refused.csv").read_text().splitlines())
    assert not any(computed(cell) for cell in row)


@pytest.mark.parametrize("name", ["contoh-csv", "contoh-xlsx"])
def test_a_bank_file_holds_no_formula_and_keeps_the_name(name: str) -> None:
    file = Path(settings.REPOSITORY) / "kota" / "contoh" / "bank" / f"{name}.toml"
    order = Order(1, "R-1", "008", "0123", "=cmd|' /C calc'!A0", 1000, "RT 005", "Mei")
    content = write_batch(read_layout(name, file.read_bytes()), [order], batch="B1", day=date(2016, 6, 1))
    if name.endswith("xlsx"):
        cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows() for cell in row]
        told = "\n".join(str(cell.value) for cell in cells)
        assert {cell.data_type for cell in cells} <= {"s", "n"}, "no cell is a formula"
    else:
        told = content.decode("latin-1")
    assert "cmd|' /C calc'!A0" in told and "=cmd" not in told


def test_a_workbook_of_the_archive_keeps_what_was_typed_as_text(tmp_path: Path) -> None:
    target = tmp_path / "arsip.xlsx"
    with target.open("wb") as out:
        columns.write_workbook(out, ["Uraian"], [columns.csv_of([["=1+1"]])], "Arsip")
    told = load_workbook(target).active
    assert told is not None and told["A2"].value == "'=1+1" and told["A2"].data_type == "s"
