"""Maintenance: whoever writes is told until when, whoever reads goes on, and nothing is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from rukun import clock
from rukun.operation import standing
from rukun.operation.actions import begin_maintenance, end_maintenance
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.values.refused import Refused
from tests.doors.test_commands import Command
from tests.made import IN_RT_5

BY = "administrator@cli"
FILED = {"key": "k" * 32, "category": "sampah", "words": "Sampah", "lat": str(IN_RT_5.lat), "lon": str(IN_RT_5.lon)}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon)


def as_person(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def test_a_phone_is_told_to_wait_and_its_report_arrives_afterwards(kota: Path, budi: Actor, noon: datetime) -> None:
    client = as_person(budi)
    begin_maintenance(until=noon + timedelta(minutes=30), words="Pindah mesin.", by=BY, at=noon)
    told = client.post("/lapor/kirim/", FILED, headers={"Accept": "application/json"})
    assert (told.status_code, told.headers["Retry-After"], told.json()["code"]) == (503, "1800", "busy")
    assert "12.30 WIB" in told.json()["words"] and "Pindah mesin." in told.json()["words"]
    assert client.get("/lapor/siap.json", headers={"Accept": "application/json"}).status_code == 200
    assert not Report.objects.exists()
    end_maintenance(by=BY, at=noon)
    assert client.post("/lapor/kirim/", FILED, headers={"Accept": "application/json"}).status_code == 201


def test_a_person_gets_a_plain_page_and_reads_on(kota: Path, client: Client, citra: Actor, noon: datetime) -> None:
    begin_maintenance(until=noon + timedelta(minutes=30), words="", by=BY, at=noon)
    page = client.post("/daftar/", {"login": "x@contoh.id"})
    assert page.status_code == 503 and "Sedang dirawat" in page.content.decode()
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    for address in ("/", "/laporan/", "/peringkat/", "/healthz"):
        assert client.get(address).status_code == 200, address
    assert client.post("/bahasa/", {"language": "en", "next": "/"}).status_code == 302
    assert "under maintenance" in client.post("/daftar/", {}).content.decode()


def test_a_language_that_is_chosen_meanwhile_is_kept_by_the_browser_alone(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    begin_maintenance(until=noon + timedelta(minutes=30), words="", by=BY, at=noon)
    client = as_person(budi)
    assert client.post("/bahasa/", {"language": "en", "next": "/"}).status_code == 302
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert Person.objects.get(pk=budi.person_id).language == "id", "nothing is written while it is closed"
    end_maintenance(by=BY, at=noon)
    client.post("/bahasa/", {"language": "en", "next": "/"})
    assert Person.objects.get(pk=budi.person_id).language == "en"


def test_programs_are_told_in_their_own_form(kota: Path, client: Client, noon: datetime) -> None:
    begin_maintenance(until=noon + timedelta(hours=7), words="<b>", by=BY, at=noon)
    api = client.post("/api/v1/reports", {}, content_type="application/json")
    assert api.headers["Content-Type"] == "application/problem+json" and api.json()["code"] == "busy"
    assert api.headers["Retry-After"] == "3600", "an hour at most: it may be over sooner"
    xml = client.post("/open311/v2/requests.xml", {})
    assert xml.status_code == 503 and b"<code>503</code>" in xml.content and b"<b>" not in xml.content
    assert client.post("/open311/v2/requests.json", {}).json()[0]["code"] == 503


def test_those_who_work_here_see_it_above_their_pages(kota: Path, citra: Actor, budi: Actor, noon: datetime) -> None:
    begin_maintenance(until=noon + timedelta(minutes=30), words="Pindah mesin.", by=BY, at=noon)
    told = as_person(citra).get("/meja/").content.decode()
    assert "12.30 WIB" in told and "Pindah mesin." in told
    assert "Pindah mesin." not in as_person(budi).get("/laporan/").content.decode()


def test_it_leaves_a_trace_ends_by_a_word_and_has_an_end_that_makes_sense(kota: Path, noon: datetime) -> None:
    for until in (noon, noon + timedelta(days=3)):
        with pytest.raises(Refused):
            begin_maintenance(until=until, words="", by=BY, at=noon)
    begin_maintenance(until=noon + timedelta(minutes=5), words="", by=BY, at=noon)
    begin_maintenance(until=noon + timedelta(minutes=50), words="", by=BY, at=noon + timedelta(minutes=1))
    closed = standing.under_way()
    assert closed is not None and closed.until == noon + timedelta(minutes=50)
    assert standing.retry_after(closed, noon + timedelta(hours=2)) == 60, "late, and still closed"
    end_maintenance(by=BY, at=noon + timedelta(minutes=10))
    with pytest.raises(Refused):
        end_maintenance(by=BY, at=noon + timedelta(minutes=11))
    verbs = list(Event.objects.filter(about__startswith="maintenance:").order_by("id").values_list("verb", flat=True))
    assert verbs == ["maintenance.begun", "maintenance.begun", "maintenance.ended"]


def test_the_command_closes_says_so_and_opens(kota: Path, capsys: pytest.CaptureFixture[str], noon: datetime) -> None:
    rukun = Command(capsys)
    told = rukun("maintenance", "on", "--until", "12:30", "--words", "Sebentar.", "--no-wait", "--json")
    assert told == {"closed": True, "until": "2016-06-01 12:30:00+07:00", "words": "Sebentar."}
    assert rukun("maintenance", "status", "--json")["closed"]
    assert rukun("maintenance", "off", "--json")["closed"] is False
    assert rukun("maintenance", "on", "--until", "kapan", code=1).startswith("Ditolak (until)")
