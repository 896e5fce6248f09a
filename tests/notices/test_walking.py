"""The trail is walked once, whatever commits when: never twice, never lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.notices import walking
from rukun.notices.models import Cursor, Delivery, Notice, Seen
from rukun.people.rules import Actor
from rukun.trail.actions import Act, record, record_many, seal
from rukun.trail.models import Event, Leaf, Unsealed
from tests.made import proof, report, ticket

InThread = Callable[..., threading.Thread]
Told = Callable[[Actor], list[str]]


def test_an_event_is_told_before_it_is_sealed_and_not_again_afterwards(
    begun: datetime, budi: Actor, told: Told, tmp_path: Path
) -> None:
    ticket(budi, begun)
    assert walking.walk(at=begun) == 1 and told(budi) == ["opened"]
    assert walking.walk(at=begun) == 0
    seal(home=tmp_path, at=begun)
    assert walking.walk(at=begun) == 0 and told(budi) == ["opened"]
    assert not Seen.objects.exists(), "what the cursor has passed need not be remembered"
    assert Cursor.objects.get().index == Leaf.objects.count()


def test_an_event_that_was_sealed_before_anybody_read_it_is_told(
    begun: datetime, budi: Actor, told: Told, tmp_path: Path
) -> None:
    ticket(budi, begun)
    seal(home=tmp_path, at=begun)
    assert walking.walk(at=begun) == 1 and told(budi) == ["opened"]


def test_on_an_existing_trail_it_begins_at_the_present(
    kota: Path, budi: Actor, told: Told, noon: datetime, tmp_path: Path
) -> None:
    ticket(budi, noon)
    seal(home=tmp_path, at=noon)
    ticket(budi, noon)
    later = noon + timedelta(hours=1)
    assert walking.walk(at=later) == 0 and told(budi) == []
    ticket(budi, later)
    assert walking.walk(at=later) == 1 and told(budi) == ["opened"]


def test_reports_of_earlier_years_that_are_imported_are_nobodys_news(begun: datetime, budi: Actor, told: Told) -> None:
    ticket(budi, begun - timedelta(days=400))
    assert walking.walk(at=begun) == 0 and told(budi) == []


def test_a_long_trail_is_walked_in_rounds_and_every_event_told(
    begun: datetime, budi: Actor, told: Told, tmp_path: Path
) -> None:
    for _ in range(4):
        ticket(budi, begun)
    seal(home=tmp_path, at=begun)
    for _ in range(3):
        ticket(budi, begun)
    rounds = 0
    while walking.walk(at=begun, most=2) or Seen.objects.count() < Unsealed.objects.count():
        rounds += 1
        assert rounds < 100
    for _ in range(60):
        walking.walk(at=begun, most=2)
    assert told(budi) == ["opened"] * 7 and Cursor.objects.get().index == Leaf.objects.count()


def test_with_nothing_to_do_it_costs_one_query(begun: datetime, budi: Actor, tmp_path: Path) -> None:
    ticket(budi, begun)
    walking.walk(at=begun)
    with CaptureQueriesContext(connection) as asked:
        assert walking.walk(at=begun) == 0
    assert len(asked) == 1
    seal(home=tmp_path, at=begun)
    walking.walk(at=begun)
    with CaptureQueriesContext(connection) as asked:
        assert walking.walk(at=begun) == 0
    assert len(asked) == 1


def test_many_events_cost_as_many_queries_as_one(begun: datetime, budi: Actor, ani: Actor) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert walking.walk(at=begun)
        return len(asked)

    ticket(budi, begun)
    one = cost()
    for _ in range(25):
        ticket(budi, begun)
        ticket(ani, begun)
    assert cost() == one


def test_killed_in_the_middle_nothing_has_happened_and_nothing_is_lost(
    committed: Path, budi: Actor, told: Told, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process ends between making the notices and what is to be sent: the next one finds all of it undone."""
    walking.begin(at=noon)
    seen = ticket(budi, noon)
    followup.decline(seen, reason_code="not-public", words="Bukan ruang publik", desk=_desk(), at=noon)

    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "bulk_create", die)
        with pytest.raises(Killed):
            walking.walk(at=noon)
    assert told(budi) == [] and not Seen.objects.exists()
    assert walking.walk(at=noon) == 2
    assert told(budi) == ["opened", "declined"] and Delivery.objects.count() == 1


def _desk() -> object:
    from tests.conftest import KELURAHAN, _person

    return _person("Lurah", "lurah", KELURAHAN, KELURAHAN).seats[0]  # type: ignore[attr-defined]


