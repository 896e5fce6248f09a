"""Apps, passkeys, spare codes, and the desks that stay closed without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pyotp
import pytest
from django.test import Client

from rukun import clock
from rukun.people.models import Passkey, Person
from rukun.people.rules import Actor
from rukun.senders.message import Message
from rukun.trail.models import Event
from tests.doors.entering import RIGHT, TUTI, digits_of, enter, is_in
from tests.doors.test_pages import text_of

SignedIn = Callable[[Actor], Client]
RT_1, RT_5 = "9999991001001001", "9999991001002005"


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


@pytest.mark.any_engine
def test_the_second_step_waits_ten_minutes_and_takes_few_tries(
    tuti: Person, later: Callable[[timedelta], None]
) -> None:
    secret, _ = with_app(enter())
    client = enter()
    assert [client.post("/masuk/kode/", {"code": "000000"}).status_code for _ in range(12)][-1] == 429
    later(timedelta(minutes=11))
    assert client.post("/masuk/kode/", {"code": next_code(secret)}).headers["Location"] == "/masuk/"
    assert Client().get("/masuk/kode/").status_code == 404


@pytest.mark.any_engine
def test_recovery_does_not_go_round_the_second_factor(
    tuti: Person, sent: Callable[[], Message], client: Client
) -> None:
    secret, _ = with_app(enter())
    assert "Kunci kedua akun Rukun Anda baru saja diubah." in sent().words
    client.post("/lupa/", {"login": TUTI["login"]})
    answer = client.post("/lupa/kode/", {"code": digits_of(sent()), "password": "sandi baru sekali"})
    assert answer.headers["Location"] == "/masuk/kode/" and not is_in(client)
    assert client.post("/masuk/kode/", {"code": next_code(secret)}).status_code == 302 and is_in(client)


@pytest.mark.any_engine
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


@pytest.mark.any_engine
def test_no_secret_of_a_factor_is_kept_readable(tuti: Person) -> None:
    from rukun.people.models import CodeApp, SpareCode

    secret, spare = with_app(enter())
    kept = str(list(CodeApp.objects.values())) + str(list(SpareCode.objects.values()))
    assert secret not in kept and not [code for code in spare if code.replace("-", "") in kept]


@pytest.mark.any_engine
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


@pytest.mark.any_engine
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


def test_a_desk_closes_again_half_a_day_after_the_factor_and_takes_what_was_being_typed(
    kota: object, required: None, citra: Actor, ani: Actor, later: Callable[[timedelta], None], noon: datetime
) -> None:
    from tests.made import ticket

    person = Person.objects.get(pk=citra.person_id)
    person.set_password(RIGHT)
    person.save()
    client = enter(person.login)
    secret, _ = with_app(client)
    code = ticket(ani, noon).report.code
    later(timedelta(hours=11, minutes=59))
    assert client.get(f"/meja/{code}/").status_code == 200
    later(timedelta(hours=12, minutes=1))
    assert client.get(f"/meja/{code}/").headers["Location"] == f"/akun/kunci/?next=%2Fmeja%2F{code}%2F"
    taken = client.post(f"/meja/{code}/", {"do": "take"})
    assert taken.status_code == 302 and "/akun/kunci/" not in taken.headers["Location"], "it was open when they began"
    later(timedelta(hours=13, minutes=1))
    assert "/akun/kunci/" in client.post(f"/meja/{code}/", {"do": "take"}).headers["Location"]
    assert client.get("/laporan-saya/").status_code == 200, "the person is still in"
    shown = client.post("/akun/buktikan/", {"code": next_code(secret), "next": f"/meja/{code}/"})
    assert shown.headers["Location"] == f"/meja/{code}/" and client.get(f"/meja/{code}/").status_code == 200


@pytest.mark.any_engine
def test_proving_oneself_by_a_password_does_not_keep_a_desk_open(
    kota: object, required: None, citra: Actor, later: Callable[[timedelta], None], settings: object
) -> None:
    settings.RUKUN_DESK_HOURS = 1  # type: ignore[attr-defined]
    person = Person.objects.get(pk=citra.person_id)
    person.set_password(RIGHT)
    person.save()
    client = enter(person.login)
    with_app(client)
    later(timedelta(minutes=61))
    assert client.post("/akun/buktikan/", {"present": RIGHT, "next": "/meja/"}).status_code == 400
    assert client.get("/meja/").status_code == 302


def test_a_session_from_before_the_moment_was_kept_counts_from_its_beginning(
    kota: object, required: None, citra: Actor, signed_in: SignedIn, later: Callable[[timedelta], None], noon: datetime
) -> None:
    client = signed_in(citra)
    held = client.session
    held.update({"factor": True, "began": noon.isoformat()})
    held.save()
    assert client.get("/meja/").status_code == 200
    later(timedelta(hours=12, minutes=1))
    assert client.get("/meja/").status_code == 302


@pytest.mark.any_engine
def test_a_role_that_is_not_named_opens_its_desk_as_before(
    kota: object, required: None, ani: Actor, gita: Actor, signed_in: SignedIn
) -> None:
    assert signed_in(ani).get("/undangan/").status_code == 200
    assert signed_in(ani).get("/bulan-ini/").status_code == 200


@pytest.mark.any_engine
def test_simulated_people_of_a_demonstration_are_not_asked_and_elsewhere_they_are(
    kota: object, required: None, citra: Actor, signed_in: SignedIn, settings: object
) -> None:
    Person.objects.filter(pk=citra.person_id).update(is_simulated=True)
    assert signed_in(citra).get("/meja/").status_code == 302
    settings.RUKUN_DEMO = True  # type: ignore[attr-defined]
    assert signed_in(citra).get("/meja/").status_code == 200


def test_a_spare_code_has_letters_and_a_keyboard_with_letters(tuti: Person) -> None:
    secret, _ = with_app(first := enter())
    field = re.compile(r'<input id="(\w+)" name="code" value="" class="digits" [^>]*inputmode="(\w+)"')
    client = enter()
    for page in (client.get("/masuk/kode/"), first.get("/akun/buktikan/")):
        assert field.findall(page.content.decode()) == [("code", "numeric"), ("spare", "text")]
    page = client.post("/masuk/kode/", {"code": "ABCDE-FGHJK", "way": "spare"}).content.decode()
    assert "<details open>" in page and 'id="spare-wrong"' in page and 'id="code-wrong"' not in page
    page = client.post("/masuk/kode/", {"code": "000000"}).content.decode()
    assert "<details>" in page and 'id="code-wrong"' in page and 'id="spare-wrong"' not in page
    assert first.post("/akun/buktikan/", {"code": next_code(secret), "next": "/akun/kunci/"}).status_code == 302
