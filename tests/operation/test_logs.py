"""The log: each line belongs to a request and names a route; nobody's number, address or words stand in it."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from rukun import clock
from rukun.channels.web.request.logs import ForPeople, ForPrograms
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.values.masked import masked
from tests.doors.entering import RIGHT, TUTI
from tests.made import IN_RT_5

pytestmark = pytest.mark.any_engine

ID = "0123456789abcdef0123456789abcdef"
PRIVATE = (
    "0812-3456-7890",
    "081234567890",
    "budi.santoso@contoh.id",
    "203.0.113.7",
    "Bapak Slamet",
    TUTI["login"],
    RIGHT,
)


@pytest.fixture(params=[ForPeople, ForPrograms], ids=["text", "json"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, noon: datetime) -> Iterator[io.StringIO]:
    """What the console would show, in each form, at the most talkative level."""
    monkeypatch.setattr(clock, "now", lambda: noon)
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_report_with_a_number_an_e_mail_and_an_address_leaves_none_of_them_in_the_log(
    kota: Path, log: io.StringIO, budi: Actor
) -> None:
    from rukun.people.models import Person

    client = Client(REMOTE_ADDR="203.0.113.7", headers={"X-Forwarded-For": "203.0.113.7"})
    client.post("/masuk/", {"login": "budi.santoso@contoh.id", "password": RIGHT})
    client.force_login(Person.objects.get(pk=budi.person_id))
    words = "Hubungi Bapak Slamet di 0812-3456-7890 / 081234567890 atau budi.santoso@contoh.id dari 203.0.113.7"
    place = {"lat": str(IN_RT_5.lat), "lon": str(IN_RT_5.lon), "category": "sampah"}
    sent = client.post(
        "/lapor/kirim/", {"key": "a" * 32, "words": words, **place}, headers={"Accept": "application/json"}
    )
    assert sent.status_code == 201 and Report.objects.get().words == words
    code = Report.objects.get().code
    client.get(f"/laporan/{code}/?surel=budi.santoso@contoh.id")
    client.get("/laporan/081234567890/")
    assert client.get("/api/v1/places?lat=x&lon=081234567890").status_code == 422
    written = log.getvalue()
    assert "lapor-kirim" in written and "laporan-satu" in written
    assert not [secret for secret in (*PRIVATE, code) if secret in written]


def test_a_line_says_which_request_which_page_how_long_and_how_many_queries(
    kota: Path, log: io.StringIO, client: Client
) -> None:
    answer = client.get("/laporan/")
    line = next(line for line in log.getvalue().splitlines() if "rukun.request" in line)
    told = answer.headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", told) and told in line
    if line.startswith("{"):
        facts = json.loads(line)
        assert (facts["route"], facts["method"], facts["status"], facts["request_id"]) == ("laporan", "GET", 200, told)
        assert facts["queries"] >= 2 and facts["ms"] >= facts["sql_ms"] > 0 and facts["at"].endswith("Z")
    else:
        assert re.search(r"INFO rukun.request \[\w+\]: GET laporan 200, \d+ ms, \d+ queries in \d+ ms$", line)


def test_what_breaks_is_told_with_its_request_and_its_page_and_without_what_the_row_held(
    kota: Path, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, broken: Callable[[], None]
) -> None:
    broken()
    answer = Client(raise_request_exception=False).get("/laporan/ABCDEFGHJK/")
    written = log.getvalue()
    # SQLite says of a table that is not there what it says of a disk that is full: whoever asks is told to come again.
    assert answer.status_code == (500 if connection.vendor == "postgresql" else 503)
    assert "laporan-satu" in written and "ABCDEFGHJK" not in written
    assert "Traceback" in written and answer.headers["X-Request-ID"] in written


@pytest.fixture
def broken(kota: Path) -> Callable[[], None]:
    """A table that is not there any more."""

    def lose() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE reports_currenthiding RENAME TO reports_lost")

    return lose


def test_the_id_of_a_request_is_believed_from_a_proxy_of_our_own_and_only_if_it_is_one(
    kota: Path, settings: object
) -> None:
    client, dashed = Client(), "01234567-89ab-cdef-0123-456789abcdef"
    assert client.get("/healthz", headers={"X-Request-ID": ID}).headers["X-Request-ID"] != ID, "no proxy is ours"
    settings.RUKUN_PROXIES = 1  # type: ignore[attr-defined]
    assert client.get("/healthz", headers={"X-Request-ID": ID}).headers["X-Request-ID"] == ID
    assert client.get("/healthz", headers={"X-Request-ID": dashed}).headers["X-Request-ID"] == ID
    for other in ("081234567890", "budi@contoh.id", "a b", "x" * 32, ID + "0", f"{ID}\t", ""):
        assert client.get("/healthz", headers={"X-Request-ID": other}).headers["X-Request-ID"] not in (other, ID)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("tulis ke a.b+c@contoh.co.id ya", "tulis ke [e-mail] ya"),
        ("WA 0812 3456 7890, +62812-3456-7890 dan 6281234567890.", "WA [telephone], [telephone] dan [telephone]."),
        ("NIK 3174031002990001 dari 10.0.0.7:8000", "NIK [number] dari [address]:8000"),
        ("dari 2001:db8::7, di http://127.0.0.1:8000", "dari [address], di http://127.0.0.1:8000"),
        ("DETAIL:  Key (login)=(budi@contoh.id) already exists.", "DETAIL:  Key (login)=(…) already exists."),
        ("DETAIL:  Failing row contains (7, Budi, x).", "DETAIL:  Failing row contains (…)"),
        ("pukul 12:30:45, 1.234 baris, versi 1.2, 2026-11-26", "pukul 12:30:45, 1.234 baris, versi 1.2, 2026-11-26"),
    ],
)  # fmt: skip
def test_what_tells_of_a_person_is_masked_and_nothing_else(words: str, told: str) -> None:
    assert masked(words) == told
