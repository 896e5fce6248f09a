"""Whatever question of whichever line of the worker's list the way to the database breaks under: it is a database that
is away, nobody is told that we broke, and the line is done the next time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from rukun.databases.lending import between_looks
from rukun.followup.actions import open_tickets
from rukun.followup.models import Ticket
from rukun.operation import faults
from rukun.operation.rounds import ALWAYS, Line, Round, go_through
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.tick import lines
from rukun.transparency.map.keeping import keep_map
from rukun.transparency.models import Mark
from tests.breaking import BreakingWay
from tests.made import report

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file, and no way leads to it")


@pytest.fixture
def way(committed: Path, budi: Actor, citra: Actor) -> Iterator[BreakingWay]:
    with BreakingWay() as made:
        yield made


def gone_through(line: Line, at: datetime) -> None:
    """As the worker does it: a way that was lost at the very end is looked at before anything else."""
    due = {"line": line._replace(rest=ALWAYS, sooner=False)}
    go_through(due, at=at, everything=False, worker=Round(apart=line.apart))
    between_looks()


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says, entry by entry, each with the failure; and forget it."""
    said = [f"{one.getMessage()}: {one.exc_info and one.exc_info[1]!r}" for one in caplog.records]
    caplog.clear()
    return said


def test_the_map_is_kept_whatever_question_the_server_ends_the_session_under(
    way: BreakingWay, budi: Actor, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    away = 0
    for question in count(1):
        report(budi, noon + timedelta(seconds=question))
        way.break_under(question, ends=True)
        gone_through(Line(ALWAYS, keep_map), noon)
        said = told(caplog)
        assert all("could not reach the database" in one for one in said), (question, said)
        away += len(said)
        if not way.is_broken:
            break
    assert away > 40, "all but the last few, which are the worker's sign of life"
    assert Mark.objects.count() == Report.objects.count() == question


def test_each_line_of_the_list_takes_a_way_that_is_cut_for_a_database_that_is_away_and_is_done_the_next_time(
    way: BreakingWay, budi: Actor, noon: datetime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong, broken = list[str](), 0
    for name, line in lines(noon, tmp_path).items():
        report(budi, noon)
        way.break_under(0, ends=False)
        gone_through(line, noon)
        for question in sorted({way.asked // 2, way.asked} - {0}):
            report(budi, noon)
            way.break_under(question, ends=False)
            gone_through(line, noon)
            said, broken = told(caplog), broken + way.is_broken
            wrong += [f"{name}, question {question}: {one}" for one in said if faults.SAID in one]
            way.break_under(0, ends=False)
            gone_through(line, noon)
            wrong += [f"{name} the next time: {one}" for one in told(caplog)]
    assert not wrong and broken > len(lines(noon, tmp_path))
    open_tickets(at=noon, since=None)
    assert Ticket.objects.count() == Report.objects.count()


@pytest.mark.parametrize("ends", [False, True])
def test_rows_that_are_read_bit_by_bit_fail_as_django_says_it_to_the_very_end(way: BreakingWay, ends: bool) -> None:
    """Where whoever asks looks for a database that is away they find one, also when the last of it is let go of."""
    way.break_under(0, ends=ends)
    with transaction.atomic():
        list(Person.objects.iterator(1))
    questions = way.asked
    assert questions > 5
    for question in range(1, questions):
        way.break_under(question, ends=ends)
        with pytest.raises(OperationalError), transaction.atomic():
            list(Person.objects.iterator(1))


def test_a_line_after_one_that_lost_its_way_finds_a_new_one(
    way: BreakingWay, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    way.break_under(1, ends=True)
    two = {"first": Line(ALWAYS, Person.objects.count), "second": Line(ALWAYS, Person.objects.count)}
    done = go_through(two, at=noon, everything=False, worker=Round(apart=False))
    assert done == {"first": 0, "second": Person.objects.count()}
    assert [one.partition(":")[0] for one in told(caplog)] == ["first could not reach the database"]


def test_a_question_that_is_wrong_is_a_fault_of_ours_over_any_way(
    way: BreakingWay, noon: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return 1

    gone_through(Line(ALWAYS, wrong), noon)
    assert faults.SAID in told(caplog)[0]
