"""A handler reaches the reporter, and the reporter sees which office did, when and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.notices.words import told
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import ContactOpened, Report
from rukun.trail.models import Event
from tests.conftest import _person
from tests.made import ticket

SignedIn = Callable[[Actor], Client]
WHY = "Menanyakan lantai berapa bocornya"


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def filed(kota: Path, budi: Actor, noon: datetime) -> Report:
    return ticket(budi, noon).report


def test_the_handler_sees_the_contact_once_and_only_with_a_reason(
    filed: Report, signed_in: SignedIn, citra: Actor
) -> None:
    client, address = signed_in(citra), f"/meja/{filed.code}/pelapor/"
    assert address in text(client.get(f"/meja/{filed.code}/"))
    assert "budi@contoh.id" not in text(client.get(address))
    without = client.post(address, {"reason": "  "})
    assert without.status_code == 400 and "budi@contoh.id" not in text(without) and not ContactOpened.objects.exists()
    seen = client.post(address, {"reason": WHY})
    assert "budi@contoh.id" in text(seen) and seen.headers["Cache-Control"] == "no-store"
    assert "Budi" not in text(seen).replace("budi@", ""), "an address, and no name"
    assert "budi@contoh.id" not in text(client.get(address)), "to see it again is to open it again"
    event = Event.objects.get(verb="contact.opened")
    assert event.seat == "lurah@9999991001" and WHY not in event.facts and "budi" not in event.facts


def test_the_reporter_is_told_and_reads_office_post_time_and_reason_and_no_person(
    filed: Report, signed_in: SignedIn, budi: Actor, citra: Actor, ani: Actor, noon: datetime
) -> None:
    assert "Belum pernah" in text(signed_in(budi).get("/akun/data-dibuka/"))
    walking.begin(at=noon)
    signed_in(citra).post(f"/meja/{filed.code}/pelapor/", {"reason": WHY})
    walking.catch_up(at=noon)
    notice = Notice.objects.select_related("report__category").get(matter="contact")
    assert notice.person_id == budi.person_id and "Kelurahan Rukun Jaya membuka" in told(notice).words
    page = text(signed_in(budi).get("/akun/data-dibuka/"))
    assert "Kelurahan Rukun Jaya" in page and "Lurah" in page and "1\u00a0Juni\u00a02016" in page and WHY in page
    assert "Citra" not in page and filed.code in page
    assert signed_in(budi).get(f"/kabar/{notice.pk}/").headers["Location"] == "/akun/data-dibuka/"
    assert WHY not in text(signed_in(ani).get("/akun/data-dibuka/")), "everyone reads their own"
    with pytest.raises(DatabaseError), transaction.atomic():
        ContactOpened.objects.all().delete()


def test_nobody_but_the_desk_that_holds_the_ticket_opens_it(
    filed: Report, signed_in: SignedIn, ani: Actor, dodi: Actor, eka: Actor, fajar: Actor
) -> None:
    crew = _person("Petugas", "skpd", "99", "bina-marga")
    for who in (ani, dodi, eka, fajar, crew):
        answer = signed_in(who).post(f"/meja/{filed.code}/pelapor/", {"reason": WHY})  # type: ignore[arg-type]
        assert answer.status_code == 404 and "budi@" not in text(answer)
    assert not ContactOpened.objects.exists()


def test_whoever_left_cannot_be_reached_and_nothing_is_noted(filed: Report, signed_in: SignedIn, citra: Actor) -> None:
    Person.objects.filter(pk=filed.filer_id).update(is_active=False)
    answer = signed_in(citra).post(f"/meja/{filed.code}/pelapor/", {"reason": WHY})
    assert answer.status_code == 400 and "tidak dapat dihubungi" in text(answer)
    assert not ContactOpened.objects.exists()


def test_the_switch_at_the_foot_of_a_page_is_remembered_for_what_is_sent(
    kota: Path, signed_in: SignedIn, budi: Actor, client: Client
) -> None:
    mine = signed_in(budi)
    assert mine.post("/bahasa/", {"language": "en", "next": "/kabar/"}).headers["Location"] == "/kabar/"
    assert mine.post("/bahasa/", {"language": "en"}).status_code == 302
    assert Person.objects.get(pk=budi.person_id).language == "en"
    assert Event.objects.filter(verb="person.described").count() == 1, "the same again is nothing new"
    client.post("/bahasa/", {"language": "id"})
    assert mine.post("/bahasa/", {"language": "xx"}).status_code == 400
    assert Person.objects.get(pk=budi.person_id).language == "en"
