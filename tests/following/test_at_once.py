"""Exactly one letter a day for each, whoever is killed and however many work; and no more work than there is news."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from rukun.following import actions, asking, queries, telling
from rukun.following.access import Holder
from rukun.following.models import Follow, Follower, Letter
from rukun.following.rules import Wish
from rukun.followup.models import Ticket
from rukun.notices.models import Delivery, Notice, Reader
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.values.zones import WIB
from tests.at_once import all_at_once
from tests.made import report, ticket

WARD = "9999991001"
NEXT = datetime(2016, 6, 2, 7, tzinfo=WIB)


def readers(many: int, at: datetime) -> None:
    for number in range(many):
        actions.confirm(asking.Asked(f"r{number}@contoh.id", "id", Wish(area=WARD)), at=at)


def test_of_two_workers_at_once_each_follower_gets_one_letter(
    committed: Path, budi: Actor, noon: datetime, in_thread: Callable[..., object]
) -> None:
    readers(12, noon)
    report(budi, noon)
    threads = [in_thread(lambda: telling.tell_due(at=NEXT, most=3)) for _ in range(3)]
    for thread in threads:
        thread.join(30)  # type: ignore[attr-defined]
    telling.tell_due(at=NEXT)
    assert Notice.objects.count() == Letter.objects.count() == 12
    assert Notice.objects.values("reader").distinct().count() == 12


def test_two_who_confirm_the_same_address_at_once_are_one_reader(
    committed: Path, noon: datetime, in_thread: Callable[..., object]
) -> None:
    asked = asking.Asked("sri@contoh.id", "id", Wish(area=WARD))
    for thread in [in_thread(lambda: actions.confirm(asked, at=noon)) for _ in range(3)]:
        thread.join(30)  # type: ignore[attr-defined]
    assert (Reader.objects.count(), Follower.objects.get().follows.count()) == (1, 1)


def test_what_a_killed_worker_had_begun_is_not_there_and_is_done_whole_the_next_time(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    readers(2, noon)
    report(budi, noon)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        assert telling.tell_due(at=NEXT) == 2
        raise KeyboardInterrupt
    assert not Notice.objects.exists()
    assert telling.tell_due(at=NEXT) == 2 == Notice.objects.count()


def test_the_database_itself_holds_a_second_letter_of_a_day_off(kota: Path, budi: Actor, noon: datetime) -> None:
    readers(1, noon)
    report(budi, noon)
    telling.tell_due(at=NEXT)
    Follower.objects.update(told_until=noon)
    with pytest.raises(IntegrityError), transaction.atomic():
        telling.tell_due(at=NEXT)
    assert Notice.objects.count() == 1


def asked_for(at: datetime) -> int:
    with CaptureQueriesContext(connection) as told:
        telling.tell_due(at=at)
    return len(told)


def test_nothing_due_is_one_query_and_many_followers_are_as_many_as_few(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    assert asked_for(NEXT) == 1 and asked_for(NEXT - timedelta(hours=1)) == 0
    readers(2, noon)
    for number in range(3):
        ticket(budi, noon + timedelta(minutes=number))
    few = asked_for(NEXT)
    readers(40, NEXT)
    for number in range(30):
        ticket(budi, NEXT + timedelta(minutes=number))
    many = asked_for(NEXT + timedelta(days=1))
    assert Letter.objects.count() == 2 + 40 and many == few


def many_older(like: Ticket, many: int, at: datetime) -> None:
    """So many tickets of the same kelurahan, all of them left alone for long."""
    said = Report.objects.filter(pk=like.report_id).values().get()
    when = [at - timedelta(days=30, hours=number) for number in range(many)]
    made = Report.objects.bulk_create(
        Report(**said | {"id": None, "key": f"old-{n}", "code": f"OLD{n:07}", "received_at": then})
        for n, then in enumerate(when)
    )
    held = Ticket.objects.filter(pk=like.pk).values().get()
    Ticket.objects.bulk_create(
        Ticket(
            **held | {"id": None, "report_id": one.pk, "changed_at": one.received_at, "received_at": one.received_at}
        )
        for one in made
    )


@pytest.mark.usefixtures("uncounted")
def test_what_changed_is_found_along_one_index_however_many_reports_there_are(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    kept = ticket(budi, noon)
    many_older(kept, 3_000, noon)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    with CaptureQueriesContext(connection) as told:
        queries.changes([kept.kelurahan_id], noon, noon + timedelta(days=1))
    asked = [one["sql"] for one in told]
    assert len(asked) == 3
    for sql, index in (
        (asked[0], "(changes_of_a_kelurahan|tickets_by_change)"),
        (asked[2], "reports_(of_a_kelurahan|newest_first)"),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert re.search(rf"\b{index}\b", plan), plan


def test_who_leaves_while_the_letters_are_made_is_gone_with_theirs(
    committed: Path, budi: Actor, noon: datetime, in_thread: Callable[..., object]
) -> None:
    readers(20, noon)
    report(budi, noon)
    holders = [Holder(reader=pk) for pk in Reader.objects.values_list("pk", flat=True)]
    making = in_thread(lambda: telling.tell_due(at=NEXT, most=5))
    leaving = in_thread(lambda: [actions.stop_letters(one, at=NEXT) for one in holders])
    for thread in (making, leaving):
        thread.join(30)  # type: ignore[attr-defined]
    assert not any(rows.objects.exists() for rows in (Reader, Follower, Letter, Notice, Delivery))


@pytest.mark.parametrize("leaves", ["letters", "last place"])
def test_who_leaves_and_confirms_at_the_same_moment_is_there_or_gone_and_meets_no_fault(
    committed: Path, noon: datetime, leaves: str
) -> None:
    asked = asking.Asked("sri@contoh.id", "id", Wish(area=WARD))

    def leave(follow: Follow) -> bool:
        if leaves == "last place":
            actions.unfollow(follow, seat="warga", at=noon)
        else:
            actions.stop_letters(Holder(reader=follow.follower.reader_id), at=noon)
        return True

    for _ in range(20):
        follow = actions.confirm(asked, at=noon).follows.get()
        told = all_at_once(lambda: bool(actions.confirm(asked, at=noon)), partial(leave, follow))
        assert told == [True, True], "one of them broke"
        many = Reader.objects.count()
        assert many == Follower.objects.count() == Follow.objects.count() <= 1
