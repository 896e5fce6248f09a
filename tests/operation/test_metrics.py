"""/metrics: what matters is told, to whoever may ask, in a known number of queries and of series."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from rukun import clock
from rukun.operation import figures, keeping
from rukun.operation.actions import begin_maintenance
from rukun.people.rules import Actor
from rukun.tick import tick
from rukun.trail.actions import record, seal
from tests.made import judged_valid, report, reports_for_unit, ticket

QUERIES = 10


@pytest.fixture
def client() -> Client:
    """Prometheus on the machine itself."""
    return Client(SERVER_NAME="127.0.0.1")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch, noon: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(hours=1))


def told(client: Client) -> dict[str, float]:
    """Every sample by its name and the values of its labels, in the order of their names."""
    answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/plain")
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_what_waits_and_what_is_late_is_told(
    kota: Path, client: Client, ani: Actor, budi: Actor, dodi: Actor, noon: datetime, tmp_path: Path
) -> None:
    keeping.measure_openings(at=noon)
    opened = ticket(budi, noon)
    assert opened.report.code
    seal(home=tmp_path, at=noon)
    reports = reports_for_unit(ani, [noon.date()], 4)
    judged_valid(reports[:3], dodi, noon)
    report(budi, noon + timedelta(minutes=20))
    now = noon + timedelta(hours=1)
    keeping.measure_openings(at=now)
    keeping.keep_figures(at=now)
    found = told(client)
    assert (found["rukun_queue_reports"], found["rukun_queue_age_seconds"]) == (1, 40 * 60)
    assert found["rukun_ticket_opened_seconds_count"] == found["rukun_tickets_opened_total"] == 1
    assert found["rukun_ticket_opened_seconds_bucket 2.0"] == 1 and found["rukun_ticket_opened_seconds_sum"] == 0
    assert (found["rukun_month_reports_to_judge"], found["rukun_month_judged_ratio"]) == (4, 0.75)
    assert found["rukun_events_unsealed"] > 5 and found["rukun_seal_age_seconds"] == 3600
    assert (found["rukun_tickets_open"], found["rukun_tickets_overdue"]) == (1, 0)
    assert found["rukun_figures_age_seconds"] == 0 and found["rukun_database_up"] == 1
    assert found["rukun_maintenance"] == 0 and 0 < found["rukun_disk_free_ratio home"] < 1
    assert "rukun_worker_silent_seconds" not in found, "no worker was seen"
    tick(at=now - timedelta(minutes=3), home=tmp_path)
    begin_maintenance(until=now + timedelta(hours=1), words="", by="administrator@cli", at=now)
    later = told(client)
    assert (later["rukun_worker_silent_seconds"], later["rukun_maintenance"]) == (180, 1)
    assert later["rukun_queue_reports"] == 0, "the worker opened it"


def test_a_scrape_takes_as_many_queries_however_much_there_is(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    client.get("/metrics")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/metrics")
    for number in range(12):
        ticket(budi, noon + timedelta(minutes=number))
    with CaptureQueriesContext(connection) as more:
        client.get("/metrics")
    assert len(few) == len(more) == QUERIES, [query["sql"] for query in more.captured_queries]


def test_a_ticket_is_counted_once_in_the_time_it_took_however_often_the_worker_looks(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    keeping.measure_openings(at=noon)
    made = report(budi, noon)
    record("ticket.opened", at=noon + timedelta(seconds=10), seat="clock", about=f"report:{made.code}")
    assert keeping.measure_openings(at=noon + timedelta(seconds=20)) == 0, "somebody may not have committed yet"
    later = noon + timedelta(minutes=2)
    assert keeping.measure_openings(at=later) == 1 and keeping.measure_openings(at=later) == 0
    kept = figures.kept()
    assert [kept[f"opened_le_{bound}"] for bound in ("5.0", "15.0", "+Inf")] == [0, 1, 1]
    assert kept["opened_seconds"] == 10


def test_it_is_told_to_this_machine_and_to_whoever_shows_the_token_and_to_nobody_else(
    kota: Path, settings: object
) -> None:
    token = "a-token-of-the-city-that-is-long"
    settings.RUKUN_METRICS_TOKEN = token  # type: ignore[attr-defined]
    outside, here = {"REMOTE_ADDR": "203.0.113.7"}, {"SERVER_NAME": "localhost"}
    assert Client(**here).get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="::1", SERVER_NAME="[::1]").get("/metrics").status_code == 200
    assert Client(**outside, **here).get("/metrics").status_code == 404
    assert Client(SERVER_NAME="testserver").get("/metrics").status_code == 404, "a proxy on this machine that is silent"
    for passed_on in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert Client(**here).get("/metrics", headers={passed_on: "203.0.113.7"}).status_code == 404, "through a proxy"
    shown = {"Authorization": f"Bearer {token}"}
    assert Client(**outside).get("/metrics", headers=shown).status_code == 200
    assert Client(**outside).get("/metrics", headers={"Authorization": f"Bearer {token}x"}).status_code == 404
    settings.RUKUN_METRICS_TOKEN = ""  # type: ignore[attr-defined]
    assert Client(**outside).get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_route_and_a_thousand_addresses_make_one_series(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    code = report(budi, noon).code
    before = told(client)
    for number in range(20):
        client.get(f"/nirgends/{number}/")
        client.get(f"/laporan/ZZZZ{number}/")
    client.get(f"/laporan/{code}/")
    client.generic("INVENTED", "/")
    found = told(client)
    grown = {name: value - before.get(name, 0) for name, value in found.items() if "_count" in name}
    assert grown["rukun_request_seconds_count GET none 404"] == 20
    assert grown["rukun_request_seconds_count GET laporan-satu 404"] == 20
    assert grown["rukun_request_seconds_count GET laporan-satu 200"] == 1
    assert found["rukun_request_sql_queries_total laporan-satu"] > 3
    assert not [name for name in found if code in name or "INVENTED" in name or "nirgends" in name]


def test_several_processes_of_a_host_tell_one_sum(tmp_path: Path) -> None:
    """As `rukun serve --workers` starts them: each counts for itself, each tells for all."""
    program = (
        "import os, django; django.setup()\n"
        "from rukun.channels.web.request import counted\n"
        "if os.fork() == 0: counted.note('home', 'GET', 200, 0.01, 1, 0.001); os._exit(0)\n"
        "os.wait(); counted.note('home', 'GET', 200, 0.01, 1, 0.001)\n"
        "from prometheus_client.exposition import generate_latest\n"
        "print(generate_latest(counted.registry()).decode())"
    )
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "rukun.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, cwd=settings.REPOSITORY,
        check=True,
    )  # fmt: skip
    assert re.search(r'rukun_request_seconds_count\{.*route="home".*\} 2\.0', done.stdout), done.stdout


def test_while_the_database_is_away_that_is_what_is_told(
    kota: Path, client: Client, monkeypatch: pytest.MonkeyPatch, in_another_database: Callable[[], None]
) -> None:
    in_another_database()
    assert told(client)["rukun_database_up"] == 0


@pytest.fixture
def in_another_database(kota: Path) -> Callable[[], None]:
    """A database that lost what is asked for: one that answers with an error."""

    def lose() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE operation_figure RENAME TO operation_figure_lost")

    return lose
