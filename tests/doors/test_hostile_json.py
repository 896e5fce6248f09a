"""JSON that is broken, deeper than Python follows, or holds what no database keeps: a refusal at every door."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from rukun.values.told import anything_in, object_in
from tests.doors import api
from tests.made import ticket

pytestmark = pytest.mark.any_engine
SignedIn = Callable[[Actor], Client]
DEEP = "[" * 100_000
HOSTILE = (DEEP, '{"a":' * 50_000, "", "null", "[]", '"x"', "{", "\x00", '{"credential": 5}', '{"keys": [1]}')
IDS = ("\\u0000", "\\ud800", "x" * 5_000)


@pytest.mark.parametrize("content", HOSTILE)
def test_what_is_no_object_is_none(content: str) -> None:
    assert object_in(content) is None or isinstance(object_in(content), dict)
    assert object_in(content.encode()) == object_in(content)
    assert anything_in(DEEP) is None


def test_a_form_with_files_in_the_place_of_an_object_is_refused(kota: Path, signed_in: SignedIn, budi: Actor) -> None:
    """The middleware that protects forms has read it by then."""
    client = signed_in(budi)
    client.handler.enforce_csrf_checks = True  # type: ignore[attr-defined]
    client.get("/akun/")
    token = client.cookies["csrftoken"].value
    for address in ("/masuk/kunci/", "/kabar/perangkat/", "/akun/kunci/sandi/bukti/"):
        assert client.post(address, {"csrfmiddlewaretoken": token}).status_code in (302, 400), address


@pytest.mark.parametrize("content", HOSTILE)
def test_our_own_scripts_addresses_refuse_it(
    kota: Path, client: Client, signed_in: SignedIn, budi: Actor, content: str
) -> None:
    assert client.post("/masuk/kunci/", content, content_type="application/json").status_code == 400
    for address in ("/kabar/perangkat/", "/akun/kunci/sandi/", "/akun/kunci/sandi/bukti/"):
        answer = signed_in(budi).post(address, content, content_type="application/json")
        assert answer.status_code in (302, 400, 403, 404), address


@pytest.mark.parametrize("name", IDS)
def test_a_passkey_with_a_name_that_no_database_keeps_is_unknown(kota: Path, client: Client, name: str) -> None:
    content = f'{{"credential": {{"id": "{name}", "rawId": "{name}", "response": {{}}, "type": "public-key"}}}}'
    assert client.post("/masuk/kunci/", content, content_type="application/json").status_code == 400


@pytest.mark.parametrize("answers", [DEEP, '{"a": NaN}', "null", "5", '{"a": "\\ud800"}', '{"\\u0000": "x"}'])
def test_answers_to_a_question_in_a_form_are_refused(kota: Path, client: Client, noon: datetime, answers: str) -> None:
    form = {**{name: str(value) for name, value in api.HEAP.items()}, "answers": answers}
    told = client.post(f"{api.BASE}/reports", form, **api.bearing(api.key(noon)))
    assert 400 <= told.status_code < 500, told.content


@pytest.mark.parametrize("field", ["category", "words", "sender", "address", "area"])
@pytest.mark.parametrize("said", ["a\x00b", "a\ud800b", "\x00", "\ud800"])
def test_a_text_that_no_database_keeps_is_refused_or_cleaned(
    kota: Path, client: Client, noon: datetime, field: str, said: str
) -> None:
    told = api.sent(client, "/reports", json.dumps(api.HEAP | {field: said}), api.key(noon))
    assert told.status_code in (201, 400, 404, 422), told.content
    reading = client.get(f"{api.BASE}/reports", {field: said.encode("utf-8", "replace").decode()})
    assert reading.status_code in (200, 400, 404, 422), reading.content


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), 10**400, [[]], {}, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_place_in_a_desks_list_that_was_made_up_is_refused(
    kota: Path, signed_in: SignedIn, citra: Actor, budi: Actor, noon: datetime, value: object
) -> None:
    ticket(budi, noon)
    for order in (["due_at"], ["-due_at"], ["-report__received_at"], ["state", "due_at"]):
        for values in ([value] * (len(order) + 1), [*(["2016-06-01T00:00:00Z"] * len(order)), value]):
            text = base64.urlsafe_b64encode(json.dumps([*order, *values]).encode()).decode().rstrip("=")
            answer = signed_in(citra).get("/meja/", {"sesudah": text, "after": text})
            assert answer.status_code in (200, 400), (order, value)


def test_keys_of_programs_read_what_nobody_sent(kota: Path, client: Client, noon: datetime) -> None:
    code = api.key(noon)
    for body in (DEEP, "null", "5", '{"lat": 1e999, "lon": NaN}', '{"words": {"a": 1}}'):
        told = api.sent(client, "/reports", body, code)
        assert 400 <= told.status_code < 500, told.content
