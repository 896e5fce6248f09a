"""A disk that is full, a database that takes no writes, a clock that jumps, a worker that sleeps: all of it is told in
words, loses nothing, and is over by itself."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, OperationalError, connection
from django.test import Client

from rukun import clock
from rukun.databases.away import is_away
from rukun.followup.models import Ticket
from rukun.operation import doctor
from rukun.people.models import Person
from rukun.people.rules import Actor, Scope
from rukun.reports.models import Report
from rukun.tick import tick
from rukun.trail import actions as trail
from rukun.trail.models import Event, Unsealed
from rukun.trail.queries import newest_seal, verify
from tests.doors import api
from tests.made import jpeg, report

HEAP = {"category": "sampah", "words": "Tumpukan di depan pos", "lat": "-6.501", "lon": "106.5075"}
SCRIPT = {"Accept": "application/json"}
DISK_BYTES = 512 * 1024


class Moment:
    """What the house's clock says; a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def moment(noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Moment:
    made = Moment(noon)
    monkeypatch.setattr(clock, "now", made)
    return made


def phone_of(actor: Actor) -> Client:
    """The report app of somebody who is signed in; it sees an error page as people do."""
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=actor.person_id))
    return client


def sent(phone: Client, key: str, photo: bytes | None = None) -> tuple[int, dict[str, str]]:
    """What the app gets for a report from its queue."""
    files = {"photos": SimpleUploadedFile("foto.jpg", photo, "image/jpeg")} if photo else {}
    answer = phone.post("/lapor/kirim/", HEAP | {"key": key} | files, headers=SCRIPT)
    return answer.status_code, answer.json()


