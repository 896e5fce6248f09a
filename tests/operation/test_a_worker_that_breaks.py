"""A part of the worker's list that breaks off is told to whoever watches, tried again, and holds up no other."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import OperationalError

from rukun import clock
from rukun.channels.cli.hands import keep_at_work
from rukun.followup.models import Ticket
from rukun.operation import doctor, faults, figures, measures
from rukun.operation.rounds import DAY, HOUR, Line, Round, go_through
from rukun.people.rules import Actor
from rukun.tick import tick
from tests.made import report

LINE = "awards proposed"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def keys(kota: Path, tmp_path: Path) -> Path:
    """What lies where the folder of the keys should be: somebody restored it by hand, and wrongly."""
    (tmp_path / "keys").write_text("")
    return tmp_path / "keys"


def wrong(at: datetime) -> list[str]:
    return [
        one.words
        for one in doctor.findings(doctor.Look(at, clock.wall()))
        if one.code == "worker-broke" and one.grade == "wrong"
    ]


def test_keys_that_cannot_be_read_stop_nothing_but_what_needs_them(
    keys: Path, budi: Actor, noon: datetime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    report(budi, noon)
    done = tick(at=noon, home=tmp_path, worker=Round(apart=False))
    assert done["seals"] == done["seeds promised"] == 0
    assert done["tickets opened after a rest"] == 1 == Ticket.objects.count() and done["figures kept"]
    assert "seals broke off" in caplog.text and "FileExistsError" in caplog.text
    assert wrong(noon + MINUTE) == ["broke off lately: seals, seeds promised"]
    measured = {one.name: one.values for one in measures.measured(noon + MINUTE)}
    assert measured["rukun_worker_broke"][("line", "seals"),] == 1
    assert not wrong(noon + faults.KNOWN_FOR + MINUTE)


def test_what_broke_off_is_tried_again_after_a_minute_although_it_is_done_once_an_hour(
    keys: Path, noon: datetime, tmp_path: Path
) -> None:
    own, line = Round(apart=False), "seeds promised"
    tick(at=noon, home=tmp_path, worker=own)
    assert line not in tick(at=noon + MINUTE / 2, home=tmp_path, worker=own)
    keys.unlink()
    assert tick(at=noon + MINUTE, home=tmp_path, worker=own)[line] == 1
    assert line not in tick(at=noon + 2 * MINUTE, home=tmp_path, worker=own)


def test_who_goes_through_the_list_by_hand_is_told_when_all_the_others_are_done(
    keys: Path, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    report(budi, noon)
    with pytest.raises(FileExistsError):
        tick(at=noon, home=tmp_path)
    assert Ticket.objects.count() == 1 and "kept_at" in figures.kept()


@pytest.mark.django_db
def test_what_is_done_once_a_day_and_ended_with_its_worker_is_begun_by_another_within_an_hour(noon: datetime) -> None:
    def killed() -> int:
        raise SystemExit

    with pytest.raises(SystemExit):
        go_through({LINE: Line(DAY, killed)}, at=noon, everything=False, worker=Round(apart=False))
    other, done = Round(apart=False), list[datetime]()
    for minutes in range(3 * HOUR // 60):
        at = noon + minutes * MINUTE
        if minutes == HOUR // 60:
            cache.delete("done:awards-proposed")  # it ends by the wall's clock, and no hour of that has gone by
        if go_through({LINE: Line(DAY, lambda: 1)}, at=at, everything=False, worker=other).get(LINE):
            done.append(at)
    assert done == [noon + timedelta(hours=1)]


@pytest.mark.django_db(transaction=True)
def test_hands_that_break_off_begin_anew_and_only_a_fault_of_our_own_is_told() -> None:
    stop, begun = threading.Event(), list[str]()

    def hand(stopped: threading.Event) -> None:
        begun.append("again")
        if len(begun) == 1:
            raise OperationalError("the server is restarting")
        if len(begun) == 2:
            raise LookupError("nobody thought of this")
        stopped.set()

    keep_at_work("letters", hand, stop, rest=0)
    assert len(begun) == 3 and stop.is_set()
    assert faults.broken(figures.kept(), clock.now()) == ["letters"]


@pytest.mark.django_db(transaction=True)
def test_hands_that_are_told_to_end_end_the_others_as_well() -> None:
    stop = threading.Event()

    def hand(_stopped: threading.Event) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        keep_at_work("letters", hand, stop, rest=0)
    assert stop.is_set()
