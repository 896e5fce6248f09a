"""Another city's Open311 server on the loopback: real HTTP, and the shapes that servers of this kind have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from tests.listening import Quiet, served

Row = dict[str, str | None]
FIELDS = ("service_request_id", "token", "status", "status_notes", "service_code", "service_name", "description",
          "requested_datetime", "updated_datetime", "lat", "long")  # fmt: skip


@dataclass
class City:
    """What it holds, and how it likes to be asked. `first` are answers given before any other: status and headers."""

    rows: list[Row] = field(default_factory=list)
    forms: tuple[str, ...] = ("json", "xml")
    most: int = 1_000
    page_size: int = 0
    knows_changes: bool = True
    knows_ids: bool = True
    wraps: Callable[[list[Row]], object] = list
    tokens: dict[str, str | None] = field(default_factory=dict)
    first: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/open311/v2"

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if self.first:
            return self.first.pop(0)
        parts = urlsplit(path)
        name, _, form = parts.path.removeprefix("/open311/v2/").rpartition(".")
        if form not in self.forms:
            return 404, {}, b""
        found = self.found(name, dict(parse_qsl(parts.query)))
        if found is None:
            return 404, {}, b""
        body = json.dumps(self.wraps(found)) if form == "json" else xml(found)
        return 200, {"Content-Type": f"text/{form}"}, body.encode()

    def found(self, name: str, query: dict[str, str]) -> list[Row] | None:
        if name.startswith("tokens/"):
            token = name.removeprefix("tokens/")
            return [{"service_request_id": self.tokens[token], "token": token}] if token in self.tokens else None
        if name.startswith("requests/"):
            return [row for row in self.rows if row["service_request_id"] == name.removeprefix("requests/")] or None
        if "service_request_id" in query:
            ids = query["service_request_id"].split(",")
            return [row for row in self.rows if row["service_request_id"] in ids] if self.knows_ids else None
        rows = self.rows
        if self.knows_changes:
            rows = between(rows, "updated_datetime", query.get("updated_after"), query.get("updated_before"))
        rows = between(rows, "requested_datetime", query.get("start_date"), query.get("end_date"))
        rows = sorted(rows, key=lambda row: str(row["requested_datetime"]), reverse=True)
        if self.page_size:
            first = (int(query.get("page", 1)) - 1) * self.page_size
            return rows[first : first + self.page_size]
        return rows[: self.most]


def between(rows: list[Row], name: str, since: str | None, until: str | None) -> list[Row]:
    begins = datetime.fromisoformat(since) if since else datetime.min.replace(tzinfo=UTC)
    ends = datetime.fromisoformat(until) if until else datetime.max.replace(tzinfo=UTC)
    return [row for row in rows if begins <= datetime.fromisoformat(str(row[name])) <= ends]


def xml(rows: list[Row]) -> str:
    inner = "".join(
        "<request>"
        + "".join(f"<{name}>{escape(row[name] or '')}</{name}>" for name in FIELDS if name in row)
        + "</request>"
        for row in rows
    )
    return f'<?xml version="1.0" encoding="utf-8"?><service_requests>{inner}</service_requests>'


@contextmanager
def city() -> Iterator[City]:
    """The server, until the block ends."""
    told = City()

    class Handler(Quiet):
        def do_GET(self) -> None:
            status, headers, body = told.answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with served(Handler) as told.port:
        yield told
