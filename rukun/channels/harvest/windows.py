"""Asks for all requests of a span of time, although a server gives at most ninety days or so many at once.

By pages where it has pages, else by halving the span until what is left fits into one answer.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta

from rukun.channels.harvest.calling import Absent, Row, Server

SPAN_MAX = timedelta(days=89)
SHORTEST = timedelta(seconds=2)
# No server makes smaller pages: fewer rows than this are all there are.
PAGE_LEAST, PAGES_MAX = 10, 2_000
# A server that answers with other days than those it was asked for does not know how to be asked for days.
SLACK = timedelta(days=1)
RECEIVED = ("start_date", "end_date", "requested_datetime")
CHANGED = ("updated_after", "updated_before", "updated_datetime")
ID = "service_request_id"


def spans(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The whole time in pieces that a server takes, oldest first."""
    while since < until:
        ends = min(since + SPAN_MAX, until)
        yield since, ends
        since = ends


def everything(server: Server, since: datetime, until: datetime, by: tuple[str, str, str] = RECEIVED) -> Iterator[Row]:
    """Every request of a span at least once, as they come; nothing but their ids is kept meanwhile."""
    asked = {by[0]: written(since), by[1]: written(until)}
    rows = server.requests(asked)
    yield from rows
    if len(rows) < PAGE_LEAST:
        return
    has_pages = False
    if server.has_pages is not False:
        has_pages = yield from _turned(server, asked, {_name(row) for row in rows})
    is_full = len(rows) >= server.rules.at_most
    if has_pages or not is_full or until - since <= SHORTEST or not _keeps_to(rows, by[2], since, until):
        return
    middle = since + (until - since) / 2
    yield from everything(server, since, middle, by)
    yield from everything(server, middle, until, by)


def _turned(server: Server, asked: dict[str, str], known: set[str]) -> Generator[Row, None, bool]:
    """Turn pages as long as they bring anything; False where the server knows no pages: the second brings nothing."""
    for page in range(2, PAGES_MAX):
        try:
            rows = server.requests(asked | {"page": str(page)})
        except Absent:
            return page > 2
        fresh = [row for row in rows if _name(row) not in known]
        if not fresh:
            server.has_pages = page > 2 or (server.has_pages if not rows else False)
            return not rows or page > 2
        known |= {_name(row) for row in fresh}
        yield from fresh
    return True


def _keeps_to(rows: list[Row], field: str, since: datetime, until: datetime) -> bool:
    moments = [moment for row in rows if (moment := _moment(row.get(field, ""))) is not None]
    return all(since - SLACK <= moment <= until + SLACK for moment in moments)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _name(row: Row) -> str:
    return row.get(ID) or f"token {row.get('token', '')}"


def written(moment: datetime) -> str:
    """In UTC and whole seconds, which every server reads."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
