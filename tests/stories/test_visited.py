"""Whoever looks in at a small demonstration as a head of an RT or RW finds something there to understand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import shapely
from django.conf import settings

from rukun.channels.simulate.plan import Said, Unit, Writer, month_of
from rukun.channels.simulate.scene import read_scene
from rukun.channels.simulate.visited import LEAST, STRUCK, with_visited
from rukun.values.time import Month

JUNE, SEED = Month(2016, 6), 7
SCENE, WORDS = read_scene(settings.REPOSITORY / "kota" / "jakarta")
UNITS = [
    Unit(f"{ward}001{number:03}", ward, shapely.box(106.8 + number / 1_000, -6.25, 106.801 + number / 1_000, -6.249))
    for ward in ("3174031002", "3174031003")
    for number in range(1, 41)
]
HEAD, OTHER = UNITS[4], UNITS[5]


def month(reports: int) -> list[Said]:
    return list(month_of(JUNE, UNITS, SCENE, WORDS, reports, SEED))


def test_a_visited_head_has_reports_that_count_and_one_that_may_be_contested() -> None:
    planned = [replace(one, unit="") if one.unit in (HEAD.code, OTHER.code) else one for one in month(120)]
    told = with_visited(planned, [HEAD, OTHER], SEED)
    for unit in (HEAD, OTHER):
        own = [one for one in told if one.unit == unit.code]
        assert [one.struck for one in own] == [""] * (LEAST - 1) + [STRUCK], "the newest, whose term still runs"
        assert all(shapely.contains_xy(unit.shape, one.place.lon, one.place.lat) for one in own)
        assert max(Counter(one.at.date() for one in own).values()) <= 3, "no more a day than any decree counts"
    assert [(one.number, one.at, one.kelurahan) for one in told] == [
        (one.number, one.at, one.kelurahan) for one in planned
    ], "the month has the same reports at the same moments"
    assert told == with_visited(planned, [HEAD, OTHER], SEED)


def test_who_has_reports_already_is_left_as_they_are() -> None:
    planned = month(4_000)
    assert sum(one.unit == HEAD.code for one in planned) >= LEAST
    assert with_visited(planned, [HEAD], SEED) == planned


def test_a_tiny_month_has_what_there_is() -> None:
    assert len(with_visited(month(3), [HEAD], SEED)) == 3


@pytest.mark.parametrize("city", ["jakarta", "surabaya"])
def test_of_what_neighbours_do_together_nobody_complains(city: str) -> None:
    scene, words = read_scene(settings.REPOSITORY / "kota" / city)
    writer = Writer(words, np.random.Generator(np.random.PCG64(SEED)))
    written = " ".join(writer.write(kind) for kind in scene.activities for _ in range(40))
    assert "mengeluh" not in written and "ditindaklanjuti" not in written
    problems = " ".join(writer.write(kind) for kind in scene.problems for _ in range(40))
    assert "mengeluh" in problems
