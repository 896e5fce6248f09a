"""The description is complete and true: every field is explained, and whatever is sent is answered as described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from rukun.channels.bench.anything import walk
from rukun.people.rules import Actor, Scope
from tests.doors.api import BASE, key
from tests.made import report, ticket


@pytest.fixture
def described(kota: Path, client: Client) -> dict[str, Any]:
    told = client.get(f"{BASE}/openapi.json")
    assert told.status_code == 200 and told.headers["Content-Type"] == "application/json"
    assert client.get(f"{BASE}/openapi.json", headers={"If-None-Match": told.headers["ETag"]}).status_code == 304
    found: dict[str, Any] = told.json()
    return found


def test_every_operation_parameter_and_field_is_explained(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0" and described["servers"] == [{"url": "http://testserver"}]
    for place, operation in operations(described):
        assert operation["summary"] and operation["description"] and operation["tags"], place
        assert all(one.get("description") for one in operation.get("parameters", ())), place
        assert {"400", "406", "429", "500"} <= set(operation["responses"]), place
        assert operation["tags"][0] in {tag["name"] for tag in described["tags"]}
    for name, schema in described["components"]["schemas"].items():
        assert schema.get("description") or "enum" in schema or name.startswith("Page"), name
        for field, told in schema.get("properties", {}).items():
            assert told.get("description"), f"{name}.{field}"


def test_every_object_and_most_fields_have_an_example(described: dict[str, Any]) -> None:
    fields = [
        told for schema in described["components"]["schemas"].values() for told in schema.get("properties", {}).values()
    ]
    assert sum("examples" in told for told in fields) > len(fields) / 3


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_the_page_for_people_lists_every_operation_and_every_code(described: dict[str, Any], client: Client) -> None:
    page = client.get(f"{BASE}/").content.decode()
    assert all(path in page for path in described["paths"]) and "openapi.json" in page
    assert 'id="hidden"' in page and 'id="deprecation"' in page
    assert "https://cdn" not in page
    tags = re.findall(r"<summary><code>([^<]+)</code>.*?</summary><table", page)
    assert len(tags) == len(set(tags)) >= 8, "one table a tag"


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the connection of the test open, as Django's own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_whatever_is_sent_is_answered_as_described(
    kota: Path, one_connection: None, budi: Actor, citra: Actor, noon: datetime, settings: Any
) -> None:
    settings.API_READS_PER_MINUTE = 0
    settings.ALLOWED_HOSTS = ["*"]
    code = ticket(budi, noon).report.code
    keys = [key(noon, *Scope, of=one, per_hour=10_000) for one in (budi, citra)]
    known = {"code": [code, report(budi, noon).code, "9999991001"], "number": ["1"], "month": ["2016-05"]}
    walked = walk(get_wsgi_application(), examples=60, keys=keys, known=known)
    assert not walked.wrong, walked.wrong[:3]
    assert walked.sent >= 50 and 200 in walked.statuses and not any(status >= 500 for status in walked.statuses)
