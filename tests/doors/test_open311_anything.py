"""Whatever a program sends: an answer in the format asked for, with a status of the standard, and no accident."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rukun.people.rules import Actor
from tests.doors.open311 import BASE, key, sent
from tests.made import report

NAMES = (
    "service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size", "updated_after",
    "updated_before", "extensions", "jurisdiction_id",
)  # fmt: skip
FIELDS = (
    "service_code", "lat", "long", "address_string", "address_id", "description", "media_url", "attribute[besar]",
    "attribute[isi][]", "attribute[]", "account_id", "email",
)  # fmt: skip
MOMENTS = st.sampled_from(
    ["2016-05-01T00:00:00Z", "2016-06-30T23:59:59+07:00", "2016-06-01", "1e9", "9999-99-99T00:00:00Z"]
)
KNOWN = st.sampled_from(["sampah", "banjir", "open", "closed", "true", "1", "50", "-6.501", "106.5075", "9999991001"])
ANYTHING = st.one_of(KNOWN, MOMENTS, st.text(max_size=30), st.floats().map(str), st.integers().map(str))
CALM = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def readable(answer: object, form: str) -> None:
    status, body = answer.status_code, answer.content  # type: ignore[attr-defined]
    assert status in (200, 201, 400, 403, 404), (status, body)
    told = json.loads(body) if form == "json" else ElementTree.fromstring(body)
    assert told is not None


@given(arguments=st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=4), form=st.sampled_from(["json", "xml"]))
@CALM
def test_any_question_has_an_answer(
    kota: Path, budi: Actor, client: Client, noon: datetime, arguments: dict[str, str], form: str
) -> None:
    report(budi, noon)
    readable(client.get(f"{BASE}/requests.{form}", arguments), form)


@given(code=st.text(min_size=1, max_size=30), form=st.sampled_from(["json", "xml"]))
@example(code="\x00", form="json")
@CALM
def test_any_code_has_an_answer(kota: Path, client: Client, code: str, form: str) -> None:
    for call in ("requests", "tokens", "services"):
        readable(client.get(f"{BASE}/{call}/{quote(code, safe='')}.{form}"), form)


@given(fields=st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=5), form=st.sampled_from(["json", "xml"]))
@example(fields={"service_code": "\x00"}, form="xml")
@CALM
def test_any_sending_has_an_answer(
    kota: Path, client: Client, noon: datetime, fields: dict[str, str], form: str
) -> None:
    readable(client.post(f"{BASE}/requests.{form}", sent(key(noon)) | fields), form)
