"""The pages of units that change: entered by the lurah, answered by Tapem, told to who reads them in plain words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from html import escape
from pathlib import Path

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.areas import queries as areas
from rukun.funds import actions as funds
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.rules import Actor
from rukun.values.place import Place
from rukun.values.time import Month
from tests.doors.test_pages import queries_of, text_of
from tests.funds.test_spending import funded
from tests.made import decrees
from tests.penataan.test_changes import ANIS, BESIDE, KELURAHAN, NEW

pytestmark = pytest.mark.any_engine

SignedIn = Callable[[Actor], Client]
MERGED = {
    "apa": "merged", "kelurahan": KELURAHAN.digits, "unit": ANIS.digits, "into": BESIDE.digits,
    "decision": "Keputusan Lurah 12/2016", "decided_on": "2016-05-20", "on": "2016-06-01",
}  # fmt: skip
FOUNDED = MERGED | {"apa": "founded", "kind": "rt", "rw": "2", "rt": "19"}


def test_a_merger_is_entered_by_the_lurah_read_with_all_that_follows_and_agreed_to_by_tapem(
    kota: Path, ani: Actor, citra: Actor, dodi: Actor, gita: Actor, signed_in: SignedIn, noon: datetime, tmp_path: Path
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    funded(400_000)
    lurah, tapem = signed_in(citra), signed_in(dodi)
    assert "Tidak ada perubahan yang sedang berjalan." in text_of(lurah.get("/penataan/"))
    address = lurah.post("/penataan/", MERGED).headers["Location"]
    own = text_of(lurah.get(address))
    assert "Menunggu Tapem" in own and "Setujui" not in own and "Tarik kembali" in own
    assert "1 menunggu jawaban" in text_of(tapem.get("/tapem/"))
    read = text_of(tapem.get(address))
    for words in (
        "RT 005/RW 002 digabung ke RT 004/RW 002 mulai 1 Juni 2016", "masa jabatan 1 orang berakhir",
        "Dalam kasnya ada Rp 400.000; bendahara memindahkannya ke kas RT 004/RW 002.", "Setujui",
    ):  # fmt: skip
        assert words in read
    assert tapem.post(address, {"do": "agree"}).status_code == 302
    assert tapem.post(address, {"do": "agree"}).status_code == 409
    assert areas.area(ANIS).merged_into_id == areas.area(BESIDE).pk
    finished = text_of(lurah.get("/penataan/"))
    assert "Yang sudah selesai" in finished and "Berlaku" in finished
    assert ANIS.digits not in lurah.get("/penataan/?apa=merged").content.decode(), "it can be chosen no more"


def test_a_closed_month_is_named_with_what_becomes_of_its_money(
    kota: Path, citra: Actor, gita: Actor, signed_in: SignedIn, noon: datetime, tmp_path: Path
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon)
    funds.close_month(KELURAHAN, Month(2016, 5), by=gita, at=noon)
    lurah = signed_in(citra)
    ends = lurah.post("/penataan/", MERGED | {"on": "2016-05-10"}).headers["Location"]
    assert "Mei 2016 sudah ditutup: selisihnya diusulkan sebagai koreksi." in text_of(lurah.get(ends))
    begins = lurah.post("/penataan/", FOUNDED | {"on": "2016-05-10"}).headers["Location"]
    assert "Mei 2016 sudah ditutup: uangnya untuk hari-harinya pada bulan itu diusulkan sebagai koreksi." in text_of(
        lurah.get(begins)
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"apa": ""}, "Pilih apa yang berubah."),
        ({"kelurahan": "x"}, "Kode wilayah ditulis seperti"),
        ({"unit": ""}, "Pilih RT atau RW."),
        ({"into": "x"}, "Pilih RT atau RW yang menerimanya."),
        ({"into": ANIS.digits}, "sejenis"),
        ({"on": "1 Juni"}, "Tulis sejak tanggal berapa berlaku."),
        ({"decided_on": ""}, "Tulis tanggal keputusannya."),
        ({"decision": " "}, "Tulis nomor keputusannya."),
    ],
)
def test_what_is_wrong_is_told_at_the_form_and_what_was_typed_stays(
    kota: Path, citra: Actor, signed_in: SignedIn, change: dict[str, str], words: str
) -> None:
    answer = signed_in(citra).post("/penataan/", MERGED | {"decision": "Nomor 7"} | change)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert {"decision", "apa"} & change.keys() or 'value="Nomor 7"' in answer.content.decode()


@pytest.mark.parametrize("number", ["", "0", "1000", "²", "tiga"])
def test_a_number_that_is_none_is_refused_by_name(kota: Path, citra: Actor, signed_in: SignedIn, number: str) -> None:
    for field, name in (("rw", "RW"), ("rt", "RT")):
        answer = signed_in(citra).post("/penataan/", FOUNDED | {field: number})
        assert answer.status_code == 400 and f"Nomor {name} ditulis dengan angka 1 sampai 999." in text_of(answer)


def test_the_form_sent_twice_leads_to_the_same_page(kota: Path, citra: Actor, signed_in: SignedIn) -> None:
    first, second = (signed_in(citra).post("/penataan/", MERGED) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


def test_an_rw_is_founded_without_a_number_of_an_rt(kota: Path, citra: Actor, signed_in: SignedIn) -> None:
    lurah = signed_in(citra)
    made = lurah.post("/penataan/", FOUNDED | {"kind": "rw", "rw": "88", "rt": ""})
    assert "RW 088" in text_of(lurah.get(made.headers["Location"]))


def test_neighbours_and_strangers_find_nothing_here(
    kota: Path, ani: Actor, citra: Actor, fajar: Actor, gita: Actor, signed_in: SignedIn
) -> None:
    address = signed_in(citra).post("/penataan/", FOUNDED).headers["Location"]
    for stranger in (ani, gita):
        assert signed_in(stranger).get("/penataan/").status_code == 404
    assert signed_in(fajar).get(address).status_code == signed_in(fajar).post(address).status_code == 404
    assert "019" not in text_of(signed_in(fajar).get("/penataan/"))
    assert signed_in(fajar).post("/penataan/", FOUNDED).status_code == 404
    assert signed_in(citra).post(address, {"do": "agree"}).status_code == 404
    assert signed_in(citra).post(address, {"do": "x"}).status_code == 400
    assert not areas.areas_by_code([NEW])


def test_the_pages_ask_few_queries_however_many_changes_there_are(
    kota: Path, citra: Actor, signed_in: SignedIn
) -> None:
    lurah = signed_in(citra)
    address = lurah.post("/penataan/", MERGED).headers["Location"]
    few, one = queries_of(lurah, "/penataan/?apa=merged"), queries_of(lurah, address)
    for number in range(20, 26):
        assert lurah.post("/penataan/", FOUNDED | {"rt": str(number)}).status_code == 302
    assert queries_of(lurah, "/penataan/?apa=merged") == few <= 8
    assert queries_of(lurah, address) == one <= 9


def test_tapem_is_told_that_something_waits_the_office_of_the_answer_and_who_sat_there_of_the_end(
    kota: Path, ani: Actor, citra: Actor, dodi: Actor, signed_in: SignedIn, noon: datetime
) -> None:
    def news(reader: Actor) -> str:
        while walking.walk(at=noon):
            pass
        return text_of(signed_in(reader).get("/kabar/"))

    address = signed_in(citra).post("/penataan/", MERGED).headers["Location"]
    assert "Kelurahan memasukkan perubahan RT 005/RW 002." in news(dodi)
    assert "Perubahan" not in news(citra) and "Unit Anda" not in news(ani)
    signed_in(dodi).post(address, {"do": "agree"})
    assert "Lihat apa jadinya perubahan RT 005/RW 002 yang Anda masukkan." in news(citra)
    assert "RT 005/RW 002 tidak ada lagi sejak 1 Juni 2016" in news(ani)
    told = Notice.objects.get(person=citra.person_id)
    assert signed_in(citra).post(f"/kabar/{told.pk}/").headers["Location"].startswith("/penataan/")


HALF = ((106.505, -6.502), (106.5075, -6.502), (106.5075, -6.5), (106.505, -6.5), (106.505, -6.502))
DRAWN = json.dumps({"type": "Polygon", "coordinates": [HALF]})


def test_a_border_is_drawn_by_the_lurah_looked_at_by_tapem_among_its_neighbours_and_holds_when_agreed(
    kota: Path, citra: Actor, dodi: Actor, ani: Actor, signed_in: SignedIn, noon: datetime
) -> None:
    lurah, tapem = signed_in(citra), signed_in(dodi)
    form = lurah.get("/penataan/?apa=founded").content.decode()
    assert "Batas di peta (boleh menyusul)" in form and '"9999991001002005"' in form, "there to draw among"
    refused = lurah.post("/penataan/", FOUNDED | {"batas": DRAWN})
    assert refused.status_code == 400 and "Batasnya menindih RT 005." in text_of(refused)
    assert escape(DRAWN) in refused.content.decode(), "what was drawn stays"
    address = lurah.post("/penataan/", FOUNDED | {"batas": DRAWN, "menyusut": "1"}).headers["Location"]
    read = tapem.get(address)
    for words in ("Batasnya berlaku di peta sejak hari itu.", "Luasnya 6,1 hektare.", "Digambar di peta: kira-kira.",
                  "Batas RT 005/RW 002 menyusut: bagian yang tertindih menjadi milik unit ini."):  # fmt: skip
        assert words in text_of(read)
    # Of the paths alone: a token of the page may hold any two letters.
    paths = re.findall(r'<path class="(?:rw|tetangga|unit)" d="([^"]*)"', read.content.decode())
    assert len(paths) == 3 and all(path.startswith("M") and "MZ" not in path for path in paths), "whole paths alone"
    tapem.post(address, {"do": "agree"})
    assert areas.locator().locate(Place(-6.501, 106.506)).rt == NEW
    while walking.walk(at=noon):
        pass
    assert "tidak ada lagi" not in text_of(signed_in(ani).get("/kabar/")), "RT 005 is smaller, and there"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{}", "Batasnya bukan bidang."), (b"x" * 300_001, "Berkas batas paling besar 300 kB."),
        (b"\xff", "Berkas ini bukan GeoJSON."), (b"", "Berkas ini bukan GeoJSON."),
        (DRAWN.replace("-6.5", "-7.5").encode(), "Batasnya keluar dari RW 002."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_border_is_refused_beside_its_field_and_what_was_typed_stays(
    kota: Path, citra: Actor, signed_in: SignedIn, content: bytes, words: str
) -> None:
    lurah = signed_in(citra)
    sent = MERGED | {"apa": "bordered", "berkas": SimpleUploadedFile("rt.geojson", content), "decision": "Nomor 7"}
    answer = lurah.post("/penataan/", sent)
    assert answer.status_code == 400 and words in text_of(answer)
    assert 'value="Nomor 7"' in answer.content.decode()
    assert "tidak ikut kembali: pilih lagi" in text_of(answer)


def test_a_border_that_waits_can_be_taken_away_by_who_answers_it_and_by_nobody_else(
    kota: Path, citra: Actor, dodi: Actor, ani: Actor, signed_in: SignedIn
) -> None:
    lurah, tapem = signed_in(citra), signed_in(dodi)
    address = lurah.post("/penataan/", FOUNDED | {"batas": DRAWN, "menyusut": "1"}).headers["Location"]
    assert f'href="{address}batas.geojson"' in tapem.get(address).content.decode()
    answer = tapem.get(f"{address}batas.geojson")
    assert answer.headers["Content-Type"] == "application/geo+json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="batas-9999991001002019')
    taken = json.loads(answer.content)
    assert shapely.equals(shapely.geometry.shape(taken["geometry"]), shapely.Polygon(HALF))
    assert taken["properties"]["drawn"] == "by hand" and taken["properties"]["from"] == "2016-06-01"
    again = SimpleUploadedFile("lagi.geojson", answer.content)
    lurah.post(address, {"do": "take-back"})
    sent = lurah.post("/penataan/", FOUNDED | {"berkas": again, "menyusut": "1"})
    assert sent.status_code == 302, "what was taken away can be entered again"
    assert signed_in(ani).get(f"{address}batas.geojson").status_code == 404
    plain = lurah.post("/penataan/", MERGED).headers["Location"]
    assert lurah.get(f"{plain}batas.geojson").status_code == 404, "a merger brings no border"


def test_what_an_rw_that_shrinks_leaves_of_its_rt_is_named(
    kota: Path, citra: Actor, dodi: Actor, signed_in: SignedIn
) -> None:
    shape = areas.present_borders(within=ANIS.parent)
    whole = dict(shape)[ANIS.parent.digits]  # type: ignore[union-attr]
    west, south, east, top = shapely.from_wkb(bytes(whole)).bounds
    north = [[west, top - 0.0004], [east, top - 0.0004], [east, top], [west, top], [west, top - 0.0004]]
    sent = MERGED | {"apa": "bordered", "unit": ANIS.digits[:13], "batas": json.dumps(
        {"type": "Polygon", "coordinates": [north]}), "menyusut": "1"}  # fmt: skip
    address = signed_in(citra).post("/penataan/", sent).headers["Location"]
    read = text_of(signed_in(dodi).get(address))
    assert "Batas RT 005/RW 002 tetap seperti sekarang, jadi sebagian bidangnya di luar RW 002." in read


def test_where_a_unit_ends_its_ground_goes_is_said(kota: Path, citra: Actor, dodi: Actor, signed_in: SignedIn) -> None:
    address = signed_in(citra).post("/penataan/", MERGED | {"apa": "ended", "into": ""}).headers["Location"]
    assert "laporan dari sana masuk ke RW 002, sampai RT lain" in text_of(signed_in(dodi).get(address))


def test_a_border_of_a_unit_that_is_there_says_that_seats_and_money_stay(
    kota: Path, citra: Actor, dodi: Actor, signed_in: SignedIn
) -> None:
    lurah = signed_in(citra)
    file = SimpleUploadedFile("rt.geojson", DRAWN.encode())
    address = lurah.post("/penataan/", MERGED | {"apa": "bordered", "berkas": file}).headers["Location"]
    read = text_of(signed_in(dodi).get(address))
    for words in ("RT 005/RW 002 mendapat batas baru mulai 1 Juni 2016", "jabatan, dan uang yang sudah ada tetap",
                  "Dari berkas."):  # fmt: skip
        assert words in read
    assert "masa jabatan" not in read and "Dalam kasnya" not in read
    assert lurah.post("/penataan/", MERGED | {"apa": "bordered"}).status_code in (400, 409)


def test_all_that_is_wrong_with_a_change_is_told_at_once_each_beside_its_field(
    kota: Path, citra: Actor, signed_in: SignedIn
) -> None:
    lurah = signed_in(citra)
    empty = {"kelurahan": KELURAHAN.digits, "decision": "", "decided_on": "2017-01-01", "on": "besok"}
    for more, fields in (
        ({"apa": "merged", "unit": "", "into": ""}, ("unit", "into")),
        ({"apa": "merged", "unit": ANIS.digits, "into": ANIS.digits}, ("into",)),
        ({"apa": "founded", "kind": "rt", "rw": "x", "rt": "0"}, ("rw", "rt")),
        ({"apa": "bordered", "unit": "9999991002001001"}, ("unit", "batas")),
    ):
        answer = lurah.post("/penataan/", empty | more)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert re.findall('href="#([a-z_]+)">', page.partition('role="alert"')[2].partition("</ul>")[0]) == [
            *fields, "decision", "decided_on", "on"
        ]  # fmt: skip
        assert all(f'id="{field}-wrong"' in page for field in fields)
