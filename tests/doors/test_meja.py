"""The desk: its queue as list and map, one ticket, many at once; what it refuses, and how many queries it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.followup import actions
from rukun.followup.crew import members
from rukun.followup.desk import queue
from rukun.followup.models import CrewMember, SavedView, Template, Ticket
from rukun.people.models import Office
from rukun.people.rules import Actor
from rukun.trail.models import Event
from tests import laying
from tests.conftest import _person
from tests.doors.test_pages import ME, queries_of, text_of
from tests.made import jpeg, proof, ticket

SignedIn = Callable[[Actor], Client]
# The office, the stamp (two), the rows, the counts, the kinds, the crew, the saved views, the incidents.
LIST = ME + 11
COUNTED = 1
TICKET = ME + 33


@pytest.fixture
def held(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Sixty tickets of the lurah, a minute apart."""
    return laying.once(_held, budi, noon)


def _held(budi: Actor, noon: datetime) -> list[Ticket]:
    return [ticket(budi, noon - timedelta(minutes=60 - n)) for n in range(60)]


@pytest.fixture
def desk(held: list[Ticket], signed_in: SignedIn, citra: Actor) -> Client:
    return signed_in(citra)


def codes_in(page: str) -> list[str]:
    return re.findall(r'data-code="(\w+)"', page)


def code_of(one: Ticket) -> str:
    return one.report.code


def test_the_list_takes_the_same_queries_however_long_it_is_and_whatever_is_asked(
    desk: Client, held: list[Ticket]
) -> None:
    assert queries_of(desk, "/meja/") == queries_of(desk, "/meja/?banyak=200") == LIST
    assert queries_of(desk, "/meja/?jenis=sampah&cari=pos&unit=5/2&umur=0&urut=jenis,-diterima") == LIST
    # Where nothing passes there are no rows to fetch.
    assert queries_of(desk, "/meja/?tampil=peta&tenggat=lewat") == LIST - 1
    # What was closed is counted by itself, and so is what lies beyond the first page.
    assert queries_of(desk, "/meja/?status=done") == LIST + COUNTED - 1
    further = unescape(
        re.findall(r'href="(\?[^"]*)" data-page="next"', desk.get("/meja/?jenis=sampah").content.decode())[0]
    )
    assert queries_of(desk, f"/meja/{further}") == LIST + COUNTED


