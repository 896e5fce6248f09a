"""Who may judge what: no report of one's own, of an area in which one holds a seat, nor one's own decision (pure)."""

from __future__ import annotations

import pytest

from rukun.people.rules import Actor, Role, SeatHeld
from rukun.validation.rules import (
    Contest,
    contest,
    refuse_conflict_of_interest,
    refuse_own_decision,
    refuse_own_reading,
    refuse_unless_validator,
)
from rukun.values.code import AreaCode
from rukun.values.refused import Refused

KELURAHAN, OTHER = AreaCode("9999991001"), AreaCode("9999991002")
RW, RT, NEXT_RT = AreaCode("9999991001002"), AreaCode("9999991001002005"), AreaCode("9999991001002006")
MINE, YOURS, THEIRS = 1, 2, 3


def holding(*seats: tuple[Role, AreaCode]) -> Actor:
    return Actor(MINE, tuple(SeatHeld(number, role, area, "") for number, (role, area) in enumerate(seats)))


def is_refused(actor: Actor, unit: AreaCode | None = None, filer: int | None = YOURS) -> bool:
    try:
        refuse_conflict_of_interest(actor, KELURAHAN, unit, filer)
    except Refused as refusal:
        assert refusal.code == "conflict"
        return True
    return False


def test_whoever_is_a_validator_of_the_area_judges_and_nobody_else() -> None:
    for area in (KELURAHAN, AreaCode("999999"), AreaCode("99")):
        assert refuse_unless_validator(holding((Role.VALIDATOR, area)), KELURAHAN).area == area
    for actor in (holding(), holding((Role.VALIDATOR, OTHER)), holding((Role.LURAH, KELURAHAN))):
        with pytest.raises(Refused) as refusal:
            refuse_unless_validator(actor, KELURAHAN)
        assert refusal.value.code == "hidden", "not even that there is such a report"


def test_nobody_judges_an_own_report_and_one_whose_filer_was_forgotten_is_judged() -> None:
    validator = holding((Role.VALIDATOR, KELURAHAN))
    assert is_refused(validator, filer=MINE) and not is_refused(validator, filer=YOURS)
    assert not is_refused(validator, filer=None) and not is_refused(Actor(None), filer=None)


@pytest.mark.parametrize(
    ("seat", "is_conflict"),
    [
        ((Role.KETUA_RT, RT), True),
        ((Role.KETUA_RT, NEXT_RT), True),  # in the same kelurahan
        ((Role.KETUA_RW, RW), True),
        ((Role.LURAH, KELURAHAN), True),
        ((Role.CAMAT, AreaCode("999999")), True),  # the kelurahan lies in it
        ((Role.KETUA_RT, AreaCode("9999991002001001")), False),
        ((Role.LURAH, OTHER), False),
        ((Role.VALIDATOR, KELURAHAN), False),  # judging is no interest
    ],
)
def test_another_seat_that_touches_the_area_is_a_conflict(seat: tuple[Role, AreaCode], is_conflict: bool) -> None:
    for unit in (None, RT):
        assert is_refused(holding((Role.VALIDATOR, AreaCode("99")), seat), unit) is is_conflict
        assert is_refused(holding(seat, (Role.VALIDATOR, AreaCode("99"))), unit) is is_conflict


def test_a_seat_in_the_unit_for_which_it_was_made_is_a_conflict_wherever_its_place_lies() -> None:
    seat = (Role.KETUA_RT, AreaCode("9999991002001001"))
    assert is_refused(holding(seat), AreaCode("9999991002001001")) and is_refused(holding(seat), OTHER)
    assert not is_refused(holding(seat), AreaCode("9999991002001002"))


def test_an_appeal_is_judged_neither_by_whoever_struck_nor_by_whoever_lodged_it() -> None:
    refuse_own_decision(holding(), struck_by=YOURS, appealed_by=THEIRS)
    for struck_by, appealed_by, words in ((MINE, THEIRS, "mencoret"), (YOURS, MINE, "ajukan sendiri")):
        with pytest.raises(Refused, match=words):
            refuse_own_decision(holding(), struck_by=struck_by, appealed_by=appealed_by)


def test_a_second_reading_is_of_somebody_who_judged_it_at_no_time() -> None:
    refuse_own_reading(holding(), [YOURS, THEIRS])
    for judged_by in ([MINE], [YOURS, MINE]):
        with pytest.raises(Refused, match="sudah menilai"):
            refuse_own_reading(holding(), judged_by)


@pytest.mark.parametrize("in_time", [True, False])
@pytest.mark.parametrize("has_appeal", [True, False])
def test_how_an_objection_stands(in_time: bool, has_appeal: bool) -> None:
    def stands(*, is_valid: bool, is_answer: bool) -> Contest | None:
        return contest(is_valid=is_valid, is_answer=is_answer, has_appeal=has_appeal, in_time=in_time)

    assert stands(is_valid=True, is_answer=True) is Contest.UPHELD
    assert stands(is_valid=False, is_answer=True) is Contest.REJECTED, "final: it is not contested again"
    assert stands(is_valid=True, is_answer=False) is None
    waits = Contest.OPEN if in_time else Contest.LATE
    assert stands(is_valid=False, is_answer=False) is (Contest.LODGED if has_appeal else waits)
