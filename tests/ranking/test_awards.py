"""Awards: the rule that a city wrote proposes, people decide, once, and nobody for their own."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from rukun.people.rules import Actor, Role
from rukun.ranking import actions, performance
from rukun.ranking.awards import (
    AwardKind,
    Outcome,
    Rule,
    UnitDone,
    is_more_than_chance,
    proposed_by_table,
    proposed_units,
    read_awards,
)
from rukun.ranking.models import Award, AwardDecision, Table
from rukun.ranking.spans import SpanKind
from rukun.ranking.standings import standing_table
from rukun.trail.models import Event
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN, NEXT_KELURAHAN
from tests.made import noon_of
from tests.ranking.cities import handled
from tests.ranking.months import AFTER, JUNE, active_rt, head, proposed, ranked_june
from tests.ranking.test_standings import METHOD, ward
from tests.stories.test_two_at_once import at_the_same_time

FILE = (settings.REPOSITORY / "kota" / "contoh" / "awards.toml").read_bytes()
BEST = AwardKind("best", "Terbaik", Rule.BEST, SpanKind.MONTH, Kind.KOTA, Role.WALI_KOTA, 0)
IMPROVED = replace(BEST, key="improved", rule=Rule.IMPROVED)


def test_the_files_of_both_cities_are_read_and_say_who_decides() -> None:
    for city in ("contoh", "jakarta"):
        kinds = read_awards("awards.toml", (settings.REPOSITORY / "kota" / city / "awards.toml").read_bytes())
        assert [kind.rule for kind in kinds] == [Rule.BEST, Rule.BEST, Rule.IMPROVED, Rule.BEST_RW]
        assert {kind.within for kind in kinds} == {Kind.KOTA, Kind.KECAMATAN}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('rule = "best"', 'rule = "luckiest"', "kurang atau salah"),
        ('span = "month"', 'span = "rolling"', "masa atau pemutus"),
        ('decides = "camat"', 'decides = "tapem"', "masa atau pemutus"),
        ('within = "kecamatan"\ndecides = "camat"', 'within = "kota"\ndecides = "camat"', "tidak membawahi"),
        ('key = "rw-terbaik"', 'key = "kelurahan-paling-maju"', "bernama sama"),
        ('rule = "best-rw"\nspan = "month"', 'rule = "best-rw"\nspan = "quarter"', "per bulan"),
        ("[[award]]", "[[award]", "TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(old: str, new: str, words: str) -> None:
    assert old in FILE.decode()
    with pytest.raises(Refused, match=words):
        read_awards("awards.toml", FILE.decode().replace(old, new, 1).encode())


def table_of(qualities: dict[int, float], seed: int, reports: int = 200) -> dict[str, Any]:
    draw = np.random.default_rng(seed)
    rows = [one for n, good in qualities.items() for one in handled(draw, f"999999{1000 + n}", good, reports)]
    wards = [replace(ward(1), code=f"999999{1000 + n}", name=f"Kelurahan {n}") for n in qualities]
    return standing_table(JUNE, METHOD, rows, wards)


def test_the_best_is_proposed_with_how_many_are_not_truly_different_and_nobody_where_two_are_alike() -> None:
    table = table_of({1: 0.95, 2: 0.93, 3: 0.6}, seed=1)
    (found,) = proposed_by_table(BEST, table, None)
    first = table["rows"][0]
    assert found.area == first["code"].replace(".", "") and found.within == "9999"
    assert (found.facts["not_told_apart"], found.facts["compared"]) == (1, 3)
    twins = {**table, "rows": [row | {"score": 80.0} for row in table["rows"]]}
    assert proposed_by_table(BEST, twins, None) == []
    (each,) = proposed_by_table(replace(BEST, within=Kind.KECAMATAN), table, None)
    assert each.within == "999999"


def test_a_rise_that_the_luckiest_of_forty_gets_by_chance_is_no_improvement_and_a_real_one_is() -> None:
    same = {n: 0.6 + 0.3 * n / 40 for n in range(40)}
    proposals = []
    for seed in range(12):
        before, now = table_of(same, seed, 60), table_of(same, seed + 100, 60)
        proposals += proposed_by_table(IMPROVED, now, before)
    assert len(proposals) <= 4, "one month in ten, though the largest of forty differences is always large"
    better = same | {7: 0.97}
    (found,) = proposed_by_table(IMPROVED, table_of(better, 200, 60), table_of(same, 1, 60))
    assert found.area.endswith("1007") and found.facts["gained"] > 10
    assert proposed_by_table(IMPROVED, table_of(better, 200, 60), None) == []


def test_a_small_gain_that_is_sure_is_not_hidden_by_a_large_one_that_is_chance() -> None:
    row = {"rank": 1, "rank_low": 1, "rank_high": 3, "reports": 40}
    sure = row | {"code": "99.99.99.1001", "score": 70.0, "score_low": 69.5, "score_high": 70.5}
    wild = row | {"code": "99.99.99.1002", "score": 75.0, "score_low": 55.0, "score_high": 90.0}
    before = [sure | {"score": 64.0, "score_low": 63.5, "score_high": 64.5}, wild | {"score": 66.0}]
    (found,) = proposed_by_table(IMPROVED, {"rows": [wild, sure]}, {"rows": before})
    assert (found.area, found.facts["gained"]) == ("9999991001", 6.0)
    assert not is_more_than_chance(9, wild, before[1], 2, 0.9)


def test_who_has_no_rank_now_or_had_none_before_is_proposed_for_nothing() -> None:
    row = {"rank": 1, "rank_low": 1, "rank_high": 2, "reports": 40, "score_low": 69.5, "score_high": 70.5}
    ranked = row | {"code": "99.99.99.1001", "score": 70.0}
    few = row | {"code": "99.99.99.1002", "score": 95.0, "rank": None}
    (found,) = proposed_by_table(BEST, {"rows": [few, ranked]}, {"rows": [ranked]})
    assert (found.area, found.facts["score"], found.facts["not_told_apart"]) == ("9999991001", 70.0, 0)
    assert proposed_by_table(BEST, {"rows": [few]}, None) == proposed_by_table(BEST, {"rows": []}, None) == []
    lower = ranked | {"score": 50.0, "score_low": 49.5, "score_high": 50.5}
    (risen,) = proposed_by_table(IMPROVED, {"rows": [ranked]}, {"rows": [lower]})
    assert {name: risen.facts[name] for name in ("score_before", "gained")} == {"score_before": 50.0, "gained": 20.0}
    for before in (lower | {"rank": None}, lower | {"code": "99.99.99.1003"}):
        assert proposed_by_table(IMPROVED, {"rows": [ranked]}, {"rows": [before]}) == []
    assert proposed_by_table(IMPROVED, {"rows": [lower]}, {"rows": [ranked]}) == [], "a fall is no rise"


def test_who_touches_the_interval_of_the_best_is_not_told_apart_from_it() -> None:
    row = {"rank": 1, "rank_low": 1, "rank_high": 2, "reports": 40}
    best = row | {"code": "99.99.99.1001", "score": 80.0, "score_low": 78.0, "score_high": 82.0}
    touching = row | {"code": "99.99.99.1002", "score": 75.0, "score_low": 72.0, "score_high": 78.0}
    below = row | {"code": "99.99.99.1003", "score": 75.0, "score_low": 72.0, "score_high": 77.99}
    (found,) = proposed_by_table(BEST, {"rows": [best, touching, below]}, None)
    assert (found.facts["not_told_apart"], found.facts["compared"]) == (1, 3)


@pytest.mark.parametrize(("level", "compared", "times"), [(0.9, 1, 1.2816), (0.9, 40, 2.7914), (0.5, 1, 0.0)])
def test_a_gain_is_more_than_chance_from_so_many_errors_of_both_scores_on(
    level: float, compared: int, times: float
) -> None:
    """The quantile of the largest of so many, by tables of the normal; errors of 3 and 4 are 5 together."""
    wide = 2 * {0.9: 1.6449, 0.5: 0.6745}[level]
    now, then = ({"score_low": 50.0, "score_high": 50.0 + error * wide} for error in (3, 4))
    assert not is_more_than_chance(times * 5 - 0.01, now, then, compared, level)
    assert is_more_than_chance(times * 5 + 0.01, now, then, compared, level)


def test_who_gained_nothing_is_no_improvement_however_sure_both_scores_are() -> None:
    sure = {"score_low": 70.0, "score_high": 70.0}
    assert not is_more_than_chance(0.0, sure, sure, 1, 0.9)
    assert is_more_than_chance(0.01, sure, sure, 1, 0.9)


def test_the_best_is_who_stands_highest_now_and_not_who_rose_most() -> None:
    row = {"rank": 1, "rank_low": 1, "rank_high": 2, "reports": 40, "score_low": 69.5, "score_high": 70.5}
    high, risen = row | {"code": "99.99.99.1001", "score": 80.0}, row | {"code": "99.99.99.1002", "score": 75.0}
    (found,) = proposed_by_table(BEST, {"rows": [high, risen]}, {"rows": [high, risen | {"score": 10.0}]})
    assert (found.area, found.facts["score"]) == ("9999991001", 80.0)


BEST_RW = replace(BEST, key="rw", rule=Rule.BEST_RW, within=Kind.KELURAHAN, decides=Role.LURAH, reports_least=5)


def rw(number: int, *, valid: int = 20, struck: int = 0, days: float = 5.0, kinds: int = 3) -> UnitDone:
    return UnitDone(f"{KELURAHAN}{number:03}", valid, struck, days, kinds)


def test_the_rw_whose_units_were_active_on_most_days_is_proposed_then_who_reported_of_most_kinds() -> None:
    """How many reports there were decides nothing, and of two that are alike nobody is chosen."""
    (found,) = proposed_units(BEST_RW, [rw(1, valid=90), rw(2, days=6.0, kinds=1), rw(3)])
    assert (found.within, found.area) == (KELURAHAN, f"{KELURAHAN}002")
    assert dict(found.facts) == {"valid": 20, "struck": 0, "days": 6.0, "kinds": 1, "units": 1}
    (found,) = proposed_units(BEST_RW, [rw(1, valid=90), rw(2, kinds=4), rw(3)])
    assert found.area == f"{KELURAHAN}002"
    assert proposed_units(BEST_RW, [rw(1), rw(2)]) == proposed_units(BEST_RW, []) == []
    elsewhere = replace(rw(1, days=1.0), code=f"{NEXT_KELURAHAN}001")
    assert [one.within for one in proposed_units(BEST_RW, [elsewhere, rw(1)])] == [KELURAHAN, NEXT_KELURAHAN]


@pytest.mark.parametrize(
    ("unit", "may_be"),
    [
        (rw(1, valid=5), True), (rw(1, valid=4), False),
        (rw(1, valid=95, struck=10), True), (rw(1, valid=90, struck=10), False), (rw(1, valid=18, struck=2), False),
        (replace(rw(1), code=f"{KELURAHAN}001001"), False),
    ],
)  # fmt: skip
def test_an_rw_is_proposed_from_so_many_valid_reports_and_with_less_than_a_tenth_struck(
    unit: UnitDone, may_be: bool
) -> None:
    assert bool(proposed_units(BEST_RW, [unit])) is may_be


def test_an_rw_without_one_valid_report_is_never_the_best() -> None:
    anyone = replace(BEST_RW, reports_least=0)
    assert proposed_units(anyone, [rw(1, valid=0, days=0.0, kinds=0)]) == []
    assert proposed_units(anyone, [rw(1, valid=1)])


def test_the_share_that_was_struck_is_told_of_what_was_judged() -> None:
    done = rw(1, valid=3, struck=1)
    assert (done.judged, done.struck_share) == (4, 0.25)
    assert rw(1, valid=0).struck_share is None, "of nothing there is no share"


# With a database: proposing, deciding.


@pytest.fixture
def june(kota: Path, budi: Actor, citra: Actor, fajar: Actor) -> Path:
    ranked_june(kota, budi, citra, fajar)
    return kota


def test_each_rule_proposes_once_with_its_figures_and_the_trail_says_so(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, fajar: Actor
) -> None:
    ranked_june(kota, budi, citra, fajar, may_too=True)
    active_rt(ani, dodi)
    found = proposed(kota)
    assert {kind: award.area.code for kind, award in found.items()} == {
        "kelurahan-terbaik": KELURAHAN, "kelurahan-terbaik-kecamatan": KELURAHAN, "kelurahan-paling-maju": KELURAHAN,
        "rw-terbaik": f"{KELURAHAN}002",
    }  # fmt: skip
    assert found["kelurahan-paling-maju"].figures["gained"] > 20
    assert found["rw-terbaik"].figures == {"valid": 21, "struck": 0, "days": 3.0, "kinds": 1, "units": 7}
    assert Event.objects.filter(verb="award.proposed").count() == 4
    assert proposed(kota) == {} and Award.objects.count() == 4
    assert actions.propose_due(file=kota / "awards.toml", at=AFTER) == 0


def test_the_clock_proposes_only_once_the_month_is_settled(june: Path) -> None:
    file = june / "awards.toml"
    assert actions.propose_due(file=file, at=noon_of(date(2016, 7, 9))) == 0
    assert actions.propose_due(file=june / "nothing.toml", at=AFTER) == 0
    assert actions.propose_due(file=file, at=AFTER) == 2, "no month before, and no RW that reported enough"
    assert actions.propose_due(file=file, at=AFTER + timedelta(days=1)) == 0


def test_the_camat_decides_in_the_kecamatan_and_the_wali_kota_in_the_kota_and_nobody_else(
    june: Path, citra: Actor, dodi: Actor, budi: Actor
) -> None:
    found = proposed(june)
    camat, mayor = head("camat", "999999"), head("wali-kota", "9999")
    whole, own = found["kelurahan-terbaik"], found["kelurahan-terbaik-kecamatan"]
    give = {"outcome": Outcome.GIVEN, "words": "", "at": AFTER}
    for award, wrong in ((whole, (camat, citra, dodi, budi)), (own, (citra, dodi, budi))):
        for actor in wrong:
            with pytest.raises(Refused) as refusal:
                actions.decide_award(award.pk, by=actor, **give)
            assert refusal.value.code == "hidden"
    assert actions.decide_award(whole.pk, by=mayor, **give).outcome == "given"
    decision = actions.decide_award(own.pk, by=camat, **give)
    event = Event.objects.get(pk=decision.event)
    assert (event.verb, event.about) == ("award.given", own.about)
    assert decision.token in str(event.facts) and KELURAHAN in str(event.facts)
    with pytest.raises(Refused) as again:
        actions.decide_award(own.pk, by=camat, outcome=Outcome.DECLINED, words="Keliru", at=AFTER)
    assert again.value.code == "conflict" and AwardDecision.objects.count() == 2


def test_whoever_sits_in_the_area_that_is_proposed_decides_nothing_about_it(june: Path) -> None:
    from rukun.areas.queries import area
    from rukun.people import actions as people
    from rukun.people import queries
    from rukun.people.models import Person

    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    camat = head("camat", "999999")
    seat = people.open_seat(role=Role.KETUA_RW, area=area(f"{KELURAHAN}001"), at=AFTER)
    person = Person.objects.get(pk=camat.person_id)
    people.appoint(person=person, seat=seat, sk="SK 2/2016", held_from=date(2016, 1, 1), at=AFTER)
    both = queries.actor_of(person.pk, AFTER)
    with pytest.raises(Refused) as refusal:
        actions.decide_award(award.pk, outcome=Outcome.GIVEN, words="", by=both, at=AFTER)
    assert refusal.value.code == "own"
    assert actions.decide_award(award.pk, outcome=Outcome.GIVEN, words="", by=camat, at=AFTER).outcome == "given"


def test_declining_says_why_and_what_stands_is_never_changed(june: Path) -> None:
    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    camat = head("camat", "999999")
    with pytest.raises(Refused) as refusal:
        actions.decide_award(award.pk, outcome=Outcome.DECLINED, words="  ", by=camat, at=AFTER)
    assert (refusal.value.code, refusal.value.field) == ("words", "words")
    assert not AwardDecision.objects.exists() and not Event.objects.filter(verb="award.declined").exists()
    decision = actions.decide_award(award.pk, outcome=Outcome.DECLINED, words="Sedang diperiksa.", by=camat, at=AFTER)
    assert decision.outcome == "declined"
    assert "Sedang" not in str(Event.objects.get(pk=decision.event).facts), "words go in as a digest"
    for row in (award, decision):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(at=AFTER + timedelta(days=1))


def test_words_that_are_too_long_are_refused_and_not_cut_off(june: Path) -> None:
    award = proposed(june)["kelurahan-terbaik-kecamatan"]
    decide = {"outcome": Outcome.DECLINED, "by": head("camat", "999999"), "at": AFTER}
    with pytest.raises(Refused, match="paling panjang 500 huruf"):
        actions.decide_award(award.pk, words="a" * 501, **decide)  # type: ignore[arg-type]
    assert actions.decide_award(award.pk, words="a" * 500, **decide).words == "a" * 500  # type: ignore[arg-type]


def test_two_who_decide_at_the_same_moment_leave_one_decision_and_one_entry(
    committed: Path, in_thread: Callable[..., threading.Thread], budi: Actor, citra: Actor, fajar: Actor
) -> None:
    ranked_june(committed, budi, citra, fajar)
    award = proposed(committed)["kelurahan-terbaik-kecamatan"]
    camat = head("camat", "999999")

    def decide(outcome: Outcome) -> str:
        return actions.decide_award(award.pk, outcome=outcome, words="Sebab", by=camat, at=AFTER).outcome

    outcomes = at_the_same_time(
        in_thread, *[lambda o=one: decide(o) for one in (Outcome.GIVEN, Outcome.DECLINED, Outcome.GIVEN)]
    )
    decision = AwardDecision.objects.get()
    assert Counter(map(str, outcomes)) == {decision.outcome: 1, "conflict": 2}
    (event,) = Event.objects.filter(verb__in=["award.given", "award.declined"])
    assert (event.pk, event.verb) == (decision.event, f"award.{decision.outcome}")


# What is published with it.


def test_everything_of_a_month_is_published_once_and_again_only_where_facts_changed(june: Path) -> None:
    kinds = [(table.of, table.span) for table in Table.objects.filter(month=JUNE.first).order_by("of", "span")]
    assert kinds == [
        ("kecamatan", "month"), ("kelurahan", "month"), ("kelurahan", "quarter"), ("kelurahan", "rolling"),
        ("kota", "month"), ("skpd", "month"),
    ]  # fmt: skip
    events = Event.objects.filter(verb="ranking.published").count()
    early, settled = noon_of(date(2016, 7, 3)), noon_of(date(2016, 7, 11))
    assert actions.publish_due(scoring=june / "scoring", at=early) == 0
    assert Event.objects.filter(verb="ranking.published").count() == events
    strike_one(at=early)
    assert actions.publish_due(scoring=june / "scoring", at=early) == 5, "all but the table of departments"
    assert actions.publish_due(scoring=june / "scoring", at=settled) == 0


def strike_one(at: datetime) -> None:
    from rukun.reports.models import Report
    from rukun.validation import actions as validation
    from rukun.validation.rules import StrikeReason
    from tests.conftest import _person

    seen = Report.objects.filter(kelurahan__code=KELURAHAN, received_at__gte=JUNE.starts_at).first()
    assert seen is not None
    tapem: Actor = _person("Dinda", "tapem", "999999")  # type: ignore[assignment]
    validation.strike(seen, reason=StrikeReason.UNREADABLE, note="", by=tapem, at=at)


def test_a_month_without_anything_has_no_table(kota: Path) -> None:
    assert actions.publish_due(scoring=kota / "scoring", at=AFTER) == 0
    assert not Table.objects.exists()


def test_rt_and_rw_are_told_beside_each_other_and_a_whole_rw_in_the_mean_of_its_units(
    kota: Path, ani: Actor, dodi: Actor
) -> None:
    active_rt(ani, dodi)
    from rukun.values.code import AreaCode

    units = {area.code: done for area, done in performance.units_of(AreaCode(KELURAHAN), JUNE)}
    assert len(units) == 12 and units[f"{KELURAHAN}002005"].days == 21
    assert units[f"{KELURAHAN}002"].valid == 0, "what its RT did is not the board's own"
    (rw,) = performance.rws_of(JUNE)
    assert (rw.code, rw.valid, rw.days, rw.units) == (f"{KELURAHAN}002", 21, 3.0, 7)
    assert performance.rws_of(Month(2016, 4)) == []
    assert NEXT_KELURAHAN not in {unit[:10] for unit in units}
