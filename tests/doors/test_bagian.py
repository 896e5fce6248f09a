"""Parts on the pages: whoever leads gives them, each office does its own, and everybody reads one report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun import clock
from rukun.followup.models import Part, Ticket
from rukun.people.rules import Actor
from rukun.reports.hiding import Part as Hidden
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from tests.conftest import _person
from tests.doors.hiding.seen import hide
from tests.made import proof, ticket

pytestmark = pytest.mark.any_engine
SignedIn = Callable[[Actor], Client]
SHARE = {"do": "split", "category": "jalan-rusak", "office": "bina-marga", "words": "Menambal lubang di bawah tiang"}


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Ticket:
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(hours=1))
    return ticket(budi, noon, words="Pohon menimpa tiang. Telepon 081234567890", photos=[proof(3)])


@pytest.fixture
def roads(kota: Path) -> object:
    return _person("Hana", "skpd", "99", "bina-marga")


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_whoever_leads_gives_a_part_the_other_office_does_it_and_the_ticket_can_be_closed(
    held: Ticket, citra: Actor, roads: Actor, signed_in: SignedIn
) -> None:
    lead, other, code = signed_in(citra), signed_in(roads), held.report.code
    assert "menunggu di sini" not in page(other, "/meja/")
    assert lead.post(f"/meja/{code}/", SHARE).status_code == 302
    part = Part.objects.get()
    own = f"/meja/bagian/{part.pk}/"
    assert own in page(lead, f"/meja/{code}/") and "Menambal lubang" in page(lead, f"/meja/{code}/")
    refused = lead.post(f"/meja/{code}/", {"do": "decline", "reason": "beyond", "words": "Tidak"})
    assert refused.status_code == 409 and "Masih ada 1 bagian" in refused.content.decode()
    assert "1 bagian dari tiket kantor lain menunggu di sini" in page(other, "/meja/")
    assert own in page(other, "/meja/bagian/")
    shown = page(other, own)
    assert "Pohon menimpa tiang" in shown and "081234567890" not in shown, "it reads what everybody may read"
    assert "Cabut bagian" not in shown and "Kerjakan bagian ini" not in page(lead, own)
    assert other.post(own, {"do": "take"}).status_code == 302
    kept = other.post(own, {"do": "return", "words": ""})
    assert kept.status_code == 409 and "Tulis mengapa dikembalikan" in kept.content.decode()
    assert other.post(own, {"do": "finish", "words": "Ditambal aspal"}).status_code == 302
    assert "Ditambal aspal" in page(lead, f"/meja/{code}/")
    done = lead.post(f"/meja/{code}/", {"do": "decline", "reason": "beyond", "words": "Tiangnya PLN"})
    assert done.status_code == 302


def test_whoever_leads_reads_why_a_part_came_back_and_what_can_be_done_and_no_closed_ticket_is_shared_out(
    held: Ticket, citra: Actor, roads: Actor, signed_in: SignedIn
) -> None:
    lead, other, ticket_page = signed_in(citra), signed_in(roads), f"/meja/{held.report.code}/"
    lead.post(ticket_page, SHARE)
    own = f"/meja/bagian/{Part.objects.get().pk}/"
    assert page(other, own).count('class="button first"') == 1, "one thing is to be done next"
    other.post(own, {"do": "return", "words": "Tiang itu milik PLN"})
    assert "Tiang itu milik PLN" in page(lead, "/meja/bagian/")
    told = page(lead, own)
    assert told.index("Tiang itu milik PLN") < told.index("Yang dikerjakan") and "atau cabut" in told
    assert "atau cabut" not in page(other, own), "that is for whoever leads"
    told = page(lead, ticket_page)
    assert told.index(own) < told.index('value="finish"'), "what keeps it from being closed stands before the closing"
    lead.post(own, {"do": "withdraw", "words": "Kami kerjakan sendiri"})
    assert "Serahkan bagian ini" in page(lead, ticket_page)
    lead.post(ticket_page, {"do": "decline", "reason": "beyond", "words": "Tiangnya PLN"})
    told = page(lead, ticket_page)
    assert "Dikerjakan bersama" in told and "Bagi ke kantor lain" not in told


def test_the_reporter_and_everybody_read_one_report_with_who_does_what_until_when(
    held: Ticket, citra: Actor, roads: Actor, signed_in: SignedIn, client: Client
) -> None:
    code = held.report.code
    assert "Dikerjakan bersama" not in page(client, f"/laporan/{code}/")
    signed_in(citra).post(f"/meja/{code}/", SHARE)
    public = page(client, f"/laporan/{code}/")
    assert "Dikerjakan bersama" in public and "Menambal lubang di bawah tiang" in public
    assert "Dibagi ke kantor lain" in public and "Kelurahan" in public
    told = client.get(f"/api/v1/reports/{code}").json()
    assert [(one["number"], one["category"], one["state"], one["ended_at"]) for one in told["parts"]] == [
        (1, "jalan-rusak", "waiting", None)
    ]
    assert told["ticket"]["state"] == "waiting", "the report is one, and stands as its ticket does"


def test_a_part_is_sent_on_given_back_and_taken_back_each_by_whose_it_is(
    held: Ticket, citra: Actor, roads: Actor, fajar: Actor, signed_in: SignedIn
) -> None:
    lead, other, third, code = signed_in(citra), signed_in(roads), signed_in(fajar), held.report.code
    lead.post(f"/meja/{code}/", SHARE)
    own = f"/meja/bagian/{Part.objects.get().pk}/"
    assert third.get(own).status_code == 404 and third.post(own, {"do": "take"}).status_code == 404
    assert other.post(own, {"do": "withdraw", "words": "x"}).status_code == 409
    assert other.post(own, {"do": "return", "words": "Tiang milik PLN"}).status_code == 302
    assert "1 bagian dikembalikan kepada Anda" in page(lead, "/meja/")
    assert "Tiang milik PLN" in page(lead, own)
    assert lead.post(own, {"do": "send", "office": "9999991002", "words": "Tolong"}).status_code == 302
    assert "Kerjakan bagian ini" in page(third, own) and other.get(own).status_code == 404
    stale = third.post(own, {"do": "take", "seen": "2016-01-01"})
    assert stale.status_code == 409 and "bagian ini diubah" in stale.content.decode()
    assert lead.post(own, {"do": "withdraw", "words": "Ternyata tidak perlu"}).status_code == 302
    assert "Ternyata tidak perlu" in page(lead, f"/meja/{code}/")
    assert lead.post(own, {"do": "unheard"}).status_code == 409


def test_what_is_typed_is_kept_where_a_part_is_refused(held: Ticket, citra: Actor, signed_in: SignedIn) -> None:
    lead = signed_in(citra)
    refused = lead.post(f"/meja/{held.report.code}/", SHARE | {"office": "9999991001"})
    shown = refused.content.decode()
    assert refused.status_code == 409 and "memegang tiketnya sendiri" in shown
    assert "Menambal lubang di bawah tiang" in shown and not Part.objects.exists()


def test_what_is_hidden_is_not_shown_to_the_office_of_a_part(
    held: Ticket, citra: Actor, roads: Actor, signed_in: SignedIn
) -> None:
    signed_in(citra).post(f"/meja/{held.report.code}/", SHARE)
    hide(held.report, Hidden.WORDS, citra, clock.now())
    shown = page(signed_in(roads), f"/meja/bagian/{Part.objects.get().pk}/")
    assert "Menambal lubang" in shown and "Pohon menimpa tiang" not in shown


def test_nor_is_what_was_struck_as_somebodys_private_matter(
    held: Ticket, citra: Actor, roads: Actor, dodi: Actor, signed_in: SignedIn
) -> None:
    signed_in(citra).post(f"/meja/{held.report.code}/", SHARE)
    own = f"/meja/bagian/{Part.objects.get().pk}/"
    digest = held.report.photos.get().digest
    assert digest in page(signed_in(roads), own) and "Pohon menimpa tiang" in page(signed_in(roads), own)
    validation.strike(held.report, StrikeReason.PRIVACY, by=dodi, at=clock.now())
    shown = page(signed_in(roads), own)
    assert "Menambal lubang" in shown and "Pohon menimpa tiang" not in shown and digest not in shown
    assert "Pohon menimpa tiang" in page(signed_in(citra), own), "whoever leads handles it, and reads it all"
