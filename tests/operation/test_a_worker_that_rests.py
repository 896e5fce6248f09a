"""What the worker does again and again costs little while there is nothing to do, and comes no later for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.followup.queries import is_overdue, is_untreated, overdue, untreated
from rukun.operation.rounds import Round
from rukun.people.rules import Actor
from rukun.tick import JUST_NOW, tick
from tests.made import report

RESTS_A_MINUTE, RESTS_A_DAY = "done:questions-chased", "done:old-notices-pruned"


def asked(at: datetime, home: Path, worker: Round) -> str:
    """Every query of a round, one after the other."""
    with CaptureQueriesContext(connection) as queries:
        tick(at=at, home=home, worker=worker)
    return "\n".join(str(query["sql"]) for query in queries)


def test_what_rests_is_not_asked_for_again_until_its_time_has_come(kota: Path, noon: datetime, tmp_path: Path) -> None:
    own = Round(apart=False)
    assert RESTS_A_MINUTE in asked(noon, tmp_path, own)
    between = asked(noon + timedelta(seconds=59), tmp_path, own)
    assert RESTS_A_MINUTE not in between and RESTS_A_DAY not in between
    afterwards = asked(noon + timedelta(seconds=60), tmp_path, own)
    assert RESTS_A_MINUTE in afterwards and RESTS_A_DAY not in afterwards


def test_what_another_worker_did_rests_from_when_that_one_did_it(kota: Path, noon: datetime, tmp_path: Path) -> None:
    tick(at=noon, home=tmp_path)
    own = Round(apart=False)
    assert RESTS_A_MINUTE in asked(noon + timedelta(seconds=30), tmp_path, own)
    assert RESTS_A_MINUTE not in asked(noon + timedelta(seconds=59), tmp_path, own)
    assert RESTS_A_MINUTE in asked(noon + timedelta(seconds=60), tmp_path, own)


def test_a_clock_that_was_put_back_lets_nothing_rest(kota: Path, noon: datetime, tmp_path: Path) -> None:
    own = Round(apart=False)
    tick(at=noon, home=tmp_path, worker=own)
    assert RESTS_A_DAY in asked(noon - timedelta(days=40), tmp_path, own)


def test_a_mark_that_is_gone_is_made_again(kota: Path, noon: datetime, tmp_path: Path) -> None:
    tick(at=noon, home=tmp_path)
    cache.clear()
    own = Round(apart=False)
    assert "INSERT" in asked(noon + timedelta(seconds=1), tmp_path, own)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=30)])
def test_whether_anything_is_due_is_what_the_list_of_it_says(
    kota: Path, budi: Actor, noon: datetime, tmp_path: Path, after: timedelta
) -> None:
    assert not is_untreated(noon, JUST_NOW) and not is_overdue(noon + after)
    report(budi, at=noon)
    assert is_untreated(noon, JUST_NOW) and untreated(noon, JUST_NOW).count() == 1
    assert not is_untreated(noon + 2 * JUST_NOW, JUST_NOW)
    tick(at=noon, home=tmp_path)
    assert not is_untreated(noon, JUST_NOW)
    assert is_overdue(noon + after) == overdue(noon + after).exists() == bool(after)
