"""A thread that answers pages keeps its connection from one request to the next, and never one that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext, suppress

import psycopg
import pytest
from django.core.signals import request_finished
from django.db import DatabaseError, connection, transaction
from django.db.utils import OperationalError

from rukun.databases.addresses import IN_HAND, IN_HAND_FROM, IN_HAND_SECONDS, databases, for_pages, in_hand
from rukun.databases.kept import Kept, asking
from rukun.databases.postgresql import base
from rukun.people.models import Person
from tests.breaking import BreakingWay

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's file stays open anyway")
NONE = Kept(lambda: Person.objects.values_list("id"))
SERVER = "postgresql://u@server/rukun"


@pytest.fixture
def as_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This thread asks as one that answers pages."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict, IN_HAND, IN_HAND_SECONDS)
    yield
    connection.close()


def _session() -> int:
    with asking() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _end(session: int) -> None:
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as line:
        line.execute("SELECT pg_terminate_backend(%s, 5000)", [session])


@on_postgresql
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_its_connection_from_one_request_to_the_next() -> None:
    first = _session()
    line = connection.connection
    request_finished.send(None)
    assert connection.connection is line and _session() == first


@on_postgresql
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_after_a_while_it_is_given_back_to_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    _session()
    monkeypatch.setattr(base.time, "monotonic", lambda: connection.close_at)
    request_finished.send(None)
    assert connection.connection is None


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_whoever_answers_no_pages_gives_it_back_at_once() -> None:
    connection.close()
    _session()
    request_finished.send(None)
    assert connection.connection is None


@on_postgresql
@pytest.mark.parametrize("way", ["kept", "django"])
@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_one_that_the_server_ended_between_two_requests_is_never_asked(
    way: str, rests: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if rests:
        monkeypatch.setattr(base, "BELIEVED_SECONDS", 0.0)
    ended = _session()
    request_finished.send(None)
    _end(ended)
    if way == "kept":
        assert _session() != ended
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone() != (ended,)


@on_postgresql
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_one_that_broke_within_a_request_is_not_kept_for_the_next() -> None:
    ended = _session()
    _end(ended)
    with pytest.raises(OperationalError):
        _session()
    request_finished.send(None)
    assert connection.connection is None and _session() != ended


@on_postgresql
@pytest.mark.parametrize("ends", [False, True])
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_what_only_reads_and_belongs_to_no_transaction_is_asked_again_where_its_line_broke(ends: bool) -> None:
    with BreakingWay() as way:
        assert NONE.rows() == []
        way.break_under(1, ends=ends)
        assert NONE.rows() == [] and way.is_broken
        way.break_under(1, ends=ends)
        with pytest.raises(OperationalError), transaction.atomic():
            NONE.rows()
        way.break_under(1, ends=ends)
        with pytest.raises(OperationalError):
            NONE.around("WITH perhaps_it_writes AS ({}) SELECT 1 FROM perhaps_it_writes")


@on_postgresql
@pytest.mark.usefixtures("as_pages")
@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_known_to_be_lost_is_asked_no_more_but_what_began_on_it_never_goes_on_over_another() -> None:
    with BreakingWay() as way:
        way.break_under(1, ends=True)
        with pytest.raises(OperationalError):
            Person.objects.count()
        assert Person.objects.count() == 0, "nothing was begun"
        way.break_under(3, ends=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            Person.objects.count()
            with suppress(OperationalError):
                Person.objects.count()
            assert way.is_broken
            Person.objects.count()
        transaction.set_autocommit(False)
        way.break_under(3, ends=True)
        try:
            for asks in (nullcontext(), pytest.raises(OperationalError), pytest.raises(OperationalError)):
                with asks:
                    Person.objects.count()
        finally:
            connection.close()


def test_a_process_with_fewer_connections_than_threads_lends_them_by_the_request() -> None:
    few, enough = (for_pages(databases(SERVER, pool=pool)["default"]) for pool in (IN_HAND_FROM - 1, IN_HAND_FROM))
    assert IN_HAND not in in_hand(few) and in_hand(enough)[IN_HAND] == IN_HAND_SECONDS
    assert IN_HAND not in in_hand(for_pages(databases("sqlite:////srv/rukun.sqlite3", pool=8)["default"]))
