"""Sekitar, search, support and comments at the door: what is shown, to whom, and in how many queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions as followup
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.actions import talk
from rukun.reports.models import Comment, Report, Support
from rukun.transparency.map import around, keeping
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.place import Place
from tests import laying
from tests.conftest import _person
from tests.doors.test_pages import queries_of, text_of
from tests.made import proof, report, ticket

SignedIn = Callable[[Actor], Client]
JSON = {"HTTP_ACCEPT": "application/json"}
HERE = "kotak=106.5,-6.51,106.53,-6.5&z=15"


@pytest.fixture
def hani() -> Actor:
    """Another resident."""
    return _person("Hani")  # type: ignore[return-value]


@pytest.fixture
def strewn(kota: Path, budi: Actor, ani: Actor, citra: Actor, noon: datetime) -> list[Report]:
    """Ten problems in two kelurahan, one of them finished; two activities; a private report."""
    return laying.once(_strewn, budi, ani, citra, noon)


def _strewn(budi: Actor, ani: Actor, citra: Actor, noon: datetime) -> list[Report]:
    held = [ticket(budi, noon, place=Place(-6.501 - n / 2000, 106.503 + n / 900)) for n in range(10)]
    followup.finish(held[0], words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    activities = [report(ani, noon, kind="kerja-bakti", place=Place(-6.505, 106.505 + n / 500)) for n in range(2)]
    report(budi, noon, is_private=True, words="Rahasia besar")
    keeping.keep_map()
    return [*(one.report for one in held), *activities]


def test_the_page_shows_a_list_without_a_script_and_what_a_map_needs(strewn: list[Report], client: Client) -> None:
    page = client.get("/sekitar/")
    assert page.content.decode().count('class="report"') == 12
    assert 'data-marks="/sekitar/titik.json"' in page.content.decode()
    assert "Rahasia" not in text_of(page)
    assert queries_of(client, "/sekitar/") == 6


def test_the_list_follows_box_area_place_and_filters(strewn: list[Report], client: Client) -> None:
    def shown(address: str) -> int:
        return client.get(address).content.decode().count('class="report"')

    for path in ("/sekitar/", "/sekitar/daftar/"):
        assert shown(f"{path}?{HERE}") == 12
        assert shown(f"{path}?{HERE}&jenis=masalah") == 10
        assert shown(f"{path}?{HERE}&jenis=kegiatan") == 2 == shown(f"{path}?{HERE}&warna=biru")
        assert shown(f"{path}?{HERE}&jenis=sampah&warna=hijau") == 1
        assert shown(f"{path}?{HERE}&warna=merah&sejak=2016-06") == 9
        assert shown(f"{path}?wilayah=99.99.99.1002") == shown(f"{path}?kotak=106.51,-6.51,106.52,-6.5") == 3
        assert shown(f"{path}?wilayah=99.99.99.1002&warna=hijau") == 0
        assert shown(f"{path}?lat=-6.501&lon=106.503") == 4
        assert shown(f"{path}?{HERE}&halaman=2") == 0


@pytest.mark.parametrize(
    "asked",
    ["kotak=1,2", "kotak=a,b,c,d", "jenis=takada", "warna=ungu", "sejak=kemarin", "sejak=2001-01", "lat=1", "wilayah=x",
     "halaman=0", "lat=nan&lon=1"],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_words(strewn: list[Report], client: Client, asked: str) -> None:
    for path in ("/sekitar/", "/sekitar/daftar/"):
        answer = client.get(f"{path}?{asked}")
        assert answer.status_code == 400 and "Tidak dapat dilakukan" in text_of(answer)
    if not asked.startswith(("lat", "wilayah", "halaman")):
        told = client.get(f"/sekitar/titik.json?{asked}", **JSON)
        assert told.status_code == 400 and told.json()["words"]


def test_the_map_is_told_single_reports_or_squares_and_may_be_kept_for_a_while(
    strewn: list[Report], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get(f"/sekitar/titik.json?{HERE}")
    told = answer.json()
    assert {one[0] for one in told["reports"]} == {one.code for one in strewn} and told["squares"] == []
    assert {one[3:][0] for one in told["reports"]} == {"sampah", "kerja-bakti"}
    assert answer.headers["Cache-Control"] == "public, max-age=20"
    assert queries_of(client, f"/sekitar/titik.json?{HERE}") == 3
    monkeypatch.setattr(around, "SINGLES_MAX", 3)
    squares = client.get(f"/sekitar/titik.json?{HERE}").json()["squares"]
    assert [sum(square[4 + colour] for square in squares) for colour in range(5)] == [9, 0, 1, 0, 2]
    assert queries_of(client, f"/sekitar/titik.json?{HERE}") == 1
    assert queries_of(client, f"/sekitar/titik.json?{HERE}&jenis=sampah") == 2


def test_private_and_struck_reports_are_nowhere_on_the_map(
    strewn: list[Report], client: Client, dodi: Actor, noon: datetime
) -> None:
    private = Report.objects.get(is_private=True)
    validation.strike(strewn[1], StrikeReason.PRIVACY, by=dodi, at=noon)
    keeping.keep_map()
    for address in (f"/sekitar/titik.json?{HERE}", f"/sekitar/daftar/?{HERE}", "/sekitar/?wilayah=99.99.99.1001"):
        page = client.get(address).content.decode()
        assert private.code not in page and strewn[1].code not in page and strewn[2].code in page
    assert client.get(f"/laporan/{private.code}/kartu/").status_code == 404
    assert client.get(f"/laporan/{strewn[1].code}/kartu/").status_code == 404
    assert client.get(f"/laporan/{strewn[2].code.lower()}/kartu/").status_code == 200


def test_borders_come_as_fine_as_the_zoom_and_not_twice(kota: Path, client: Client) -> None:
    far, near = (client.get(f"/sekitar/batas.json?kotak=106.5,-6.51,106.53,-6.5&z={z}") for z in (12, 16))
    assert [area[1] for area in far.json()["areas"]] == ["Rukun Jaya", "Rukun Damai", "Rukun Makmur"]
    assert {area[0] for area in near.json()["areas"]} >= {"9999991001001", "9999991001002"}
    [ring] = far.json()["areas"][0][2]
    assert ring[:2] == [10650000, -651000] and sum(ring[2::2]) == 0 == sum(ring[3::2]), "a ring comes back to its start"
    again = client.get("/sekitar/batas.json?kotak=106.5,-6.51,106.53,-6.5&z=12", HTTP_IF_NONE_MATCH=far.headers["ETag"])
    assert again.status_code == 304 and not again.content
    other = client.get("/sekitar/batas.json?kotak=106.5,-6.51,106.53,-6.4&z=12", HTTP_IF_NONE_MATCH=far.headers["ETag"])
    assert other.status_code == 200
    assert queries_of(client, "/sekitar/batas.json?kotak=106.5,-6.51,106.53,-6.5&z=12") <= 6


def test_borders_that_were_drawn_are_said_to_be(kota: Path, client: Client, noon: datetime) -> None:
    from rukun.areas.models import Boundary

    assert client.get("/sekitar/batas.json?z=12").json()["is_drawn"] is False
    Boundary.objects.update(approximate=True)
    from rukun.transparency.map import borders

    borders._names.cache_clear()
    assert client.get("/sekitar/batas.json?z=12").json()["is_drawn"] is True


def test_a_city_without_a_report_has_an_empty_map(kota: Path, client: Client) -> None:
    assert "Tidak ada laporan di sini" in text_of(client.get("/sekitar/"))
    assert client.get("/sekitar/titik.json").json()["total"] == 0


def test_a_basemap_is_the_only_host_that_is_let_in() -> None:
    from rukun.values.readers import BadSetting, origin_of, tiles

    assert origin_of("https://tiles.contoh.id:8443/{z}/{x}/{y}.png") == "https://tiles.contoh.id:8443"
    assert origin_of("") == "" == tiles("RUKUN_NO_SUCH_SETTING")
    for wrong in ("http://tiles.contoh.id/{z}/{x}/{y}", "https://tiles.contoh.id/", "https://a;b/{z}/{x}/{y}", "x"):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(BadSetting):
            patch.setenv("RUKUN_BASEMAP", wrong)
            tiles("RUKUN_BASEMAP")


def test_a_neighbour_supports_takes_it_back_and_sees_how_many_do(
    kota: Path, signed_in: SignedIn, budi: Actor, hani: Actor, client: Client, noon: datetime
) -> None:
    code, neighbour = ticket(budi, noon).report.code, signed_in(hani)
    assert "Masuk untuk mendukung" in text_of(client.get(f"/laporan/{code}/"))
    assert neighbour.post(f"/laporan/{code}/dukung/").headers["Location"] == f"/laporan/{code}/"
    assert "1 orang mendukung" in text_of(client.get(f"/laporan/{code}/"))
    assert "1 dukungan" in text_of(client.get("/laporan/"))
    assert "Anda mendukung" in text_of(neighbour.get(f"/laporan/{code}/"))
    again = neighbour.post(f"/laporan/{code}/dukung/", **JSON)
    assert again.json() == {"supports": 1, "is_supported": True}
    back = neighbour.post(f"/laporan/{code}/dukung/", {"do": "withdraw"}, **JSON)
    assert back.json() == {"supports": 0, "is_supported": False}
    assert "1 orang mendukung laporan Anda" not in text_of(signed_in(budi).get(f"/laporan/{code}/"))
    assert signed_in(budi).post(f"/laporan/{code}/dukung/").status_code == 400
    assert client.post(f"/laporan/{code}/dukung/", **JSON).status_code == 401


def comment(words: str = "Di sini juga", key: str = "comment-key", **more: str) -> dict[str, str]:
    return {"comment": words, "key": key} | more


def test_people_speak_under_a_pseudonym_offices_in_their_seat_and_who_reported_as_that(
    kota: Path,
    signed_in: SignedIn,
    budi: Actor,
    hani: Actor,
    citra: Actor,
    fajar: Actor,
    client: Client,
    noon: datetime,
) -> None:
    Person.objects.filter(pk=hani.person_id).update(pseudonym="Melati 7")
    code = ticket(budi, noon).report.code
    for number, (by, extra) in enumerate([(hani, {}), (budi, {}), (citra, {"as": "seat"}), (fajar, {"as": "seat"})]):
        sent = signed_in(by).post(f"/laporan/{code}/komentar/", comment(f"Kata {number}", f"comment-{number}", **extra))
        assert sent.headers["Location"] == f"/laporan/{code}/"
    page = client.get(f"/laporan/{code}/").content.decode()
    speakers = [re.findall(r"<strong>(.*?)</strong>", page.split(f"Kata {number}")[0])[-1] for number in range(4)]
    assert speakers == ["Melati 7", "Pelapor", "Lurah · Kelurahan Rukun Jaya", "F"], "the next lurah is a resident here"
    for name in ("Hani", "Budi", "Citra", "Fajar", "Lurah · Kelurahan Rukun Damai"):
        assert name not in page


def test_a_lurah_may_speak_as_a_resident_too(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    code = ticket(budi, noon).report.code
    client = signed_in(citra)
    assert "Sebagai siapa?" in text_of(client.get(f"/laporan/{code}/"))
    client.post(f"/laporan/{code}/komentar/", comment(**{"as": "self"}))
    assert Comment.objects.get().seat is None


def test_a_comment_that_is_refused_is_not_lost(
    kota: Path, signed_in: SignedIn, budi: Actor, hani: Actor, noon: datetime
) -> None:
    code, client = ticket(budi, noon).report.code, signed_in(hani)
    long = "kata " * 300
    refused = client.post(f"/laporan/{code}/komentar/", comment(long))
    assert refused.status_code == 400 and "paling panjang 1000" in text_of(refused) and long.strip() in text_of(refused)
    for number in range(10):
        client.post(f"/laporan/{code}/komentar/", comment(key=f"comment-{number}"))
    flood = client.post(f"/laporan/{code}/komentar/", comment("Satu lagi", "one-too-many"))
    assert flood.status_code == 429 and "Tunggu sebentar" in text_of(flood) and "Satu lagi" in text_of(flood)
    assert client.post(f"/laporan/{code}/komentar/", comment("", "x"), **JSON).json()["code"] == "key"
    assert Comment.objects.count() == 10


def test_a_hidden_comment_says_why_and_its_words_are_gone_from_the_page(
    kota: Path, signed_in: SignedIn, budi: Actor, hani: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    code = ticket(budi, noon).report.code
    signed_in(hani).post(f"/laporan/{code}/komentar/", comment("Kata-kata buruk"))
    number = Comment.objects.get().pk
    hide = {"comment": str(number), "reason": "menghina tetangga"}
    for stranger in (hani, budi):
        assert "menghina" not in text_of(signed_in(stranger).get(f"/laporan/{code}/"))
        assert signed_in(stranger).post(f"/laporan/{code}/komentar/sembunyikan/", hide).status_code == 404
    assert signed_in(citra).post(f"/laporan/{code}/komentar/sembunyikan/", hide | {"reason": ""}).status_code == 400
    assert signed_in(citra).post(f"/laporan/{code}/komentar/sembunyikan/", hide).status_code == 302
    assert signed_in(citra).post(f"/laporan/{code}/komentar/sembunyikan/", hide).status_code == 409
    page = client.get(f"/laporan/{code}/")
    assert "Disembunyikan karena menghina tetangga" in text_of(page) and "Kata-kata buruk" not in page.content.decode()


def test_a_private_report_is_not_there_for_strangers_whatever_they_try(
    kota: Path, signed_in: SignedIn, budi: Actor, hani: Actor, ani: Actor, fajar: Actor, citra: Actor, noon: datetime
) -> None:
    private = report(budi, noon, is_private=True)
    signed_in(budi).post(f"/laporan/{private.code}/komentar/", comment("Tolong jangan disebar", "key-of-budi"))
    signed_in(citra).post(f"/laporan/{private.code}/komentar/", comment("Kami cek", "key-of-citra", **{"as": "seat"}))
    assert Comment.objects.count() == 2
    number = str(Comment.objects.first().pk)  # type: ignore[union-attr]
    for stranger in (hani, ani, fajar):
        client = signed_in(stranger)
        for path, fields in (
            ("dukung", {}), ("komentar", comment()), ("komentar/sembunyikan", {"comment": number, "reason": "x"}),
        ):  # fmt: skip
            for headers in ({}, JSON):
                refused = client.post(f"/laporan/{private.code}/{path}/", fields, **headers)
                nothing = client.post(f"/laporan/ZZZZZZZZZZ/{path}/", fields, **headers)
                assert refused.status_code == nothing.status_code == 404
        assert client.get(f"/laporan/{private.code}/").status_code == 404
        assert client.get(f"/laporan/{private.code}/kartu/").status_code == 404
        assert client.get(f"/laporan/?cari={private.code}").status_code == 200, "not led to it"
    assert Comment.objects.count() == 2 and not Support.objects.exists()
    assert "Kami cek" in text_of(signed_in(budi).get(f"/laporan/{private.code}/"))


def test_the_comments_of_a_report_that_shows_a_private_matter_are_hidden_with_it(
    kota: Path, signed_in: SignedIn, budi: Actor, hani: Actor, dodi: Actor, client: Client, noon: datetime
) -> None:
    shown = ticket(budi, noon).report
    signed_in(hani).post(f"/laporan/{shown.code}/komentar/", comment("Itu rumah Pak Joko"))
    validation.strike(shown, StrikeReason.PRIVACY, by=dodi, at=noon)
    page = text_of(client.get(f"/laporan/{shown.code}/"))
    assert "Pak Joko" not in page and "Tumpukan" not in page and "Masuk untuk berkomentar" not in page


def test_many_comments_are_turned_by_page_while_the_course_stays_whole(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    held = ticket(budi, noon)
    for number in range(35):
        by = _person(f"Warga{number}")
        talk.comment(held.report, words=f"Kata ke-{number:02d}", key=f"key-number-{number}", by=by, at=noon)  # type: ignore[arg-type]
    newest = client.get(f"/laporan/{held.report.code}/")
    assert "Kata ke-34" in text_of(newest) and "Kata ke-05" in text_of(newest) and "Kata ke-04" not in text_of(newest)
    before = Comment.objects.get(words="Kata ke-05").pk
    assert f"?sebelum={before}" in newest.content.decode()
    earlier = text_of(client.get(f"/laporan/{held.report.code}/?sebelum={before}"))
    assert "Kata ke-04" in earlier and "Kata ke-05" not in earlier and "Diterima" in earlier
    assert client.get(f"/laporan/{held.report.code}/?sebelum=x").status_code == 200
    assert queries_of(client, f"/laporan/{held.report.code}/") == 8


def test_the_course_tells_who_forwarded_where_who_asked_again_and_what_was_rated(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    from rukun.people.queries import office

    first, second = ticket(budi, noon), ticket(budi, noon)
    followup.dispose(first, to=office("bina-marga"), reason="Jalan provinsi", desk=citra.seats[0], at=noon)
    page = text_of(client.get(f"/laporan/{first.report.code}/"))
    assert "dari Kelurahan Rukun Jaya ke Dinas Bina Marga Contoh" in page and "Jalan provinsi" in page
    followup.finish(second, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    followup.rate(second, stars=2, words="Kurang bersih", by=budi, at=noon)
    followup.reopen(second, words="Masih ada sisa", by=budi, at=noon)
    page = text_of(client.get(f"/laporan/{second.report.code}/"))
    assert "2 bintang · dari pelapor" in page and "Kurang bersih" in page and "Dibuka kembali · oleh warga" in page


def test_what_is_alike_near_by_is_shown_under_a_report(kota: Path, budi: Actor, client: Client, noon: datetime) -> None:
    first, second = ticket(budi, noon).report, ticket(budi, noon, words="Sama di sebelah").report
    page = text_of(client.get(f"/laporan/{first.code}/"))
    assert "Laporan serupa di dekat sini" in page and "Sama di sebelah" in page
    assert "Laporan serupa" not in text_of(client.get(f"/laporan/{report(budi, noon, kind='siaran').code}/"))
    assert second.code != first.code


def test_ones_own_reports_are_shown_by_state_with_true_counts_and_so_are_those_one_supports(
    strewn: list[Report], signed_in: SignedIn, budi: Actor, hani: Actor, dodi: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    page = text_of(client.get("/laporan-saya/"))
    assert "Semua 11" in page and "Menunggu 10" in page and "Selesai 1" in page and "Yang saya dukung 0" in page
    shown = {name: client.get(f"/laporan-saya/?tampil={name}").content.decode().count('class="report"')
             for name in ("merah", "hijau", "kuning")}  # fmt: skip
    assert shown == {"merah": 10, "hijau": 1, "kuning": 0}
    assert "Tidak ada laporan Anda dengan status ini" in text_of(client.get("/laporan-saya/?tampil=kuning"))
    assert client.get("/laporan-saya/?tampil=ungu").status_code == 400
    other = signed_in(hani)
    assert "belum mendukung" in text_of(other.get("/laporan-saya/?tampil=dukungan"))
    for one in strewn[:2]:
        talk.support(one, by=hani, at=noon)
    validation.strike(strewn[1], StrikeReason.PRIVACY, by=dodi, at=noon)
    page = other.get("/laporan-saya/?tampil=dukungan")
    assert "Yang saya dukung 1" in text_of(page) and strewn[1].code not in page.content.decode()


def test_who_types_an_rt_and_its_kelurahan_comes_to_its_page_and_else_is_told_what_is_missing(
    strewn: list[Report], client: Client
) -> None:
    went = client.get("/laporan/", {"cari": "rt 2 rw 1 Rukun Jaya"})
    assert went.status_code == 302 and went.headers["Location"] == "/wilayah/9999991001001002/"
    assert client.get(went.headers["Location"]).status_code == 200
    more = client.get("/laporan/", {"cari": "lampu RT 2 RW 1 Rukun Jaya"})
    assert "RT 002/RW 001 , Rukun Jaya Buka halamannya" in text_of(more) and "cari=lampu&amp;" in more.content.decode()
    within = text_of(client.get("/laporan/", {"cari": "lampu", "wilayah": "9999991001001002"}))
    assert "Hanya di RT 002/RW 001, Rukun Jaya." in within
    assert "tulis juga nama kelurahannya" in text_of(client.get("/laporan/", {"cari": "RT 2 RW 1"}))
    assert "tulis juga nama kelurahannya" not in text_of(client.get("/laporan/", {"cari": "lampu"}))


def test_search_offers_the_area_leads_to_a_code_and_keeps_what_was_typed(strewn: list[Report], client: Client) -> None:
    page = client.get("/laporan/?cari=tumpukan+rukun+damai")
    assert (
        "Maksud Anda wilayahnya?" in text_of(page)
        and "wilayah=99.99.99.1002&amp;cari=tumpukan" in page.content.decode()
    )
    within = client.get("/laporan/?cari=tumpukan&wilayah=99.99.99.1002")
    assert "Hanya di Kelurahan Rukun Damai" in text_of(within)
    assert within.content.decode().count('class="report"') == 3
    code = strewn[0].code
    spaced = f"{code[:4]} {code[4:].lower()}"
    assert client.get("/laporan/", {"cari": spaced}).headers["Location"] == f"/laporan/{code}/"
    assert client.get("/laporan/?wilayah=99.99.99.1009").status_code == 404
    assert "Rahasia" not in text_of(client.get("/laporan/?cari=rahasia"))


@pytest.mark.parametrize("typed", ['a&b=1" onload="x', "#x", "?halaman=9", "ä+ö %25", "'"])
def test_whatever_was_typed_stays_one_word_of_the_address_of_the_next_page(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, client: Client, noon: datetime, typed: str
) -> None:
    from html import unescape
    from urllib.parse import parse_qs

    page = client.get("/laporan/", {"cari": typed, "halaman": "2"}).content.decode()
    desk = signed_in(citra).get("/meja/", {"cari": typed, "halaman": "2"}).content.decode()
    desk = desk.replace("tampil=peta", "halaman=1")  # no pages there: the way to the map keeps what was typed
    around_here = client.get("/sekitar/", {"kotak": "106.5,-6.51,106.53,-6.5", "halaman": "2"}).content.decode()
    first = '">Ke halaman pertama'  # beyond the end of the list
    for one, name, ends in ((page, "cari", first), (desk, "cari", "halaman=1"), (around_here, "kotak", "halaman=1")):
        address = unescape(one.split(ends)[0].rsplit('href="', 1)[1])
        told = parse_qs(address.partition("?")[2])
        assert told[name] == [typed.strip() if name == "cari" else "106.5,-6.51,106.53,-6.5"]
        assert set(told) <= {name}


def test_a_report_says_where_it_can_be_shared_and_seen_on_the_map(
    kota: Path, budi: Actor, client: Client, noon: datetime
) -> None:
    code = ticket(budi, noon).report.code
    page = client.get(f"/laporan/{code}/").content.decode()
    assert f'data-share="http://testserver/laporan/{code}/"' in page
    assert 'href="/sekitar/?lat=-6.501000&amp;lon=106.507500"' in page
