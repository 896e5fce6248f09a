"""Every refusal is a problem, in the asker's language, with the headers that belong to it; and what holds for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rukun.channels.api.house import house
from rukun.channels.api.serving import OPERATIONS, Leaving
from rukun.people.rules import Actor, Scope
from tests.doors.api import BASE, HEAP, bearing, key, refused, sent
from tests.made import report

pytestmark = pytest.mark.any_engine

NAMES = {"code": "ZZZZZZZZZZ", "number": "1", "month": "2016-05"}


def address(path: str) -> str:
    return BASE + path.format(**NAMES)


def test_nothing_that_asks_for_a_key_is_served_without_one_or_with_one_for_something_else(
    kota: Path, client: Client, citra: Actor, noon: datetime
) -> None:
    house()
    asking = [one for one in OPERATIONS if one.terms.scope is not None]
    assert len(asking) >= 8
    for one in asking:
        where, body = address(one.path), {"data": "{}", "content_type": "application/json"}
        bare = client.generic(one.method, where, **body)
        refused(bare, 401, "key-missing")
        assert bare.headers["WWW-Authenticate"] == 'Bearer realm="Rukun"'
        unknown = client.generic(one.method, where, **body, **bearing("rk_salah"))
        refused(unknown, 401, "key-unknown")
        assert 'error="invalid_token"' in unknown.headers["WWW-Authenticate"]
        others = [scope for scope in Scope if scope is not one.terms.scope]
        lacking = client.generic(one.method, where, **body, **bearing(key(noon, *others, of=citra)))
        refused(lacking, 403, "scope")
        assert f'scope="{one.terms.scope}"' in lacking.headers["WWW-Authenticate"]


def test_every_status_is_a_problem_in_the_askers_language(kota: Path, client: Client, noon: datetime) -> None:
    code = key(noon)
    told = refused(client.get(f"{BASE}/nothing", headers={"Accept-Language": "en"}), 404, "hidden")
    assert told["words"] == "There is no such address."
    assert refused(client.get(f"{BASE}/nothing"), 404, "hidden")["words"] == "Alamat ini tidak ada."
    assert client.get(f"{BASE}/nothing").headers["Content-Language"] == "id"
    wrong = client.delete(f"{BASE}/reports")
    refused(wrong, 405, "method")
    assert wrong.headers["Allow"] == "GET, HEAD, POST"
    refused(client.get(f"{BASE}/reports", headers={"Accept": "text/html"}), 406, "accept")
    assert client.get(f"{BASE}/reports", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    refused(client.post(f"{BASE}/reports", "<xml/>", content_type="text/xml", **bearing(code)), 415, "type")
    refused(client.get(f"{BASE}/reports", headers={"Content-Length": "999999999999"}), 413, "large")
    for body in ("{", "[1]", '"x"', "[" * 5000, "\ud800".encode("utf-8", "surrogatepass").decode("latin1") + "{"):
        refused(client.post(f"{BASE}/reports", body, content_type="application/json", **bearing(code)), 400, "body")
    assert refused(client.get(f"{BASE}/reports?colour=red"), 400, "parameter")["field"] == "colour"
    several = refused(client.get(f"{BASE}/reports?limit=0&state=gone"), 422, "invalid")
    assert {one["field"]: one["code"] for one in several["errors"]} == {"limit": "range", "state": "choice"}
    assert client.get(f"{BASE}/reports", headers={"Accept-Language": "en"}).headers["Content-Language"] == "en"


def test_an_accident_of_ours_is_a_problem_that_tells_nothing_of_it(kota: Path, client: Client) -> None:
    with broken():
        told = refused(client.get(f"{BASE}/decrees"), 500, "accident")
    assert "secret table" not in str(told)


@contextmanager
def broken() -> Iterator[None]:
    """A database that fails."""

    def fail(*_: Any) -> Any:
        raise RuntimeError("secret table")

    with connection.execute_wrapper(fail):
        yield


def test_a_network_that_reads_too_often_waits_and_a_key_does_not(
    kota: Path, client: Client, settings: Any, citra: Actor, noon: datetime
) -> None:
    settings.API_READS_PER_MINUTE = 3
    told = [client.get(f"{BASE}/rankings", REMOTE_ADDR="203.0.113.7") for _ in range(4)]
    assert [one.status_code for one in told] == [200, 200, 200, 429]
    assert told[0].headers["RateLimit-Policy"] == '"minute";q=3;w=60'
    assert told[2].headers["RateLimit"].startswith('"minute";r=0;t=')
    refused(told[3], 429, "often")
    assert 0 < int(told[3].headers["Retry-After"]) <= 60
    assert client.get(f"{BASE}/rankings", REMOTE_ADDR="203.0.113.8").status_code == 200
    code = key(noon, Scope.READ, of=citra)
    assert client.get(f"{BASE}/rankings", REMOTE_ADDR="203.0.113.7", **bearing(code)).status_code == 200


def test_anybodys_page_may_read_and_none_may_send(kota: Path, client: Client, noon: datetime) -> None:
    assert client.get(f"{BASE}/reports").headers["Access-Control-Allow-Origin"] == "*"
    before = client.options(f"{BASE}/reports", headers={"Origin": "https://contoh.id"})
    assert before.status_code == 204 and before.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "Authorization" not in before.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in sent(client, "/reports", HEAP, key(noon)).headers
    strict = Client(enforce_csrf_checks=True)
    assert sent(strict, "/reports", HEAP | {"words": "Lain"}, key(noon)).status_code == 201, "a key is no cookie"


def test_who_is_signed_in_to_the_pages_is_nobody_here(kota: Path, signed_in: Any, budi: Actor, noon: datetime) -> None:
    private = report(budi, noon, is_private=True)
    assert signed_in(budi).get(f"/laporan/{private.code}/").status_code == 200
    refused(signed_in(budi).get(f"{BASE}/reports/{private.code}"), 404, "hidden")


def test_what_will_go_says_so_in_every_answer(kota: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    served = house().at("rankings")
    assert served is not None
    operation = served[0]["GET"].operation
    from dataclasses import replace

    leaving = replace(operation, terms=replace(operation.terms, leaving=Leaving(date(2026, 12, 1), date(2027, 12, 1))))
    monkeypatch.setitem(served[0], "GET", replace(served[0]["GET"], operation=leaving))
    told = client.get(f"{BASE}/rankings").headers
    assert told["Deprecation"] == "@1796083200" and told["Sunset"] == "Wed, 01 Dec 2027 00:00:00 GMT"
    assert told["Link"] == '</api/v1/#deprecation>; rel="deprecation"'
    assert "Deprecation" not in client.get(f"{BASE}/decrees").headers
