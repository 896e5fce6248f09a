"""What comes to be known while a month is closed: the closing goes by it, or it is put right afterwards; never half."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from rukun.areas import turns
from rukun.areas.models import Area
from rukun.areas.queries import area, units_of
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.models import Closing, Correction, LoadedDecree
from rukun.people.rules import Actor
from rukun.sosialisasi.models import Attendance
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.funds.test_law import brought
from tests.funds.test_readiness import AUGUST, RT, TRAINED, came_to, law, signed_into
from tests.made import decrees, judged_valid, noon_of, reports_for_unit
from tests.penataan.test_money import JULY_2, JUNE, KELURAHAN, redone
from tests.stories.test_money_at_once import only_postgresql, somebody_waits
from tests.stories.test_two_at_once import InThread, at_the_same_time

__all__ = ["connection", "law"]  # asked for by name: a mark, a fixture

EARLY, MINUTE = noon_of(date(2016, 5, 1)), timedelta(minutes=1)
SEPTEMBER_2 = noon_of(date(2016, 9, 2))
sooner = pytest.mark.parametrize("sooner", [timedelta(0), timedelta(seconds=2), timedelta(seconds=-2)])


def _approval(tmp_path: Path) -> Callable[[timedelta], object]:
    """A decree that was signed in April and waits for somebody to agree, where an earlier one rules."""
    decrees(tmp_path / "law", "sk-1-2015", at=EARLY)
    proposal = brought("sk-2-2016", _person("Sri", "administrator", "99"), EARLY)  # type: ignore[arg-type]
    wali = _person("Wali", "tapem", "99")
    return lambda sooner: funds.approve_decree(proposal, by=wali, at=JULY_2 - sooner)  # type: ignore[arg-type]


def _ruled() -> set[str]:
    return {row.decree.id for row in queries.due(KELURAHAN, JUNE, JULY_2)}


def _is_put_right(tmp_path: Path) -> bool:
    """Whether a month that was closed under the earlier decree is corrected, and computed anew as it was closed."""
    own, again = redone(tmp_path / "files")
    assert own == again and {one["decree"] for one in again[0]["statements"]} == {"sk-1-2015"}
    made = funds.propose_corrections(at=JULY_2 + MINUTE)
    assert {*Correction.objects.values_list("cause", flat=True)} == {Correction.Cause.DECREE}
    return made == len(units_of(KELURAHAN))


def _knows(tmp_path: Path) -> bool:
    """Whether a month was closed under the new decree, also as a stranger computes it, and nothing is to correct."""
    own, again = redone(tmp_path / "files")
    assert own == again and {one["decree"] for one in again[0]["statements"]} == {"sk-2-2016"}
    return funds.propose_corrections(at=JULY_2 + MINUTE) == 0


@pytest.mark.any_engine
@sooner
def test_a_decree_that_waited_for_a_closing_is_known_afterwards(
    kota: Path, tmp_path: Path, gita: Actor, sooner: timedelta
) -> None:
    approve = _approval(tmp_path)
    closing = funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)
    approve(sooner)
    assert closing.closed_at < LoadedDecree.objects.get(decree="sk-2-2016").loaded_at
    assert _is_put_right(tmp_path)


@pytest.mark.any_engine
@sooner
def test_a_closing_that_waited_for_a_decree_goes_by_it(
    kota: Path, tmp_path: Path, gita: Actor, sooner: timedelta
) -> None:
    _approval(tmp_path)(timedelta(0))
    closing = funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2 - sooner)
    assert closing.closed_at > LoadedDecree.objects.get(decree="sk-2-2016").loaded_at
    assert _knows(tmp_path)


def _after_the_other(in_thread: InThread, first: Callable[[], object], second: Callable[[], object]) -> None:
    """The second begins when the first has done everything but commit; the first commits once the second waits for it,
    or is over."""
    over = threading.Event()

    def act() -> None:
        try:
            second()
        finally:
            over.set()

    with transaction.atomic():
        first()
        thread = in_thread(act)
        while not over.wait(0.01) and not somebody_waits():
            pass
    thread.join(60)


@only_postgresql
@pytest.mark.parametrize("closes_first", [True, False])
def test_of_a_closing_and_a_decree_at_once_one_waits_for_the_other(
    committed: Path, in_thread: InThread, tmp_path: Path, gita: Actor, closes_first: bool
) -> None:
    """Each came two seconds before the one for which it waits."""
    approve, soon = _approval(tmp_path), timedelta(seconds=2)
    if closes_first:
        close = lambda: funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)  # noqa: E731
        _after_the_other(in_thread, close, lambda: approve(soon))
        assert _is_put_right(tmp_path)
    else:
        close = lambda: funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2 - soon)  # noqa: E731
        _after_the_other(in_thread, lambda: approve(timedelta(0)), close)
        assert _knows(tmp_path)


@only_postgresql
def test_decrees_that_are_loaded_while_every_kelurahan_closes_wait_for_nobody_who_waits_for_them(
    committed: Path, in_thread: InThread, tmp_path: Path, gita: Actor
) -> None:
    approve = _approval(tmp_path)
    clerk = _person("Endah", "bendahara", "999999")
    wards = [area.area_code for area in Area.objects.filter(kind="kelurahan").order_by("-code")]
    assert len(wards) > 1
    closing = [lambda ward=ward: funds.close_month(ward, JUNE, by=clerk, at=JULY_2).state for ward in wards]
    done = at_the_same_time(in_thread, *closing, lambda: bool(approve(timedelta(0))))
    assert sorted(map(str, done)) == sorted(["closed" for _ in wards] + ["True"])
    funds.propose_corrections(at=JULY_2 + MINUTE)
    loaded = LoadedDecree.objects.get(decree="sk-2-2016").loaded_at
    before = Closing.objects.filter(closed_at__lt=loaded).values_list("kelurahan__code", flat=True)
    corrected = Correction.objects.values_list("statement__closing__kelurahan__code", flat=True)
    assert {*before} == {*corrected}


@pytest.mark.any_engine
def test_a_clock_that_was_ahead_dates_nothing_but_what_was_done_by_it(kota: Path, tmp_path: Path, gita: Actor) -> None:
    approve = _approval(tmp_path)
    ahead = funds.close_month(KELURAHAN, JUNE.previous, by=gita, at=JULY_2 + timedelta(days=400))
    closing = funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2)
    approve(timedelta(0))
    loaded = LoadedDecree.objects.get(decree="sk-2-2016").loaded_at
    assert ahead.closed_at > loaded + timedelta(days=300)
    assert JULY_2 <= closing.closed_at < loaded < JULY_2 + timedelta(seconds=1)


@pytest.mark.any_engine
def test_a_month_that_was_closed_by_a_clock_that_was_ahead_is_corrected_like_any_other(
    kota: Path, tmp_path: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=EARLY)
    first, second = reports_for_unit(ani, [date(2016, 6, 3)], 2)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=JULY_2 + timedelta(days=400), despite="Menunggu uang.")
    judged_valid([first], dodi, JULY_2)
    assert funds.propose_corrections(at=JULY_2 + MINUTE) == 1, "as soon as the clock is right"
    assert funds.propose_corrections(at=JULY_2 + 2 * MINUTE) == 0
    judged_valid([second], dodi, JULY_2 + timedelta(hours=1))
    assert funds.propose_corrections(at=JULY_2 + timedelta(hours=2)) == 1
    assert [*Correction.objects.order_by("pk").values_list("amount", flat=True)] == [10_000, 10_000]


@pytest.mark.any_engine
@pytest.mark.parametrize(("apart", "is_kept_apart"), [(turns.APART, False), (turns.APART - turns.NEXT, True)])
def test_a_turn_waits_in_its_moment_for_clocks_that_are_minutes_apart_and_no_more(
    kota: Path, apart: timedelta, is_kept_apart: bool
) -> None:
    with transaction.atomic():
        turns.take_turn(KELURAHAN, JULY_2 + apart)
        assert turns.take_turn(KELURAHAN, JULY_2) == (JULY_2 + turns.APART if is_kept_apart else JULY_2)


def _stated(closing: Closing) -> tuple[int, int]:
    """What RT 005 was stated, and what would be corrected after something else touched the month."""
    statement = queries.statement_of(AreaCode(RT), AUGUST)
    assert statement is not None
    Closing.objects.filter(pk=closing.pk).update(compared_at=EARLY)
    made = funds.propose_corrections(at=SEPTEMBER_2 + MINUTE)
    return statement.total, made


@pytest.mark.any_engine
@sooner
def test_a_sheet_of_names_that_reaches_us_while_a_month_is_closed_counts_from_the_next(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, sooner: timedelta
) -> None:
    """It carries an earlier moment than the closing, which did not see it."""
    (made,) = reports_for_unit(ani, [date(2016, 8, 1)], 1)
    judged_valid([made], dodi, noon_of(date(2016, 8, 3)))
    closing = funds.close_month(KELURAHAN, AUGUST, by=gita, at=SEPTEMBER_2)
    for stage, day in TRAINED.items():
        came_to(stage, day, received=SEPTEMBER_2 - sooner)
    assert _stated(closing) == (975_000, 0)


@pytest.mark.any_engine
@sooner
def test_a_sheet_of_names_that_a_closing_saw_stays_in_it(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, sooner: timedelta
) -> None:
    """It may carry a later moment than the closing, which waited or whose host is slow."""
    (made,) = reports_for_unit(ani, [date(2016, 8, 1)], 1)
    judged_valid([made], dodi, noon_of(date(2016, 8, 3)))
    for stage, day in TRAINED.items():
        came_to(stage, day, received=SEPTEMBER_2 + sooner)
    closing = funds.close_month(KELURAHAN, AUGUST, by=gita, at=SEPTEMBER_2)
    assert _stated(closing) == (85_000, 0)


@only_postgresql
def test_who_types_a_sheet_of_names_does_not_wait_for_whoever_closes(
    committed: Path, in_thread: InThread, tmp_path: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    signed_into(tmp_path / "law")
    (made,) = reports_for_unit(ani, [date(2016, 8, 1)], 1)
    judged_valid([made], dodi, noon_of(date(2016, 8, 3)))

    def type_in() -> None:
        for stage, day in TRAINED.items():
            came_to(stage, day, received=SEPTEMBER_2 - timedelta(seconds=2))

    with transaction.atomic():
        closing = funds.close_month(KELURAHAN, AUGUST, by=gita, at=SEPTEMBER_2)
        in_thread(type_in).join(60)
        assert Attendance.objects.count() == len(TRAINED), "it was let through"
    assert _stated(closing) == (975_000, 0)


@only_postgresql
@pytest.mark.parametrize("closes_first", [True, False])
def test_of_a_closing_and_a_quiet_month_at_once_one_waits_for_the_other(
    committed: Path, in_thread: InThread, ani: Actor, gita: Actor, closes_first: bool
) -> None:
    """The head attests in the very moment in which the treasurer closes: it counts, or it is refused in words."""
    june, at = Month(2018, 6), noon_of(date(2018, 7, 2))
    funds.load_decrees(committed / "decrees", at=EARLY)
    refused: list[str] = []

    def attest() -> None:
        try:
            funds.attest_quiet(area(RT), june, by=ani, at=at)
        except Refused as refusal:
            refused.append(refusal.code)

    close = lambda: funds.close_month(KELURAHAN, june, by=gita, at=at)  # noqa: E731
    _after_the_other(in_thread, *((close, attest) if closes_first else (attest, close)))
    statement = queries.statement_of(AreaCode(RT), june)
    assert statement is not None
    assert (statement.total, refused) == ((1_900_000, ["closed"]) if closes_first else (2_000_000, []))
