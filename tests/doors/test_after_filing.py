"""What whoever sent a report is told at once: who has it now, and until when. The ticket then says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun import clock
from rukun.channels.web.templatetags.written import pukul
from rukun.followup.actions import open_tickets
from rukun.followup.models import Ticket
from rukun.followup.queries import expected
from rukun.people.rules import Actor
from rukun.reports.models import Report
from tests.made import jpeg, report

pytestmark = pytest.mark.any_engine

JSON = {"Accept": "application/json"}
SignedIn = Callable[[Actor], Client]
FRIDAY = datetime(2016, 6, 3, 9, 0, tzinfo=UTC)
LATER = datetime(2017, 1, 2, 3, 0, tzinfo=UTC)


def sent(kind: str = "sampah", **change: object) -> dict[str, object]:
    return {
        "key": "phone-key-1", "category": kind, "words": "Tumpukan di pojok", "lat": "-6.501", "lon": "106.5075",
    } | change  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "at", "office"),
    [
        ("sampah", FRIDAY, "Kelurahan Rukun Jaya"),
        ("jalan-rusak", FRIDAY, "Dinas Bina Marga Contoh"),
        ("banjir", FRIDAY, "Kelurahan Rukun Jaya"),
        ("banjir", LATER, "Dinas Bina Marga Contoh"),
    ],
    ids=["the place's own", "a department's, over a weekend", "around the clock", "by a route of that day"],
)
def test_the_sender_is_told_at_once_who_has_it_and_until_when_and_the_ticket_says_the_same(
    kota: Path, signed_in: SignedIn, budi: Actor, monkeypatch: pytest.MonkeyPatch, kind: str, at: datetime, office: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)
    client = signed_in(budi)
    told = client.post("/lapor/kirim/", sent(kind), headers=JSON).json()["said"]
    page = client.get(f"/laporan/{Report.objects.get().code}/").content.decode()
    open_tickets(at=at)
    ticket = Ticket.objects.select_related("holder").get()
    assert ticket.holder.name == office
    assert told == f"Sekarang dipegang {office}, dengan tenggat {pukul(ticket.due_at)}."
    assert f"Dipegang {office}." in page and f"Tenggat {pukul(ticket.due_at)}." in page
    again = client.post("/lapor/kirim/", sent(kind), headers=JSON)
    assert (again.status_code, again.json()["said"]) == (200, told)


def test_once_it_is_done_a_report_that_is_sent_again_has_no_deadline_any_more(
    kota: Path, signed_in: SignedIn, budi: Actor, citra: Actor, noon: datetime
) -> None:
    client = signed_in(budi)
    client.post("/lapor/kirim/", sent(), headers=JSON)
    code = Report.objects.get().code
    open_tickets(at=noon)
    done = {"do": "finish", "words": "Sudah diangkut.", "proof": SimpleUploadedFile("a.jpg", jpeg(9))}
    assert signed_in(citra).post(f"/meja/{code}/", done).status_code in (200, 302)
    assert Ticket.objects.get().done_at and client.post("/lapor/kirim/", sent(), headers=JSON).json()["said"] == ""


def test_an_activity_waits_for_nobody_and_says_so(kota: Path, signed_in: SignedIn, budi: Actor) -> None:
    told = signed_in(budi).post("/lapor/kirim/", sent("kerja-bakti"), headers=JSON).json()["said"]
    assert told == "Kegiatan lingkungan: tidak perlu tindak lanjut."


def test_without_script_the_page_of_the_report_says_that_it_was_sent_to_its_sender_alone(
    kota: Path, signed_in: SignedIn, budi: Actor, ani: Actor
) -> None:
    answer = signed_in(budi).post("/lapor/", sent(), follow=True)
    assert "Laporan terkirim" in answer.content.decode()
    address = answer.redirect_chain[0][0]
    assert "Sekarang dipegang Kelurahan Rukun Jaya" in answer.content.decode()
    assert "Laporan terkirim" not in signed_in(ani).get(address).content.decode()


def test_few_questions_say_it_and_none_of_what_nobody_follows_up(kota: Path, budi: Actor, noon: datetime) -> None:
    for kind, questions in (("sampah", 3), ("kerja-bakti", 0)):
        made = report(budi, noon + timedelta(minutes=questions), kind=kind)
        filed = Report.objects.select_related("category", "kelurahan").get(pk=made.pk)
        with CaptureQueriesContext(connection) as asked:
            expected(filed)
        assert len(asked) == questions
