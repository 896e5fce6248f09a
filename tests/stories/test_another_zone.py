"""A city in WITA or WIT begins its days, months and deadlines by its own clocks, wherever a day is told."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as plain
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from PIL import Image
from pytest_django.fixtures import Settings

from rukun.areas.listing import read_listing
from rukun.areas.zone import zone_in
from rukun.channels.web.petugas.sentences import spoken
from rukun.channels.web.request.closed import refusal
from rukun.channels.web.templatetags.written import pukul
from rukun.followup.ran import Ran, microseconds_of
from rukun.followup.rules import Calendar
from rukun.kota.checking import check_folder
from rukun.operation.actions import begin_maintenance
from rukun.people.rules import Actor
from rukun.reports.decoding import pool
from rukun.reports.models import Report
from rukun.sosialisasi.papers import when_words
from rukun.transparency.money.facts import MonthOf
from rukun.values.time import Month, day_of, live_by, start_of, zoned
from rukun.values.zones import Zone, zone_of
from tests.kota.test_listing import PLAIN
from tests.made import KOTA, report, ticket

pytestmark = pytest.mark.any_engine

# Half an hour before midnight in Jakarta; half an hour, or an hour and a half, after it elsewhere.
LATE = datetime(2016, 6, 30, 16, 30, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2016, 6, 1), datetime(2016, 7, 20), timezones=st.just(UTC))
MAKASSAR = PLAIN.replace("35", "73").replace("Jawa Timur", "Sulawesi Selatan").replace("Surabaya", "Makassar")


@pytest.fixture(params=list(Zone))
def zone(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Zone]:
    """The test is in a city of each zone by turns."""
    asked: Zone = request.param
    live_by(asked)
    settings.TIME_ZONE = asked.calendar_name
    pool.close()
    yield asked
    pool.close()
    live_by(Zone.WIB)


@pytest.mark.parametrize(
    ("code", "zone"),
    [("31", "WIB"), ("3578071002", "WIB"), ("62", "WIB"), ("63", "WITA"), ("51.71", "WITA"), ("73", "WITA"),
     ("76", "WITA"), ("81", "WIT"), ("94", "WIT"), ("97", "WIT"), ("99", "WIB"), ("", "WIB")],
)  # fmt: skip
def test_the_province_tells_the_zone(code: str, zone: str) -> None:
    assert zone_of(code) == zone


def test_a_list_from_another_zone_is_taken_and_its_folder_tells_the_zone(tmp_path: Path) -> None:
    assert not read_listing(MAKASSAR.encode()).faults
    (tmp_path / "areas").mkdir()
    assert zone_in(tmp_path) is Zone.WIB, "a folder without a list"
    for broken in (b"", b"\xff\xfe\x00", b"name\nMakassar\n", b"name,code\nMakassar\n"):
        (tmp_path / "areas" / "areas.csv").write_bytes(broken)
        assert zone_in(tmp_path) is Zone.WIB, "told by the check of the folder"
    (tmp_path / "areas" / "areas.csv").write_text(MAKASSAR)
    assert zone_in(tmp_path) is check_folder(tmp_path, date(2026, 1, 1)).zone is Zone.WITA
    for spelled in ('="73";Sulawesi Selatan', "73;Sulawesi Selatan"):
        for encoding in ("utf-8-sig", "utf-16"):
            (tmp_path / "areas" / "areas.csv").write_bytes(f"kode;nama\r\n{spelled}\r\n".encode(encoding))
            assert zone_in(tmp_path) is Zone.WITA, "as Excel writes what the check takes"
    assert {zone_in(KOTA / city) for city in ("jakarta", "surabaya", "contoh")} == {Zone.WIB}


def test_every_process_of_an_installation_lives_by_the_clock_of_its_city(tmp_path: Path) -> None:
    areas = tmp_path / "makassar" / "areas"
    areas.mkdir(parents=True)
    (areas / "areas.csv").write_text(MAKASSAR)
    told = subprocess.run(
        [sys.executable, "-c", "import django, json; django.setup(); from django.conf import settings\n"
         "from rukun.values.time import city_zone; print(json.dumps([settings.TIME_ZONE, city_zone()]))"],
        env=os.environ | {"RUKUN_KOTA_FOLDER": str(tmp_path), "RUKUN_KOTA": "makassar"}, cwd=plain.REPOSITORY,
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert json.loads(told.stdout) == ["Asia/Makassar", "WITA"]


def test_a_report_of_the_last_night_counts_for_the_month_that_has_begun_there(
    zone: Zone, kota: object, budi: Actor
) -> None:
    made = report(budi, LATE)
    day = date(2016, 6, 30) if zone is Zone.WIB else date(2016, 7, 1)
    assert (made.counted_on, day_of(LATE), Month.of(LATE).first.month) == (day, day, day.month)
    month = Report.objects.filter(pk=made.pk).values_list(MonthOf("received_at"), flat=True).get()
    assert month == str(Month.of(LATE)), "the database tells the same month"
    by_day = Report.objects.filter(received_at__date=day)
    assert by_day.get() == made


def test_a_deadline_of_working_days_ends_at_midnight_there(zone: Zone, kota: object, budi: Actor) -> None:
    due = ticket(budi, LATE - timedelta(days=2)).due_at
    assert due is not None and (due - start_of(day_of(due))) == LATE - start_of(day_of(LATE))


@given(st.frozensets(st.dates(date(2016, 6, 1), date(2016, 7, 20)), max_size=9), MOMENTS, MOMENTS)
@how(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_time_that_a_ranking_looks_up_by_the_day_is_what_the_calendar_counts_there(
    zone: Zone, holidays: frozenset[date], begins: datetime, ends: datetime
) -> None:
    calendar = Calendar(holidays)
    ran = Ran(calendar).seconds_between(microseconds_of(begins), microseconds_of(ends), around_the_clock=False)
    assert ran == calendar.seconds_between(begins, ends, around_the_clock=False)


def test_a_camera_that_names_no_zone_is_read_by_the_clocks_there(zone: Zone) -> None:
    exif, drawn = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8769)[0x9003] = "2016:06:30 23:30:00"
    Image.new("RGB", (64, 48)).save(drawn, "JPEG", exif=exif)
    camera = pool.redrawn_apart(drawn.getvalue()).camera
    assert camera.taken_at == zoned(datetime(2016, 6, 30, 23, 30)) and not camera.is_zone_said
    assert camera.taken_at.astimezone(UTC).hour == 23 - zone.hours


def test_pages_papers_and_telephones_name_the_hour_there(zone: Zone, kota: object) -> None:
    hour = f"{(16 + zone.hours) % 24:02}.30"
    assert hour in pukul(LATE) and when_words(LATE).endswith(f"pukul {hour} {zone}")
    assert (spoken()["zone"], spoken()["clock"]) == (zone.calendar_name, zone)
    closed = begin_maintenance(until=LATE, words="", by="administrator@cli", at=LATE - timedelta(hours=1))
    assert f"pukul {hour} {zone};" in str(refusal(closed))
