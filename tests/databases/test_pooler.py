"""Behind a pooler in transaction mode a connection is somebody else's after every transaction: nothing relies on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import uuid

import pytest
from django.conf import settings

from rukun.channels.bench.cities.small import REPORT
from rukun.channels.bench.servers.pooler import Pooler, pgbouncer
from rukun.channels.bench.servers.serving import Served
from rukun.databases.addresses import KEEPALIVES, OF_PAGES, PAGES, databases, for_pages
from tests.databases.city import City

pytestmark = pytest.mark.any_engine
# What belongs to a session and not to a transaction. pgbouncer itself keeps apart what clients set of time zones.
OF_A_SESSION = (
    "LISTEN",
    "advisory_lock",
    "WITH HOLD",
    "PREPARE",
    "TEMP TABLE",
    "TEMPORARY",
    "SET SESSION",
    "LOCK TABLE",
)
BROWSERS, EACH = 6, 5


@pytest.mark.skipif(pgbouncer() is None, reason="pgbouncer is not on this machine")
def test_pages_of_many_over_two_connections_lose_nothing_and_take_no_session_for_their_own(pair: City) -> None:
    with Pooler(pair.primary, size=2) as pooler:
        environment = pair.environment | {"DATABASE_URL": pooler.url, "DATABASE_DIRECT_URL": pair.primary.url}
        with Served("rukun.wsgi:application", environment) as served:
            city = City(pair.primary, pair.replica, environment, served.port)
            city.listen()
            codes = _filed_at_once(city)
            assert len(set(codes)) == BROWSERS * EACH, "each once"
            for address in (
                "/",
                "/laporan/",
                "/sekitar/",
                "/sitemap-laporan-1.xml",
                "/data/",
                "/segel/",
                "/peringkat/",
            ):
                assert city.reporter().send("GET", address, None)[0] == 200, address
            for session in OF_A_SESSION:
                assert not city.heard(city.primary, session), session
            city.close()
        # The worker goes past it, to the server itself.
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.cli", "tick", "--json"], env=os.environ | environment,
            cwd=settings.REPOSITORY, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(done.stdout)["tickets opened"] >= BROWSERS * EACH
    counted = pair.primary.say("SELECT count(*) FROM reports_report WHERE words LIKE 'Serentak %'")
    assert int(counted) == BROWSERS * EACH


def _filed_at_once(city: City) -> list[str]:
    codes: list[str] = []

    def file() -> None:
        browser = city.reporter()
        for number in range(EACH):
            report = REPORT | {"key": uuid.uuid4().hex, "words": f"Serentak {number}"}
            answers = [browser.send("POST", "/lapor/kirim/", report) for _ in range(2)]
            assert [status for status, _ in answers] == [201, 200]
            codes.extend({json.loads(told)["code"] for _, told in answers})

    threads = [threading.Thread(target=file) for _ in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return codes


def test_pages_ask_the_pooler_and_everything_else_the_server() -> None:
    made = databases("postgresql://u@pooler/rukun", pool=4, direct="postgresql://u@server/rukun")
    assert (made["default"]["HOST"], made[PAGES]["HOST"]) == ("server", "pooler")
    assert made[PAGES]["DISABLE_SERVER_SIDE_CURSORS"] and "options" not in made[PAGES]["OPTIONS"]
    assert made["default"]["OPTIONS"]["options"] == KEEPALIVES
    assert [*databases("postgresql://u@server/rukun", pool=4)] == ["default"]


def test_what_the_address_says_goes_before_what_the_house_says() -> None:
    told = "postgresql://u@server/rukun?sslmode=verify-full&connect_timeout=30&options=-c%20work_mem%3D64MB"
    options = databases(told, pool=4)["default"]["OPTIONS"]
    assert options["sslmode"] == "verify-full" and int(options["connect_timeout"]) == 30
    assert (
        options["options"] == "-c work_mem=64MB" == for_pages(databases(told, pool=4)["default"])["OPTIONS"]["options"]
    )


def test_no_page_has_helpers_started_for_what_it_looks_up_and_commands_have() -> None:
    server = databases("postgresql://u@server/rukun", pool=4)["default"]
    alone = "-c max_parallel_workers_per_gather=0"
    assert alone in for_pages(server)["OPTIONS"]["options"] and alone not in server["OPTIONS"]["options"]


def test_a_page_that_thinks_for_a_minute_inside_a_transaction_is_lost_and_its_locks_with_it() -> None:
    assert for_pages(databases("postgresql://u@server/rukun", pool=4)["default"])["OPTIONS"]["options"] == OF_PAGES