@pytest.mark.parametrize(
    "asked",
    [
        "jenis=sampah",
        "tenggat=minggu-ini",
        "status=waiting&urut=-diterima",
        "jenis=banjir",
        "cari=pos",
        "banyak=200&umur=7",
    ],
)
def test_a_desk_that_holds_few_is_counted_with_its_first_page_and_one_that_holds_many_by_itself(
    desk: Client, held: list[Ticket], monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    once = desk.get(f"/meja/?{asked}").content.decode()
    monkeypatch.setattr(queue, "COUNTED_AT_ONCE", 59)
    by_itself = desk.get(f"/meja/?{asked}").content.decode()
    assert codes_in(once) == codes_in(by_itself)
    for said in (r'id="jumlah">.*', r'data-total="(\d+)"', r'data-page="next".*'):
        assert re.findall(said, once) == re.findall(said, by_itself)
    assert queries_of(desk, "/meja/titik.json") == ME - 1 + 2


def test_pages_are_turned_by_where_one_is(desk: Client, held: list[Ticket]) -> None:
    first = desk.get("/meja/").content.decode()
    following = unescape(re.findall(r'href="(\?[^"]*)" data-page="next"', first)[0])
    second = desk.get(f"/meja/{following}").content.decode()
    assert len(codes_in(first)) == 50 and len(codes_in(second)) == 10
    assert not set(codes_in(first)) & set(codes_in(second))
    before = unescape(re.findall(r'href="(\?[^"]*)" data-page="before"', second)[0])
    assert codes_in(desk.get(f"/meja/{before}").content.decode()) == codes_in(first)
    assert len(codes_in(desk.get("/meja/?banyak=200").content.decode())) == 60
    assert desk.get("/meja/?sesudah=x").status_code == 400 and desk.get("/meja/?unit=abc").status_code == 400


def test_counts_and_tabs_say_what_the_list_shows(
    desk: Client, held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    actions.take(held[0], desk=citra.seats[0], at=noon)
    page = text_of(desk.get("/meja/"))
    assert "Semua 60" in page and "Menunggu 59" in page and "Diproses 1" in page
    assert codes_in(desk.get("/meja/?status=in-hand").content.decode()) == [code_of(held[0])]


def test_the_map_shows_the_tickets_of_the_same_filters(desk: Client, held: list[Ticket]) -> None:
    assert desk.get("/meja/titik.json").json()["total"] == 60
    assert desk.get("/meja/titik.json?jenis=jalan-rusak").json()["total"] == 0
    one = desk.get(f"/meja/titik.json?cari={code_of(held[0])}").json()["reports"]
    assert one == [[code_of(held[0]), -6.501, 106.5075, "sampah", 0]]


def test_what_changed_is_told_once_and_nothing_when_nothing_did(
    desk: Client, held: list[Ticket], budi: Actor, citra: Actor, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    page = desk.get("/meja/").content.decode()
    stamp, since = (re.findall(rf'data-{name}="([^"]*)"', page)[0] for name in ("stamp", "since"))
    asked = {"cap": stamp, "sejak": since, "ada": ",".join(codes_in(page)), "jenis": "sampah"}
    assert desk.get("/meja/baru.json", asked).status_code == 304
    later(timedelta(minutes=10))
    actions.take(held[1], desk=citra.seats[0], at=noon + timedelta(minutes=2))
    actions.decline(held[2], reason_code="beyond", words="Bukan", desk=citra.seats[0], at=noon + timedelta(minutes=3))
    ticket(budi, noon + timedelta(minutes=4))
    news = desk.get("/meja/baru.json", asked)
    told = news.json()
    assert list(told["rows"]) == [code_of(held[1])] and "Diproses" in told["rows"][code_of(held[1])]
    assert told["gone"] == [code_of(held[2])] and told["new"] == 1 and told["stamp"] != stamp
    assert desk.get("/meja/baru.json", asked, headers={"if-none-match": news.headers["ETag"]}).status_code == 304
    assert desk.get("/meja/baru.json?sejak=x").status_code == 400


def test_many_are_taken_at_once_and_one_comes_back_to_the_same_filters(desk: Client, held: list[Ticket]) -> None:
    codes = [code_of(one) for one in held[:5]]
    answer = desk.post("/meja/massal/?jenis=sampah", {"do": "take", "kode": codes})
    assert answer.headers["Location"] == "/meja/?jenis=sampah&jadi=5"
    assert "Berhasil untuk 5 tiket" in text_of(desk.get(answer.headers["Location"]))
    assert Ticket.objects.filter(state="in-hand").count() == 5
    assert Event.objects.filter(verb="ticket.taken").count() == 5, "each leaves its own trace"


def test_what_could_not_be_done_is_told_for_each_and_stays_selected(
    desk: Client, held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    actions.take(held[0], desk=citra.seats[0], at=noon)
    codes = [code_of(one) for one in held[:3]]
    answer = desk.post("/meja/massal/", {"do": "take", "kode": [*codes, "ZZZZZZZZZZ"]})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Berhasil untuk 2 tiket" in text_of(answer)
    assert re.findall(r'name="kode" value="(\w+)" checked', page) == [codes[0]]
    assert "langkah itu tidak dapat dilakukan" in text_of(answer) and "ZZZZZZZZZZ" in page
    back = desk.get("/meja/?" + unescape(re.findall(r'href="/meja/\?([^"]*)"', page)[0])).content.decode()
    assert re.findall(r'name="kode" value="(\w+)"[^>]* checked', back) == [codes[0]]


def test_words_are_asked_for_first_and_a_refusal_keeps_them(desk: Client, held: list[Ticket]) -> None:
    codes = [code_of(one) for one in held[:3]]
    asked = desk.post("/meja/massal/", {"do": "forward", "kode": codes})
    assert asked.status_code == 200 and "Teruskan: 3 tiket" in text_of(asked)
    assert not Ticket.objects.exclude(holder__code="9999991001").exists(), "nothing is done yet"
    typed = {"do": "forward", "kode": codes, "yakin": "1", "words": "Jalan provinsi semua"}
    refused = desk.post("/meja/massal/", typed)
    assert refused.status_code == 400 and "Jalan provinsi semua" in refused.content.decode()
    assert desk.post("/meja/massal/", typed | {"office": "bina-marga"}).status_code == 302
    assert Ticket.objects.filter(holder__code="bina-marga").count() == 3


def test_all_that_match_are_named_and_counted_before_anything_is_done(desk: Client, held: list[Ticket]) -> None:
    asked = desk.post("/meja/massal/?jenis=sampah", {"do": "take", "semua": "1"})
    codes = re.findall(r'name="kode" value="(\w+)"', asked.content.decode())
    assert "Kerjakan: 60 tiket" in text_of(asked) and len(codes) == 60
    assert desk.post("/meja/massal/", {"do": "take", "kode": codes, "yakin": "1"}).status_code == 302
    assert Ticket.objects.filter(state="in-hand").count() == 60


def test_five_duplicates_become_one_ticket(desk: Client, held: list[Ticket]) -> None:
    codes = [code_of(one) for one in held[:6]]
    asked = text_of(desk.post("/meja/massal/", {"do": "merge", "kode": codes}))
    assert "Mana yang tetap?" in asked
    done = desk.post("/meja/massal/", {"do": "merge", "kode": codes, "yakin": "1", "utama": codes[2]})
    assert done.headers["Location"] == "/meja/?jadi=5"
    assert set(Ticket.objects.filter(state="merged").values_list("merged_into__report__code", flat=True)) == {codes[2]}
    shown = text_of(desk.get(f"/meja/{codes[2]}/"))
    assert shown.count("Digabung dari") == 5


def test_many_are_given_to_one_of_the_crew_and_taken_back(
    desk: Client, held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    udin = members.add_member(name="Udin", phone="", desk=citra.seats[0], at=noon)
    codes = [code_of(one) for one in held[:3]]
    asked = desk.post("/meja/massal/", {"do": "assign", "kode": codes})
    assert "Tugaskan: 3 tiket" in text_of(asked) and "Udin" in text_of(asked)
    given = {"do": "assign", "kode": codes, "yakin": "1", "crew": str(udin.pk)}
    assert desk.post("/meja/massal/", given).status_code == 302
    assert Ticket.objects.filter(crew=udin).count() == 3
    assert desk.post("/meja/massal/", given | {"crew": "999"}).status_code == 400
    assert desk.post("/meja/massal/", given | {"crew": ""}).status_code == 302
    assert not Ticket.objects.filter(crew=udin).exists()


def test_bulk_refuses_nothing_too_many_and_what_it_does_not_know(desk: Client, held: list[Ticket]) -> None:
    assert desk.post("/meja/massal/", {"do": "take"}).status_code == 400
    assert desk.post("/meja/massal/", {"do": "delete", "kode": ["A"]}).status_code == 400
    assert desk.post("/meja/massal/", {"do": "take", "kode": [f"A{n:09d}" for n in range(300)]}).status_code == 400
    assert desk.get("/meja/massal/").status_code == 404


def test_an_officer_of_the_next_kelurahan_sees_and_does_nothing(
    desk: Client, held: list[Ticket], signed_in: SignedIn, fajar: Actor
) -> None:
    code, stranger = code_of(held[0]), signed_in(fajar)
    assert not codes_in(stranger.get("/meja/?status=waiting").content.decode())
    assert not codes_in(stranger.get(f"/meja/?cari={code}").content.decode())
    assert stranger.get("/meja/titik.json").json()["total"] == 0
    told = stranger.get("/meja/baru.json", {"ada": code, "cap": "x", "sejak": "2016-01-01T00:00:00+00:00"}).json()
    assert told["rows"] == {} and told["gone"] == [code] and told["new"] == 0
    assert stranger.get(f"/meja/{code}/").status_code == 404
    for doing in ("take", "finish", "decline", "pause", "forward", "category", "place", "merge", "resume"):
        assert stranger.post(f"/meja/{code}/", {"do": doing, "words": "x"}).status_code == 404
    assert "tidak ada, atau bukan untuk Anda" in text_of(stranger.post("/meja/massal/", {"do": "take", "kode": [code]}))
    assert "pos ronda" not in stranger.post("/meja/massal/", {"do": "decline", "kode": [code]}).content.decode()
    assert Ticket.objects.get(pk=held[0].pk).state == "waiting"


def test_a_ticket_shows_its_whole_course_in_the_same_queries(
    desk: Client, held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    fresh = queries_of(desk, f"/meja/{code_of(held[5])}/?urut=tenggat")
    one, seat = held[4], citra.seats[0]
    actions.take(one, desk=seat, at=noon)
    actions.pause(one, reason="procurement", words="Menunggu truk", expected=(noon + timedelta(days=3)).date(),
                  desk=seat, at=noon)  # fmt: skip
    actions.resume(one, desk=seat, at=noon)
    page = text_of(desk.get(f"/meja/{code_of(one)}/"))
    assert "Mengapa belum" in page and "diharapkan 4 Juni 2016" in page
    assert page.count("Menunggu truk") == 1, "beside why it waits, and not beside the step again"
    assert fresh <= queries_of(desk, f"/meja/{code_of(one)}/") <= TICKET


def test_next_and_before_are_those_of_the_queue_one_came_from(desk: Client, held: list[Ticket]) -> None:
    page = desk.get(f"/meja/{code_of(held[7])}/?urut=-tenggat&jenis=sampah").content.decode()
    assert re.findall(r'href="/meja/(\w+)/\?[^"]*" data-key="j"', page) == [code_of(held[6])]
    assert re.findall(r'href="/meja/(\w+)/\?[^"]*" data-key="k"', page) == [code_of(held[8])]
    done = desk.post(
        f"/meja/{code_of(held[7])}/?urut=-tenggat",
        {"do": "decline", "reason": "beyond", "words": "Bukan wewenang kami", "lanjut": "1"},
    )
    assert done.headers["Location"] == f"/meja/{code_of(held[6])}/?urut=-tenggat&jadi=decline.{code_of(held[7])}"
    said = f"Tiket {code_of(held[7])} ditutup sebagai tidak dapat ditangani."
    assert said in text_of(desk.get(done.headers["Location"]))
    back = desk.post(
        f"/meja/{code_of(held[6])}/?urut=-tenggat", {"do": "decline", "reason": "beyond", "words": "Bukan"}
    )
    assert back.headers["Location"] == f"/meja/?urut=-tenggat&fokus={code_of(held[5])}&jadi=decline.{code_of(held[6])}"
    told = desk.get(back.headers["Location"])
    assert f"Tiket {code_of(held[6])} ditutup" in text_of(told)
    links = re.findall(r'(?:href|action)="([^"]*)"', told.content.decode())
    assert not [link for link in links if "jadi=" in link], "it is said once, and carried nowhere"
    for invented in ("x", "decline.<b>", "paid.73WWDACSKG", "9999999"):
        assert '<p class="notice" role="status">' not in desk.get(f"/meja/?jadi={invented}").content.decode()


def test_of_two_officers_one_acts_and_the_other_is_told_and_keeps_the_words(
    desk: Client, held: list[Ticket], signed_in: SignedIn, citra: Actor, noon: datetime,
    later: Callable[[timedelta], None],
) -> None:  # fmt: skip
    staff: Actor = _person("Indah", "staff-kelurahan", "9999991001", "9999991001")  # type: ignore[assignment]
    address, other = f"/meja/{code_of(held[0])}/", signed_in(staff)
    seen = re.findall(r'name="seen" value="([^"]*)"', other.get(address).content.decode())[0]
    later(timedelta(minutes=5))
    assert desk.post(address, {"do": "take", "seen": seen}).status_code == 302
    lost = other.post(address, {"do": "decline", "reason": "beyond", "words": "Kata yang panjang", "seen": seen})
    assert lost.status_code == 409 and "diubah pukul 12.05 oleh Kelurahan Rukun Jaya" in text_of(lost)
    assert "Kata yang panjang" in lost.content.decode() and Ticket.objects.get(pk=held[0].pk).state == "in-hand"
    again = re.findall(r'name="seen" value="([^"]*)"', lost.content.decode())[0]
    form = {"do": "decline", "reason": "beyond", "words": "Kata yang panjang", "seen": again}
    assert other.post(address, form).status_code == 302, "having seen it, one may"


def test_a_ticket_is_paused_resumed_put_right_and_finished_from_its_page(desk: Client, held: list[Ticket]) -> None:
    address = f"/meja/{code_of(held[0])}/"
    pause = {"do": "pause", "reason": "procurement", "words": "Menunggu truk"}
    assert desk.post(address, pause).status_code == 409
    kept = desk.post(address, pause | {"expected": "besok"}).content.decode()
    assert "Menunggu truk" in kept and "besok" in kept and 'value="procurement" checked' in kept
    assert desk.post(address, pause | {"expected": "2016-06-09", "next_office": "bina-marga"}).status_code == 302
    assert "lalu oleh Dinas Bina Marga" in text_of(desk.get(address))
    assert desk.post(address, {"do": "resume"}).status_code == 302
    assert desk.post(address, {"do": "category", "category": "jalan-rusak", "words": "Bukan sampah"}).status_code == 302
    place = {"do": "place", "lat": "-6.5012", "lon": "106.5078", "words": "Titiknya meleset"}
    assert desk.post(address, place | {"lat": "x"}).status_code == 409
    assert desk.post(address, place).status_code == 302
    shown = text_of(desk.get(address))
    assert "Jenis diperbaiki" in shown and "Tempat diperbaiki" in shown and "Jalan rusak" in shown
    upload = SimpleUploadedFile("after.jpg", jpeg(5), "image/jpeg")
    assert desk.post(address, {"do": "finish", "words": "Beres", "proof": upload}).status_code == 302
    assert "sudah ditutup" in text_of(desk.get(address))


def test_duplicates_near_by_are_offered_with_their_photos_and_merged_from_the_ticket(
    held: list[Ticket], budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    desk, twin = signed_in(citra), ticket(budi, noon, photos=[proof(3)])
    address = f"/meja/{code_of(held[0])}/"
    page = desk.get(f"{address}?mirip={code_of(twin)}").content.decode()
    assert code_of(twin) in page and f"Foto {code_of(twin)}" in page
    assert desk.post(address, {"do": "merge"}).status_code == 409
    assert desk.post(address, {"do": "merge", "kode": [code_of(twin)], "words": "Sama"}).status_code == 302
    assert Ticket.objects.get(pk=twin.pk).merged_into_id == held[0].pk


def test_what_was_merged_by_mistake_is_taken_out_again_on_either_page_and_everybody_reads_why(
    held: list[Ticket], budi: Actor, citra: Actor, fajar: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    desk, twins = signed_in(citra), [ticket(budi, noon), ticket(budi, noon)]
    codes = [code_of(twin) for twin in twins]
    address = f"/meja/{code_of(held[0])}/"
    assert "Pisahkan kembali" not in text_of(desk.get(address))
    desk.post(address, {"do": "merge", "kode": codes, "words": "Sama"})
    shown = text_of(desk.get(address))
    assert "Pisahkan kembali" in shown and all(code in shown for code in codes)
    assert "digabung dengan yang sama" in text_of(desk.get(f"/laporan/{codes[0]}/"))
    for wrong in ({"words": "Tiang lain"}, {"kode": codes, "words": " "}, {"kode": [code_of(held[1])], "words": "x"}):
        assert desk.post(address, {"do": "unmerge"} | wrong).status_code == 409
    assert signed_in(fajar).post(address, {"do": "unmerge", "kode": codes, "words": "x"}).status_code == 404
    kept = desk.post(address, {"do": "unmerge", "kode": codes[:1], "words": ""}).content.decode()
    assert f'value="{codes[0]}" checked' in kept and f'value="{codes[1]}" checked' not in kept
    assert desk.post(address, {"do": "unmerge", "kode": codes[:1], "words": "Tiang lain"}).status_code == 302
    own = f"/meja/{codes[1]}/"
    assert desk.post(own, {"do": "unmerge", "kode": [codes[1]], "words": "Gang lain"}).status_code == 302
    assert {Ticket.objects.get(pk=twin.pk).state for twin in twins} == {"waiting"}
    assert desk.post(own, {"do": "unmerge", "kode": [codes[1]], "words": "Gang lain"}).status_code == 409
    public = text_of(desk.get(f"/laporan/{codes[0]}/"))
    assert "Dipisahkan kembali" in public and "Tiang lain" in public and "digabung dengan yang sama" not in public
    assert "Dipisahkan kembali" in text_of(desk.get(address))


def test_views_are_kept_opened_and_dropped(desk: Client, held: list[Ticket]) -> None:
    kept = desk.post("/meja/pandangan/", {"do": "keep", "name": "Sampah lama", "address": "jenis=sampah&sesudah=x"})
    assert kept.headers["Location"] == "/meja/?jenis=sampah"
    assert 'href="/meja/?jenis=sampah">Sampah lama' in desk.get("/meja/").content.decode()
    assert desk.post("/meja/pandangan/", {"do": "keep", "name": "", "address": ""}).status_code == 400
    assert desk.post("/meja/pandangan/", {"do": "keep", "name": "X", "address": "status=gone"}).status_code == 400
    number = SavedView.objects.get().pk
    assert desk.post("/meja/pandangan/", {"do": "drop", "number": str(number)}).status_code == 302
    assert desk.post("/meja/pandangan/", {"do": "drop", "number": str(number)}).status_code == 404


def test_the_lurah_writes_templates_and_staff_only_uses_them(
    desk: Client, held: list[Ticket], signed_in: SignedIn
) -> None:
    staff = signed_in(_person("Indah", "staff-kelurahan", "9999991001", "9999991001"))  # type: ignore[arg-type]
    form = {"do": "keep", "state": "done", "name": "Sudah bersih", "words": "Sudah kami bersihkan."}
    assert desk.post("/meja/templat/", form | {"words": ""}).status_code == 400
    assert desk.post("/meja/templat/", form).status_code == 302
    assert staff.post("/meja/templat/", form).status_code == 404
    assert "Sudah kami bersihkan." in staff.get(f"/meja/{code_of(held[0])}/").content.decode()
    own = Template.objects.get(office__code="9999991001")
    assert desk.post("/meja/templat/", {"do": "retire", "number": str(own.pk)}).status_code == 302
    assert "Sudah kami bersihkan." not in staff.get(f"/meja/{code_of(held[0])}/").content.decode()
    citys = Template.objects.filter(office=None).first()
    assert citys and desk.post("/meja/templat/", {"do": "retire", "number": str(citys.pk)}).status_code == 404


def test_a_row_tells_who_works_on_it_and_a_private_one_says_so(
    held: list[Ticket], budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    office = Office.objects.get(code="9999991001")
    Ticket.objects.filter(pk=held[0].pk).update(crew=CrewMember.objects.create(office=office, name="Joko"))
    ticket(budi, noon, is_private=True)
    page = text_of(signed_in(citra).get("/meja/?banyak=200"))
    assert "Joko" in page and "rahasia" in page
    only = signed_in(citra).get(f"/meja/?petugas={CrewMember.objects.get().pk}").content.decode()
    assert codes_in(only) == [code_of(held[0])]


def test_a_camat_looks_at_the_kecamatan_and_is_told_who_holds_it(
    held: list[Ticket], budi: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    camat = signed_in(_person("Hana", "camat", "999999"))  # type: ignore[arg-type]
    page = camat.get("/meja/?banyak=200&pemegang=9999991001")
    assert len(codes_in(page.content.decode())) == 60 and "Kelurahan Rukun Jaya" in text_of(page)
    shown = camat.get(f"/meja/{code_of(held[0])}/")
    assert "Anda dapat melihatnya, tidak mengubahnya" in text_of(shown)
    assert camat.post(f"/meja/{code_of(held[0])}/", {"do": "take"}).status_code == 404
