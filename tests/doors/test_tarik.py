"""Whoever reported takes it back on the report's page: who sees the form, what everybody reads, and why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.rules import Actor
from rukun.reports.actions import support
from rukun.reports.models import Retraction
from rukun.reports.retracting import Retracting
from rukun.validation import actions as validation
from tests.conftest import _person
from tests.doors.test_pages import text_of
from tests.made import noon_of, proof, reports_for_unit, ticket

SignedIn = Callable[[Actor], Client]
FORM, BUTTON = "Tarik laporan ini", "Ini tidak dapat diurungkan."


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


def here(one: Ticket) -> str:
    return f"/laporan/{one.report.code}/"


def test_whoever_reported_takes_it_back_and_everybody_reads_that(
    held: Ticket, budi: Actor, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    warga, desk = signed_in(budi), signed_in(citra)
    assert FORM in text_of(warga.get(here(held))) and BUTTON in text_of(warga.get(here(held)))
    for other in (client, desk):
        assert FORM not in text_of(other.get(here(held)))
    without = warga.post(f"{here(held)}tarik/", {})
    assert without.status_code == 400 and "Pilih mengapa laporan ini ditarik." in text_of(without)
    done = warga.post(f"{here(held)}tarik/", {"reason": "mistake"})
    assert done.headers["Location"] == f"{here(held)}#tarik"
    assert warga.post(f"{here(held)}tarik/", {"reason": "other"}).status_code == 302
    assert Retraction.objects.get().reason == "mistake"
    for reader in (client, warga, desk):
        page = text_of(reader.get(here(held)))
        assert "Ditarik pelapor" in page and "Laporannya keliru." in page and "Dipegang" not in page
        assert "tidak dihitung untuk uang, peringkat, dan tenggat" in page and FORM not in page
    assert "Tumpukan sampah di depan pos ronda" in text_of(client.get(here(held))), "the report stays as it was said"
    client.post("/bahasa/", {"language": "en"})
    assert "Taken back by the reporter" in text_of(client.get(here(held)))
    assert held.report.code not in text_of(desk.get("/meja/"))
    assert "Ditarik pelapor" in text_of(desk.get("/arsip/?status=retracted"))


def test_a_stranger_cannot_take_it_back(
    held: Ticket, ani: Actor, citra: Actor, signed_in: SignedIn, client: Client
) -> None:
    for other in (signed_in(ani), signed_in(citra)):
        assert other.post(f"{here(held)}tarik/", {"reason": "mistake"}).status_code == 404
    assert client.post(f"{here(held)}tarik/", {"reason": "mistake"}).status_code == 302
    assert not Retraction.objects.exists()


def test_once_an_office_began_the_page_says_why_not_and_what_to_do_instead(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    warga = signed_in(budi)
    actions.take(held, desk=citra.seats[0], at=noon)
    late = warga.post(f"{here(held)}tarik/", {"reason": "mistake"})
    for page in (text_of(late), text_of(warga.get(here(held)))):
        assert "Kantor sudah menangani laporan ini" in page and "Tulis komentar" in page and BUTTON not in page
    assert not Retraction.objects.exists()


def test_where_others_support_it_everybody_reads_that_it_goes_on(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn, client: Client
) -> None:
    joko = _person("Joko")
    support(held.report, by=joko, at=noon)  # type: ignore[arg-type]
    assert signed_in(budi).post(f"{here(held)}tarik/", {"reason": "solved"}).status_code == 302
    page = text_of(client.get(here(held)))
    assert "tiketnya berjalan terus" in page and "Menunggu" in page
    desk = text_of(signed_in(citra).get(f"/meja/{held.report.code}/"))
    assert "Ditarik pelapor" in desk and "Tiketnya berjalan terus" in desk and "Tanya pelapor" not in desk


def test_whoever_left_is_told_no_more_of_the_course_and_supporters_are(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    joko, later = _person("Joko"), noon + timedelta(hours=1)
    support(held.report, by=joko, at=noon)  # type: ignore[arg-type]
    walking.begin(at=noon)
    walking.catch_up(at=noon)
    validation.retract(held.report, Retracting.OTHER, by=budi, at=later)
    before = Notice.objects.count()
    actions.finish(held_again(held), words="Beres", proof=proof(), desk=citra.seats[0], at=later)
    walking.catch_up(at=later + timedelta(minutes=1))
    told = Notice.objects.order_by("id")[before:].values_list("person_id", "matter")
    assert set(told) == {(joko.person_id, "done")}  # type: ignore[attr-defined]


def held_again(held: Ticket) -> Ticket:
    return Ticket.objects.select_related("report__retraction", "holder", "category", "kelurahan").get(pk=held.pk)


def test_a_units_month_shows_what_was_taken_back_apart(kota: Path, ani: Actor, signed_in: SignedIn) -> None:
    kept, taken = reports_for_unit(ani, [date(2016, 6, 1)], 2)
    validation.retract(taken, Retracting.MISTAKE, by=ani, at=noon_of(date(2016, 6, 1)) + timedelta(hours=1))
    page = signed_in(ani).get("/bulan-ini/?bulan=2016-06")
    assert "Ditarik pelapor, tidak dihitung" in text_of(page)
    only = page.content.decode()
    assert only.count(f'id="{taken.code}"') == 1 and only.count(f'id="{kept.code}"') == 1
    apart = signed_in(ani).get("/bulan-ini/?bulan=2016-06&status=retracted").content.decode()
    assert f'id="{taken.code}"' in apart and f'id="{kept.code}"' not in apart
    waiting = signed_in(ani).get("/bulan-ini/?bulan=2016-06&status=waiting").content.decode()
    assert f'id="{taken.code}"' not in waiting and f'id="{kept.code}"' in waiting


def test_programs_read_its_state(held: Ticket, budi: Actor, noon: datetime, client: Client) -> None:
    validation.retract(held.report, Retracting.SOLVED, by=budi, at=noon)
    told = json.loads(client.get(f"/api/v1/reports/{held.report.code}").content)
    assert (told["ticket"]["state"], told["retracted"]) == ("retracted", "solved")
    (one,) = json.loads(client.get(f"/open311/v2/requests/{held.report.code}.json").content)
    assert one["status"] == "closed"
