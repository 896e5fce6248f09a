"""What goes to a bank and comes back as a file: written and read by a layout, or refused in plain words (pure)."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from rukun.funds.banking.files import Order, read_answer, write_batch
from rukun.funds.banking.layout import read_layout
from rukun.funds.banking.library import layout_of
from rukun.values.refused import Refused
from tests.conftest import CONTOH


def orders(many: int = 3) -> list[Order]:
    return [
        Order(n, f"RKN{n:09}-1", "008", f"00123{n}", f"Ketua; RT\n{n} é", 975_000 + n, f"RT {n}", f"Operasional {n}")
        for n in range(1, many + 1)
    ]


@pytest.mark.parametrize("name", ["contoh-csv", "contoh-xlsx"])
def test_what_is_written_by_a_layout_is_read_again_by_it(name: str) -> None:
    layout = layout_of(CONTOH, name)
    content = write_batch(layout, orders(), batch="000001", day=date(2016, 7, 1))
    if layout.format == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[union-attr]
        assert rows[1][3] == "001231", "an account keeps its zeros"
        book = Workbook()
        for row in [["Referensi", "Jumlah", "Kode"], *[[r[1], int(r[5]), "00"] for r in rows[1:]]]:
            book.active.append(row)  # type: ignore[union-attr]
        out = io.BytesIO()
        book.save(out)
        answer = out.getvalue()
    else:
        text = content.decode()
        assert text.startswith("RUKUN;000001;2016-07-01;3;2925006\r\n") and '"Ketua; RT 1 é"' in text
        rows = [line.split(";") for line in text.replace('"Ketua; RT', "x").splitlines()[2:]]
        answer = "\r\n".join(["Referensi;Jumlah;Kode", *[f"{r[1]};{r[5]};00" for r in rows]]).encode()
    read = read_answer(layout, answer)
    assert [(one.reference, one.amount, one.is_paid) for one in read] == [
        (o.reference, o.amount, True) for o in orders()
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"Referensi;Jumlah\r\na;1", b"PK\x03\x04", b"Referensi;Jumlah;Kode\r\n"]
)
@pytest.mark.parametrize("name", ["contoh-csv", "contoh-xlsx"])
def test_a_file_that_is_no_answer_is_refused_in_plain_words(name: str, content: bytes) -> None:
    with pytest.raises(Refused, match="Jawaban bank"):
        read_answer(layout_of(CONTOH, name), content)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("975000", 975_000), ("975.000", 975_000), ("975,000", 975_000), ("975.000,00", 975_000), ("975000,0", 975_000),
        ("975,000.00", 975_000), ("975000.00", 975_000), ("1.975.000", 1_975_000), ("9750.00", 9_750), ("0", 0),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_the_bank_wrote_it(written: str, amount: int) -> None:
    (read,) = read_answer(layout_of(CONTOH, "contoh-csv"), f"Referensi;Jumlah;Kode\r\nA;{written};00".encode())
    assert read.amount == amount


@pytest.mark.parametrize("written", ["", "-5", "9750.5", "97.50.00", "975,000,00", "9.7.5", "1.975,000", "٣", "9 750"])
def test_an_amount_that_could_be_another_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="bukan angka"):
        read_answer(layout_of(CONTOH, "contoh-csv"), f"Referensi;Jumlah;Kode\r\nA;{written};00".encode())


def test_a_code_stored_as_a_number_is_refused_and_not_taken_as_turned_down() -> None:
    with pytest.raises(Refused, match="kode 0 tidak dikenal"):
        read_answer(layout_of(CONTOH, "contoh-xlsx"), workbook(["Referensi", "Jumlah", "Kode"], ["A", 975000.0, 0]))


def test_reading_ends_where_the_bank_adds_up_and_a_code_without_words_shows_the_banks_own() -> None:
    text = (CONTOH / "bank" / "contoh-csv.toml").read_text()
    layout = read_layout("b", text.replace('ends = ""', 'ends = "TOTAL"').replace('"Rekening ditutup."', '""').encode())
    content = b"Referensi;Jumlah;Kode;Keterangan\r\nA;5;51;tutup\r\nTOTAL;1;;\r\n"
    assert [(one.reference, one.words) for one in read_answer(layout, content)] == [("A", "tutup")]
    with pytest.raises(Refused, match="baris 3"):
        read_answer(layout_of(CONTOH, "contoh-csv"), content)


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_breaks_off_is_refused_in_plain_words(part: str) -> None:
    out = io.BytesIO()
    with (
        ZipFile(io.BytesIO(workbook(["Referensi", "Jumlah", "Kode"], ["A", 5, "00"]))) as whole,
        ZipFile(out, "w") as z,
    ):
        for name in whole.namelist():
            z.writestr(name, whole.read(name)[:40] if name == part else whole.read(name))
    with pytest.raises(Refused, match="bukan berkas XLSX yang sah"):
        read_answer(layout_of(CONTOH, "contoh-xlsx"), out.getvalue())


@pytest.mark.parametrize("entity", ['"x"', 'SYSTEM "file:///etc/passwd"'])
def test_a_workbook_that_names_entities_is_refused_before_any_is_looked_up(entity: str) -> None:
    out = io.BytesIO()
    with (
        ZipFile(io.BytesIO(workbook(["Referensi", "Jumlah", "Kode"], ["A", 5, "00"]))) as whole,
        ZipFile(out, "w") as z,
    ):
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = f"<!DOCTYPE worksheet [<!ENTITY a {entity}>]>".encode() + content
            z.writestr(name, content)
    with pytest.raises(Refused, match="bukan berkas XLSX yang sah"):
        read_answer(layout_of(CONTOH, "contoh-xlsx"), out.getvalue())


def test_a_workbook_behind_a_password_or_damaged_is_refused_in_plain_words() -> None:
    whole = workbook(["Referensi", "Jumlah", "Kode"], ["A", 5, "00"])
    locked, damaged = bytearray(whole), bytearray(whole)
    start = whole.find(b"PK\x01\x02")
    while start >= 0:
        locked[start + 8] |= 1
        start = whole.find(b"PK\x01\x02", start + 4)
    begins = whole.find(b"sheet1.xml") + 40
    damaged[begins : begins + 30] = bytes(byte ^ 0x55 for byte in whole[begins : begins + 30])
    for content in (bytes(locked), bytes(damaged)):
        with pytest.raises(Refused, match="bukan berkas XLSX yang sah"):
            read_answer(layout_of(CONTOH, "contoh-xlsx"), content)


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def test_a_layout_is_refused_with_every_mistake_in_it() -> None:
    good = (CONTOH / "bank" / "contoh-csv.toml").read_text()
    assert read_layout("baik", good.encode()).name
    for wrong, told in (
        (good.replace('value = "account"', 'value = "alamat"'), "tidak memuat account"),
        (good.replace('separator = ";"', 'separator = ";;"'), "separator harus satu tanda"),
        (good.replace("utf-8", "huruf-kuno"), "encoding"),
        (good.replace("{total}", "{jumlah}"), "hanya {batch}"),
        (good.replace('paid = ["00"]', "paid = []"), "paid, failed atau waiting"),
        (good.replace('waiting = ["68"]', 'waiting = ["14"]'), "kode 14 berarti dua hal"),
        (good.replace('waiting = ["68"]', 'wating = ["68"]'), "wating tidak dikenal"),
        ("lain = 1\n" + good, "lain tidak dikenal"),
        ("name = ", "bukan berkas TOML"),
    ):
        with pytest.raises(Refused, match=told):
            read_layout("salah", wrong.encode())
    with pytest.raises(Refused, match="tidak ada"):
        layout_of(CONTOH, "lain")


def test_every_layout_of_every_city_can_be_read(settings: object) -> None:
    cities = Path(__file__).resolve().parents[2] / "kota"
    found: list[str] = [file.stem for file in cities.glob("*/bank/*.toml") if read_layout(file.stem, file.read_bytes())]
    assert len(found) >= 3


@pytest.mark.parametrize("written", ["9" * 5_000, "0" * 5_000 + "975000"])
def test_an_amount_longer_than_any_is_named_like_every_other_mistake(written: str) -> None:
    with pytest.raises(Refused, match="bukan angka"):
        read_answer(layout_of(CONTOH, "contoh-csv"), f"Referensi;Jumlah;Kode\r\nA;{written};00".encode())


def test_what_no_database_keeps_is_left_out_of_what_the_bank_says() -> None:
    layout = layout_of(CONTOH, "contoh-csv")
    code = next(iter(layout.answer.failed))
    content = f"Referensi;Jumlah;Kode;{layout.answer.words}\r\nA\x00;975000;{code};tutup\x00\r\n"
    (read,) = read_answer(layout, content.encode())
    assert read.reference == "A" and "\x00" not in read.words