def test_two_that_walk_at_once_tell_each_person_once(
    committed: Path, in_thread: InThread, budi: Actor, told: Told, noon: datetime, tmp_path: Path
) -> None:
    walking.begin(at=noon)
    for _ in range(20):
        ticket(budi, noon)
    seal(home=tmp_path, at=noon)
    for _ in range(20):
        ticket(budi, noon)
    start = threading.Barrier(4)

    def walk() -> None:
        start.wait(20)
        for _ in range(5):
            walking.walk(at=noon, most=15)

    for thread in [in_thread(walk) for _ in range(4)]:
        thread.join(60)
    for _ in range(20):
        walking.walk(at=noon)
    assert told(budi) == ["opened"] * 40


def test_an_event_that_commits_behind_a_later_one_is_told_too(
    committed: Path, in_thread: InThread, budi: Actor, told: Told, noon: datetime, tmp_path: Path
) -> None:
    """It was written first and commits last, when the cursor has passed all that came after it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time, so no transaction can commit behind another")
    walking.begin(at=noon)
    first, second = report(budi, noon), report(budi, noon)
    written, walked = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("ticket.opened", at=noon, seat="clock", about=f"report:{first.code}")
            written.set()
            assert walked.wait(20)

    thread = in_thread(slow)
    assert written.wait(20)
    record("ticket.opened", at=noon, seat="clock", about=f"report:{second.code}")
    assert walking.walk(at=noon) == 1
    seal(home=tmp_path, at=noon)
    assert walking.walk(at=noon) == 0
    walked.set()
    thread.join(20)
    late = Event.objects.get(about=f"report:{first.code}", verb="ticket.opened")
    assert late.pk < Event.objects.get(about=f"report:{second.code}", verb="ticket.opened").pk
    assert walking.walk(at=noon) == 1 and told(budi) == ["opened", "opened"]
    seal(home=tmp_path, at=noon)
    assert walking.walk(at=noon) == 0


def test_sealing_while_it_walks_neither_loses_nor_doubles(
    committed: Path, in_thread: InThread, budi: Actor, told: Told, noon: datetime, tmp_path: Path
) -> None:
    walking.begin(at=noon)
    made = [report(budi, noon) for _ in range(30)]
    ended = threading.Event()

    def work(act: Callable[[], object]) -> None:
        while not ended.is_set():
            act()

    in_thread(work, lambda: seal(home=tmp_path, at=noon))
    in_thread(work, lambda: walking.walk(at=noon, most=3))
    for one in made:
        record("ticket.opened", at=noon, seat="clock", about=f"report:{one.code}")
    ended.set()
    seal(home=tmp_path, at=noon)
    walking.catch_up(at=noon)
    walking.walk(at=noon)
    assert told(budi) == ["opened"] * 30
    assert set(Notice.objects.values_list("about", flat=True)) == {f"report:{one.code}" for one in made}


def test_an_event_whose_memory_was_lost_is_still_not_told_twice(
    begun: datetime, budi: Actor, told: Told, tmp_path: Path
) -> None:
    ticket(budi, begun)
    walking.walk(at=begun)
    Seen.objects.all().delete()
    assert walking.walk(at=begun) == 0 and told(budi) == ["opened"]


def test_events_of_things_that_are_gone_or_unknown_hold_nothing_up(begun: datetime, budi: Actor, told: Told) -> None:
    record_many(
        Act(verb, begun, "clock", about)
        for verb, about in (
            ("ticket.opened", "report:GONE"),
            ("thing.happened", "x"),
            ("report.commented", "report:NO"),
        )
    )
    ticket(budi, begun)
    assert walking.walk(at=begun) == 1 and told(budi) == ["opened"]


def test_the_clock_tells_people_and_leaves_no_event_of_it(
    begun: datetime, budi: Actor, told: Told, tmp_path: Path
) -> None:
    from rukun.tick import tick

    report(budi, begun)
    assert tick(at=begun, home=tmp_path)["notices"] == 1 and told(budi) == ["opened"]
    before = Event.objects.count()
    assert tick(at=begun, home=tmp_path)["notices"] == 0 and Event.objects.count() == before


def test_notices_go_after_a_year_and_what_was_sent_after_a_month(begun: datetime, budi: Actor, citra: Actor) -> None:
    seen = ticket(budi, begun)
    followup.finish(seen, words="Sudah", proof=proof(), desk=citra.seats[0], at=begun)
    walking.walk(at=begun)
    Delivery.objects.update(state="sent", settled_at=begun)
    assert walking.prune(at=begun + timedelta(days=29)) == 0
    assert walking.prune(at=begun + timedelta(days=31)) == 1
    assert walking.prune(at=begun + timedelta(days=364)) == 0 and Notice.objects.count() == 2
    assert walking.prune(at=begun + timedelta(days=366)) == 2
