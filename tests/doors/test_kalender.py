"""The calendar of sessions, of the city or an area, kept true when a session moves or is called off."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from rukun.sosialisasi import actions
from tests.conftest import KELURAHAN
from tests.doors.test_pages import queries_of, text_of
from tests.sosialisasi.conftest import planned
from tests.values.test_ical import read

pytestmark = pytest.mark.any_engine

OF_WARD = "/wilayah/99.99.99.1001/kalender.ics"


def test_a_session_that_moves_or_is_called_off_is_the_same_event_with_a_higher_number(
    kota: Path, citra: Actor, client: Client, noon: datetime
) -> None:
    session = planned(citra, noon, stage=2)
    answer = client.get("/sosialisasi/kalender.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (first,) = read(answer.content)
    assert (first["STATUS"], first["SEQUENCE"], first["DTSTART"]) == ("CONFIRMED", "0", "20160601T070000Z")
    assert "Memakai aplikasi, Rukun Jaya" in first["SUMMARY"] and first["LOCATION"] == "Aula kelurahan, Rukun Jaya"
    by, later = citra.seats[0], noon + timedelta(days=1)
    actions.move_session(session, place="Balai RW 2", starts_at=later, because="Pak Rahasia sakit", by=by, at=noon)
    (moved,) = read(client.get("/sosialisasi/kalender.ics").content)
    assert (moved["UID"], moved["SEQUENCE"], moved["LOCATION"]) == (first["UID"], "1", "Balai RW 2, Rukun Jaya")
    session.refresh_from_db()
    actions.cancel_session(session, because="Pak Rahasia sakit", by=by, at=noon)
    off = client.get("/sosialisasi/kalender.ics")
    (gone,) = read(off.content)
    assert (gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == (first["UID"], "2", "CANCELLED")
    assert b"Rahasia" not in off.content and b"Citra" not in off.content and b"Camat" not in off.content


def test_a_calendar_is_of_an_area_and_is_not_sent_twice_to_whoever_has_it(
    kota: Path, citra: Actor, fajar: Actor, client: Client, noon: datetime
) -> None:
    planned(citra, noon)
    planned(fajar, noon, kelurahan="9999991002", hours=3)
    assert len(read(client.get("/sosialisasi/kalender.ics").content)) == 2
    for address in (OF_WARD, f"/wilayah/{KELURAHAN}002005/kalender.ics"):
        (row,) = read(client.get(address).content)
        assert "Rukun Jaya" in row["SUMMARY"]
    assert len(read(client.get("/wilayah/99.99.99/kalender.ics").content)) == 2
    known = client.get(OF_WARD).headers["ETag"]
    assert client.get(OF_WARD, headers={"If-None-Match": known}).status_code == 304
    assert queries_of(client, OF_WARD) == 2 and queries_of(client, "/sosialisasi/kalender.ics") == 1
    assert client.get("/wilayah/99.99.99.1009/kalender.ics").status_code == 404


def test_the_public_pages_say_how_far_an_area_is_and_when_the_next_session_is(
    kota: Path, citra: Actor, client: Client, noon: datetime
) -> None:
    assert "Belum ada sosialisasi di kelurahan ini" in text_of(client.get(f"/wilayah/{KELURAHAN}/"))
    assert "Belum satu pun dari 3 kelurahan" in text_of(client.get("/wilayah/99/"))
    session = planned(citra, noon, hours=1)
    entry = actions.Entry(key="pintu-001", came_at=noon, kind="pkk", name="Ibu Rahasia")
    actions.check_in(entry, session, by=citra.seats[0], at=noon)
    planned(citra, noon, stage=2, hours=24 * 300)
    ward, city = text_of(client.get(f"/wilayah/{KELURAHAN}/")), text_of(client.get("/wilayah/99/"))
    assert "Tahap 1 sudah diadakan, 1 Juni 2016" in ward and "Tahap 1 1 dari 3 kelurahan" in city
    assert "Tahap 1 1 dari 3 kelurahan" in text_of(client.get("/"))
    for page in (ward, city):
        assert "Ibu Rahasia" not in page
    assert "Kalender (iCal)" not in text_of(client.get(f"/wilayah/{KELURAHAN}002005/"))
