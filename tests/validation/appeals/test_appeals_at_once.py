"""Two who contest or answer at the same moment: one stands, and the other is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.validation import actions, queries
from rukun.validation.models import Appeal, CurrentVerdict, Verdict
from rukun.values.code import AreaCode
from tests.conftest import _person
from tests.made import report
from tests.stories.test_two_at_once import InThread, at_the_same_time
from tests.validation.appeals.contested import RT_5, WORDS, lodged, strike, whole


def test_of_two_board_members_at_once_one_objection_stands_and_the_other_is_told(
    committed: Path, in_thread: InThread, ani: Actor, indra: Actor, dodi: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    outcomes = at_the_same_time(
        in_thread,
        lambda: actions.appeal(whole(made), words=WORDS, by=ani, at=noon).words,
        lambda: actions.appeal(whole(made), words="Saya juga", by=indra, at=noon).words,
    )
    assert outcomes.count("twice") == 1
    assert Appeal.objects.get().words in outcomes
    assert Event.objects.filter(verb="appeal.lodged").count() == 1


def test_the_same_objection_sent_five_times_at_once_is_one(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    same = lambda: actions.appeal(whole(made), words=WORDS, by=ani, at=noon).pk  # noqa: E731
    assert at_the_same_time(in_thread, *[same] * 5) == [Appeal.objects.get().pk] * 5


def test_who_contests_and_who_judges_anew_at_the_same_time_meet_and_one_of_them_is_told(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    outcomes = at_the_same_time(
        in_thread,
        lambda: str(actions.appeal(whole(made), words=WORDS, by=ani, at=noon, against=1).words),
        lambda: actions.accept(whole(made), by=hana, at=noon, after=1).is_valid,
    )
    assert outcomes.count("conflict") == 1
    assert Appeal.objects.exists() is (WORDS in outcomes)
    assert Verdict.objects.count() == (1 if WORDS in outcomes else 2)


def test_of_two_validators_answering_at_once_one_answer_stands(
    committed: Path, in_thread: InThread, ani: Actor, dodi: Actor, hana: Actor, noon: datetime
) -> None:
    made = strike(report(ani, noon, for_unit=RT_5), dodi, noon)
    kiki = _person("Kiki", "tapem", "999999")
    one, other = lodged(made, ani, noon), queries.open_appeals(AreaCode("99")).get()
    outcomes = at_the_same_time(
        in_thread,
        lambda: actions.uphold(one, by=hana, at=noon).is_valid,
        lambda: actions.reject_appeal(other, words="Tetap", by=kiki, at=noon).is_valid,  # type: ignore[arg-type]
    )
    assert outcomes.count("conflict") == 1
    assert CurrentVerdict.objects.get().is_valid in outcomes
    assert Verdict.objects.count() == 2
