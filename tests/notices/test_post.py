"""What is to be sent is in one pair of hands at a time, and comes back when they are dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.notices import actions, post, reading, walking
from rukun.notices.models import Delivery, Notice
from rukun.notices.post import LEASE, TAKEN_MAX
from rukun.notices.rules import WAITS, Matter, Way
from rukun.people.rules import Actor
from rukun.values.refused import Refused
from tests.made import proof, ticket

InThread = Callable[..., threading.Thread]
SOON = timedelta(minutes=4)


def finished(by: Actor, desk: Actor, at: datetime, count: int = 1) -> None:
    """So many reports of one person are finished, and the news of it is there."""
    for _ in range(count):
        followup.finish(ticket(by, at), words="Sudah", proof=proof(), desk=desk.seats[0], at=at)
    walking.catch_up(at=at)


def states() -> list[str]:
    return list(Delivery.objects.order_by("id").values_list("state", flat=True))


def test_several_pieces_of_news_within_minutes_leave_as_one_message(begun: datetime, budi: Actor, citra: Actor) -> None:
    finished(budi, citra, begun, 3)
    assert post.take(at=begun + timedelta(minutes=2)) is None, "more may come"
    finished(budi, citra, begun + timedelta(minutes=2), 2)
    bundle = post.take(at=begun + SOON)
    assert bundle is not None and len(bundle.notices) == 5 and bundle.way is Way.EMAIL
    post.sent(bundle, at=begun + SOON)
    assert states() == ["sent"] * 5 and post.take(at=begun + timedelta(days=9)) is None


def test_what_comes_after_a_message_was_taken_waits_for_the_next(begun: datetime, budi: Actor, citra: Actor) -> None:
    finished(budi, citra, begun, 2)
    first = post.take(at=begun + SOON)
    finished(budi, citra, begun + SOON)
    assert first is not None
    post.not_sent(first, "away", is_final=False, at=begun + SOON)
    again = post.take(at=begun + SOON + WAITS[0])
    assert again is not None and again.key == first.key
    assert [n.pk for n in again.notices] == [n.pk for n in first.notices], "the same key is the same message"
    post.sent(again, at=begun + SOON)
    other = post.take(at=begun + 2 * SOON)
    assert other is not None and other.key != first.key and len(other.notices) == 1


def test_what_somebody_holds_nobody_else_takes_until_the_lease_runs_out(
    begun: datetime, budi: Actor, citra: Actor
) -> None:
    finished(budi, citra, begun)
    first = post.take(at=begun + SOON)
    assert first is not None and post.take(at=begun + SOON + LEASE) is None
    again = post.take(at=begun + SOON + LEASE + timedelta(seconds=1))
    assert again is not None and (again.key, again.tries) == (first.key, 2)


def test_who_comes_back_from_the_dead_changes_nothing_but_that_it_was_sent(
    begun: datetime, budi: Actor, citra: Actor
) -> None:
    finished(budi, citra, begun)
    dead = post.take(at=begun + SOON)
    late = begun + SOON + LEASE + timedelta(seconds=1)
    alive = post.take(at=late)
    assert dead is not None and alive is not None
    post.not_sent(dead, "too late to say so", is_final=True, at=late)
    assert states() == ["waiting"] and post.take(at=late) is None
    post.sent(dead, at=late)
    assert states() == ["sent"]


def test_a_message_that_ends_its_sender_every_time_is_given_up(begun: datetime, budi: Actor, citra: Actor) -> None:
    finished(budi, citra, begun)
    at, taken = begun + SOON, 0
    while post.take(at=at) is not None:
        at += LEASE + timedelta(seconds=1)
        taken += 1
    assert taken == TAKEN_MAX and states() == ["failed"]


def test_workers_at_the_same_time_take_each_message_once(
    committed: Path, in_thread: InThread, citra: Actor, noon: datetime
) -> None:
    from tests.conftest import _person

    walking.begin(at=noon)
    for number in range(12):
        finished(_person(f"Orang{number}"), citra, noon, 2)  # type: ignore[arg-type]
    start, taken = threading.Barrier(4), []

    def work() -> None:
        start.wait(20)
        while bundle := post.take(at=noon + SOON):
            taken.append((bundle.key, [notice.pk for notice in bundle.notices]))
            post.sent(bundle, at=noon + SOON)

    for thread in [in_thread(work) for _ in range(4)]:
        thread.join(60)
    carried = [number for _, numbers in taken for number in numbers]
    assert sorted(carried) == sorted(Notice.objects.filter(matter="done").values_list("pk", flat=True))
    assert len({key for key, _ in taken}) == len(taken) and set(states()) == {"sent"}


def test_what_was_read_meanwhile_or_is_no_longer_wanted_is_not_sent(begun: datetime, budi: Actor, citra: Actor) -> None:
    finished(budi, citra, begun, 2)
    reading.mark_read(Notice.objects.filter(matter="done")[0], at=begun)
    bundle = post.take(at=begun + SOON)
    assert bundle is not None and len(bundle.notices) == 1
    post.not_sent(bundle, "away", is_final=False, at=begun + SOON)
    actions.stop_email(person_id=bundle.person.pk, at=begun)
    assert post.take(at=begun + timedelta(hours=1)) is None and states() == ["dropped"] * 2


def test_it_is_tried_again_later_and_later_and_then_given_up_to_an_operator(
    begun: datetime, budi: Actor, citra: Actor
) -> None:
    from rukun.notices import queries

    finished(budi, citra, begun, 2)
    at = begun + SOON
    for wait in WAITS:
        bundle = post.take(at=at)
        assert bundle is not None
        post.not_sent(bundle, "away", is_final=False, at=at)
        assert post.take(at=at + wait - timedelta(seconds=1)) is None
        at += wait
    bundle = post.take(at=at)
    assert bundle is not None and queries.failed() == []
    post.not_sent(bundle, "still away", is_final=False, at=at)
    (row,) = queries.failed()
    assert (row["way"], row["tries"], row["notices"], row["error"]) == ("email", 6, 2, "still away")
    assert post.take(at=at + timedelta(days=9)) is None
    assert actions.send_again(number=row["id"], at=at) == 2 and queries.failed() == []
    again = post.take(at=at)
    assert again is not None and (again.key, again.tries, len(again.notices)) == (bundle.key, 1, 2)
    with pytest.raises(Refused, match="Tidak ada kiriman gagal"):
        actions.send_again(number=row["id"], at=at)
    assert actions.send_again(number=None, at=at) == 0


def test_a_text_waits_for_the_morning_even_when_the_worker_was_late(begun: datetime, hadi: Actor, citra: Actor) -> None:
    finished(hadi, citra, begun)
    night, morning = begun + timedelta(hours=11), begun + timedelta(hours=18)
    assert post.take(at=night) is None
    assert Delivery.objects.get().due_at == morning and Delivery.objects.get().tries == 0
    bundle = post.take(at=morning)
    assert bundle is not None and bundle.way is Way.TEXT
    post.not_sent(bundle, "away", is_final=False, wait_seconds=16 * 3600, at=morning)
    assert Delivery.objects.get().due_at == morning + timedelta(days=1), "22:00 is night again"


def test_who_wants_to_be_rung_at_night_is(begun: datetime, hadi: Actor, citra: Actor) -> None:
    wanted = {(Matter.DONE, Way.TEXT)}
    actions.choose(wanted=wanted, ways=(Way.TEXT,), is_quiet=False, by=hadi, at=begun)
    night = begun + timedelta(hours=11)
    finished(hadi, citra, night)
    assert post.take(at=night + SOON) is not None


def test_with_nothing_to_send_it_costs_one_query(begun: datetime) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert post.take(at=begun) is None
    assert len(asked) == 1
