"""`rukun people`: how a real installation begins, invitations on paper, and a lost second factor."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from rukun.areas import queries as areas
from rukun.people import actions, queries
from rukun.people.models import Appointment, CodeApp, Invitation, Person
from rukun.people.rules import Role
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import day_of
from tests.doors.entering import enter, is_in
from tests.doors.test_commands import Command

pytestmark = pytest.mark.any_engine

KELURAHAN = "99.99.99.1001"
PASSWORD = "sandi yang panjang"


@pytest.fixture
def rukun(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_the_first_administrator_is_made_by_command_and_signs_in_by_the_page(
    kota: Path, rukun: Command, monkeypatch: pytest.MonkeyPatch, noon: datetime, client: Client
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    asked = ("--login", "Sri@contoh.go.id", "--name", "Sri", "--sk", "SK 12/2016", "--password-stdin", "--json")
    told = rukun("people", "administrator", *asked)
    assert told == {"login": "sri@contoh.go.id", "seat": "administrator@9999", "area": "Kota Contoh"}
    assert queries.holder_of(Role.ADMINISTRATOR, AreaCode("9999"), noon).name == "Sri"
    assert client.post("/masuk/", {"login": "sri@contoh.go.id", "password": PASSWORD}).status_code == 302
    assert client.get("/undangan/").status_code == 200
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert rukun("people", "administrator", *asked, code=1)["refused"]["code"] == "taken"
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    weak = rukun("people", "administrator", "--login", "a@b.id", *asked[2:], code=1)
    assert weak["refused"]["field"] == "password" and Person.objects.count() == 1


def test_a_kelurahan_is_invited_on_paper_and_a_card_opens_its_seat(
    kota: Path, rukun: Command, tmp_path: Path, client: Client
) -> None:
    target = tmp_path / "undangan.pdf"
    asked = ("people", "invite", "--kelurahan", KELURAHAN, "--sk", "SK 7/2016", "--to", str(target))
    assert rukun(*asked, "--site", "rukun.go.id", "--json", code=1)["refused"]["code"] == "invite"
    told = rukun(*asked, "--site", "https://rukun.go.id/", "--json")
    codes = re.findall(
        r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", " ".join(page.extract_text() for page in PdfReader(target).pages)
    )
    assert told["cards"] == len(codes) == Invitation.objects.count() == 12
    assert client.post("/bergabung/", {"code": codes[0]}).status_code == 302
    assert rukun(*asked, "--site", "https://rukun.go.id", "--json", code=1)["refused"]["code"] == "sheet"
    assert "12 cards" in rukun(*asked, "--site", "https://rukun.go.id", "--again")
    assert client.post("/bergabung/", {"code": codes[0]}).status_code == 409


def test_a_sheet_that_cannot_be_written_issues_nothing(kota: Path, rukun: Command, tmp_path: Path) -> None:
    target = str(tmp_path / "no" / "x.pdf")
    asked = ("--kelurahan", KELURAHAN, "--sk", "SK 7", "--to", target, "--site", "https://rukun.go.id", "--json")
    assert rukun("people", "invite", *asked, code=1)["refused"]["code"] == "file"
    assert not Invitation.objects.exists()


def test_factors_that_were_lost_are_taken_away_by_command(kota: Path, rukun: Command, noon: datetime) -> None:
    person = actions.register_person(login="sri@contoh.go.id", name="Sri", pseudonym="", password=PASSWORD, at=noon)
    CodeApp.objects.create(person=person, secret="x", added_at=noon)
    assert rukun("people", "reset-factors", "SRI@contoh.go.id", "--json")["removed"] == 1
    assert not queries.has_factor(person)
    assert rukun("people", "reset-factors", "nobody@contoh.id", "--json", code=1)["refused"]["code"] == "login"


def test_somebody_who_lost_a_device_is_signed_out_everywhere_by_command_and_nobody_else(
    kota: Path, rukun: Command, noon: datetime
) -> None:
    sri, budi = (
        actions.register_person(login=f"{name}@contoh.go.id", name=name, pseudonym="", password=PASSWORD, at=noon)
        for name in ("sri", "budi")
    )
    hers, another, his = (enter(f"{name}@contoh.go.id", PASSWORD) for name in ("sri", "sri", "budi"))
    assert is_in(hers) and is_in(another)
    assert rukun("people", "sign-out", "SRI@contoh.go.id", "--json") == {"login": sri.login, "ended": 2}
    assert not is_in(hers) and not is_in(another) and is_in(his)
    told = Event.objects.get(verb="person.signed-out")
    assert (told.about, told.seat) == (f"person:{sri.pk}", "administrator@cli")
    assert rukun("people", "sign-out", "nobody@contoh.id", "--json", code=1)["refused"]["code"] == "login"
    assert is_in(enter("sri@contoh.go.id", PASSWORD)), "the password is still theirs"


def test_an_official_who_leaves_sits_nowhere_and_is_signed_out(kota: Path, rukun: Command, noon: datetime) -> None:
    person = actions.register_person(login="budi@contoh.go.id", name="Budi", pseudonym="", password=PASSWORD, at=noon)
    for role, code in ((Role.LURAH, "9999991001"), (Role.AUDITOR, "9999")):
        seat = actions.open_seat(role=role, area=areas.area(AreaCode(code)), at=noon)
        actions.appoint(person=person, seat=seat, sk="SK 1", held_from=day_of(noon) - timedelta(days=9), at=noon)
    client = enter("budi@contoh.go.id", PASSWORD)
    only = rukun("people", "leave", "budi@contoh.go.id", "--seat", "auditor@9999", "--json")
    assert list(only["seats"]) == ["auditor@9999"] and only["sessions"] == 1 and not is_in(client)
    assert "lurah@9999991001: ended" in rukun("people", "leave", "budi@contoh.go.id")
    assert queries.actor_of(person.pk, noon).seats == ()
    assert Event.objects.filter(verb="seat.vacated", seat="administrator@cli").count() == 2
    assert rukun("people", "leave", "budi@contoh.go.id", "--json", code=1)["refused"]["code"] == "seat"


def test_a_seat_that_began_today_opens_nothing_from_that_moment_and_its_record_says_today(
    kota: Path, rukun: Command, noon: datetime
) -> None:
    person = actions.register_person(login="budi@contoh.go.id", name="Budi", pseudonym="", password=PASSWORD, at=noon)
    auditor = (Role.AUDITOR, AreaCode("9999"))
    seat = actions.open_seat(role=auditor[0], area=areas.area(auditor[1]), at=noon)
    actions.appoint(person=person, seat=seat, sk="SK 1", held_from=day_of(noon), at=noon)
    assert len(queries.actor_of(person.pk, noon).seats) == 1 and queries.holder_of(*auditor, noon) == person
    assert "auditor@9999: ended; the record says today" in rukun("people", "leave", "budi@contoh.go.id")
    sat = Appointment.objects.get()
    assert sat.left_at is not None and sat.held_until == day_of(sat.left_at) + timedelta(days=1)
    before, after = sat.left_at - timedelta(microseconds=1), sat.left_at + timedelta(seconds=1)
    assert [len(queries.actor_of(person.pk, at).seats) for at in (before, sat.left_at, after)] == [1, 0, 0]
    assert queries.actors_of([person.pk], after)[person.pk].seats == ()
    with pytest.raises(Refused, match="kosong"):
        queries.holder_of(*auditor, after)
