"""Ask for every address as everybody, by reading and by sending a form, and say in one sign what came of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from rukun import clock
from rukun.channels.web.request.guard import ANYONE, Route
from rukun.channels.web.routes import TABLE
from rukun.people.models import DataOpened, Person, Session
from rukun.people.rules import Role
from rukun.reports.models import ContactOpened
from tests import served
from tests.security.city import HEAD, LOGIN, NAME, WORDS, City, Side

ENTERED, NOTHING, SIGN_IN, BROKEN, NO_FORM = "yes", "no", "sign in", "broken", "no form"
# What an answer may only say to others where that is noted: whose it is, and the words.
MARKS = {"name": (Role.WARGA, NAME), "contact": (Role.WARGA, LOGIN), "private words": (Role.WARGA, WORDS),
         "holder": (Role.KETUA_RT, HEAD)}  # fmt: skip
ASKED = {"segel-tumbuh-json": "dari=1", "segel-tumbuh": "dari=1"}


@dataclass(frozen=True, slots=True)
class Row:
    """An address of the table, and what stands in its place holders."""

    name: str
    route: Route
    address: str
    form: dict[str, Any]

    @property
    def is_of_something(self) -> bool:
        return "<" in self.route.address


@dataclass(frozen=True, slots=True)
class Shown:
    """That a page told something of a person to somebody else, and whether it was noted for that person."""

    row: str
    role: Role | None
    side: Side | None
    mark: str
    is_noted: bool


Asker = tuple[Role | None, Side | None]


@dataclass(slots=True)
class Told:
    """What became of each: by row, role and side, for reading and for sending; and what was told of others."""

    rows: list[Row] = field(default_factory=list)
    cells: dict[tuple[str, Role | None, Side | None], tuple[str, str]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    # What was read and answered with none of READ: where, and with what.
    unlike: list[tuple[str, Role | None, Side | None, int]] = field(default_factory=list)

    def entered(self, row: str, how: int) -> set[Asker]:
        """Who got in, by reading (0) or by sending a form (1)."""
        return {(role, side) for (name, role, side), cell in self.cells.items() if name == row and cell[how] == ENTERED}


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of each on another engine."""

    cells: dict[tuple[str, Role | None, Side | None], tuple[str, str]]
    shown: list[Shown]

    @property
    def askers(self) -> set[Asker]:
        return {where[1:] for where in self.cells}


def rows_of(city: City) -> list[Row]:
    """Every route of the table, and once more where a private thing stands behind the same address."""
    names = [(route, name) for route in TABLE for name in (route.name, f"{route.name} (private)")]
    return [_row(city, route, name) for route, name in names if name == route.name or name in city.of_route]


def _row(city: City, route: Route, name: str) -> Row:
    known = city.parts | city.of_route.get(name, {})
    parts = {part: value for part, value in known.items() if f":{part}>" in route.address}
    query = city.asked.get(name) or ASKED.get(name, "")
    address = reverse(route.name, kwargs=parts) + (f"?{query}" if query else "")
    return Row(name, route, address, city.forms.get(name, {}))


def ask(city: City, before: Answers | None = None) -> Told:
    """The whole table; `before`: what another engine of this run was answered. Then only that is asked again whose
    answer comes out of the database, and the rest stands as it was."""
    told = Told(rows=rows_of(city))
    if before is not None:
        again = {(row.name, asker) for row in told.rows for asker in before.askers if _depends(row, *asker)}
        told.cells = {where: cell for where, cell in before.cells.items() if (where[0], where[1:]) not in again}
        told.shown = [one for one in before.shown if (one.row, (one.role, one.side)) not in again]
    for role, side, client in _askers(city):
        for row in told.rows:
            if (side is Side.FOREIGN and not _may_differ(row, role)) or (row.name, role, side) in told.cells:
                continue
            got = _Got(city, client, row, role, side)
            read = got.by("get", told)
            # What is about nothing in particular is the same form for everybody.
            sends = takes_forms(row.route) and (side is not Side.FOREIGN or row.is_of_something)
            told.cells[row.name, role, side] = (read, got.by("post", told) if sends else NO_FORM)
    return told


