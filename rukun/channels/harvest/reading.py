"""What an Open311 server answers, as rows of text (pure): XML and JSON, as the standard has them and as servers do.

Nothing that is read may cost more than it weighs: no document type and no entity in XML, no depth without end in
either. FixMyStreet wraps its list twice ("requests", "request") and its values in lists of one; both are taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from rukun.reports.history.tables import flattened

DEPTH_MAX, VALUES_MAX = 16, 500_000
ROW, NAMES = "request", ("service_request_id", "token")


class Unreadable(Exception):
    """No answer that could be read, or one that tries to do harm."""


def rows_in(body: bytes, form: str) -> list[dict[str, str]]:
    """Every request of an answer, flat, its parts as text."""
    found = _of_json(body) if form == "json" else _of_xml(body)
    return [flattened(one) for one in found]


def _of_json(body: bytes) -> list[dict[str, Any]]:
    try:
        told = json.loads(body, parse_constant=_no_number)
        return [{name: _bare(value) for name, value in one.items()} for one in _requests(told, 0)]
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(f"no JSON: {wrong}") from None


def _no_number(name: str) -> None:
    raise ValueError(name)


def _requests(told: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that carry an id or a token, wherever the server put its list."""
    if depth > DEPTH_MAX:
        raise Unreadable("too deep")
    if isinstance(told, list):
        for one in told:
            yield from _requests(one, depth + 1)
    elif isinstance(told, Mapping):
        if any(name in told for name in NAMES):
            yield dict(told)
        else:
            for value in told.values():
                if isinstance(value, list | Mapping):
                    yield from _requests(value, depth + 1)


def _bare(value: Any) -> Any:
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value


class _Rows:
    """Collects the elements of each request as it is read; nothing else is kept."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.path: list[str] = []
        self.row: dict[str, Any] | None = None
        self.row_depth = 0
        self.text: list[str] = []
        self.values = 0

    def begin(self, tag: str, _attributes: Mapping[str, str]) -> None:
        self.path.append(tag.rpartition(":")[2])
        self.text = []
        self.values += 1
        if len(self.path) > DEPTH_MAX or self.values > VALUES_MAX:
            raise Unreadable("too deep, or too much")
        if self.row is None and self.path[-1] == ROW:
            self.row, self.row_depth = {}, len(self.path)

    def end(self, _tag: str) -> None:
        if self.row is not None and len(self.path) == self.row_depth:
            self.rows.append(self.row)
            self.row = None
        elif self.row is not None:
            name, said = ".".join(self.path[self.row_depth :]), "".join(self.text).strip()
            if said:
                self.row.setdefault(name, said)
        self.path.pop()
        self.text = []

    def words(self, said: str) -> None:
        if self.row is not None:
            self.text.append(said)


def _of_xml(body: bytes) -> list[dict[str, Any]]:
    found, parser = _Rows(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.begin, found.end
    parser.CharacterDataHandler = found.words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _no_type
    parser.ExternalEntityRefHandler = _no_type
    try:
        parser.Parse(body, True)
    except expat.ExpatError as wrong:
        raise Unreadable(f"no XML: {wrong}") from None
    return found.rows


def _no_type(*_: object) -> int:
    raise Unreadable("a document type or an entity, which no answer needs")
