"""The engine of an embedded city: connections that stay open, and writers that wait for each other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from rukun.databases.addresses import databases, for_pages
from rukun.databases.sqlite3 import base

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


def line_to(file: Path, *, patience: float = 20, of_pages: bool = True) -> base.DatabaseWrapper:
    """A connection to a file of its own, as a page or a command makes it."""
    found = databases(f"sqlite:///{file}", pool=1)["default"]
    found = for_pages(found) if of_pages else found
    whole: dict[str, Any] = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_MAX_AGE": 0,
             "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {}}  # fmt: skip
    told = whole | found | {"OPTIONS": found["OPTIONS"] | {"timeout": patience}}
    made = load_backend(told["ENGINE"]).DatabaseWrapper(told, "apart")
    assert isinstance(made, base.DatabaseWrapper)
    return made


def asked(line: BaseDatabaseWrapper, sql: str) -> object:
    with line.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def next_request(line: BaseDatabaseWrapper) -> None:
    """What Django does with every connection between two requests."""
    line.close_if_unusable_or_obsolete()


def test_the_connection_of_pages_stays_open(tmp_path: Path) -> None:
    line = line_to(tmp_path / "city.sqlite3")
    line.ensure_connection()
    opened = line.connection
    next_request(line)
    assert asked(line, "SELECT 1") == (1,)
    assert line.connection is opened
    line.close()


def test_a_command_lets_go_of_its_own(tmp_path: Path) -> None:
    line = line_to(tmp_path / "city.sqlite3", of_pages=False)
    line.ensure_connection()
    next_request(line)
    assert line.connection is None


def test_pages_keep_less_of_the_file_in_memory_and_are_as_durable(tmp_path: Path) -> None:
    pages, command = line_to(tmp_path / "city.sqlite3"), line_to(tmp_path / "city.sqlite3", of_pages=False)
    assert asked(pages, "PRAGMA cache_size") == (-4_000,)
    assert asked(command, "PRAGMA cache_size") == (-64_000,)
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        assert asked(pages, f"PRAGMA {name}") == asked(command, f"PRAGMA {name}")
    pages.close()
    command.close()


def test_a_file_that_was_put_in_its_place_is_opened(tmp_path: Path) -> None:
    file, other = tmp_path / "city.sqlite3", tmp_path / "other.sqlite3"
    for one, number in ((file, 1), (other, 2)):
        line = line_to(one, of_pages=False)
        asked(line, f"CREATE TABLE whose AS SELECT {number} AS number")
        line.close()
    line = line_to(file)
    assert asked(line, "SELECT number FROM whose") == (1,)
    other.rename(file)
    next_request(line)
    assert asked(line, "SELECT number FROM whose") == (2,)
    line.close()


def test_a_writer_waits_until_the_other_is_done(tmp_path: Path) -> None:
    first, second = line_to(tmp_path / "city.sqlite3"), line_to(tmp_path / "city.sqlite3")
    asked(first, "CREATE TABLE said (words text)")
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    asked(first, "INSERT INTO said VALUES ('first')")
    seen, waits = list[object](), threading.Event()
    second.inc_thread_sharing()

    def told(execute: Callable[..., Any], *said: Any) -> Any:
        waits.set()
        return execute(*said)

    def write() -> None:
        second.execute_wrappers.append(told)
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        seen.append(asked(second, "SELECT count(*) FROM said"))
        second.rollback()
        second.set_autocommit(True)

    other = threading.Thread(target=write)
    other.start()
    assert waits.wait(20), "it was asked for its turn while the other wrote"
    first.commit()
    first.set_autocommit(True)
    other.join()
    assert seen == [(1,)]


def test_garbage_that_another_thread_finds_neither_waits_for_a_writer_nor_disturbs_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Garbage is collected by whoever makes the next object: an old cursor of a connection that waits to write may be
    found by the very thread that it waits for; and at the moment at which Python asks that connection what is wrong."""
    monkeypatch.setattr(base, "LATE", base.SOON)
    monkeypatch.setattr(base, "SOON", 0)  # as many tries as there can be
    first, second = line_to(tmp_path / "city.sqlite3"), line_to(tmp_path / "city.sqlite3")
    asked(first, "CREATE TABLE said (words text)")
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    second.inc_thread_sharing()
    waits, wrote, looked = threading.Event(), threading.Event(), threading.Event()
    held: list[base.Cursor] = []

    def told(execute: Callable[..., Any], *said: Any) -> Any:
        waits.set()
        return execute(*said)

    def leave_a_cursor() -> None:
        cursor = second.cursor()
        cursor.execute("SELECT 1 UNION ALL SELECT 2")
        vars(cursor)["itself"] = cursor  # a circle: only the collector finds it

    def write() -> None:
        for _ in range(20_000):
            leave_a_cursor()
        held.append(second.cursor().cursor)
        with second.execute_wrapper(told):
            asked(second, "INSERT INTO said VALUES ('second') RETURNING 1")
        wrote.set()
        assert looked.wait(20)
        second.cursor().close()
        looked.clear()

    other = threading.Thread(target=write)
    gc.disable()
    try:
        other.start()
        assert waits.wait(20)
        found = gc.collect()
    finally:
        gc.enable()
    assert found > 20_000 and not wrote.is_set(), "it waits for the one who waits for the writer"
    asked(first, "INSERT INTO said VALUES ('first')")
    first.commit()
    first.set_autocommit(True)
    assert wrote.wait(20) and asked(first, "SELECT count(*) FROM said") == (2,)
    assert len(second.left) == 20_000
    held[0].close()
    assert second.left[20_000:] == held, "whoever closes one from elsewhere lays it aside, too"
    looked.set()
    other.join(20)
    assert not second.left, "their own thread let go of them"


def test_many_rows_by_themselves_are_written_together_when_it_is_their_turn(tmp_path: Path) -> None:
    line = line_to(tmp_path / "city.sqlite3")
    asked(line, "CREATE TABLE said (words text PRIMARY KEY)")
    with line.cursor() as cursor:
        cursor.executemany("INSERT INTO said VALUES (%s)", [["a"], ["b"]])
        with pytest.raises(IntegrityError):
            cursor.executemany("INSERT INTO said VALUES (%s)", [["c"], ["a"]])
    assert asked(line, "SELECT count(*) FROM said") == (2,), "nothing of what could not be written whole"


def test_a_writer_waits_no_longer_than_the_settings_say(tmp_path: Path) -> None:
    first, second = line_to(tmp_path / "city.sqlite3"), line_to(tmp_path / "city.sqlite3", patience=0.01)
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert second.get_autocommit()
    first.rollback()
    first.set_autocommit(True)
    second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    second.rollback()