def _depends(row: Row, role: Role | None, side: Side | None) -> bool:
    """Whether a statement comes before the answer: whose role is not named is turned away by that alone, and what
    everybody may read is put together by the same statements for all."""
    if isinstance(row.route.who, frozenset):
        return role in row.route.who
    if row.route.who == ANYONE and "(private)" not in row.name:
        return (role, side) in ((None, None), (Role.WARGA, Side.OWN))
    return row.is_of_something or role in (None, Role.WARGA, Role.LURAH)


def _may_differ(row: Row, role: Role | None) -> bool:
    """What everybody reads is the same from elsewhere; whose role is not named is kept out wherever their seat lies;
    and what is about nothing in particular is asked for from elsewhere only to see what it tells of here."""
    if row.route.who == ANYONE:
        return "(private)" in row.name
    if isinstance(row.route.who, frozenset):
        return role in row.route.who
    return row.is_of_something


@lru_cache(maxsize=500)
def takes_forms(route: Route) -> bool:
    """Whether the view, or what it calls in its own module, looks at what was sent; else a form is read like a page."""
    source = inspect.getsource(inspect.unwrap(route.view))
    module = inspect.getsource(inspect.getmodule(inspect.unwrap(route.view)))  # type: ignore[arg-type]
    called = set(re.findall(r"\b(_?[a-z_]+)\(", source))
    inside = [part for part in re.split(r"(?m)^(?=def )", module) if re.match(r"def (\w+)", part)]
    bodies = {re.match(r"def (\w+)", part)[1]: part for part in inside}  # type: ignore[index]
    return any(mark in text for text in (source, *(bodies[name] for name in called & bodies.keys())) for mark in SENT)


# Here it is, it is elsewhere, sign in, there is nothing, not now.
READ = (200, 302, 401, 404, 503)
SENT = ("POST", "refuse_get", "FILES", "request.body")


def _askers(city: City) -> Iterator[tuple[Role | None, Side | None, Client]]:
    # What breaks is a sign of its own, so that all of it is seen at once.
    yield None, None, Client(raise_request_exception=False)
    for (role, side), actor in city.actors.items():
        client = Client(raise_request_exception=False)
        client.force_login(Person.objects.get(pk=actor.person_id))
        # Seen a moment ago, as in a morning's work: otherwise each answer notes it anew, and each is undone.
        Session.objects.filter(last_seen_at=None).update(last_seen_at=clock.now())
        yield role, side, client


@dataclass(frozen=True, slots=True)
class _Got:
    city: City
    client: Client
    row: Row
    role: Role | None
    side: Side | None

    def by(self, how: str, told: Told) -> str:
        """The sign of one answer; whatever it brought about is undone."""
        kept = {name: cookie.value for name, cookie in self.client.cookies.items()}
        form = self.row.form if how == "post" else {}
        with transaction.atomic():
            answer = getattr(self.client, how)(self.row.address, form, HTTP_ACCEPT=accepted(self.row))
            told.shown += self._shown(b"" if answer.streaming else answer.content)
            if how == "get" and answer.status_code not in READ and not self.row.is_of_something:
                told.unlike.append((self.row.name, self.role, self.side, answer.status_code))
            transaction.set_rollback(True)
        served.close()
        self.client.cookies.clear()
        self.client.cookies.load(kept)
        return sign_of(answer)

    def _shown(self, page: bytes) -> Iterator[Shown]:
        for mark, (whose, words) in MARKS.items():
            if words.encode() in page and (self.role, self.side) != (whose, Side.OWN):
                person = self.city.by(whose).person_id
                noted = DataOpened.objects.filter(person_id=person).exists()
                noted |= ContactOpened.objects.filter(report__filer_id=person).exists()
                yield Shown(self.row.name, self.role, self.side, mark, noted)


def accepted(row: Row) -> str:
    """A refusal as JSON costs a tenth of a page; a page that has both shapes is asked for as a person would."""
    return "text/html" if row.name in ("laporkan-isi",) else "application/json"


def sign_of(answer: Any) -> str:
    if answer.status_code >= 500 and answer.status_code != 503:
        return BROKEN
    if answer.status_code == 404:
        return NOTHING
    if answer.status_code == 401 or answer.headers.get("Location", "").startswith("/masuk/?next"):
        return SIGN_IN
    return ENTERED
