"""What lurah said against Qlue's ranking, case by case: each comes out fair."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rukun.followup import actions as followup
from rukun.followup.models import Ticket
from rukun.people.rules import Actor, Role
from rukun.ranking import queries
from rukun.ranking.awards import AwardKind, Rule, UnitDone, proposed_units
from rukun.ranking.files import InputRow
from rukun.ranking.rules import Ward
from rukun.ranking.spans import SpanKind
from rukun.ranking.standings import standing_table
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import Kind
from tests.made import IN_RT_5, proof, ticket
from tests.ranking.cities import handled, made
from tests.ranking.test_standings import JUNE, METHOD, row, ward

KELURAHAN, NEXT = "9999991001", "9999991002"
Line = dict[str, Any]


def line(table: dict[str, Line], number: int) -> Line:
    return table[f"99.99.99.100{number}"]


def by_code(rows: list[InputRow], wards: list[Ward]) -> dict[str, Line]:
    return {one["code"]: one for one in standing_table(JUNE, METHOD, rows, wards)["rows"]}


def city_with(own: list[InputRow], number: int, **facts: object) -> dict[str, Line]:
    """The kelurahan among twenty others of every quality."""
    city = made(7, many=20, reports=120)
    return by_code([*city.rows, *own], [*city.wards, ward(number, **facts)])


# A large kelurahan with few crew against a small one.


def test_a_large_kelurahan_that_works_as_well_as_a_small_one_stands_where_that_stands_and_is_surer() -> None:
    draw = np.random.default_rng(3)
    small = [replace(one, kelurahan="9999991001") for one in handled(draw, "s", 0.85, 45)]
    large = [replace(one, kelurahan="9999991002") for one in handled(draw, "l", 0.85, 1800)]
    city = made(7, many=20, reports=120)
    wards = [*city.wards, ward(1, population=4_000, crew=40), ward(2, population=90_000, crew=40)]
    table = by_code([*city.rows, *small, *large], wards)
    one, other = line(table, 1), line(table, 2)
    assert one["score_low"] < other["score"] < one["score_high"], "not told apart"
    assert other["score_high"] - other["score_low"] < (one["score_high"] - one["score_low"]) / 3
    assert other["reports_per_crew"] == 45 and one["reports_per_crew"] == pytest.approx(1.12, abs=0.01)


# Reports outside one's authority.


def test_what_is_not_ones_own_and_handed_on_costs_nothing_however_much_it_is() -> None:
    own = [replace(one, kelurahan="9999991001") for one in handled(np.random.default_rng(4), "o", 0.8, 150)]
    others = [row("9999991001", 900 + i, 0.1, is_closed=False, was_forwarded=True, outcome="") for i in range(600)]
    alone, beside = line(city_with(own, 1), 1), line(city_with([*own, *others], 1), 1)
    assert (beside["score"], beside["rank"], beside["parts"]) == (alone["score"], alone["rank"], alone["parts"])
    assert (beside["reports"], beside["decided"]) == (750, alone["decided"])


def test_what_is_not_ones_own_and_kept_beyond_the_deadline_before_it_is_handed_on_costs() -> None:
    own = [replace(one, kelurahan="9999991001") for one in handled(np.random.default_rng(4), "o", 0.8, 150)]
    kept = [row("9999991001", 900 + i, 1.4, is_closed=False, was_forwarded=True, outcome="") for i in range(60)]
    assert line(city_with([*own, *kept], 1), 1)["score"] < line(city_with(own, 1), 1)["score"] - 5


def inputs(at: datetime) -> dict[str, dict[str, Any]]:
    """By kelurahan and code what the ranking is made from."""
    found: dict[str, dict[str, Any]] = {KELURAHAN: {}, NEXT: {}}
    for one in queries.inputs(JUNE, at):
        found[one.kelurahan][one.report] = one
    return found


def test_the_office_that_holds_a_report_pays_for_the_time_and_has_a_table_of_its_own(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    from rukun.people.queries import office
    from rukun.ranking.rules import RankedKind

    seen = ticket(budi, noon)
    followup.dispose(
        seen, to=office("bina-marga"), reason="Jalan kota", desk=citra.seats[0], at=noon + timedelta(hours=2)
    )
    end = JUNE.ends_at
    of_lurah = inputs(end)[KELURAHAN][seen.report.code]
    assert of_lurah.was_forwarded and of_lurah.held_seconds <= 2 * 3600 and not of_lurah.is_closed
    (of_skpd,) = queries.inputs(JUNE, end, RankedKind.SKPD)
    assert (of_skpd.kelurahan, of_skpd.was_forwarded) == ("bina-marga", False)
    assert of_skpd.held_seconds > 20 * of_lurah.held_seconds


# The same reporter repeating the same.


def test_the_same_thing_reported_again_and_again_counts_once_and_with_its_oldest_clock(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    first = ticket(budi, noon)
    again = [ticket(budi, noon + timedelta(hours=n)) for n in (1, 2, 3)]
    followup.merge(again, target=first, words="Sama", desk=citra.seats[0], at=noon + timedelta(hours=4))
    one = Ticket.objects.get(pk=first.pk)
    followup.finish(one, words="Beres", proof=proof(), desk=citra.seats[0], at=noon + timedelta(hours=8))
    found = inputs(JUNE.ends_at)[KELURAHAN]
    assert [*found] == [first.report.code]
    assert found[first.report.code].is_closed and found[first.report.code].held_seconds <= 8 * 3600


def test_a_copy_that_is_struck_leaves_the_table_and_one_that_is_true_stays(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    true, copy = ticket(budi, noon), ticket(ani, noon + timedelta(hours=1))
    assert {*inputs(JUNE.ends_at)[KELURAHAN]} == {true.report.code, copy.report.code}
    validation.strike(
        copy.report, reason=StrikeReason.DUPLICATE, note=true.report.code, by=dodi, at=noon + timedelta(hours=2)
    )
    assert {*inputs(JUNE.ends_at)[KELURAHAN]} == {true.report.code}


# Wrong places.


def test_a_report_with_a_wrong_place_counts_against_whom_it_belongs_to_once_it_is_put_right(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    from rukun.people.queries import office

    wrong = ticket(budi, noon, place=IN_RT_5)
    followup.dispose(wrong, to=office(NEXT), reason="Titiknya salah", desk=citra.seats[0], at=noon + timedelta(hours=3))
    mine, its = (inputs(JUNE.ends_at)[code][wrong.report.code] for code in (KELURAHAN, NEXT))
    assert mine.was_forwarded and mine.held_seconds <= 3 * 3600, "three hours, and no more from then on"
    assert not its.was_forwarded and its.held_seconds > 24 * 3600
    table = by_code(
        [replace(row(KELURAHAN, i), report=f"K{i}") for i in range(60)]
        + [InputRow(**{name: getattr(mine, name) for name in InputRow.__slots__})],
        [ward(1), ward(2)],
    )
    assert (line(table, 1)["reports"], line(table, 1)["decided"]) == (61, 60)


# Reporters that collect points.


def best_rw(*done: UnitDone) -> list[str]:
    kind = AwardKind("rw", "RW terbaik", Rule.BEST_RW, SpanKind.MONTH, Kind.KECAMATAN, Role.CAMAT, 20)
    return [one.area for one in proposed_units(kind, done)]


def test_who_files_most_wins_nothing_by_it() -> None:
    steady = UnitDone("9999991001001", 60, 1, 12.5, 6, units=5)
    eager = UnitDone("9999991001002", 900, 20, 9.0, 6, units=5)
    large = UnitDone("9999991002001", 300, 5, 11.0, 8, units=22)
    assert best_rw(steady, eager, large) == ["9999991001001"]
    assert best_rw(replace(steady, valid=54, struck=6), eager, large) == ["9999991002001"], (
        "a tenth struck rules it out"
    )
    assert best_rw(replace(steady, valid=55, struck=6), eager, large) == ["9999991001001"], "less than a tenth does not"
    assert best_rw(replace(steady, valid=20, struck=0)) == ["9999991001001"], "just enough to tell"
    assert best_rw(replace(steady, valid=19, struck=0)) == [], "too little to tell"
    assert best_rw(steady, replace(steady, code="9999991001003")) == [], "nobody where two are alike"


def test_a_flood_of_easy_reports_that_are_closed_at_once_moves_a_kelurahan_only_if_people_confirm_them() -> None:
    """Who has a hundred small things filed and closed the same hour gains speed, but not what citizens say."""
    own = [replace(one, kelurahan="9999991001") for one in handled(np.random.default_rng(8), "o", 0.7, 150)]
    fell = [replace(one, proof_stood=False, outcome="disputed") for one in own[:12]]
    flood = [row("9999991001", 900 + i, 0.01, outcome="claimed") for i in range(300)]
    before = line(city_with(own, 1), 1)
    after = line(city_with([*fell, *own[12:], *flood], 1), 1)
    honest = line(city_with([*own, *[replace(one, outcome="confirmed", stars=5) for one in flood]], 1), 1)
    assert honest["score"] > after["score"] and after["parts"]["verdict"] <= before["parts"]["verdict"] + 0.01
