"""Another Open311 server's requests are taken over, each once, and kept in step; politely, and whatever it answers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection

from rukun.channels.harvest.calling import FIRST_WAIT_SECONDS, TRIES, Server
from rukun.channels.harvest.harvesting import Harvest
from rukun.channels.harvest.reading import Unreadable, rows_in
from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.followup.importing import Tally, seen_until
from rukun.followup.models import Ticket
from rukun.people.rules import Actor
from rukun.reports.history.fieldmap import read_fieldmap
from rukun.reports.history.library import SHIPPED
from rukun.reports.history.rows import RefusedRow
from rukun.reports.models import Origin, Report, Source
from rukun.tick import tick
from rukun.values.refused import Refused
from tests.doors.elsewhere import City, Row, city
from tests.made import proof, report

OPEN311 = (SHIPPED / "open311.toml").read_text()
QUICK = OPEN311.replace("pause_seconds = 1.0", "pause_seconds = 0.0")


@pytest.fixture
def other(settings: Any) -> Iterator[City]:
    with city() as told:
        settings.OUTSIDE_ALLOWED = [told.host]
        yield told


def request(number: int, at: datetime, **change: str | None) -> Row:
    """An open request for rubbish near RT 005, as servers write it: with an offset from UTC that is not ours."""
    moment = (at + timedelta(seconds=number)).astimezone(UTC).isoformat()
    facts: Row = {
        "service_request_id": f"R-{number}", "status": "open", "status_notes": "", "service_code": "sampah",
        "service_name": "Sampah", "description": f"Tumpukan {number}", "requested_datetime": moment,
        "updated_datetime": moment, "lat": "-6.501", "long": "106.5075",
    }  # fmt: skip
    return facts | change


class Run:
    """One run of the harvester at a moment, and how long it was told to rest."""

    def __init__(self, other: City, at: datetime, text: str = QUICK, since: datetime | None = None) -> None:
        self.rests: list[float] = []
        self.heard: list[RefusedRow] = []
        fieldmap = read_fieldmap(text)
        server = Server(other.url, "contoh.id", fieldmap.harvest, self.rests.append, lambda: at)
        self.harvest = Harvest(server, fieldmap, self.heard.append, at)
        *_, self.tally = [Tally(), *self.harvest.run(since)]


def names() -> list[str]:
    return list(Origin.objects.order_by("report__received_at").values_list("name", flat=True))


@pytest.mark.parametrize("forms", [("json", "xml"), ("xml",)], ids=["json", "xml-only"])
def test_requests_are_taken_over_once_in_whichever_form_the_server_speaks(
    kota: Path, other: City, noon: datetime, forms: tuple[str, ...]
) -> None:
    other.forms = forms
    day = noon - timedelta(days=3)
    other.rows = [request(1, day), request(2, day, status="closed", status_notes="Sudah & bersih"),
                  request(3, day, service_code="entah"), request(4, day, lat="-6.2")]  # fmt: skip
    run = Run(other, noon)
    assert (run.tally.filed, run.tally.opened) == (2, 1) and names() == ["R-1", "R-2"]
    assert sorted((one.identity, one.code) for one in run.heard) == [("R-3", "category"), ("R-4", "outside")]
    assert {one.report.origin.name: one.state for one in Ticket.objects.all()} == {"R-1": "waiting", "R-2": "done"}
    first = Report.objects.get(origin__name="R-1")
    assert (first.words, first.received_at, first.channel) == ("Tumpukan 1", day + timedelta(seconds=1), "open311")
    assert all("jurisdiction_id=contoh.id" in path for path in other.asked)
    again = Run(other, noon + timedelta(hours=1))
    assert (again.tally.filed, Report.objects.count()) == (0, 2)


def test_it_keeps_in_step_with_what_is_closed_and_opened_again_there(kota: Path, other: City, noon: datetime) -> None:
    day = noon - timedelta(days=30)
    other.rows = [request(1, day), request(2, day)]
    Run(other, noon)
    assert seen_until(read_fieldmap(QUICK)) == noon
    closed = (noon + timedelta(hours=1)).isoformat()
    other.rows[0] |= {"status": "closed", "updated_datetime": closed, "status_notes": "Diangkut"}
    other.rows.append(request(3, noon + timedelta(minutes=5)))
    run = Run(other, noon + timedelta(hours=2))
    assert (run.tally.filed, run.tally.changed) == (1, 1) and names() == ["R-1", "R-2", "R-3"]
    ticket = Ticket.objects.get(report__origin__name="R-1")
    assert (ticket.state, ticket.done_at) == ("done", noon + timedelta(hours=1))
    other.rows[0] |= {"status": "open", "updated_datetime": (noon + timedelta(hours=3)).isoformat()}
    Run(other, noon + timedelta(hours=4))
    assert Ticket.objects.get(report__origin__name="R-1").state == "reopened"


@pytest.mark.parametrize("knows_ids", [True, False], ids=["by-list", "one-by-one"])
def test_a_server_that_knows_no_changes_is_asked_for_what_was_open_by_its_id(
    kota: Path, other: City, noon: datetime, knows_ids: bool
) -> None:
    other.knows_changes, other.knows_ids = False, knows_ids
    other.rows = [request(number, noon - timedelta(days=40)) for number in range(3)]
    Run(other, noon)
    other.rows[1] |= {"status": "closed", "updated_datetime": (noon + timedelta(hours=1)).isoformat()}
    # What the server took away since: nobody knows what became of it, so it stays as it is.
    other.rows.pop()
    Run(other, noon + timedelta(days=100))
    assert dict(Ticket.objects.values_list("report__origin__name", "state")) == {
        "R-0": "waiting", "R-1": "done", "R-2": "waiting",
    }  # fmt: skip


@pytest.mark.parametrize("how", ["pages", "halves"])
def test_more_than_one_answer_holds_is_fetched_by_pages_or_by_halving_the_time(
    kota: Path, other: City, noon: datetime, how: str
) -> None:
    begins = noon - timedelta(days=80)
    other.rows = [request(number, begins + timedelta(hours=number)) for number in range(130)]
    text = QUICK.replace("at_most = 1000", "at_most = 20")
    if how == "pages":
        other.page_size = 25
    else:
        other.most = 20
    run = Run(other, noon, text)
    assert run.tally.filed == 130 and len(set(names())) == 130 and run.tally.twice == 0
    spans = [path for path in other.asked if "start_date" in path]
    assert len(spans) < 40 and ("page=6" in " ".join(spans)) == (how == "pages")


def test_a_long_time_is_asked_for_in_spans_that_the_standard_allows(kota: Path, other: City, noon: datetime) -> None:
    other.rows = [request(1, noon - timedelta(days=700)), request(2, noon - timedelta(days=1))]
    run = Run(other, noon, since=noon - timedelta(days=720))
    assert run.tally.filed == 2 and len([path for path in other.asked if "start_date" in path]) == 9


def test_a_run_that_is_cut_off_goes_on_where_it_was(kota: Path, other: City, noon: datetime) -> None:
    other.rows = [request(number, noon - timedelta(days=100 * number + 5)) for number in range(4)]
    since = noon - timedelta(days=400)
    server = Server(other.url, "", read_fieldmap(QUICK).harvest, lambda _: None, lambda: noon)
    cut_off = Harvest(server, read_fieldmap(QUICK), lambda _: None, noon).run(since)
    next(cut_off)
    cut_off.close()
    assert names() == ["R-3"] and Source.objects.get().seen_until == noon - timedelta(days=311), "its span is not whole"
    run = Run(other, noon, since=since)
    assert (run.tally.filed, run.tally.known) == (3, 1) and names() == ["R-3", "R-2", "R-1", "R-0"]


def test_a_request_that_has_only_a_token_yet_is_taken_over_when_it_has_its_id(
    kota: Path, other: City, noon: datetime
) -> None:
    day = noon - timedelta(days=1)
    other.rows = [
        request(1, day, service_request_id=None, token="T-1"),
        request(2, day, service_request_id=None, token="T-2"),
    ]
    other.tokens = {"T-1": "R-1", "T-2": None}
    run = Run(other, noon)
    assert names() == ["R-1"] and run.harvest.waiting == 1
    other.tokens["T-2"] = "R-2"
    Run(other, noon + timedelta(hours=1))
    assert names() == ["R-1", "R-2"]


def test_it_rests_between_calls_and_as_long_as_a_busy_server_asks(kota: Path, other: City, noon: datetime) -> None:
    other.rows = [request(1, noon - timedelta(days=1))]
    other.first = [
        (429, {"Retry-After": "17"}, b""), (503, {"Retry-After": "Wed, 01 Jun 2016 05:00:40 GMT"}, b""), (503, {}, b""),
    ]  # fmt: skip
    run = Run(other, noon, OPEN311)
    assert run.rests[:6] == [17.0, 1.0, 40.0, 1.0, 4 * FIRST_WAIT_SECONDS, 1.0] and names() == ["R-1"]
    other.first = [(503, {"Retry-After": "999999"}, b"")] * TRIES
    with pytest.raises(Refused) as refusal:
        Run(other, noon + timedelta(hours=1))
    assert refusal.value.code == "busy" and not other.first


@pytest.mark.parametrize(("answer", "told"), [
    ((400, {}, b"[]"), "400"), ((403, {}, b""), "403"), ((301, {"Location": "http://127.0.0.1/"}, b""), "301"),
    ((200, {}, b"<html>Selamat datang"), "tidak dapat dibaca"),
])  # fmt: skip
def test_an_answer_that_is_none_is_told_and_nothing_is_noted_as_seen(
    kota: Path, other: City, noon: datetime, answer: tuple[int, dict[str, str], bytes], told: str
) -> None:
    other.first = [answer] * 2
    with pytest.raises(Refused, match=told) as refusal:
        Run(other, noon)
    assert refusal.value.code == "answer" and Source.objects.get().seen_until is None


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/v2", "https://10.0.0.1/v2", "file:///etc/passwd", "https://[::1]/v2"]
)
def test_an_address_within_our_own_network_is_never_called(kota: Path, noon: datetime, url: str) -> None:
    fieldmap = read_fieldmap(QUICK)
    server = Server(url, "", fieldmap.harvest, lambda _: None, lambda: noon)
    with pytest.raises(Refused) as refusal:
        list(Harvest(server, fieldmap, lambda _: None, noon).run())
    assert refusal.value.code == "url"


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
DEEP = "<service_requests>" + "<a>" * 100 + "</a>" * 100 + "</service_requests>"


@pytest.mark.parametrize(("form", "body"), [
    ("xml", f'<!DOCTYPE r [<!ENTITY e0 "ha">{LAUGHS}]><r>&e9;</r>'),
    ("xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><request><description>&x;</description></request></r>'),
    ("xml", '<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>'),
    ("xml", DEEP), ("xml", "<r><request>"), ("xml", ""),
    ("json", "[" * 100_000 + "]" * 100_000), ("json", '{"a":' * 40 + "1" + "}" * 40), ("json", "[NaN]"),
    ("json", f"[{'9' * 10_000}]"), ("json", "<html>"), ("json", b"\xff\xfe\x00"),
])  # fmt: skip
def test_what_tries_to_do_harm_or_is_no_answer_is_not_read(form: str, body: str | bytes) -> None:
    with pytest.raises(Unreadable):
        rows_in(body if isinstance(body, bytes) else body.encode(), form)


@pytest.mark.parametrize("told", [
    {"service_requests": [{"service_request_id": 5, "lat": 1.5, "agency_responsible": {"recipient": ["A", "B"]}}]},
    {"requests": [{"request": [{"service_request_id": [5], "lat": ["1.5"], "extra": None}]}]},
    [{"service_request_id": "5", "lat": 1.5}],
])  # fmt: skip
def test_lists_are_found_wherever_servers_put_them(told: object) -> None:
    (row,) = rows_in(json.dumps(told).encode(), "json")
    assert (row["service_request_id"], row["lat"]) == ("5", "1.5")
    wrapped = (
        b"<r><requests><request><service_request_id>5</service_request_id><lat> 1.5 </lat></request></requests></r>"
    )
    assert rows_in(wrapped, "xml") == [{"service_request_id": "5", "lat": "1.5"}]


@pytest.mark.any_engine
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the second installation is a copy of the first's file")
def test_one_installation_takes_over_what_another_serves_and_keeps_in_step(
    live_server: Any, committed: Path, citra: Actor, budi: Actor, noon: datetime, tmp_path: Path,
    later: Callable[[timedelta], None],
) -> None:  # fmt: skip
    """Two cities, two databases, one wire between them: the command as an operator runs it, and our own door."""
    home = tmp_path / "kedua"
    home.mkdir()
    with (
        closing(sqlite3.connect(home / "rukun.sqlite3")) as copy,
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as ours,
    ):
        ours.backup(copy)
    filed = report(budi, noon - timedelta(days=2), words="Sampah di depan sekolah")
    report(budi, noon - timedelta(days=1), words="Rahasia", is_private=True)
    tick(home=tmp_path, at=noon)
    (tmp_path / "map.toml").write_text(QUICK)

    first = harvested(live_server.url, home, tmp_path)
    assert (first["filed"], first["open_work"], first["refused"]) == (1, 1, [])
    assert in_second(home, "SELECT words FROM reports_report") == [("Sampah di depan sekolah",)]
    assert harvested(live_server.url, home, tmp_path)["filed"] == 0

    held, desk = ticket_to_work(citra, filed.code)
    followup.finish(held, words="Diangkut", proof=proof(5), desk=desk, at=noon + timedelta(hours=2))
    later(timedelta(hours=3))
    assert harvested(live_server.url, home, tmp_path)["changed"] == 1
    assert in_second(home, "SELECT state FROM followup_ticket") == [("done",)]
    assert in_second(home, "SELECT since FROM reports_told ORDER BY id DESC LIMIT 1") == [("2016-06-01 07:00:00",)]


def harvested(url: str, home: Path, folder: Path) -> dict[str, Any]:
    """The command, in the second installation."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"RUKUN_HOME": str(home), "OUTSIDE_ALLOWED": url.removeprefix("http://"), "RUKUN_KOTA": "contoh",
                    "PYTHONPATH": str(django_settings.REPOSITORY)}  # fmt: skip
    arguments = ["open311", "harvest", f"{url}/open311/v2", "--mapping", str(folder / "map.toml"), "--json"]
    command = [sys.executable, "-m", "rukun.channels.cli", *arguments, "--since", "2016-03-01"]
    ran = subprocess.run(command, env=environment, capture_output=True, timeout=120)
    assert ran.returncode == 0, ran.stderr.decode() + ran.stdout.decode()
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def in_second(home: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(home / "rukun.sqlite3")) as kept:
        return kept.execute(sql).fetchall()
