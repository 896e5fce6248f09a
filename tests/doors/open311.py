"""What a program that speaks Open311 knows: a key, how to ask, and what each answer has to look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from rukun.people.actions import KeyTerms, issue_key

BASE = "/open311/v2"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
Shape = Mapping[str, Callable[[Any], bool]]


def key(at: Any, per_hour: int = 1_000, per_day: int = 10_000) -> str:
    """The code of a new key."""
    return issue_key(KeyTerms("Aplikasi uji", "uji@contoh.id", per_hour, per_day), by="test", at=at).code


def sent(code: str, **change: object) -> dict[str, object]:
    """What a program sends: rubbish in RT 005/RW 002, unless told otherwise; None leaves an argument out."""
    form = {
        "api_key": code, "service_code": "sampah", "lat": "-6.501", "long": "106.5075",
        "description": "Tumpukan di depan pos", "device_id": "telepon-1", "first_name": "Zebulon",
        "last_name": "Kusumawijaya", "email": "zebulon@contoh.id", "phone": "+6281298765432",
    }  # fmt: skip
    return {name: value for name, value in (form | change).items() if value is not None}


def asked(client: Client, address: str, **arguments: str) -> list[dict[str, Any]]:
    """The same list in JSON and in XML, which have to say the same; as JSON."""
    told = client.get(f"{BASE}/{address}.json", arguments)
    assert told.status_code == 200, told.content
    assert told.headers["Content-Type"] == "application/json; charset=utf-8"
    assert same(read(client.get(f"{BASE}/{address}.xml", arguments)), told.json())
    found: list[dict[str, Any]] = told.json()
    return found


def read(answer: Any) -> ElementTree.Element:
    """The document, well formed, declared, and as what it has to be served."""
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    return ElementTree.fromstring(answer.content)


def same(element: ElementTree.Element, told: Any) -> bool:
    """Whether an element says what the JSON says: lists without the element around their items, what is empty null."""
    if isinstance(told, list):
        return len(element) == len(told) and all(same(a, b) for a, b in zip(element, told, strict=True))
    if isinstance(told, dict):
        return [child.tag for child in element] == [*told] and all(
            same(a, b) for a, b in zip(element, told.values(), strict=True)
        )
    if told is None:
        return element.text is None and len(element) == 0
    return (element.text or "") == (str(told).lower() if isinstance(told, bool) else str(told))


def words(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def maybe(known: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or known(value)


def moment(value: Any) -> bool:
    return isinstance(value, str) and MOMENT.fullmatch(value) is not None


def number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def truth(value: Any) -> bool:
    return isinstance(value, bool)


def one_of(*known: str) -> Callable[[Any], bool]:
    return lambda value: value in known


# The substance of the published JSON Schemas, and what the standard says of each field.
SERVICE: Shape = {
    "service_code": words, "service_name": words, "description": words, "metadata": truth,
    "type": one_of("realtime", "batch", "blackbox"), "keywords": words, "group": words,
}  # fmt: skip
ATTRIBUTE: Shape = {
    "variable": truth, "code": words,
    "datatype": one_of("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"),
    "required": truth, "datatype_description": words, "order": lambda value: number(value) and value > 0,
    "description": words, "values": lambda value: isinstance(value, list),
}  # fmt: skip
REQUEST: Shape = {
    "service_request_id": words, "status": one_of("open", "closed"), "status_notes": words, "service_name": words,
    "service_code": words, "description": maybe(words), "agency_responsible": maybe(words),
    "service_notice": maybe(words), "requested_datetime": moment, "updated_datetime": moment,
    "expected_datetime": maybe(moment), "address": words, "address_id": words, "zipcode": maybe(words),
    "lat": maybe(number), "long": maybe(number),
    "media_url": maybe(lambda value: words(value) and value.startswith("http") and value == value.strip()),
}  # fmt: skip
FILED: Shape = {"service_request_id": words, "service_notice": maybe(words), "account_id": maybe(words)}
ERROR: Shape = {"code": lambda value: number(value) and value >= 400, "description": words}


def fits(rows: Sequence[Mapping[str, Any]], shape: Shape, *beside: str) -> bool:
    """Whether every row has these fields and no other (but `beside`), each as it has to be."""
    for row in rows:
        assert [*row] == [*shape, *beside], [*row]
        wrong = {name: row[name] for name, is_right in shape.items() if not is_right(row[name])}
        assert not wrong, wrong
    return True
