"""Strangers read from a replica that is hardly behind, and nobody notices when it is late, gone, or wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator

import pytest

from rukun.channels.api.serving import OPERATIONS
from rukun.channels.bench.cities.small import KELURAHAN, REPORT
from rukun.channels.bench.servers.serving import Served
from rukun.channels.web.request.guard import ANYONE
from rukun.channels.web.routes import TABLE
from rukun.databases.strangers import WROTE
from tests.databases.city import City
from tests.doors.test_access_table import ASKED, NOT_THERE

pytestmark = pytest.mark.any_engine
REPORTS = 'FROM "reports_report"'


@pytest.fixture(scope="module")
def city(pair: City) -> Iterator[City]:
    with Served("rukun.wsgi:application", pair.environment, workers=1) as served:
        pair.port = served.port
        pair.until(lambda: "behind" in pair.replicas())
        yield pair
        pair.close()


@pytest.fixture(autouse=True)
def _settled(request: pytest.FixtureRequest) -> None:
    """Each test begins with a replica that is asked."""
    if "city" in request.fixturenames:
        city: City = request.getfixturevalue("city")
        city.until(lambda: city.replicas() == "0.0 s behind")
        city.listen()


def filed(city: City, words: str) -> str:
    """The code of a new report, filed as the phone does."""
    browser = city.reporter()
    status, told = browser.send("POST", "/lapor/kirim/", REPORT | {"key": uuid.uuid4().hex, "words": words})
    assert status == 201, told
    return str(json.loads(told)["code"])


def test_a_stranger_is_answered_by_the_replica_and_whoever_is_signed_in_by_the_primary(city: City) -> None:
    assert city.get("/laporan/")[0] == 200
    assert city.heard(city.replica, REPORTS) and not city.heard(city.primary, REPORTS)
    city.listen()
    assert city.reporter().send("GET", "/laporan/", None)[0] == 200
    assert city.heard(city.primary, REPORTS) and not city.heard(city.replica, REPORTS)


def test_programs_read_there_too_and_with_a_key_they_do_not(city: City) -> None:
    for address in ("/api/v1/reports", "/open311/v2/requests.json"):
        city.listen()
        assert city.get(address)[0] == 200
        assert city.heard(city.replica, REPORTS) and not city.heard(city.primary, REPORTS), address
    city.listen()
    assert city.get("/api/v1/reports", Authorization="Bearer rk_none")[0] in (401, 403)
    assert not city.heard(city.replica, "people_apikey")


def test_what_has_just_come_is_found_although_the_replica_has_not_heard_of_it(city: City) -> None:
    city.replica.pause()
    try:
        code = filed(city, "Baru saja")
        assert city.get(f"/laporan/{code}/")[0] == 200
        assert city.get(f"/api/v1/reports/{code}")[0] == 200
        assert city.get("/laporan/ZZZZZZZZZZ/")[0] == 404
    finally:
        city.replica.resume()


def test_whoever_wrote_without_an_account_reads_where_they_wrote(city: City) -> None:
    browser = city.browser()
    browser.get_token("/laporan/")
    assert WROTE not in browser.cookies
    assert browser.send("POST", "/bahasa/", {"language": "en", "next": "/laporan/"})[0] == 302
    city.listen()
    assert WROTE in browser.cookies and browser.send("GET", "/laporan/", None)[0] == 200
    assert city.heard(city.primary, REPORTS) and not city.heard(city.replica, REPORTS)


def test_one_that_falls_behind_is_skipped_and_taken_again_by_itself(city: City) -> None:
    city.replica.pause()
    try:
        filed(city, "Sesudah berhenti mengikuti")
        city.until(lambda: "Sesudah berhenti mengikuti" in city.get("/laporan/")[1])
        assert float(city.replicas().split()[0]) >= 1
        assert 'rukun_replica_used{replica="127.0.0.1' in city.get("/metrics")[1]
    finally:
        city.replica.resume()
    city.until(lambda: city.replicas() == "0.0 s behind")
    city.listen()
    assert "Sesudah berhenti mengikuti" in city.get("/laporan/")[1]
    assert city.heard(city.replica, REPORTS)


def test_one_that_is_gone_costs_nobody_a_page_and_is_taken_again_by_itself(city: City) -> None:
    city.replica.kill()
    slowest = 0.0
    for _ in range(20):
        began = time.monotonic()
        assert city.get("/laporan/")[0] == 200
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 5
    city.until(lambda: "does not answer" in city.replicas())
    assert json.loads(city.get("/readyz?only=database")[1]) == {"ready": True, "database": "ok"}
    while True:
        try:
            city.replica.start()
            break
        except RuntimeError:
            time.sleep(0.1)  # its last processes notice one after the other that it is dead
    city.until(lambda: city.replicas() == "0.0 s behind")
    city.until(lambda: city.get("/laporan/")[0] == 200 and city.heard(city.replica, REPORTS) > 0)


def test_every_page_that_may_lag_reads_from_a_server_that_takes_no_writes(city: City) -> None:
    facts = NOT_THERE | {"code": KELURAHAN}
    for route in TABLE:
        if route.may_lag:
            address = "/" + route.address + ASKED.get(route.name, "")
            for name, value in facts.items():
                for kind in ("str", "int", "path"):
                    address = address.replace(f"<{kind}:{name}>", value)
            assert city.get(address)[0] in (200, 302, 400, 404, 409), address
    assert not city.heard(city.replica, "ERROR")


def test_commands_tell_how_far_it_is_behind(city: City) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rukun.channels.cli", "check", "--deploy", "--json"], capture_output=True, text=True,
        env=os.environ | city.environment,
        check=False,
    )  # fmt: skip
    assert "replica" not in {one["code"].partition("-")[0] for one in json.loads(done.stdout)}
    gone = f"postgresql://{city.primary.user}@127.0.0.1:1/rukun"
    for command, more in (("check", ["--deploy"]), ("doctor", [])):
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.cli", command, *more, "--json"], capture_output=True, text=True,
            env=os.environ | city.environment | {"DATABASE_REPLICA_URL": gone}, check=False,
        )  # fmt: skip
        (one,) = [one for one in json.loads(done.stdout) if one["code"] == "replica-127.0.0.1:1"]
        assert one["grade"] == "look" and "does not answer" in one["words"] and "refused" in one["words"], one


def test_only_what_everybody_may_see_may_lag() -> None:
    assert {route.who for route in TABLE if route.may_lag} == {ANYONE}
    assert not [one for one in OPERATIONS if one.may_lag and one.terms.scope is not None]
    never = {"healthz", "readyz", "metrics", "masuk", "lapor", "petugas", "keluar"}
    assert not never & {route.name for route in TABLE if route.may_lag}
