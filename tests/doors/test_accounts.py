"""Sign-up, sign-in, devices, what one changes about oneself, recovery: what the pages promise and refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from rukun.people import actions
from rukun.people.entering import doorkeeper
from rukun.people.models import Person, Session
from rukun.people.rules import Actor
from rukun.senders.message import Message
from rukun.trail.models import Event
from tests.doors.entering import RIGHT, TUTI, digits_of, enter, is_in
from tests.doors.test_pages import RESIDENT, queries_of, text_of

SignedIn = Callable[[Actor], Client]


# Where the sign-in leads


@pytest.mark.any_engine
def test_who_sends_a_form_without_a_session_comes_back_to_its_page_and_is_told_that_nothing_arrived(
    kota: object, client: Client
) -> None:
    page = {"Referer": "http://testserver/laporan/73WWDACSKG/?sebelum=9"}
    answer = client.post("/laporan/73WWDACSKG/komentar/", {"comment": "Masih bau."}, headers=page)
    assert answer.headers["Location"] == "/masuk/?next=/laporan/73WWDACSKG/%3Fsebelum%3D9&belum=1"
    asked = text_of(client.get(answer.headers["Location"]))
    assert "Sesi Anda sudah berakhir" in asked and "belum diterima" in asked
    for elsewhere in ({"Referer": "https://example.org/laporan/"}, {}):
        answer = client.post("/laporan/73WWDACSKG/komentar/", {"comment": "Masih bau."}, headers=elsewhere)
        assert answer.headers["Location"] == "/masuk/?next=/&belum=1"


@pytest.mark.any_engine
def test_a_page_that_asks_to_sign_in_is_come_back_to_with_what_it_was_asked_for(kota: object, client: Client) -> None:
    answer = client.get("/bulan-ini/?bulan=2016-06")
    assert answer.headers["Location"] == "/masuk/?next=/bulan-ini/%3Fbulan%3D2016-06"
    assert "Halaman itu perlu akun." in text_of(client.get(answer.headers["Location"]))
    for open_to_all in ("/masuk/", "/masuk/?next=/laporan/73WWDACSKG/"):
        assert "Halaman itu perlu akun." not in text_of(client.get(open_to_all))


@pytest.mark.any_engine
def test_a_stranger_who_wants_to_report_is_told_why_to_sign_in_and_shown_the_way_to_an_account(
    kota: object, client: Client
) -> None:
    asked = client.get("/masuk/?next=/lapor/")
    assert "Untuk melapor, masuk dahulu." in text_of(asked)
    assert 'href="/daftar/?next=/lapor/"' in asked.content.decode()
    assert "Untuk melapor" not in text_of(client.get("/masuk/"))


# Sign-up


def test_a_resident_signs_up_on_one_screen_and_is_in(kota: object, client: Client) -> None:
    answer = client.post("/daftar/", TUTI)
    assert answer.headers["Location"] == "/lapor/" and client.get("/lapor/").status_code == 200
    person = Person.objects.get()
    assert person.login == "+6281234567890" and re.fullmatch(r"Warga [0-9A-Z]{4}", person.pseudonym)
    assert person.password.startswith("argon2") and person.confirmed_at is None
    assert Event.objects.get(verb="person.registered").about == f"person:{person.pk}"
    for wanted, given in (("/laporan-saya/", "/laporan-saya/"), ("//example.org", "/lapor/")):
        facts = TUTI | {"login": f"{wanted[2:6]}@contoh.id", "next": wanted}
        assert Client().post("/daftar/", facts).headers["Location"] == given


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"login": "0812"}, "Nomor telepon ditulis seperti"),
        ({"login": "tuti@"}, "Surel ditulis seperti"),
        ({"name": " "}, "Isi nama Anda"),
        ({"name": "x" * 121}, "paling banyak 120"),
        ({"password": "pendek"}, "paling sedikit 8"),
        ({"password": "password1"}, "terlalu sering dipakai"),
        ({"password": "4444999900001111"}, "jangan hanya angka"),
        ({"password": "tuti wulandari"}, "terlalu mirip"),
        ({"password": "x" * 201}, "paling banyak 200"),
    ],
)
def test_a_sign_up_that_cannot_be_taken_says_why_and_keeps_all_but_the_password(
    kota: object, client: Client, change: dict[str, str], told: str
) -> None:
    answer = client.post("/daftar/", TUTI | change)
    page = answer.content.decode()
    assert answer.status_code == 400 and told in text_of(answer)
    typed = TUTI | change
    assert f'value="{typed["login"]}"' in page and f'value="{typed["name"].strip()}"' in page
    assert f'value="{typed["password"]}"' not in page
    assert not Person.objects.exists() and not is_in(client)


def test_all_that_is_wrong_with_a_sign_up_is_told_at_once(kota: object, client: Client) -> None:
    answer = client.post("/daftar/", {"login": "12", "name": " ", "password": "123"})
    assert answer.status_code == 400
    for told in ("Nomor telepon ditulis seperti", "Isi nama Anda.", "Kata sandi paling sedikit 8"):
        assert told in text_of(answer)
    assert answer.content.decode().count('aria-invalid="true"') == 3 and not Person.objects.exists()


def test_the_same_sign_up_twice_is_one_person_and_both_are_in(kota: object) -> None:
    for _ in range(2):
        again = Client()
        assert again.post("/daftar/", TUTI).headers["Location"] == "/lapor/"
        assert is_in(again)
    assert Person.objects.count() == 1


@pytest.mark.any_engine
def test_a_stranger_who_signs_up_with_a_taken_login_is_offered_the_ways_back_and_few_answers(
    tuti: Person, client: Client
) -> None:
    answer = client.post("/daftar/", TUTI | {"password": "kata sandi lain"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "tidak dapat mendaftar" in page and "/lupa/?login=0812" in page
    told = [client.post("/daftar/", TUTI | {"password": f"kata sandi {n}"}).status_code for n in range(8)]
    assert told == [400] * 4 + [429] * 4, "each is a guess at the password, too"
    assert Person.objects.count() == 1


# Sign-in


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "6281234567890", " 081234567890 "])
def test_a_number_signs_in_in_every_spelling(tuti: Person, typed: str) -> None:
    assert is_in(enter(typed))


@pytest.mark.any_engine
def test_an_address_signs_in_however_it_is_capitalised(kota: object, noon: datetime) -> None:
    actions.register_person(login="Tuti@Contoh.id", name="T", pseudonym="", password=RIGHT, at=noon)
    assert is_in(enter("TUTI@contoh.ID"))


@pytest.mark.any_engine
def test_a_neighbour_is_slowed_and_told_how_long_while_the_owners_phone_is_not(tuti: Person) -> None:
    hers, neighbour = enter(), Client()
    wrong = {"login": TUTI["login"], "password": "salah"}
    assert [neighbour.post("/masuk/", wrong).status_code for _ in range(7)] == [400] * 5 + [429] * 2
    told = neighbour.post("/masuk/", wrong)
    assert "Tunggu 30 detik" in text_of(told) and TUTI["login"] in told.content.decode()
    hers.post("/keluar/")
    assert hers.post("/masuk/", {"login": TUTI["login"], "password": RIGHT}).status_code == 302, "the same network"
    elsewhere = Client(REMOTE_ADDR="10.9.9.9")
    assert elsewhere.post("/masuk/", {"login": TUTI["login"], "password": RIGHT}).status_code == 302


@pytest.mark.any_engine
def test_a_device_cookie_of_ones_own_making_is_worth_nothing(tuti: Person) -> None:
    from django.core import signing

    neighbour = Client()
    forged = signing.dumps({"d": "x", "l": [doorkeeper.login_digest(tuti.login)[:16]]}, key="another" * 8)
    neighbour.cookies["rukun_device"] = forged
    wrong = {"login": TUTI["login"], "password": "salah"}
    assert [neighbour.post("/masuk/", wrong).status_code for _ in range(6)] == [400] * 5 + [429]


@pytest.mark.any_engine
def test_a_header_does_not_make_another_network_unless_a_proxy_of_ours_wrote_it(tuti: Person, settings: object) -> None:
    wrong = {"login": TUTI["login"], "password": "salah"}
    guess = lambda n: Client(headers={"x-forwarded-for": f"6.6.6.{n}, 10.0.0.{n}"}).post("/masuk/", wrong)  # noqa: E731
    assert [guess(n).status_code for n in range(6)] == [400] * 5 + [429]
    settings.RUKUN_PROXIES = 1  # type: ignore[attr-defined]
    assert guess(1).status_code == 400, "now the last entry is believed: another network"


@pytest.mark.any_engine
def test_signing_out_clears_cached_pages_and_nothing_that_waits_to_be_sent(tuti: Person) -> None:
    client = enter()
    answer = client.post("/keluar/")
    assert answer.headers["Clear-Site-Data"] == '"cache"' and not is_in(client)
    assert not Session.objects.filter(person=tuti).exists()


@pytest.mark.any_engine
def test_no_way_in_leads_off_the_site(tuti: Person) -> None:
    for wanted in ("https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org", "http:///x"):
        facts = {"login": TUTI["login"], "password": RIGHT, "next": wanted}
        assert Client().post("/masuk/", facts).headers["Location"] == "/"
        assert enter().post("/akun/buktikan/", {"present": RIGHT, "next": wanted}).headers["Location"] == "/akun/"


# Sessions and devices


def test_the_account_lists_devices_in_words_and_one_or_all_others_are_signed_out(tuti: Person) -> None:
    here, other, third = enter(), enter(), enter()
    page = text_of(here.get("/akun/"))
    assert page.count("Samsung SM-A107F · Chrome") >= 3 and page.count("perangkat ini") == 1
    row = Session.objects.filter(person=tuti).order_by("began_at").last()
    assert row
    mine = here.cookies["sessionid"].value
    assert mine not in str(list(Session.objects.values())), "no key that opens a session is kept"
    from rukun.people.entering.sessions import kept_key

    here.post("/akun/perangkat/", {"device": kept_key(other.cookies["sessionid"].value)})
    assert is_in(here) and not is_in(other) and is_in(third)
    here.post("/akun/perangkat/", {"device": "others"})
    assert is_in(here) and not is_in(third)


@pytest.mark.any_engine
def test_nobody_signs_out_a_device_of_another(tuti: Person, signed_in: SignedIn, budi: Actor) -> None:
    from rukun.people.entering.sessions import kept_key

    hers = enter()
    stranger = signed_in(budi)
    assert stranger.post("/akun/perangkat/", {"device": kept_key(hers.cookies["sessionid"].value)}).status_code == 409
    stranger.post("/akun/perangkat/", {"device": "others"})
    assert is_in(hers)


def test_that_somebody_is_here_is_written_at_most_every_five_minutes(
    tuti: Person, later: Callable[[timedelta], None]
) -> None:
    client = enter()
    seen = lambda: Session.objects.get(person=tuti).last_seen_at  # noqa: E731
    began = seen()
    later(timedelta(minutes=4))
    assert queries_of(client, "/laporan-saya/") == RESIDENT + 6 and seen() == began
    later(timedelta(minutes=6))
    client.get("/laporan-saya/")
    assert seen() == began + timedelta(minutes=6)


@pytest.mark.any_engine
def test_the_account_takes_few_queries_however_many_devices(tuti: Person) -> None:
    client = enter()
    before = queries_of(client, "/akun/")
    for _ in range(4):
        enter()
    assert queries_of(client, "/akun/") == before == RESIDENT + 4


# What one changes about oneself


@pytest.mark.any_engine
def test_another_password_needs_the_present_one_and_signs_other_devices_out(tuti: Person) -> None:
    here, other = enter(), enter()
    wrong = here.post("/akun/sandi/", {"present": "salah", "password": "sandi baru sekali"})
    assert wrong.status_code == 400 and "sekarang tidak cocok" in text_of(wrong) and is_in(other)
    weak = here.post("/akun/sandi/", {"present": RIGHT, "password": "12345678"})
    assert weak.status_code == 400 and is_in(other)
    assert here.post("/akun/sandi/", {"present": RIGHT, "password": "sandi baru sekali"}).status_code == 302
    assert is_in(here) and not is_in(other)
    assert is_in(enter(password="sandi baru sekali"))
    assert Event.objects.filter(verb="person.password-changed", about=f"person:{tuti.pk}").count() == 1


@pytest.mark.any_engine
def test_an_open_telephone_is_no_way_to_guess_the_password(tuti: Person) -> None:
    client = enter()
    told = [client.post("/akun/sandi/", {"present": f"x{n}", "password": RIGHT}).status_code for n in range(12)]
    assert told == [400] * 10 + [429] * 2


def test_name_pseudonym_and_language_are_changed_and_what_was_typed_survives_a_refusal(
    tuti: Person, signed_in: SignedIn, budi: Actor
) -> None:
    Person.objects.filter(pk=budi.person_id).update(pseudonym="Elang Jawa")
    client, facts = enter(), {"name": "Tuti W.", "pseudonym": "Bu Tuti", "language": "en"}
    for pseudonym, told in (("elang jawa", "sudah dipakai"), ("Lurah Bangka", "jabatan atau kantor")):
        refused = client.post("/akun/", facts | {"pseudonym": pseudonym})
        assert refused.status_code == 400 and told in text_of(refused) and "Tuti W." in refused.content.decode()
    assert client.post("/akun/", facts).headers["Location"] == "/akun/?beres=profil"
    assert "Saved." in text_of(client.get("/akun/?beres=profil"))
    tuti.refresh_from_db()
    assert (tuti.name, tuti.pseudonym, tuti.language) == ("Tuti W.", "Bu Tuti", "en")


def test_a_login_is_confirmed_by_the_code_that_was_sent_to_it(tuti: Person, sent: Callable[[], Message]) -> None:
    client = enter()
    assert "belum dikonfirmasi" in text_of(client.get("/akun/"))
    client.post("/akun/konfirmasi/", {"do": "send"})
    message = sent()
    assert message.to == "+6281234567890" and message.words.endswith(f"@testserver #{digits_of(message)}")
    assert client.post("/akun/konfirmasi/", {"do": "check", "code": "1"}).status_code == 400
    assert client.post("/akun/konfirmasi/", {"do": "check", "code": digits_of(message)}).status_code == 302
    assert "belum dikonfirmasi" not in text_of(client.get("/akun/"))


def test_a_closed_account_is_out_everywhere_and_its_seats_are_vacated(
    kota: object, ani: Actor, noon: datetime, later: Callable[[timedelta], None]
) -> None:
    person = Person.objects.get(pk=ani.person_id)
    person.set_password(RIGHT)
    person.save()
    here, other = enter(person.login), enter(person.login)
    assert "Ketua RT 005/RW 002" in text_of(here.get("/akun/tutup/"))
    assert here.post("/akun/tutup/", {"present": "salah"}).status_code == 400 and is_in(other)
    assert "Akun ditutup" in text_of(here.post("/akun/tutup/", {"present": RIGHT}))
    assert not is_in(here) and not is_in(other)
    assert Client().post("/masuk/", {"login": person.login, "password": RIGHT}).status_code == 400
    assert Event.objects.filter(verb="seat.vacated", about="seat:ketua-rt@9999991001002005").exists()


# Recovery


def test_a_forgotten_password_is_recovered_by_a_code_and_other_sessions_end(
    tuti: Person, sent: Callable[[], Message], client: Client
) -> None:
    elsewhere = enter()
    assert client.post("/lupa/", {"login": "6281234567890"}).headers["Location"] == "/lupa/kode/"
    code = digits_of(sent())
    weak = client.post("/lupa/kode/", {"code": code, "password": "12345678"})
    assert weak.status_code == 400 and f'value="{code}"' in weak.content.decode()
    assert client.post("/lupa/kode/", {"code": "x", "password": "sandi baru sekali"}).status_code == 400
    assert client.post("/lupa/kode/", {"code": code, "password": "sandi baru sekali"}).headers["Location"] == "/"
    assert is_in(client) and not is_in(elsewhere)
    tuti.refresh_from_db()
    assert tuti.check_password("sandi baru sekali") and tuti.confirmed_at
    assert Event.objects.filter(verb="person.password-recovered").count() == 1
    assert "Kata sandi akun Rukun Anda baru saja diganti. Kalau bukan Anda" in sent().words
    assert len(sent.all) == 2, "that it was opened on a new device is no more news"  # type: ignore[attr-defined]


@pytest.mark.any_engine
def test_the_answer_is_the_same_whether_a_login_exists_or_not(tuti: Person, sent: Callable[[], Message]) -> None:
    pages = []
    for login in ("0812 3456 7890", "0812 0000 0000", "demo-warga"):
        asking = Client()
        first = asking.post("/lupa/", {"login": login})
        second = asking.post("/lupa/kode/", {"code": "abc", "password": "sandi baru sekali"})
        pages.append((first.status_code, second.status_code, text_of(second).replace(login, "")))
    assert pages[0] == pages[1] == pages[2] and pages[0][0] == 302
    sent()
    assert len(sent.all) == 1  # type: ignore[attr-defined]


def test_codes_are_asked_for_three_times_an_hour_from_one_place(tuti: Person, sent: Callable[[], Message]) -> None:
    told = [Client().post("/lupa/", {"login": TUTI["login"]}) for _ in range(4)]
    assert [answer.status_code for answer in told] == [302] * 3 + [429] and "Tunggu 60 menit" in text_of(told[3])


@pytest.mark.any_engine
def test_a_code_is_good_only_where_it_was_asked_for(tuti: Person, sent: Callable[[], Message], client: Client) -> None:
    Client().post("/lupa/", {"login": TUTI["login"]})
    code = digits_of(sent())
    assert client.post("/lupa/kode/", {"code": code, "password": "sandi baru"}).headers["Location"] == "/lupa/"


# Where a form leads


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/laporan/?cari=a#b", "/laporan/?cari=a#b"), ("http://testserver/kas/", "/kas/"), ("abc", "/"), ("akun", "/"),
        ("//example.org/", "/"), ("http://testserver//example.org/", "/"), ("/\\example.org", "/"),
        ("http://testserver/\\example.org", "/"), ("http://testserver", "/"), ("javascript:alert(1)", "/"), ("?a", "/"),
    ],
)  # fmt: skip
def test_a_form_leads_on_within_the_site_alone_and_breaks_on_no_address(
    kota: object, client: Client, wanted: str, leads: str
) -> None:
    assert client.post("/bahasa/", {"language": "en", "next": wanted}).headers["Location"] == leads


@pytest.mark.any_engine
def test_who_is_in_and_asks_for_a_code_or_shows_an_invitation_stays_in_as_long_as_before(
    tuti: Person, sent: Callable[[], Message]
) -> None:
    client = enter()
    before = client.session.get_expiry_age()
    assert client.post("/lupa/", {"login": TUTI["login"]}).status_code == 302
    assert client.session.get_expiry_age() == before
    stranger = Client()
    assert stranger.post("/lupa/", {"login": TUTI["login"]}).status_code == 302
    assert stranger.session.get_expiry_age() == 1800, "who only set out is forgotten soon"
