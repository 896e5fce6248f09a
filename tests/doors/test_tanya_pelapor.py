"""A desk asks whoever reported, on both pages: who reads what, what is refused and kept, and where notices lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions
from rukun.followup.models import Replied, Ticket
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.rules import Actor
from rukun.reports.actions import support
from tests.conftest import _person
from tests.doors.test_pages import text_of
from tests.made import ticket

SignedIn = Callable[[Actor], Client]
QUESTION, ANSWER = "Di depan rumah nomor berapa?", "Nomor 12, pagar hijau"


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


@pytest.fixture
def asked(held: Ticket, citra: Actor, noon: datetime) -> Ticket:
    return actions.ask(held, words=QUESTION, desk=citra.seats[0], at=noon)


def here(one: Ticket) -> str:
    return f"/laporan/{one.report.code}/"


def test_a_desk_asks_the_reporter_answers_and_the_desk_reads_it(
    held: Ticket, budi: Actor, citra: Actor, signed_in: SignedIn
) -> None:
    desk, address, warga = signed_in(citra), f"/meja/{held.report.code}/", signed_in(budi)
    assert "Tanya pelapor" in text_of(desk.get(address))
    empty = desk.post(address, {"do": "ask", "words": " "})
    assert empty.status_code == 409 and "Tulis pertanyaannya." in text_of(empty)
    assert desk.post(address, {"do": "ask", "words": QUESTION}).status_code == 302
    waiting = text_of(desk.get(address))
    assert "Ditanyakan kepada pelapor" in waiting and "Kirim pertanyaan" not in waiting
    assert waiting.count(QUESTION) == 1
    assert "1 pertanyaan kantor menunggu jawaban Anda" in text_of(warga.get("/laporan-saya/"))
    page = text_of(warga.get(here(held)))
    assert "Kelurahan Rukun Jaya bertanya kepada Anda" in page and QUESTION in page
    nothing = warga.post(f"{here(held)}keterangan/", {"words": ""})
    assert nothing.status_code == 400 and "Tulis jawaban Anda." in text_of(nothing)
    done = warga.post(f"{here(held)}keterangan/", {"words": ANSWER})
    assert done.headers["Location"] == f"{here(held)}#tanya"
    assert ANSWER in text_of(warga.get(here(held))) and "menunggu jawaban" not in text_of(warga.get("/laporan-saya/"))
    told = text_of(desk.get(address))
    assert "Pelapor menjawab" in told and ANSWER in told


def test_everybody_reads_the_question_and_nobody_else_the_answer(
    asked: Ticket, budi: Actor, dodi: Actor, noon: datetime, signed_in: SignedIn, client: Client
) -> None:
    neighbour: Actor = _person("Joko")  # type: ignore[assignment]
    support(asked.report, by=neighbour, at=noon)
    page = text_of(client.get(here(asked)))
    assert "Menunggu jawaban pelapor" in page and QUESTION in page and "bertanya kepada Anda" not in page
    actions.reply(asked, words=ANSWER, by=budi, at=noon + timedelta(hours=1))
    code = asked.report.code
    for reader in (client, signed_in(neighbour), signed_in(dodi)):
        for address in (here(asked), f"/api/v1/reports/{code}", f"/open311/v2/requests/{code}.json", "/umpan.atom"):
            assert "pagar hijau" not in reader.get(address).content.decode(), address


def test_nobody_but_the_reporter_answers(
    asked: Ticket, ani: Actor, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    address = f"{here(asked)}keterangan/"
    for stranger in (ani, citra):
        assert signed_in(stranger).post(address, {"words": ANSWER}).status_code == 404
    assert client.post(address, {"words": ANSWER}).status_code == 302, "to sign in first"
    assert signed_in(citra).get(address).status_code == 404
    assert not Replied.objects.exists()


def test_what_was_typed_is_kept_where_it_was_closed_meanwhile(
    asked: Ticket, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    warga = signed_in(budi)
    assert warga.post(f"{here(asked)}keterangan/", {"words": ANSWER}).status_code == 302
    again = warga.post(f"{here(asked)}keterangan/", {"words": "Nomor 13"})
    assert again.status_code == 409 and "sudah Anda jawab" in text_of(again)
    assert ANSWER in text_of(again) and "Nomor 13" in text_of(again)
    actions.decline(
        Ticket.objects.get(), reason_code="beyond", words="Milik warga", desk=citra.seats[0],
        at=noon + timedelta(hours=2),
    )  # fmt: skip
    late = warga.post(f"{here(asked)}keterangan/", {"words": "Nomor 14"})
    assert late.status_code == 409 and "Nomor 14" in late.content.decode()


def test_what_nobody_reported_offers_no_question(held: Ticket, citra: Actor, signed_in: SignedIn) -> None:
    held.report.filer = None
    held.report.save(update_fields=["filer"])
    desk, address = signed_in(citra), f"/meja/{held.report.code}/"
    assert "Tanya pelapor" not in text_of(desk.get(address))
    assert desk.post(address, {"do": "ask", "words": QUESTION}).status_code == 409
    shown = desk.get(address).content.decode()
    assert 'value="reporter"' not in shown and 'value="procurement"' in shown, "the question is no reason of the list"


def test_notices_lead_to_the_question_and_to_the_ticket(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    walking.begin(at=noon)
    asked = actions.ask(ticket(budi, noon), words=QUESTION, desk=citra.seats[0], at=noon)
    actions.reply(asked, words=ANSWER, by=budi, at=noon + timedelta(hours=1))
    walking.walk(at=noon + timedelta(hours=1))
    ways = {notice.matter: (notice.pk, notice.person_id) for notice in Notice.objects.all()}
    number, person = ways["asked"]
    assert person == budi.person_id
    assert signed_in(budi).get(f"/kabar/{number}/").headers["Location"] == f"{here(asked)}#tanya"
    number, person = ways["replied"]
    assert person == citra.person_id
    assert signed_in(citra).get(f"/kabar/{number}/").headers["Location"] == f"/meja/{asked.report.code}/"
    table = re.findall(r'name="(asked|replied)-app"', signed_in(budi).get("/kabar/atur/").content.decode())
    assert table == ["asked"], "only desks are told of answers"
