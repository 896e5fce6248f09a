"""What is urgent, on the pages of the desk and of everybody, and as programs read and say it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.rules import Actor, Scope
from rukun.reports.models import Report
from rukun.trail.models import Event
from tests.doors.api import BASE, bearing, key, refused, sent
from tests.doors.test_pages import text_of
from tests.made import ticket

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


def at_desk(one: Ticket) -> str:
    return f"/meja/{one.report.code}/"


def test_a_lurah_marks_it_and_everybody_reads_why(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn, client: Client
) -> None:
    desk, here = signed_in(citra), f"/laporan/{held.report.code}/"
    assert "Mengapa mendesak?" in text_of(desk.get(at_desk(held)))
    assert "Membahayakan orang" not in text_of(client.get(here))
    done = desk.post(at_desk(held), {"do": "urgent", "reason": "danger"})
    assert done.headers["Location"] == at_desk(held)
    for page in (text_of(client.get(here)), text_of(signed_in(budi).get(here))):
        assert "Mendesak : Membahayakan orang." in page or "Mendesak: Membahayakan orang." in page
        assert "Ditandai mendesak" in page and "laporan bukan panggilan darurat" in page
    ticket_page = text_of(desk.get(at_desk(held)))
    assert "Mulailah paling lambat" in ticket_page and "Tidak mendesak lagi" in ticket_page
    assert "mendesak, mulai sebelum 01/06 16.00" in text_of(desk.get("/meja/"))
    client.post("/bahasa/", {"language": "en"})
    page = text_of(client.get(here))
    assert page.count("People are in danger") == 2 and "Membahayakan orang" not in page, "above and in its course"
    desk.post(at_desk(held), {"do": "calm"})
    page = text_of(client.get(here))
    assert "No longer urgent" in page and "The office lets it go first" not in page


def test_without_a_reason_the_form_says_so_and_nobody_elses_desk_has_it(
    held: Ticket, citra: Actor, fajar: Actor, budi: Actor, signed_in: SignedIn
) -> None:
    without = signed_in(citra).post(at_desk(held), {"do": "urgent"})
    assert without.status_code == 409 and "Pilih mengapa ini mendesak." in text_of(without)
    for other in (fajar, budi):
        assert signed_in(other).post(at_desk(held), {"do": "urgent", "reason": "danger"}).status_code in (403, 404)
    assert not Ticket.objects.get().is_urgent and not Event.objects.filter(verb="ticket.urgent").exists()


def test_whoever_looked_before_another_acted_is_told(
    held: Ticket, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    desk = signed_in(citra)
    told = desk.post(at_desk(held), {"do": "urgent", "reason": "danger", "seen": "2016-06-01T00:00:00.000000Z"})
    assert told.status_code == 409 and "tiket ini diubah" in text_of(told)
    assert not Ticket.objects.get().is_urgent


def test_the_list_offers_what_is_urgent_alone_and_says_what_nobody_began(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn, later: Callable[[timedelta], None]
) -> None:
    other, desk = ticket(budi, noon, words="Yang lain"), signed_in(citra)
    desk.post(at_desk(held), {"do": "urgent", "reason": "danger"})
    alone = desk.get("/meja/?mendesak=ya").content.decode()
    assert f'id="t-{held.report.code}"' in alone and f'id="t-{other.report.code}"' not in alone
    assert desk.get("/meja/?mendesak=sekali").status_code == 400
    assert 'value="-mendesak,tenggat"' in alone and "Hanya yang mendesak" in alone
    later(timedelta(hours=5))
    assert "mendesak, belum dimulai" in text_of(desk.get("/meja/"))
    actions.take(Ticket.objects.select_related("holder", "report", "category").get(pk=held.pk), desk=citra.seats[0],
                 at=noon + timedelta(hours=5))  # fmt: skip
    begun = text_of(desk.get("/meja/"))
    assert "mendesak" in begun and "belum dimulai" not in begun


def test_a_program_marks_filters_and_reads_it(
    held: Ticket, budi: Actor, citra: Actor, fajar: Actor, noon: datetime, client: Client
) -> None:
    ticket(budi, noon, words="Yang lain")
    code, acts = held.report.code, f"/desk/tickets/{held.report.code}/acts"
    desk = key(noon, Scope.READ, Scope.ACT, of=citra)
    assert client.get(f"{BASE}/reports/{code}").json()["ticket"]["urgent"] is None
    said = {"reason": "danger", "until": "2016-06-01T16:00:00+07:00"}
    for _ in range(2):
        told = sent(client, acts, {"do": "urgent", "reason": "danger"}, desk)
        assert told.status_code == 200 and told.json()["urgent"] == said, told.content
    assert Event.objects.filter(verb="ticket.urgent").count() == 1
    listed = client.get(f"{BASE}/desk/tickets?urgent=true", **bearing(desk)).json()["items"]
    assert [one["code"] for one in listed] == [code] and listed[0]["urgent"] == said
    assert len(client.get(f"{BASE}/desk/tickets", **bearing(desk)).json()["items"]) == 2
    assert client.get(f"{BASE}/reports/{code}").json()["ticket"]["urgent"] == said
    (one,) = client.get(f"/open311/v2/requests/{code}.json?extensions=true").json()
    assert one["extended_attributes"]["urgent"] == "danger"
    refused(sent(client, acts, {"do": "urgent", "reason": "bosan"}, desk), 422, "reason")
    refused(sent(client, acts, {"do": "calm"}, key(noon, Scope.READ, Scope.ACT, of=fajar)), 404, "hidden")
    assert sent(client, acts, {"do": "calm"}, desk).json()["urgent"] is None
    refused(sent(client, acts, {"do": "calm"}, desk), 409, "conflict")


def test_whoever_reports_cannot_say_that_it_is_urgent(kota: Path, noon: datetime, client: Client) -> None:
    body = {"category": "sampah", "words": "Cepat", "lat": -6.501, "lon": 106.5075, "urgent": True}
    refused(sent(client, "/reports", body, key(noon)), 422, "invalid")
    assert not Report.objects.exists()
