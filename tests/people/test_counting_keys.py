"""Uses of a key are counted by the handful where its quota is large, and without waiting for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rukun.people import keys
from rukun.people.actions import KeyTerms, issue_key
from rukun.people.models import ApiKey, KeyUse
from rukun.values.refused import Refused

NOON = datetime(2016, 6, 1, 5, tzinfo=UTC)
pytestmark = [pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
on_a_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite waits for no disk")


def key(per_hour: int, per_day: int) -> ApiKey:
    return issue_key(KeyTerms("Bench", "a@contoh.id", per_hour, per_day), by="bench", at=NOON).key


def another_host() -> None:
    """From here on it is a process that has nothing in hand."""
    keys._hands.clear()


@pytest.fixture
def durable() -> Iterator[None]:
    """A connection as a city's is: what is kept waits for the disk, which servers of tests do not."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    yield
    connection.close()


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return bool(cursor.fetchone()[0] == "on")


@on_a_server
@pytest.mark.usefixtures("durable")
def test_only_the_counting_does_not_wait() -> None:
    few = key(2, 10)
    with CaptureQueriesContext(connection) as asked:
        assert keys.spend(few, at=NOON).left == 1
    assert len(asked) == 1 and "'synchronous_commit', 'off', true" in asked[0]["sql"]
    assert waits()


@on_a_server
@pytest.mark.usefixtures("durable")
def test_within_a_transaction_all_of_it_waits() -> None:
    few = key(2, 10)
    with transaction.atomic():
        assert keys.spend(few, at=NOON).left == 1
        assert waits()


def test_of_a_large_quota_a_handful_is_taken_at_once_and_every_use_has_its_own_number() -> None:
    many = key(5_000, 50_000)
    with CaptureQueriesContext(connection) as asked:
        left = [keys.spend(many, at=NOON).left for _ in range(10)]
    assert left == list(range(4_999, 4_989, -1))
    assert sum("people_keyuse" in one["sql"] for one in asked) == 2
    assert KeyUse.objects.get(key=many).used == 10


def test_a_small_quota_is_counted_one_by_one() -> None:
    few = key(60, 500)
    for used in (1, 2, 3):
        keys.spend(few, at=NOON)
        assert KeyUse.objects.get(key=few).used == used


def test_hosts_together_give_out_no_more_than_the_quota() -> None:
    many, given = key(3_000, 3_010), 0
    KeyUse.objects.create(key=many, hour=NOON, used=2_990)
    for _ in range(30):
        another_host()
        try:
            keys.spend(many, at=NOON)
        except Refused as refusal:
            assert refusal.code == "wait"
        else:
            given += 1
    # Of each handful of three the two others lay unused in a process that had no more to do.
    assert 3 <= given <= 10
    # What was refused was given back whole, however often it was asked for.
    assert KeyUse.objects.get(key=many).used <= 3_000 + 2


def test_a_hand_is_worth_nothing_in_the_next_hour() -> None:
    many = key(5_000, 50_000)
    keys.spend(many, at=NOON)
    assert keys.spend(many, at=NOON + timedelta(hours=1)).left == 4_999
    assert KeyUse.objects.get(key=many, hour=NOON + timedelta(hours=1)).used == 5


def test_what_is_taken_back_leaves_nothing_in_hand() -> None:
    many = key(5_000, 50_000)
    with pytest.raises(RuntimeError), transaction.atomic():
        keys.spend(many, at=NOON)
        raise RuntimeError
    assert not KeyUse.objects.exists()
    keys.spend(many, at=NOON)
    assert KeyUse.objects.get(key=many).used == 5
