"""New weights of a city: what waits to be judged is weighed by them, newest first, and nobody has anything to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.tick import lines
from rukun.validation import actions as validation
from rukun.validation.looking.noticing import raise_all
from rukun.validation.looking.weighing import weigh_anew, weights
from rukun.validation.models import Flag, LookedThrough, Risk
from rukun.validation.signals.kinds import FlagKind
from tests.stories.test_contested_money import whole
from tests.validation.test_noticing import for_unit

LIGHTER, STARTING = ("copied-words = 6841", "copied-words = 2"), ("start = -5898", "start = -1000")
Changed = Callable[[tuple[str, str]], None]


@pytest.fixture
def changed(settings: Any, tmp_path: Path) -> Changed:
    """The city's file of weights says something else, as a new version of its folder brings it."""

    def change(words: tuple[str, str]) -> None:
        folder = tmp_path / words[1].replace(" ", "")
        shutil.copytree(settings.RUKUN_KOTA_FOLDER / "contoh", folder / "contoh")
        file = folder / "contoh" / "signals.toml"
        assert words[0] in file.read_text()
        file.write_text(file.read_text().replace(*words))
        settings.RUKUN_KOTA_FOLDER = folder

    return change


@pytest.fixture
def waiting(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> list[Report]:
    """Five reports with the same words, that were looked through; the second of them is judged."""
    rare = "Got di belakang kelenteng jebol, tikus masuk rumah Bu Lubis sejak Lebaran kemarin"
    made = [for_unit(ani, noon + timedelta(hours=9 * number), words=rare) for number in range(5)]
    raise_all(at=noon + timedelta(days=5))
    validation.accept(whole(made[1]), by=dodi, at=noon + timedelta(days=6))
    return made


def risks() -> dict[int, int]:
    return dict(Risk.objects.values_list("pk", "score"))


def by_the_flags(report: Report) -> int:
    """What a report weighs by what was flagged of it and the weights in force."""
    rule = weights()
    flags = Flag.objects.filter(report=report).values_list("kind", "strength")
    return rule.risk(sum(rule.of(FlagKind(kind), strength / 1000) for kind, strength in flags))


def test_as_long_as_the_weights_are_the_same_nothing_is_weighed_anew(
    waiting: list[Report], django_assert_num_queries: Callable[[int], object]
) -> None:
    Risk.objects.update(score=1)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert weigh_anew() == 0
    assert {*risks().values()} == {1}


def test_the_worker_weighs_what_waits_by_new_weights_and_leaves_what_was_judged(
    waiting: list[Report], changed: Changed, noon: datetime, tmp_path: Path
) -> None:
    before = risks()
    changed(LIGHTER)
    line = lines(noon + timedelta(days=7), tmp_path)["queue weighed anew"].work
    assert line() == 4 and line() == 0
    after = risks()
    assert after[waiting[1].pk] == before[waiting[1].pk], "it was judged by what it weighed then"
    for number in (0, 2, 3, 4):
        assert after[waiting[number].pk] == by_the_flags(waiting[number])
    assert after[waiting[4].pk] < before[waiting[4].pk], "copied words weigh less now"
    assert set(
        Flag.objects.exclude(report=waiting[1]).filter(kind="copied-words").values_list("points", flat=True)
    ) <= {0, 1, 2}


def test_the_newest_come_first_and_whoever_is_killed_in_between_leaves_whole_slices(
    waiting: list[Report], changed: Changed
) -> None:
    before = risks()
    changed(STARTING)
    assert weigh_anew(most=2) == 2
    begun = risks()
    assert {pk for pk in begun if begun[pk] != before[pk]} == {waiting[4].pk, waiting[3].pk}
    with transaction.atomic():
        assert weigh_anew(most=2) == 1, "the other of these two was judged"
        transaction.set_rollback(True)  # killed before it was committed
    assert risks() == begun
    assert [weigh_anew(most=2) for _ in range(4)] == [1, 1, 0, 0]
    assert all(risks()[report.pk] == by_the_flags(report) for report in waiting if report != waiting[1])


def test_what_is_looked_through_meanwhile_is_weighed_by_the_new_weights_once(
    waiting: list[Report], changed: Changed, ani: Actor, noon: datetime
) -> None:
    changed(STARTING)
    weigh_anew(most=2)
    late = for_unit(ani, noon + timedelta(days=8), words="Kerja bakti")
    raise_all(at=noon + timedelta(days=9))
    assert risks()[late.pk] == by_the_flags(late)
    assert [weigh_anew(most=2) for _ in range(3)] == [1, 1, 0], "no slice is done twice for it"


def test_weights_that_change_again_before_all_is_weighed_begin_anew(waiting: list[Report], changed: Changed) -> None:
    changed(STARTING)
    weigh_anew(most=2)
    changed(LIGHTER)
    while weigh_anew(most=2):
        pass
    assert all(risks()[report.pk] == by_the_flags(report) for report in waiting if report != waiting[1])


def test_a_city_of_before_has_its_queue_weighed_once(waiting: list[Report]) -> None:
    """It is not known by which weights it was."""
    LookedThrough.objects.update(weights="")
    before = risks()
    Risk.objects.exclude(pk=waiting[1].pk).update(score=1)
    assert (weigh_anew(), weigh_anew()) == (4, 0) and risks() == before
