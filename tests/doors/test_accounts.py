"""Sign-up, sign-in, recovery, the second factor, devices, invitations: what the pages promise and refuse."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client

from rukun import clock
from rukun.people import actions, doorkeeper
from rukun.people.models import Invitation, Passkey, Person, Session
from rukun.people.rules import Actor
from rukun.senders import ways
from rukun.senders.message import Message
from rukun.trail.models import Event
from tests.doors.test_pages import ME, queries_of, text_of

SignedIn = Callable[[Actor], Client]
RIGHT = "kata sandi panjang"
TUTI = {"login": "0812 3456 7890", "name": "Tuti Wulandari", "password": RIGHT}
RT_1, RT_5 = "9999991001001001", "9999991001002005"
PHONE = (
    "Mozilla/5.0 (Linux; Android 11; SM-A107F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile "
    "Safari/537.36"
)


@pytest.fixture
def tuti(kota: object, noon: datetime) -> Person:
    return actions.register_person(login=TUTI["login"], name=TUTI["name"], pseudonym="", password=RIGHT, at=noon)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Message]]:
    """What left through the way that an installation plugs in: the newest message, waited for."""
    arrived: list[Message] = []
    rings = threading.Semaphore(0)

    class Way:
        def send(self, message: Message) -> None:
            arrived.append(message)
            rings.release()

    monkeypatch.setattr(ways, "text_sender", Way)
    monkeypatch.setattr(ways, "email_sender", Way)

    def newest() -> Message:
        assert rings.acquire(timeout=10), "nothing was sent"
        return arrived[-1]

    newest.all = arrived  # type: ignore[attr-defined]
    yield newest


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> Callable[[timedelta], None]:
    """Let the doors' clock go on."""
    return lambda more: monkeypatch.setattr(clock, "now", lambda: noon + more)


