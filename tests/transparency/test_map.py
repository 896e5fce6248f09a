"""The map counts what is public, wherever it lies, and forgets nothing: compared with a full count."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.tick import tick
from rukun.transparency.map import around, keeping
from rukun.transparency.map.cells import (
    COARSEST,
    FINEST,
    Box,
    cell_at,
    cell_of,
    middle_of,
    run_of,
    square_at,
    square_of,
    squares_of,
)
from rukun.transparency.models import Mark, Tally
from rukun.transparency.queries import publicly
from rukun.transparency.rules import Colour, Wanted, colour_of, number_of
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import proof, report, ticket

EVERYWHERE = Box(106.0, -7.0, 107.0, -6.0)
JUNE = Month(2016, 6)
PLACES = st.tuples(st.floats(-84, 84), st.floats(-180, 180))
InThread = Callable[..., Thread]


@given(PLACES)
def test_a_place_lies_in_its_square_on_every_level_and_in_the_run_of_the_coarser_one(
    where: tuple[float, float],
) -> None:
    cell = cell_at(*where)
    assert cell_of(*square_of(cell)) == cell
    for level in range(COARSEST, FINEST + 1):
        row, column = square_at(*where, level)
        begins, ends = run_of(row, column, level)
        assert begins <= cell < ends
        assert square_at(*middle_of(row, column, level), level) == (row, column)


@given(PLACES, st.floats(0.001, 20), st.integers(0, 25))
def test_a_screenful_never_has_more_than_forty_squares_each_way_but_for_half_the_world(
    where: tuple[float, float], wide: float, zoom: int
) -> None:
    lat, lon = min(where[0], 60), min(where[1], 150)
    level, rows, columns = squares_of(Box(lon, lat, lon + wide, lat + wide), zoom)
    assert COARSEST <= level <= FINEST
    assert level == COARSEST or (len(rows) <= 40 and len(columns) <= 40)
    assert square_at(lat, lon, level)[0] in rows and square_at(lat, lon, level)[1] in columns


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "2,0,1,1", "0,0,inf,1", "0,-91,1,0"]
)
def test_a_box_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Kotak peta"):
        Box.parse(text)


def full_count() -> Counter[tuple[int, int, int]]:
    """Category, colour and month of every public report with a point: by reading all of them."""
    states = dict(Ticket.objects.values_list("report_id", "state"))
    rows = publicly(Report.objects.filter(lat__isnull=False)).select_related("category")
    return Counter(
        (r.category_id, int(colour_of(states.get(r.pk), needs_followup=r.category.needs_followup)),
         number_of(Month.of(r.received_at)))
        for r in rows
    )  # fmt: skip


def kept() -> dict[tuple[int, ...], tuple[object, ...]]:
    """The tallies, each with where its reports lie on average."""
    return {
        (t.level, t.month, t.row, t.column): (t.red, t.yellow, t.green, t.grey, t.plain, t.kinds, t.lat, t.lon)
        for t in Tally.objects.all()
    }


def same(one: dict[tuple[int, ...], tuple[object, ...]], other: dict[tuple[int, ...], tuple[object, ...]]) -> bool:
    """Whether two keepings agree; sums of places differ in the last digit by the order in which they were added."""
    counts = {key: told[:6] for key, told in one.items()} == {key: told[:6] for key, told in other.items()}
    return counts and all(told[6:] == pytest.approx(other[key][6:]) for key, told in one.items())


def assert_the_map_is_true() -> None:
    """What is kept is what a full count says, on every level, and what making it anew would give."""
    truth = full_count()
    assert Counter(Mark.objects.values_list("category_id", "colour", "month")) == truth
    for level in range(COARSEST, FINEST + 1):
        for month in {0, *(month for _, _, month in truth)}:
            rows = Tally.objects.filter(level=level, month=month).values_list(*around.COLUMNS)
            counted = [sum(colour) for colour in zip(*rows, strict=True)]
            of_month = {key: n for key, n in truth.items() if month in (0, key[2])}
            assert (counted or [0] * 5) == [sum(n for key, n in of_month.items() if key[1] == c) for c in Colour]
    before = kept()
    keeping.rebuild_map()
    assert same(kept(), before)


def some_reports(budi: Actor, noon: datetime, many: int = 40) -> list[Report]:
    """Reports of three kinds strewn over the kota, over two months."""
    chance = random.Random(3)
    return [
        report(
            budi, noon - timedelta(days=chance.randrange(40)), kind=chance.choice(["sampah", "banjir", "kerja-bakti"]),
            place=Place(chance.uniform(-6.509, -6.501), chance.uniform(106.501, 106.513)),
        )
        for _ in range(many)
    ]  # fmt: skip


def test_the_map_follows_what_is_filed_moved_and_struck(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    made = some_reports(budi, noon)
    report(budi, noon, is_private=True)
    report(budi, noon, place=None, chosen=citra.seats[0].area)  # no point on a map
    keeping.keep_map()
    assert_the_map_is_true()
    followup.open_tickets(at=noon, since=None)
    desk = citra.seats[0]
    for held in Ticket.objects.select_related("holder", "report__category")[:9]:
        if held.holder.code == desk.office:
            followup.finish(held, words="Beres", proof=proof(), desk=desk, at=noon)
    keeping.keep_map()
    assert Tally.objects.filter(level=COARSEST, green__gt=0).exists()
    assert_the_map_is_true()
    for one in made[:5]:
        validation.strike(one, StrikeReason.PRIVACY, by=dodi, at=noon)
    assert keeping.keep_map() == 5
    assert Mark.objects.count() == 35
    assert_the_map_is_true()
    validation.accept(made[0], by=dodi, at=noon, after=1)
    assert keeping.keep_map() == 1
    assert_the_map_is_true()


def test_looking_twice_changes_nothing(kota: Path, budi: Actor, noon: datetime) -> None:
    some_reports(budi, noon, 10)
    assert keeping.keep_map() == 10
    before = kept()
    assert keeping.keep_map() == keeping.compare_map() == 0
    assert same(kept(), before)


def test_what_commits_behind_a_later_one_is_found(kota: Path, budi: Actor, noon: datetime) -> None:
    """A transaction that took its number early and committed late: the look reaches back behind what it has seen."""
    late, *_ = some_reports(budi, noon, 5)
    keeping.keep_map()
    Mark.objects.filter(report=late).delete()
    report(budi, noon)
    keeping.keep_map()
    assert Mark.objects.filter(report=late).exists()
    assert_the_map_is_true()


def test_whatever_went_wrong_is_mended_by_comparing_a_slice_after_the_other(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = some_reports(budi, noon, 12)
    keeping.keep_map()
    Mark.objects.filter(report__in=made[:4]).update(colour=Colour.GREY)
    monkeypatch.setattr(keeping, "FAR_BEHIND", 0)
    assert sum(keeping.compare_map(most=5) for _ in range(3)) == 4
    assert Mark.objects.filter(colour=Colour.GREY).count() == 0


def test_the_worker_keeps_the_map_and_makes_it_anew_when_asked(
    kota: Path, budi: Actor, noon: datetime, tmp_path: Path
) -> None:
    some_reports(budi, noon, 6)
    done = tick(at=noon, home=tmp_path)
    assert done["map kept"] == 6 and done["map compared"] == 0
    Mark.objects.all().delete()
    assert tick(at=noon, home=tmp_path, everything=True)["map compared"] == 6
    assert_the_map_is_true()


def test_two_keepers_at_once_count_everything_once(
    committed: Path, in_thread: InThread, budi: Actor, noon: datetime
) -> None:
    some_reports(budi, noon, 12)
    gate, done = Barrier(2), list[int]()

    def keep() -> None:
        gate.wait()
        done.append(keeping.keep_map())

    for thread in [in_thread(keep), in_thread(keep)]:
        thread.join(30)
    assert sorted(done) == [0, 12]
    assert_the_map_is_true()


def test_a_screen_shows_single_reports_where_there_are_few_and_squares_where_there_are_many(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = some_reports(budi, noon)
    keeping.keep_map()
    few = around.screenful(EVERYWHERE, 13, Wanted(), JUNE)
    assert few.total == 40 and {one[0] for one in few.singles} == {one.code for one in made} and not few.clusters
    monkeypatch.setattr(around, "SINGLES_MAX", 10)
    with CaptureQueriesContext(connection) as told:
        many = around.screenful(EVERYWHERE, 13, Wanted(), JUNE)
    assert len(told) == 1 and many.total == 40 == sum(c.total for c in many.clusters) and not many.singles


@pytest.mark.parametrize("singles_max", [0, 150], ids=["squares", "single reports"])
def test_a_screen_shows_only_what_is_wanted(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, singles_max: int
) -> None:
    made = some_reports(budi, noon)
    keeping.keep_map()
    monkeypatch.setattr(around, "SINGLES_MAX", singles_max)
    rubbish = {one.category_id for one in made if one.category.code == "sampah"}
    of_june = [one for one in made if Month.of(one.received_at) == JUNE]

    def total(**wanted: object) -> int:
        return around.screenful(EVERYWHERE, 13, Wanted(**wanted), JUNE).total  # type: ignore[arg-type]

    assert total(kinds=rubbish) == sum(one.category_id in rubbish for one in made) > 0
    assert total(colour=Colour.PLAIN) == sum(not one.category.needs_followup for one in made) > 0
    assert total(colour=Colour.GREEN) == 0
    assert total(since=JUNE) == len(of_june) < total(since=Month(2016, 4)) == 40
    assert total(since=JUNE, kinds=rubbish) == sum(one.category_id in rubbish for one in of_june)
    with pytest.raises(Refused, match="dua tahun"):
        total(since=Month(2010, 1))


@pytest.mark.parametrize("scanned_max", [0, 3000], ids=["among many", "among few"])
def test_the_list_of_a_box_has_its_newest_first_and_only_what_is_wanted(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, scanned_max: int
) -> None:
    made = some_reports(budi, noon)
    keeping.keep_map()
    monkeypatch.setattr(around, "SCANNED_MAX", scanned_max)
    box = Box(106.504, -6.505, 106.513, -6.501)
    inside = [one for one in made if box.holds(one.lat or 0, one.lon or 0)]
    newest = around.newest_in(box, Wanted(), JUNE, 0, 100)
    assert {one.code for one in newest} == {one.code for one in inside}
    rubbish = Wanted(kinds={one.category_id for one in made if one.category.code == "sampah"}, colour=Colour.RED)
    assert {one.category.code for one in around.newest_in(box, rubbish, JUNE, 0, 100)} == {"sampah"}
    pages = [around.newest_in(box, Wanted(), JUNE, first, 5) for first in range(0, 40, 5)]
    assert sorted(one.code for page in pages for one in page) == sorted(one.code for one in inside)
    assert around.newest_in(Box(106.0, -6.1, 106.1, -6.0), Wanted(), JUNE, 0, 10) == []


def test_what_was_just_struck_for_privacy_is_not_shown_while_the_map_does_not_know_it_yet(
    kota: Path, budi: Actor, dodi: Actor, noon: datetime
) -> None:
    shown = ticket(budi, noon).report
    keeping.keep_map()
    assert around.screenful(EVERYWHERE, 17, Wanted(), JUNE).total == 1
    validation.strike(shown, StrikeReason.PRIVACY, by=dodi, at=noon)
    assert around.screenful(EVERYWHERE, 17, Wanted(), JUNE).total == 0
    assert around.newest_in(EVERYWHERE, Wanted(), JUNE, 0, 10) == []
    assert around.newest_of(shown.kelurahan.area_code, Wanted(), 0, 10) == []
