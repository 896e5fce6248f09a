"""Notes of offices on a ticket: who writes and reads them, and that no citizen's page, list or program says them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rukun.followup import actions
from rukun.followup.models import Note, Ticket
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.refused import Refused
from tests.at_once import all_at_once
from tests.conftest import _person
from tests.doors.test_pages import text_of
from tests.made import proof, ticket

SignedIn = Callable[[Actor], Client]
WORDS = "PLN sudah ditelepon, teknisinya datang Kamis"


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


def test_a_note_is_read_by_whoever_holds_the_ticket_after_it_was_forwarded_and_by_the_camat(
    held: Ticket, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    address = f"/meja/{held.report.code}/"
    assert signed_in(citra).post(address, {"do": "note", "words": WORDS}).status_code == 302
    actions.dispose(
        Ticket.objects.get(), to=office("bina-marga"), reason="Jalan provinsi", desk=citra.seats[0], at=noon
    )
    roads = _person("Hana", "skpd", "99", "bina-marga")
    camat = _person("Indra", "camat", "999999")
    for reader in (roads, camat):
        page = text_of(signed_in(reader).get(address))  # type: ignore[arg-type]
        assert WORDS in page and "Catatan kantor · Kelurahan Rukun Jaya (Lurah)" in page


def test_no_citizen_and_no_program_reads_a_note(
    held: Ticket, budi: Actor, citra: Actor, dodi: Actor, noon: datetime, signed_in: SignedIn, client: Client
) -> None:
    actions.note(held, words=WORDS, desk=citra.seats[0], at=noon)
    code = held.report.code
    public = (f"/laporan/{code}/", "/umpan.atom", f"/api/v1/reports/{code}", f"/open311/v2/requests/{code}.json",
              f"/segel/bukti/?tentang={code}")  # fmt: skip
    for reader in (client, signed_in(budi), signed_in(dodi)):
        for address in public:
            answer = reader.get(address)
            assert answer.status_code == 200, address
            assert "PLN" not in answer.content.decode(), address
    told = Event.objects.get(verb="ticket.noted")
    assert "PLN" not in told.facts and "words" not in told.stated, "short words could be guessed from their digest"
    for stranger in (budi, dodi):
        assert signed_in(stranger).post(f"/meja/{code}/", {"do": "note", "words": "x"}).status_code in (403, 404)


def test_only_the_office_that_holds_it_writes_and_a_closed_one_may_be_noted_on_too(
    held: Ticket, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    desk, address = signed_in(citra), f"/meja/{held.report.code}/"
    camat = signed_in(_person("Indra", "camat", "999999"))  # type: ignore[arg-type]
    assert "Simpan catatan kantor" not in text_of(camat.get(address))
    assert camat.post(address, {"do": "note", "words": WORDS}).status_code == 404
    with pytest.raises(Refused, match="dipegang"):
        actions.note(held, words=WORDS, desk=_person("Hana", "skpd", "99", "bina-marga").seats[0], at=noon)  # type: ignore[attr-defined]
    actions.finish(held, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    empty = desk.post(address, {"do": "note", "words": " \n"})
    assert empty.status_code == 409 and "Tulis catatannya." in text_of(empty)
    assert desk.post(address, {"do": "note", "words": WORDS}).status_code == 302
    assert Note.objects.get().words == WORDS and Ticket.objects.get().state == "done"


def test_a_note_stands_in_nobodys_way_is_there_once_and_stays(
    held: Ticket, citra: Actor, noon: datetime, signed_in: SignedIn, later: Callable[[timedelta], None]
) -> None:
    desk, address = signed_in(citra), f"/meja/{held.report.code}/"
    seen = re.findall(r'name="seen" value="([^"]*)"', desk.get(address).content.decode())[0]
    later(timedelta(minutes=5))
    for _ in range(2):
        desk.post(address, {"do": "note", "words": WORDS})
    assert Note.objects.count() == Event.objects.filter(verb="ticket.noted").count() == 1
    assert desk.post(address, {"do": "take", "seen": seen}).status_code == 302, "nothing was changed by a note"
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        Note.objects.update(words="lain")


def test_a_note_that_is_sent_twice_at_the_same_moment_stands_once(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    held = ticket(budi, noon)
    made = all_at_once(*[partial(actions.note, held, words=WORDS, desk=citra.seats[0], at=noon)] * 2)
    assert [*Note.objects.all()] == [made[0]] and made[0] == made[1]
    assert Event.objects.filter(verb="ticket.noted").count() == 1