def enter(login: str = TUTI["login"], password: str = RIGHT, **headers: str) -> Client:
    client = Client(headers={"user-agent": PHONE}, **headers)  # type: ignore[arg-type]
    assert client.post("/masuk/", {"login": login, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def digits_of(message: Message) -> str:
    found = re.search(r"\b[0-9]{6}\b", message.words)
    assert found
    return found[0]


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


def test_the_same_sign_up_twice_is_one_person_and_both_are_in(kota: object) -> None:
    for _ in range(2):
        again = Client()
        assert again.post("/daftar/", TUTI).headers["Location"] == "/lapor/"
        assert is_in(again)
    assert Person.objects.count() == 1


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


def test_an_address_signs_in_however_it_is_capitalised(kota: object, noon: datetime) -> None:
    actions.register_person(login="Tuti@Contoh.id", name="T", pseudonym="", password=RIGHT, at=noon)
    assert is_in(enter("TUTI@contoh.ID"))


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


def test_a_device_cookie_of_ones_own_making_is_worth_nothing(tuti: Person) -> None:
    from django.core import signing

    neighbour = Client()
    forged = signing.dumps({"d": "x", "l": [doorkeeper.login_digest(tuti.login)[:16]]}, key="another" * 8)
    neighbour.cookies["rukun_device"] = forged
    wrong = {"login": TUTI["login"], "password": "salah"}
    assert [neighbour.post("/masuk/", wrong).status_code for _ in range(6)] == [400] * 5 + [429]


def test_a_header_does_not_make_another_network_unless_a_proxy_of_ours_wrote_it(tuti: Person, settings: object) -> None:
    wrong = {"login": TUTI["login"], "password": "salah"}
    guess = lambda n: Client(headers={"x-forwarded-for": f"6.6.6.{n}, 10.0.0.{n}"}).post("/masuk/", wrong)  # noqa: E731
    assert [guess(n).status_code for n in range(6)] == [400] * 5 + [429]
    settings.RUKUN_PROXIES = 1  # type: ignore[attr-defined]
    assert guess(1).status_code == 400, "now the last entry is believed: another network"


def test_signing_out_clears_cached_pages_and_nothing_that_waits_to_be_sent(tuti: Person) -> None:
    client = enter()
    answer = client.post("/keluar/")
    assert answer.headers["Clear-Site-Data"] == '"cache"' and not is_in(client)
    assert not Session.objects.filter(person=tuti).exists()


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
    from rukun.people.sessions import kept_key

    here.post("/akun/perangkat/", {"device": kept_key(other.cookies["sessionid"].value)})
    assert is_in(here) and not is_in(other) and is_in(third)
    here.post("/akun/perangkat/", {"device": "others"})
    assert is_in(here) and not is_in(third)


def test_nobody_signs_out_a_device_of_another(tuti: Person, signed_in: SignedIn, budi: Actor) -> None:
    from rukun.people.sessions import kept_key

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
    assert queries_of(client, "/laporan-saya/") == ME + 3 and seen() == began
    later(timedelta(minutes=6))
    client.get("/laporan-saya/")
    assert seen() == began + timedelta(minutes=6)


def test_the_account_takes_few_queries_however_many_devices(tuti: Person) -> None:
    client = enter()
    before = queries_of(client, "/akun/")
    for _ in range(4):
        enter()
    assert queries_of(client, "/akun/") == before == ME + 4


# What one changes about oneself


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
    assert Event.objects.filter(verb="seat.vacated", about=f"seat:ketua-rt@{RT_5}").exists()


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


def test_a_code_is_good_only_where_it_was_asked_for(tuti: Person, sent: Callable[[], Message], client: Client) -> None:
    Client().post("/lupa/", {"login": TUTI["login"]})
    code = digits_of(sent())
    assert client.post("/lupa/kode/", {"code": code, "password": "sandi baru"}).headers["Location"] == "/lupa/"


# The second factor


@pytest.fixture(autouse=True)
def _wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The half minute of an app's code does not pass while a test runs."""
    stopped = clock.wall()
    monkeypatch.setattr(clock, "wall", lambda: stopped)


def with_app(client: Client) -> tuple[str, list[str]]:
    """Set an app up by the page; its secret, and the spare codes that the page showed."""
    page = client.get("/akun/kunci/aplikasi/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found
    secret = found[1].replace(" ", "")
    shown = client.post("/akun/kunci/aplikasi/", {"code": pyotp.TOTP(secret).at(clock.wall())})
    codes = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", shown.content.decode())
    assert shown.headers["Cache-Control"] == "no-store" and len(set(codes)) == 10
    return secret, codes


def next_code(secret: str) -> str:
    """The app's code after the one that was used: no waiting for half a minute to pass."""
    return pyotp.TOTP(secret).at(clock.wall() + timedelta(seconds=30))


def test_after_the_password_comes_the_apps_code_and_no_code_twice(tuti: Person) -> None:
    secret, spare = with_app(enter())
    client = enter()
    assert not is_in(client) and client.get("/masuk/kode/").status_code == 200
    used = pyotp.TOTP(secret).at(clock.wall())
    assert client.post("/masuk/kode/", {"code": used}).status_code == 400, "it set the app up: it was used"
    fresh = next_code(secret)
    assert client.post("/masuk/kode/", {"code": f"{fresh[:3]} {fresh[3:]}"}).headers["Location"] == "/"
    assert is_in(client)
    again = enter()
    assert again.post("/masuk/kode/", {"code": fresh}).status_code == 400
    assert again.post("/masuk/kode/", {"code": spare[0].lower()}).status_code == 302 and is_in(again)
    third = enter()
    assert third.post("/masuk/kode/", {"code": spare[0]}).status_code == 400
    assert "Tinggal 9 kode cadangan" in text_of(again.get("/akun/kunci/"))


def test_the_second_step_waits_ten_minutes_and_takes_few_tries(
    tuti: Person, later: Callable[[timedelta], None]
) -> None:
    secret, _ = with_app(enter())
    client = enter()
    assert [client.post("/masuk/kode/", {"code": "000000"}).status_code for _ in range(12)][-1] == 429
    later(timedelta(minutes=11))
    assert client.post("/masuk/kode/", {"code": next_code(secret)}).headers["Location"] == "/masuk/"
    assert Client().get("/masuk/kode/").status_code == 404


def test_recovery_does_not_go_round_the_second_factor(
    tuti: Person, sent: Callable[[], Message], client: Client
) -> None:
    secret, _ = with_app(enter())
    client.post("/lupa/", {"login": TUTI["login"]})
    answer = client.post("/lupa/kode/", {"code": digits_of(sent()), "password": "sandi baru sekali"})
    assert answer.headers["Location"] == "/masuk/kode/" and not is_in(client)
    assert client.post("/masuk/kode/", {"code": next_code(secret)}).status_code == 302 and is_in(client)


def test_factors_are_changed_only_within_a_quarter_of_an_hour_of_proving_oneself(
    tuti: Person, later: Callable[[timedelta], None]
) -> None:
    client = enter()
    later(timedelta(minutes=16))
    assert client.get("/akun/kunci/aplikasi/").headers["Location"].startswith("/akun/buktikan/?next=")
    begun = client.post("/akun/kunci/sandi/mulai/", headers={"accept": "application/json"})
    assert (begun.status_code, begun.json()["code"]) == (403, "again")
    assert client.post("/akun/kunci/hapus/", {"factor": "app"}).headers["Location"].startswith("/akun/buktikan/")
    assert client.post("/akun/buktikan/", {"present": "salah"}).status_code == 400
    going = client.post("/akun/buktikan/", {"present": RIGHT, "next": "/akun/kunci/aplikasi/"})
    assert going.headers["Location"] == "/akun/kunci/aplikasi/"
    secret, _ = with_app(client)
    later(timedelta(minutes=40))
    asked = client.get("/akun/buktikan/")
    assert "kunci kedua" in text_of(asked), "who has a factor shows that, and not the password"
    assert client.post("/akun/buktikan/", {"present": RIGHT}).status_code == 400
    assert client.post("/akun/buktikan/", {"code": next_code(secret)}).status_code == 302


def test_taking_the_last_factor_away_signs_other_devices_out_and_voids_the_spare_codes(tuti: Person) -> None:
    here = enter()
    secret, spare = with_app(here)
    other = enter()
    other.post("/masuk/kode/", {"code": spare[1]})
    assert is_in(other)
    assert here.post("/akun/kunci/hapus/", {"factor": "app"}).status_code == 302
    assert is_in(here) and not is_in(other)
    assert is_in(enter()), "no second step is left"
    verbs = list(Event.objects.filter(about=f"person:{tuti.pk}").order_by("id").values_list("verb", flat=True))
    assert verbs == ["person.registered", "factor.added", "factor.added", "factor.removed"]


def test_no_secret_of_a_factor_is_kept_readable(tuti: Person) -> None:
    from rukun.people.models import CodeApp, SpareCode

    secret, spare = with_app(enter())
    kept = str(list(CodeApp.objects.values())) + str(list(SpareCode.objects.values()))
    assert secret not in kept and not [code for code in spare if code.replace("-", "") in kept]


def test_a_passkey_of_nobody_or_of_another_site_opens_nothing(tuti: Person, client: Client) -> None:
    options = client.post("/masuk/kunci/mulai/", headers={"accept": "application/json"}).json()
    assert options["rpId"] == "testserver" and options["userVerification"] == "required" and options["challenge"]
    Passkey.objects.create(person=tuti, credential="abc", public_key=b"x", name="x", added_at=tuti.joined_at)
    for body in ("{}", '{"credential": {"id": "abc", "rawId": "abc", "type": "public-key", "response": {}}}', "[]", "x",
                 '{"credential": {"id": "abd"}}', '{"credential": 7}'):  # fmt: skip
        answer = client.post(
            "/masuk/kunci/", body, content_type="application/json", headers={"accept": "application/json"}
        )
        assert answer.status_code == 400 and answer.json()["words"]
    assert not is_in(client)


@pytest.fixture
def required(settings: object) -> None:
    settings.RUKUN_SECOND_FACTOR_ROLES = ["lurah", "tapem"]  # type: ignore[attr-defined]


def test_an_officials_desk_opens_with_a_second_factor_and_everything_else_without(
    kota: object, required: None, citra: Actor, ani: Actor, signed_in: SignedIn, noon: datetime
) -> None:
    from tests.made import report

    person = Person.objects.get(pk=citra.person_id)
    person.set_password(RIGHT)
    person.save()
    client = enter(person.login)
    private = report(ani, noon, is_private=True)
    for address in ("/meja/", "/undangan/", f"/meja/{private.code}/"):
        assert client.get(address).headers["Location"] == f"/akun/kunci/?next={address.replace('/', '%2F')}"
    assert client.get(f"/laporan/{private.code}/").status_code == 404, "a closed seat opens nothing"
    for address in ("/", "/lapor/", "/laporan-saya/", "/akun/"):
        assert client.get(address).status_code == 200
    assert client.get("/tapem/").status_code == 404, "what is not theirs does not exist, factor or not"
    assert "Pasang satu kunci kedua" in text_of(client.get("/akun/kunci/"))
    other = enter(person.login)
    secret, _ = with_app(client)
    assert client.get("/meja/").status_code == 200 and client.get(f"/laporan/{private.code}/").status_code == 200
    assert other.get("/meja/").status_code == 302, "another device shows it, too"
    assert "ditunjukkan di perangkat ini" in text_of(other.get("/akun/kunci/?next=/meja/"))
    shown = other.post("/akun/buktikan/", {"code": next_code(secret), "next": "/meja/"})
    assert shown.headers["Location"] == "/meja/" and other.get("/meja/").status_code == 200
    client.get("/akun/kunci/")
    client.post("/akun/kunci/hapus/", {"factor": "app"})
    assert client.get("/meja/").status_code == 302


def test_a_role_that_is_not_named_opens_its_desk_as_before(
    kota: object, required: None, ani: Actor, gita: Actor, signed_in: SignedIn
) -> None:
    assert signed_in(ani).get("/undangan/").status_code == 200
    assert signed_in(ani).get("/bulan-ini/").status_code == 200


def test_simulated_people_of_a_demonstration_are_not_asked_and_elsewhere_they_are(
    kota: object, required: None, citra: Actor, signed_in: SignedIn, settings: object
) -> None:
    Person.objects.filter(pk=citra.person_id).update(is_simulated=True)
    assert signed_in(citra).get("/meja/").status_code == 302
    settings.RUKUN_DEMO = True  # type: ignore[attr-defined]
    assert signed_in(citra).get("/meja/").status_code == 200


# Invitations


def issue(client: Client, **change: str) -> str:
    facts = {"peran": "ketua-rt", "wilayah": RT_1, "sk": "SK 7/2016"} | change
    shown = client.post("/undangan/terbitkan/", facts)
    found = re.search(r'class="code-large">([0-9A-Z]{5}-[0-9A-Z]{5})<', shown.content.decode())
    assert found and shown.headers["Cache-Control"] == "no-store", text_of(shown)
    return found[1]


def test_the_lurah_invites_and_a_head_joins_by_code_with_a_new_account(
    kota: object, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    lurah = signed_in(citra)
    code = issue(lurah)
    page = lurah.get("/undangan/").content.decode()
    assert f"kode …{code[-2:]}" in page and code not in page
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post("/bergabung/", {"code": typed}).headers["Location"] == "/bergabung/jabatan/"
    seat = text_of(client.get("/bergabung/jabatan/"))
    assert "Ketua RT 001/RW 001" in seat and "Kelurahan Rukun Jaya" in seat
    weak = client.post("/bergabung/jabatan/", TUTI | {"password": "1"})
    assert weak.status_code == 400 and TUTI["name"] in weak.content.decode()
    assert client.post("/bergabung/jabatan/", TUTI).headers["Location"] == "/bulan-ini/"
    assert client.get("/bulan-ini/").status_code == 200
    late = Client().post("/bergabung/", {"code": code})
    assert late.status_code == 409 and "sudah dipakai" in text_of(late)
    assert "Tuti Wulandari" in lurah.get("/undangan/?status=held").content.decode()


def test_somebody_with_an_account_signs_in_and_accepts(
    tuti: Person, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    code = issue(signed_in(citra))
    client.post("/bergabung/", {"code": code})
    taken = client.post("/bergabung/jabatan/", TUTI | {"password": "kata sandi lain"})
    assert taken.status_code == 400 and "/masuk/?next=/bergabung/jabatan/" in taken.content.decode()
    facts = {"login": TUTI["login"], "password": RIGHT, "next": "/bergabung/jabatan/"}
    assert client.post("/masuk/", facts).headers["Location"] == "/bergabung/jabatan/"
    assert "Terima jabatan" in text_of(client.get("/bergabung/jabatan/"))
    assert client.post("/bergabung/jabatan/").headers["Location"] == "/bulan-ini/"
    assert client.get("/bergabung/jabatan/").headers["Location"] == "/bergabung/"


def test_a_seat_that_is_held_is_told_and_replaced_only_by_the_issuers_word(
    kota: object, ani: Actor, citra: Actor, signed_in: SignedIn
) -> None:
    lurah = signed_in(citra)
    for more, status in (({}, 409), ({"ganti": "on"}, 302)):
        client = Client()
        client.post("/bergabung/", {"code": issue(lurah, wilayah=RT_5, **more)})
        answer = client.post("/bergabung/jabatan/", TUTI)
        assert answer.status_code == status
        assert status == 302 or "masih dipegang orang lain" in text_of(answer)
    assert signed_in(ani).get("/bulan-ini/").status_code == 404


def test_a_head_invites_to_the_own_board_and_to_nothing_else(kota: object, ani: Actor, signed_in: SignedIn) -> None:
    client = signed_in(ani)
    code = issue(client, peran="pengurus-rt", wilayah=RT_5)
    assert f"kode …{code[-2:]}" in client.get("/undangan/").content.decode()
    for peran, wilayah in (("ketua-rt", RT_5), ("pengurus-rt", RT_1), ("lurah", "9999991001"), ("", RT_5)):
        refused = client.post("/undangan/terbitkan/", {"peran": peran, "wilayah": wilayah, "sk": "SK 1"})
        assert refused.status_code == 404, (peran, wilayah)
    assert client.get("/undangan/lembar/?kelurahan=9999991001").status_code == 404
    assert Invitation.objects.count() == 1


def test_an_invitation_is_revoked_by_who_could_have_issued_it_and_by_nobody_else(
    kota: object, citra: Actor, fajar: Actor, ani: Actor, signed_in: SignedIn, client: Client
) -> None:
    code = issue(signed_in(citra))
    number = {"undangan": str(Invitation.objects.get().pk)}
    for stranger in (fajar, ani):
        assert signed_in(stranger).post("/undangan/cabut/", number).status_code == 404
    assert signed_in(citra).post("/undangan/cabut/", {"undangan": "x"}).status_code == 404
    assert signed_in(citra).post("/undangan/cabut/", number).status_code == 302
    assert signed_in(citra).post("/undangan/cabut/", number).status_code == 409
    assert client.post("/bergabung/", {"code": code}).status_code == 409


def test_a_sheet_is_a_pdf_for_all_who_have_no_code_and_asks_before_it_issues_anew(
    kota: object, citra: Actor, ani: Actor, signed_in: SignedIn
) -> None:
    import io

    from pypdf import PdfReader

    client, asked = signed_in(citra), {"kelurahan": "9999991001", "rw": "", "sk": "SK 7/2016"}
    issue(client)
    assert client.post("/undangan/lembar/", asked | {"sk": ""}).status_code == 400
    assert "1 ketua yang kodenya masih berlaku" in text_of(client.get("/undangan/lembar/?kelurahan=9999991001"))
    made = client.post("/undangan/lembar/", asked)
    assert (made.headers["Content-Type"], made.headers["Cache-Control"]) == ("application/pdf", "no-store")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    codes = re.findall(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", text)
    assert len(codes) == 10 and "RT 005/RW 002" not in text and "RT 001/RW 001" not in text
    assert "http://testserver" not in text and "testserver/bergabung" in text
    again = client.post("/undangan/lembar/", asked)
    assert again.status_code == 400 and "sudah bergabung atau sudah diundang" in text_of(again)
    anew = client.post("/undangan/lembar/", asked | {"lagi": "on"})
    assert anew.status_code == 200 and Client().post("/bergabung/", {"code": codes[0]}).status_code == 409


def test_the_list_of_a_kelurahan_is_searched_and_takes_the_same_queries_however_much_is_issued(
    kota: object, citra: Actor, ani: Actor, signed_in: SignedIn
) -> None:
    client = signed_in(citra)
    before = queries_of(client, "/undangan/")
    for wilayah in (RT_1, "9999991001001002"):
        issue(client, wilayah=wilayah)
    assert queries_of(client, "/undangan/") == before == ME + 4
    assert "RT 005/RW 002" in text_of(client.get("/undangan/?cari=ani"))
    assert "RT 001/RW 001" not in text_of(client.get("/undangan/?status=held"))
    assert "Tidak ada yang cocok" in text_of(client.get("/undangan/?cari=zzz"))
    assert client.get("/undangan/?kelurahan=9999991002").status_code == 404


def test_an_administrator_invites_officials_and_a_department_needs_its_office(
    kota: object, signed_in: SignedIn, client: Client
) -> None:
    from tests.conftest import _person

    admin = signed_in(_person("Hadi", "administrator", "99"))  # type: ignore[arg-type]
    assert admin.get("/undangan/terbitkan/").status_code == 200
    without = admin.post("/undangan/terbitkan/", {"peran": "skpd", "wilayah": "99.99", "sk": "SK 1"})
    assert without.status_code == 400 and "kantor dinas" in text_of(without)
    assert admin.post("/undangan/terbitkan/", {"peran": "", "wilayah": "99", "sk": "SK 1"}).status_code == 400
    code = issue(admin, peran="lurah", wilayah="99.99.99.1001")
    assert "Lurah" in text_of(admin.get("/undangan/")) and "RT 001/RW 001" in text_of(
        admin.get("/undangan/?kelurahan=9999991001")
    )
    client.post("/bergabung/", {"code": code})
    assert client.post("/bergabung/jabatan/", TUTI).status_code == 302
    assert client.get("/meja/").status_code == 200, "the seat came with its office"
    issue(admin, peran="skpd", wilayah="99.99", kantor="bina-marga")


def test_an_invitation_shows_its_qr_code_with_the_code_behind_the_hash(
    kota: object, citra: Actor, signed_in: SignedIn
) -> None:
    facts = {"peran": "ketua-rt", "wilayah": RT_1, "sk": "SK 7/2016"}
    page = signed_in(citra).post("/undangan/terbitkan/", facts).content.decode()
    assert re.search(r'<svg [^>]*class="qr"', page) and "http://testserver/bergabung/" in page
    assert not re.search(r"\sstyle=", page)
