"""How far a replica is behind is told by the marks of the primary's log, and by nobody's clock."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rukun.databases.lag import EVERY_SECONDS, MARKS_KEPT, Marks


def marked(*marks: tuple[float, int]) -> Marks:
    made = Marks()
    for at, written in marks:
        made.note(at, written)
    return made


def test_a_replica_that_has_everything_is_not_behind_however_long_nothing_happened() -> None:
    quiet = marked((0, 500), (1, 500), (600, 500))
    assert quiet.behind(500) == 0
    assert quiet.behind(900) == 0, "it heard of more than we did"


def test_one_that_lacks_a_mark_is_behind_since_it_had_all() -> None:
    growing = marked((10, 100), (11, 200), (12, 300), (13, 400))
    assert growing.behind(400) == 0
    assert growing.behind(350) == 0.5, "half of the last second's log is missing"
    assert growing.behind(200) == 2
    assert growing.behind(100) == 3


def test_a_pause_is_counted_from_the_last_moment_at_which_nothing_was_missing() -> None:
    assert marked((0, 100), (1, 100), (50, 100), (51, 200)).behind(100) == 1


def test_nothing_is_known_before_the_primary_was_asked() -> None:
    assert Marks().behind(100) is None


def test_what_is_older_than_every_mark_is_later_than_anybody_may_be() -> None:
    behind = marked((0, 1000), (1, 2000)).behind(10)
    assert behind is not None and behind >= MARKS_KEPT * EVERY_SECONDS


@given(st.lists(st.tuples(st.floats(0.1, 5), st.integers(0, 1000)), min_size=1), st.integers(0, 50_000))
def test_whoever_replayed_more_is_never_further_behind(steps: list[tuple[float, int]], replayed: int) -> None:
    at, written, made = 0.0, 0, Marks()
    for seconds, more in steps:
        at, written = at + seconds, written + more
        made.note(at, written)
    behind, further = made.behind(replayed), made.behind(replayed + 1)
    assert behind is not None and further is not None and 0 <= further <= behind + 1e-9
