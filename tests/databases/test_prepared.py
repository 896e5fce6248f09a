"""Statements that are sent to PostgreSQL by libpq itself: values and rows, transactions, mistakes, and what is kept."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model
from django.db.models.base import ModelState

from rukun.areas.models import Area
from rukun.databases import reading
from rukun.databases.kept import Kept, _keeping, asking
from rukun.databases.postgresql import base
from tests.conftest import KELURAHAN

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no way there and back")
NOON = datetime(2016, 6, 1, 5, 0, 0, 250, tzinfo=UTC)
KINDS = (
    (7, "bigint"), (2**40, "bigint"), ("it's 100% \\ so", "text"), (NOON, "timestamptz"), (date(2016, 6, 1), "date"),
    (True, "boolean"), (2.5, "double precision"), (Decimal("1.50"), "numeric"), (b"\x00\xff", "bytea"), (None, "text"),
)  # fmt: skip


def _kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_prepared_statements WHERE name LIKE 'rukun%%' ORDER BY prepare_time", [])
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def few_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection that keeps three statements and has none yet."""
    from rukun.databases import prepared

    connection.close()
    monkeypatch.setattr(prepared, "KEPT_AT_MOST", 3)
    yield
    connection.close()


@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.django_db(transaction=True)
def test_every_kind_of_value_comes_back_as_it_went(keeps: bool) -> None:
    connection.ensure_connection()
    threshold, connection.connection.prepare_threshold = connection.connection.prepare_threshold, 5 if keeps else None
    try:
        for value, kind in KINDS:
            for _ in range(2):
                with asking() as cursor:
                    cursor.execute(f"SELECT %s::{kind}, '100%%'", [value])
                    assert cursor.fetchall() == [(value, "100%")]
    finally:
        connection.connection.prepare_threshold = threshold


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_within_a_transaction_is_undone_with_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), asking() as cursor:
        cursor.execute("INSERT INTO people_paced (subject, minute, used) VALUES (%s, %s, %s)", ["one", 1, 1])
        assert cursor.rowcount == 1
        raise ZeroDivisionError
    with asking() as cursor:
        cursor.execute("SELECT count(*) FROM people_paced WHERE subject = %s", ["one"])
        assert cursor.fetchone() == (0,) and cursor.fetchone() is None


@pytest.mark.django_db(transaction=True)
def test_a_mistake_is_told_as_djangos_and_the_connection_goes_on() -> None:
    with asking() as cursor, pytest.raises(IntegrityError):
        cursor.execute("INSERT INTO people_paced (subject, minute, used) VALUES (%s, %s, %s)", [None, 1, 1])
    with asking() as cursor:
        cursor.execute("SELECT 1", None)
        assert cursor.fetchall() == [(1,)]


def _shut(handle: int) -> None:
    with socket.socket(fileno=os.dup(handle)) as line:
        line.shutdown(socket.SHUT_RDWR)


def _no_socket(handle: int) -> None:
    """Of what a system may answer libpq knows some as the end of a line; after others it takes the line for sound."""
    with Path(os.devnull).open("rb") as other:
        os.dup2(other.fileno(), handle)


@pytest.mark.parametrize("breaks", [_shut, _no_socket])
@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.django_db(transaction=True)
def test_a_line_that_breaks_while_it_is_used_is_told_as_a_database_that_is_away(
    is_kept: bool, breaks: Callable[[int], None]
) -> None:
    with asking() as cursor:
        cursor.execute("SELECT %s::bigint", [1])
    breaks(connection.connection.fileno())
    with pytest.raises(OperationalError), _keeping(connection, plans=is_kept) as cursor:
        cursor.execute("SELECT %s::bigint", [2])
    connection.close()
    with asking() as cursor:
        cursor.execute("SELECT %s::bigint", [3])
        assert cursor.fetchone() == (3,)


@pytest.mark.usefixtures("few_kept")
@pytest.mark.django_db(transaction=True)
def test_what_was_not_asked_for_longest_is_kept_no_more() -> None:
    for number in (1, 2, 3, 1, 4):
        with asking() as cursor:
            cursor.execute(f"SELECT {number}, %s::bigint", [number])
            assert cursor.fetchone() == (number, number)
    assert _kept() == ["rukun_1", "rukun_3", "rukun_4"]


@pytest.mark.usefixtures("kota")
def test_objects_are_made_at_once_unless_their_model_wants_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[Any] = []

    class Wants(Area):
        """A model that looks at what it is made of."""

        class Meta:
            app_label, proxy = "areas", True

        def __init__(self, *values: Any, **named: Any) -> None:
            wanted.append(values)
            super().__init__(*values, **named)

    plain: Kept[Area] = Kept(lambda code: Area.objects.filter(code=code), str)
    ours, theirs = plain.first(KELURAHAN), Area.objects.get(code=KELURAHAN)
    assert ours is not None and isinstance(ours._state, ModelState) and not ours._state.adding
    told = [{name: value for name, value in vars(one).items() if name != "_state"} for one in (ours, theirs)]
    assert told[0] == told[1] and ours._state.db == theirs._state.db
    made = reading._new(Wants, "default")(["id", "code"], [1, "99"])
    assert isinstance(made, Model) and len(wanted) == 1 and made.get_deferred_fields()


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_given_up_when_it_is_taken(
    rests: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rests:
        monkeypatch.setattr(base, "BELIEVED_SECONDS", 0.0)
    for _ in range(2):
        connection.close()
        connection.ensure_connection()
    ended = connection.connection.info.backend_pid
    dsn = connection.connection.info.dsn
    connection.close()
    with psycopg.connect(dsn, autocommit=True) as line:
        line.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    with asking() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (ended,)


@pytest.mark.django_db(transaction=True)
def test_a_connection_in_use_is_taken_without_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    connection.ensure_connection()
    connection.close()
    asked: list[object] = []
    monkeypatch.setattr(psycopg.Connection, "execute", lambda *told: asked.append(told))
    connection.ensure_connection()
    assert asked == []
    connection.close()
