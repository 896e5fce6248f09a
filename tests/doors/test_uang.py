"""Uang in the browser without a screen: open to everybody, counted in few queries; and the statement of account."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook
from pypdf import PdfReader

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.funds import actions as funds
from rukun.people.rules import Actor
from rukun.transparency.money.keeping import keep_money
from rukun.values.code import AreaCode
from rukun.values.time import Month
from tests import laying
from tests.conftest import KELURAHAN, _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.funds.test_spending import RT, funded, spent
from tests.made import decrees, judged_valid, noon_of, reports_for_unit

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
Later = Callable[[timedelta], None]
MAY = Month(2016, 5)


@pytest.fixture
def unit(kota: Path, ani: Actor, noon: datetime) -> Area:
    """RT 005 with a million in its kas, of which it spent fifty thousand with Warung Bu Tini."""
    return laying.once(_unit, ani, noon)


def _unit(ani: Actor, noon: datetime) -> Area:
    decrees(Path(settings.RUKUN_HOME) / "law", "sk-1-2015", "sk-2-2016", at=noon)
    found = funded()
    spent(found, ani)
    keep_money(at=noon)
    return found


@pytest.mark.parametrize(
    ("code", "queries"),
    [("", 7), ("99.99/", 7), ("99.99.99/", 7), ("99.99.99.1001/", 12), (f"{RT[:13]}/", 20), (f"{RT}/", 20)],
)
def test_everybody_sees_the_money_of_every_area_in_a_known_number_of_queries(
    unit: Area, client: Client, code: str, queries: int
) -> None:
    page = text_of(client.get(f"/uang/{code}"))
    assert "Diterima Rp 1.000.000" in page and "Dibelanjakan Rp 50.000" in page and "Sisa di kas Rp 950.000" in page
    assert "Konsumsi dan perlengkapan rapat warga" in page and "2/2016" in page
    assert queries_of(client, f"/uang/{code}") == queries


def test_the_number_of_queries_stays_when_there_is_more(unit: Area, client: Client, ani: Actor) -> None:
    before = queries_of(client, f"/uang/{KELURAHAN}/"), queries_of(client, f"/uang/{RT}/")
    for number in range(20):
        spent(unit, ani, key=f"another-one-{number}", amount=1_000)
    assert (queries_of(client, f"/uang/{KELURAHAN}/"), queries_of(client, f"/uang/{RT}/")) == before


def test_the_page_of_a_unit_shows_uses_and_sums_but_neither_persons_nor_pictures(
    unit: Area, client: Client, signed_in: SignedIn, ani: Actor
) -> None:
    open_page, own = client.get(f"/uang/{RT}/"), signed_in(ani).get("/kas/buku/")
    assert "Warung Bu Tini" in text_of(own), "the board reads from whom it bought"
    assert "Warung Bu Tini" not in text_of(open_page) and "Ani" not in text_of(open_page)
    assert "kuitansi/" not in open_page.content.decode()
    assert '<meta property="og:title"' in open_page.content.decode()


def test_a_month_of_a_unit_goes_from_draft_to_paid_before_everybodys_eyes(
    kota: Path, tmp_path: Path, client: Client, ani: Actor, dodi: Actor, citra: Actor, gita: Actor, noon: datetime
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    judged_valid(reports_for_unit(ani, [noon_of(noon.date()).date()], 2), dodi, noon)
    assert "Sementara: bulan ini masih berjalan." in text_of(client.get(f"/uang/{RT}/"))
    ward, paying = AreaCode(KELURAHAN), _person("Hadi", "bendahara", KELURAHAN)
    funds.close_month(ward, MAY, by=gita, at=noon)
    assert "Ditutup, menunggu persetujuan." in text_of(client.get(f"/uang/{RT}/?bulan=2016-05"))
    funds.approve_month(ward, MAY, by=citra, at=noon)
    assert "Disetujui, menunggu pembayaran." in text_of(client.get(f"/uang/{RT}/?bulan=2016-05"))
    funds.pay_month(ward, MAY, by=paying, at=noon)  # type: ignore[arg-type]
    assert "Dibayar 1 Juni 2016" in text_of(client.get(f"/uang/{RT}/?bulan=2016-05"))
    rows = list(csv.reader(io.StringIO(b"".join(client.get(f"/uang/{RT}/hak.csv?bulan=2016-05")).decode())))
    assert len(rows) == 2 and rows[1][0] == "2016-05" and rows[1][7] == "paid"


def test_months_and_years_are_chosen_by_link_and_nonsense_is_refused(unit: Area, client: Client) -> None:
    for good in (
        "?bulan=2016-06",
        "?tahun=2016",
        "?tahun=2015",
        "?tahun=1900",
        "?bulan=1900-01",
        "?urut=saldo",
        "?bulan=2016-06&urut=register",
    ):
        assert client.get(f"/uang/{good}").status_code == 200
    for bad in ("?bulan=2016-07", "?bulan=x", "?tahun=2017", "?tahun=lima", "?urut=nama"):
        assert client.get(f"/uang/{bad}").status_code == 400
    assert client.get("/uang/12.34/").status_code == 404
    assert client.get(f"/uang/{RT}/?halaman=0").status_code == 400


def test_files_are_taken_by_everybody_and_what_is_too_much_is_refused(unit: Area, client: Client) -> None:
    found = client.get(f"/uang/{KELURAHAN}/belanja.csv?tahun=2016")
    content = b"".join(found).decode()
    assert found.headers["Content-Disposition"] == f'attachment; filename="belanja-{KELURAHAN}-2016.csv"'
    assert ",50000," in content and "Warung" not in content
    book = load_workbook(io.BytesIO(client.get(f"/uang/{KELURAHAN}/uang.xlsx?tahun=2016").content))
    assert book["belanja"].max_row == 2
    assert client.get("/uang/99/transfer.csv?bulan=2016-06").status_code == 200
    assert client.get("/uang/99/transfer.csv?tahun=2016").status_code == 400, "a whole year of the whole city"
    assert client.get("/uang/99.99.99/transfer.csv?tahun=2016").status_code == 200
    assert client.get("/uang/99.99.99/uang.xlsx?bulan=2016-06").status_code == 400
    assert client.get(f"/uang/{KELURAHAN}/nama.csv").status_code == 404


def test_every_column_is_explained_on_a_page_and_in_a_file(kota: Path, client: Client) -> None:
    assert "reports_counted" in text_of(client.get("/uang/kolom/"))
    rows = list(csv.reader(io.StringIO(client.get("/uang/kolom.csv").content.decode())))
    assert ["belanja", "tax", "Rupiah pajak yang dipotong darinya."] in rows


def test_the_area_the_footer_and_kas_lead_to_the_open_money(unit: Area, client: Client, signed_in: SignedIn,
                                                            ani: Actor) -> None:  # fmt: skip
    assert 'href="/uang/"' in client.get("/").content.decode()
    assert 'href="/uang/99.99.99.1001/"' in client.get("/wilayah/99.99.99.1001/").content.decode()
    assert f'href="/uang/{RT}/"' in signed_in(ani).get("/kas/").content.decode()


# The statement of account


def test_the_board_and_its_kelurahan_read_the_statement_of_account_and_nobody_else(
    unit: Area, client: Client, signed_in: SignedIn, ani: Actor, citra: Actor, gita: Actor, fajar: Actor, budi: Actor
) -> None:
    address = f"/kas/rekening/?unit={RT}&rekening=kas&dari=2016-04&sampai=2016-06"
    for reader in (ani, citra, gita):
        page = text_of(signed_in(reader).get(address))
        assert "Saldo akhir Rp 950.000" in page and "+ Rp 1.000.000" in page.replace("+Rp", "+ Rp")
    for stranger in (fajar, budi, _person("Next", "ketua-rt", f"{KELURAHAN}002004")):
        for name in ("/", ".pdf", ".csv"):
            assert signed_in(stranger).get(address.replace("/?", f"{name}?")).status_code == 404  # type: ignore[arg-type]
    assert client.get(address).status_code == 302
    assert queries_of(signed_in(ani), address) == ME + 5


def test_the_statement_carries_the_balance_over_from_the_months_before(
    unit: Area, signed_in: SignedIn, ani: Actor, noon: datetime, later: Later
) -> None:
    later(timedelta(days=45))
    spent(unit, ani, key="in-the-month-after", amount=200_000, at=noon + timedelta(days=45), day=noon.date())
    client = signed_in(ani)
    found = client.get("/kas/rekening.csv?dari=2016-07&sampai=2016-07").content.decode()
    rows = list(csv.DictReader(io.StringIO(found)))
    assert [row["cause"] for row in rows] == ["opening", "spent", "closing"]
    assert [row["balance"] for row in rows] == ["950000", "750000", "750000"]
    empty = client.get("/kas/rekening.csv?dari=2016-05&sampai=2016-05&rekening=kas").content.decode()
    assert [row["balance"] for row in csv.DictReader(io.StringIO(empty))] == ["0", "0"]


def test_the_paper_of_a_statement_opens_in_an_ordinary_reader(unit: Area, signed_in: SignedIn, ani: Actor) -> None:
    answer = signed_in(ani).get("/kas/rekening.pdf?dari=2016-06&sampai=2016-06")
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Rekening Koran" in words and "950.000" in words and "sembilan ratus lima puluh ribu" in words
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_statement_is_for_an_account_that_there_is_and_a_span_that_makes_sense(
    unit: Area, signed_in: SignedIn, ani: Actor
) -> None:
    client = signed_in(ani)
    assert client.get("/kas/rekening/?rekening=approved").status_code == 200
    assert client.get("/kas/rekening/?rekening=budget").status_code == 404
    for bad in ("dari=2016-06&sampai=2016-05", "dari=2013-01&sampai=2016-05", "sampai=2016-07", "dari=x"):
        assert client.get(f"/kas/rekening/?{bad}").status_code == 400
    assert area(RT).pk == unit.pk