@contextmanager
def read_only() -> Iterator[None]:
    """As after `ALTER DATABASE ... SET default_transaction_read_only = on`, or on a disk that was mounted so."""
    on, off = (
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
        if connection.vendor == "sqlite"
        else ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_photo_on_a_full_disk_is_refused_in_words_and_taken_once_there_is_room(
    kota: Path, budi: Actor, small_disk: Path, settings: object
) -> None:
    settings.MEDIA_ROOT = small_disk / "media"  # type: ignore[attr-defined]
    filling = small_disk / "filling"
    with pytest.raises(OSError) as full, filling.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    assert full.value.errno == errno.ENOSPC
    phone = phone_of(budi)
    status, told = sent(phone, "laporan-satu", jpeg(1))
    assert (status, told["code"], told["field"]) == (503, "busy", "photos") and told["words"]
    assert phone.get("/readyz").json()["media"] == "cannot be written"
    assert not Report.objects.exists() and not [*small_disk.rglob("*.part")], "nothing half done"
    filling.unlink()
    assert sent(phone, "laporan-satu", jpeg(1))[0] == 201
    assert sent(phone, "laporan-satu", jpeg(1))[0] == 200
    assert Report.objects.get().photos.count() == 1 and [*Path(default_storage.location).rglob("*.jpg")]  # type: ignore[attr-defined]


def test_while_the_database_takes_no_writes_everybody_reads_and_whoever_writes_is_told_so_at_every_door(
    committed: Path, budi: Actor, citra: Actor, moment: Moment, tmp_path: Path
) -> None:
    phone, desk = phone_of(budi), phone_of(citra)
    code = api.key(moment.at, Scope.REPORT)
    filed = report(budi, moment.at)
    tick(at=moment.at, home=tmp_path)
    moment.at += timedelta(minutes=10)
    with read_only():
        for client, address in ((Client(), "/"), (Client(), f"/laporan/{filed.code}/"), (phone, "/laporan-saya/"),
                                (desk, "/meja/"), (desk, f"/meja/{filed.code}/")):  # fmt: skip
            assert client.get(address).status_code == 200, address
        status, told = sent(phone, "laporan-satu")
        assert (status, told["code"]) == (503, "busy") and "tetap tersimpan" in told["words"]
        page = desk.post(f"/meja/{filed.code}/", {"do": "take"})
        assert page.status_code == 503 and page.headers["Retry-After"]
        assert "Coba lagi sebentar lagi" in page.content.decode()
        answer = Client(raise_request_exception=False).post(
            "/api/v1/reports", api.HEAP, content_type="application/json", **api.bearing(code)
        )
        api.refused(answer, 503, "busy")
        answer = Client(raise_request_exception=False).post("/open311/v2/requests.json", {"api_key": code})
        assert answer.status_code in (400, 503)
        tick(at=moment.at, home=tmp_path)
    assert Report.objects.count() == 1
    assert sent(phone, "laporan-satu")[0] == 201
    assert desk.post(f"/meja/{filed.code}/", {"do": "take"}).status_code == 302
    tick(at=moment.at, home=tmp_path)
    assert Ticket.objects.count() == 2 and Ticket.objects.get(report=filed).state == "in-hand"


def test_what_is_only_away_is_told_apart_from_what_is_broken() -> None:
    def wrapped(kind: type[Exception], cause: Exception) -> BaseException:
        failure, outer = kind(), ValueError("what came of it")
        failure.__cause__, outer.__cause__ = cause, failure
        return outer

    for cause in (psycopg.errors.DiskFull(), psycopg.errors.AdminShutdown(), psycopg.errors.ConnectionFailure(),
                  psycopg.errors.CannotConnectNow()):  # fmt: skip
        assert is_away(wrapped(OperationalError, cause))
    assert is_away(wrapped(InternalError, psycopg.errors.ReadOnlySqlTransaction()))
    assert not is_away(wrapped(LookupError, KeyError())) and not is_away(None)


def test_a_fault_of_our_own_stays_a_fault(kota: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rukun.operation import health

    def broken() -> str:
        raise LookupError

    monkeypatch.setattr(health, "database", broken)
    answer = Client(raise_request_exception=False).get("/readyz?only=database")
    assert answer.status_code == 500 and "Sedang terganggu" in answer.content.decode()


def test_a_clock_that_jumps_back_and_forth_loses_nothing_and_breaks_no_seal(
    kota: Path, budi: Actor, moment: Moment, tmp_path: Path
) -> None:
    noon = moment.at
    for shift in (timedelta(0), timedelta(hours=5), -timedelta(hours=2), timedelta(minutes=20), timedelta(hours=6)):
        at = moment.at = noon + shift
        assert sent(phone_of(budi), f"laporan-ke-{len(Report.objects.all())}")[0] == 201
        tick(at=at, home=tmp_path)
        if shift < timedelta(0):
            assert any(
                one.code == "clock" and one.grade == "wrong" for one in doctor.findings(doctor.Look(at, clock.wall()))
            ), "whoever runs it is told"
    assert Report.objects.count() == Ticket.objects.count() == 5
    assert all(one.due_at > one.received_at for one in Ticket.objects.all())
    moment.at = noon + timedelta(days=1)
    tick(at=moment.at, home=tmp_path)
    trail.seal(home=tmp_path, at=moment.at)
    seal = newest_seal()
    assert seal is not None and not Unsealed.objects.exists() and seal.size == Event.objects.count()
    assert verify(tmp_path).broken is None


def test_an_hour_without_a_worker_is_told_and_caught_up_with_deadlines_from_the_moment_of_receipt(
    kota: Path, budi: Actor, moment: Moment, tmp_path: Path
) -> None:
    tick(at=moment.at, home=tmp_path)
    received = []
    for minute in range(0, 60, 10):
        received.append(moment.at + timedelta(minutes=minute))
        report(budi, received[-1])
    moment.at += timedelta(hours=1)
    told = Client().get("/readyz")
    assert told.status_code == 503 and told.json()["queue"].startswith("worker last seen")
    wrong = {one.code for one in doctor.findings(doctor.Look(moment.at, clock.wall())) if one.grade == "wrong"}
    assert {"worker", "queue_age_seconds"} <= wrong
    cache.clear()  # what rests for a minute has rested for an hour
    tick(at=moment.at, home=tmp_path)
    assert [one.opened_at for one in Ticket.objects.order_by("received_at")] == received
    assert Client().get("/readyz").status_code == 200
