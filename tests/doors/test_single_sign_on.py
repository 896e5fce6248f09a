"""The city's own sign-in beside the local accounts, against a real provider: in, connected, joined, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from rukun import clock
from rukun.areas.queries import area
from rukun.channels.web.akun import entering
from rukun.people import actions, queries
from rukun.people.actions.invitations import Terms
from rukun.people.entering.provider import Provider
from rukun.people.models import Appointment, Identity, Person, Session
from rukun.people.rules import Role
from rukun.trail.models import Event
from tests.doors.entering import BACK, RIGHT, enter, is_in
from tests.doors.test_commands import Command
from tests.doors.test_pages import text_of
from tests.doors.test_second_factor import next_code, with_app
from tests.issuing import Issuer, go, issuing, path_of, sent_to

RT_1 = "9999991001001001"


def code_of(role: Role = Role.KETUA_RT, unit: str = RT_1) -> str:
    office = queries.office(unit) if role is Role.LURAH else None
    seat = actions.open_seat(role=role, area=area(unit), at=clock.now(), office=office)
    return actions.issue_invitations([seat], Terms("SK 7/2016", 30), by="lurah@9999991001", at=clock.now())[0].code


def invited(role: Role = Role.KETUA_RT, unit: str = RT_1) -> Client:
    client = Client()
    assert client.post("/bergabung/", {"code": code_of(role, unit)}).headers["Location"] == "/bergabung/jabatan/"
    return client


# Only where it is set


@pytest.mark.any_engine
def test_where_no_provider_is_set_there_is_no_button_and_no_address(tuti: Person) -> None:
    client = enter()
    assert "SSO" not in client.get("/akun/").content.decode() and "SSO" not in text_of(Client().get("/masuk/"))
    for address in ("/masuk/sso/", BACK, "/masuk/sso/keluar/", "/akun/sso/lepas/"):
        assert client.get(address).status_code == client.post(address).status_code == 404, address


@pytest.mark.any_engine
def test_a_half_set_provider_is_as_good_as_none_and_says_what_is_missing(
    sso: Issuer, kota: object, settings: Any
) -> None:
    assert "Masuk dengan SSO Kota" in text_of(Client().get("/masuk/"))
    settings.RUKUN_OIDC = replace(sso.provider(), client_secret="", client_id="")
    assert "SSO Kota" not in text_of(Client().get("/masuk/"))
    assert settings.RUKUN_OIDC.lacks == ["RUKUN_OIDC_CLIENT_ID", "RUKUN_OIDC_CLIENT_SECRET"]


@pytest.mark.any_engine
def test_check_says_what_a_half_set_provider_lacks_and_whether_a_whole_one_answers(
    sso: Issuer, kota: object, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def told() -> list[str]:
        found = Command(capsys)("check", "--json")
        return [one["words"] for one in found if one["code"] == "single-sign-on"]

    assert told() == []
    settings.RUKUN_OIDC = Provider(amr=("mfa",), client_id="rukun")
    assert [words.split()[-4] for words in told()] == ["RUKUN_OIDC_ISSUER", "RUKUN_OIDC_CLIENT_SECRET"]
    settings.RUKUN_OIDC = replace(sso.provider(), issuer=f"{sso.url}/lain")
    assert "status 404" in told()[0]


# Connected by its owner, and never by an address alone


def test_who_connects_under_akun_comes_in_by_it_from_then_on(sso: Issuer, tuti: Person) -> None:
    client = enter()
    assert "belum terhubung" in text_of(client.get("/akun/"))
    assert go(client, sso, purpose="hubungkan").headers["Location"] == "/akun/?beres=sso"
    page = text_of(client.get("/akun/?beres=sso"))
    assert "SSO Kota terhubung" in page and "tuti@contoh.id" in page
    fresh = Client()
    answer = go(fresh, sso, next="/laporan-saya/")
    assert answer.headers["Location"] == "/laporan-saya/" and is_in(fresh)
    assert fresh.session["_auth_user_id"] == str(tuti.pk)
    told = Event.objects.get(verb="identity.connected")
    assert (told.about, told.facts) == (f"person:{tuti.pk}", "{}"), "the trail names no provider and no address"


@pytest.mark.any_engine
def test_connecting_asks_for_proof_after_a_quarter_of_an_hour(
    sso: Issuer, tuti: Person, later: Callable[[timedelta], None]
) -> None:
    client = enter()
    later(timedelta(minutes=16))
    answer = client.post("/masuk/sso/", {"untuk": "hubungkan"})
    assert answer.headers["Location"] == "/akun/buktikan/?next=%2Fakun%2F"


@pytest.mark.any_engine
def test_an_unknown_identity_makes_nobody_and_is_told_how_to_connect(sso: Issuer, tuti: Person) -> None:
    before = Person.objects.count()
    client = Client()
    answer = go(client, sso)
    told = text_of(answer)
    assert answer.status_code == 400 and "belum terhubung" in told
    assert "Hubungkan SSO Kota" in told and "Pakai kode undangan" in told
    assert Person.objects.count() == before and not Identity.objects.exists() and not is_in(client)


@pytest.mark.any_engine
def test_the_same_address_is_not_the_same_person_unless_the_operator_and_both_sides_say_so(
    sso: Issuer, kota: object, noon: datetime, settings: Any
) -> None:
    made = actions.register_person(login="tuti@contoh.id", name="Tuti", pseudonym="", password=RIGHT, at=noon)
    assert go(Client(), sso).status_code == 400, "never by an address alone"
    settings.RUKUN_OIDC = sso.provider(trusts_email=True)
    assert go(Client(), sso).status_code == 400, "anybody may have opened that account in wait for its owner"
    Person.objects.filter(pk=made.pk).update(confirmed_at=noon)
    assert go(Client(), sso).headers["Location"] == "/"
    assert Identity.objects.get().person_id == made.pk
    other = actions.register_person(login="budi@contoh.id", name="Budi", pseudonym="", password=RIGHT, at=noon)
    Person.objects.filter(pk=other.pk).update(confirmed_at=noon)
    sso.forget()
    assert go(Client(), sso, "budi").status_code == 400, "the provider does not vouch for his"


def test_an_identity_is_one_persons_and_connecting_twice_changes_nothing(
    sso: Issuer, connected: Person, noon: datetime
) -> None:
    actions.register_person(login="budi@contoh.id", name="Budi", pseudonym="", password=RIGHT, at=noon)
    taken = go(enter("budi@contoh.id"), sso, purpose="hubungkan")
    assert "akun Rukun yang lain" in text_of(taken) and Identity.objects.get().person_id == connected.pk
    assert go(enter(), sso, purpose="hubungkan").status_code == 302
    sso.forget()
    assert "identitas lain" in text_of(go(enter(), sso, "budi", purpose="hubungkan"))
    assert Event.objects.filter(verb="identity.connected").count() == 1


@pytest.mark.any_engine
def test_nobody_connects_a_person_whom_anybody_may_be(sso: Issuer, tuti: Person) -> None:
    client = enter()
    Person.objects.filter(pk=tuti.pk).update(is_simulated=True)
    assert "SSO Kota" not in text_of(client.get("/akun/"))
    assert "simulasi" in text_of(go(client, sso, purpose="hubungkan")) and not Identity.objects.exists()


@pytest.mark.any_engine
def test_who_set_out_to_connect_must_be_who_comes_back(sso: Issuer, tuti: Person, noon: datetime) -> None:
    client = enter()
    back = path_of(sso.answers(sent_to(client.post("/masuk/sso/", {"untuk": "hubungkan"}))))
    other = actions.register_person(login="budi@contoh.id", name="Budi", pseudonym="", password=RIGHT, at=noon)
    kept = client.session["sso"]
    client.force_login(other)
    session = client.session
    session["sso"] = kept
    session.save()
    assert client.get(back).status_code == 400 and not Identity.objects.exists()


# Joined by an invitation


def test_an_invitation_is_taken_with_it_without_a_password_and_the_seat_comes_from_the_invitation(
    sso: Issuer, kota: object
) -> None:
    client = invited()
    assert "Terima dengan SSO Kota" in text_of(client.get("/bergabung/jabatan/"))
    assert go(client, sso, purpose="bergabung").headers["Location"] == "/bulan-ini/"
    person = Person.objects.get(login="tuti@contoh.id")
    assert person.name == "Tuti Wulandari" and not person.has_usable_password()
    assert Appointment.objects.get(person=person).seat.role == "ketua-rt"
    assert go(Client(), sso).headers["Location"] == "/"
    assert Person.objects.filter(login="tuti@contoh.id").count() == 1


@pytest.mark.any_engine
def test_without_an_open_invitation_nobody_joins_and_with_one_nobodys_account_is_taken_over(
    sso: Issuer, kota: object, noon: datetime
) -> None:
    assert "dicabut, atau lewat" in text_of(go(Client(), sso, purpose="bergabung"))
    actions.register_person(login="tuti@contoh.id", name="Tuti", pseudonym="", password=RIGHT, at=noon)
    client = invited()
    refused = go(client, sso, purpose="bergabung")
    assert "sudah punya akun Rukun" in text_of(refused) and not Identity.objects.exists()
    assert not Appointment.objects.exists() and "Anda diundang" in text_of(client.get("/bergabung/jabatan/"))


def test_who_is_known_comes_in_and_accepts_and_who_has_no_address_gets_a_name_of_the_house(
    sso: Issuer, connected: Person
) -> None:
    client = invited()
    assert go(client, sso, purpose="bergabung").headers["Location"] == "/bergabung/jabatan/"
    assert client.post("/bergabung/jabatan/").headers["Location"] == "/bulan-ini/"
    assert Appointment.objects.get().person_id == connected.pk
    sso.forget()
    other = invited(unit="9999991001001002")
    assert go(other, sso, "tanpa", purpose="bergabung").status_code == 302
    assert Person.objects.order_by("-id")[0].login.startswith("sso-")
    sso.forget()
    third = invited(unit="9999991001002001")
    assert go(third, sso, "budi", purpose="bergabung").status_code == 302
    assert not Person.objects.filter(login="budi@contoh.id").exists(), "an address nobody vouches for is no login"


# The second factor


@pytest.mark.any_engine
def test_our_own_second_step_is_asked_unless_the_provider_says_that_it_asked_one(
    sso: Issuer, connected: Person, settings: Any
) -> None:
    secret, _ = with_app(enter())
    client = Client()
    assert go(client, sso).headers["Location"] == "/masuk/kode/" and not is_in(client)
    client.post("/masuk/kode/", {"code": next_code(secret)})
    assert is_in(client) and client.session["came-by"], "it still began there"
    sso.forget()
    assert go(Client(), sso, code="123456").headers["Location"] == "/masuk/kode/", "nothing counts that nobody named"
    settings.RUKUN_OIDC = sso.provider(amr=("mfa",))
    assert go(Client(), sso).headers["Location"] == "/"
    sso.forget()
    assert go(Client(), sso).headers["Location"] == "/masuk/kode/", "a password alone is no second factor"
    settings.RUKUN_OIDC = sso.provider(acr=("urn:contoh:dua",))
    sso.forget()
    assert go(Client(), sso).headers["Location"] == "/masuk/kode/"
    sso.forget()
    assert go(Client(), sso, code="123456").headers["Location"] == "/"


@pytest.mark.any_engine
def test_a_desk_that_needs_a_second_factor_stays_closed_until_one_side_asked_for_it(
    sso: Issuer, kota: object, settings: Any
) -> None:
    settings.RUKUN_SECOND_FACTOR_ROLES = ["lurah"]
    client = invited(Role.LURAH, "9999991001")
    assert go(client, sso, purpose="bergabung").headers["Location"] == "/akun/kunci/"
    assert client.get("/meja/").headers["Location"].startswith("/akun/kunci/")
    settings.RUKUN_OIDC = sso.provider(amr=("mfa",))
    sso.forget()
    proved = Client()
    go(proved, sso, code="123456")
    assert proved.get("/meja/").status_code == 200


# Sessions


@pytest.mark.any_engine
def test_signing_in_changes_the_sessions_key_and_remembers_no_verifier(sso: Issuer, connected: Person) -> None:
    client = Client()
    address = sent_to(client.post("/masuk/sso/"))
    before = client.session.session_key
    client.get(path_of(sso.answers(address)))
    assert is_in(client) and client.session.session_key != before and not client.session["sso"]
    assert client.session.get_expiry_age() > 80 * 86_400


@pytest.mark.any_engine
def test_signing_out_leads_out_of_the_provider_only_where_the_operator_wants_it(
    sso: Issuer, connected: Person, settings: Any
) -> None:
    client = Client()
    go(client, sso)
    assert client.post("/keluar/").headers["Location"] == "/"
    settings.RUKUN_OIDC = sso.provider(ends_session=True)
    go(client, sso)
    kept = Session.objects.get(person=connected, came_by__gt="", session_key=client.session.kept)
    asked = parse_qs(urlsplit(sent_to(client.post("/keluar/"))).query)
    assert asked["post_logout_redirect_uri"] == ["http://testserver/"] and asked["client_id"] == ["rukun"]
    hint = asked["id_token_hint"][0]
    assert hint.count(".") == 2 and not is_in(client)
    assert not Session.objects.filter(pk=kept.pk).exists()
    local = enter()
    assert local.post("/keluar/").headers["Location"] == "/", "who came by a password goes nowhere else"


@pytest.mark.any_engine
def test_only_a_token_that_says_so_signs_anybody_out(sso: Issuer, connected: Person, settings: Any) -> None:
    settings.RUKUN_OIDC = sso.provider(ends_session=True)
    client, other = Client(), Client()
    go(client, sso)
    go(other, sso)
    hint = parse_qs(urlsplit(sent_to(client.post("/keluar/"))).query)["id_token_hint"][0]
    for wrong in ("", "a.b.c", hint, hint[:-4] + "AAAA", "x" * 20_000):
        assert Client().post("/masuk/sso/keluar/", {"logout_token": wrong}).status_code == 400
    assert is_in(other)


def test_disconnecting_ends_what_it_opened_elsewhere_and_is_refused_where_it_is_the_only_way_in(
    sso: Issuer, connected: Person
) -> None:
    here, there = enter(), Client()
    go(there, sso)
    assert here.post("/akun/sso/lepas/").headers["Location"] == "/akun/?beres=lepas"
    assert is_in(here) and not is_in(there) and not Identity.objects.exists()
    assert go(Client(), sso).status_code == 400
    assert here.post("/akun/sso/lepas/").status_code == 409, "there is nothing left to part from"


@pytest.mark.any_engine
def test_who_has_no_password_proves_themselves_there_and_may_make_one(
    sso: Issuer, kota: object, later: Callable[[timedelta], None]
) -> None:
    client = invited()
    go(client, sso, purpose="bergabung")
    assert "Hanya SSO Kota yang membuka" in text_of(client.get("/akun/"))
    assert "satu-satunya cara" in text_of(client.post("/akun/sso/lepas/"))
    later(timedelta(minutes=16))
    assert client.get("/akun/sandi/").headers["Location"] == "/akun/buktikan/?next=%2Fakun%2Fsandi%2F"
    assert client.post("/akun/sandi/", {"password": RIGHT}).headers["Location"].startswith("/akun/buktikan/")
    assert client.post("/akun/tutup/").headers["Location"].startswith("/akun/buktikan/")
    assert client.post("/akun/buktikan/", {"present": ""}).status_code == 400, "nothing typed proves nothing"
    asked = sent_to(client.post("/masuk/sso/", {"untuk": "buktikan", "next": "/akun/sandi/"}))
    assert parse_qs(urlsplit(asked).query)["prompt"] == ["login"]
    assert client.get(path_of(sso.answers(asked))).headers["Location"] == "/akun/sandi/"
    assert client.post("/akun/sandi/", {"password": RIGHT}).headers["Location"] == "/akun/?beres=sandi"
    assert client.post("/akun/sso/lepas/").headers["Location"] == "/akun/?beres=lepas"
    assert is_in(enter("tuti@contoh.id"))


@pytest.mark.any_engine
def test_another_persons_identity_proves_nothing_nor_does_it_stand_for_a_factor_unless_it_says_so(
    sso: Issuer, connected: Person, settings: Any, later: Callable[[timedelta], None]
) -> None:
    client = enter()
    with_app(client)
    later(timedelta(minutes=16))
    assert "Buktikan lewat" not in text_of(client.get("/akun/buktikan/"))
    assert "tidak memeriksa Anda lagi" in text_of(go(client, sso, "tuti", "buktikan"))
    sso.forget()
    assert "akun orang lain" in text_of(go(client, sso, "budi", "buktikan"))
    sso.forget()
    settings.RUKUN_OIDC = sso.provider(amr=("mfa",))
    assert "Buktikan lewat SSO Kota" in text_of(client.get("/akun/buktikan/"))
    assert go(client, sso, "tuti", "buktikan", code="1", next="/akun/kunci/").headers["Location"] == "/akun/kunci/"


def test_a_closed_account_opens_no_more_and_its_identity_is_free_again(sso: Issuer, connected: Person) -> None:
    enter().post("/akun/tutup/", {"present": RIGHT})
    assert not Identity.objects.exists()
    assert "belum terhubung" in text_of(go(Client(), sso))


@pytest.mark.any_engine
def test_the_old_session_of_the_provider_does_not_prove_this_quarter_of_an_hour(
    sso: Issuer, connected: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    go(client, sso)
    assert client.get("/akun/kunci/aplikasi/").status_code == 200
    # The provider lets them through without a word; a quarter of an hour here is made half a minute.
    monkeypatch.setattr(entering, "PROVED_FOR", timedelta(0))
    go(client, sso)
    assert client.get("/akun/kunci/aplikasi/").headers["Location"].startswith("/akun/buktikan/")


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("alg", "conforms", "auth"), [("ES256", True, "client_secret_post"), ("RS256", True, "client_secret_basic")]
)
def test_other_keys_other_ways_of_naming_the_client_and_a_profile_beside_the_token(
    kota: object, settings: Any, alg: str, conforms: bool, auth: str
) -> None:
    with issuing("http://testserver", alg=alg, conforms=conforms, auth=auth) as other:
        settings.RUKUN_OIDC = other.provider()
        client = invited()
        assert go(client, other, purpose="bergabung").headers["Location"] == "/bulan-ini/"
        assert Person.objects.get(login="tuti@contoh.id").name == "Tuti Wulandari"
