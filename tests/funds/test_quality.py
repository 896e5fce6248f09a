"""Money for service: parts with a ceiling, fair where there is little to measure, and a quiet month is a month."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas.queries import area
from rukun.followup import actions as followup
from rukun.followup.queries.outcomes import closings_of_units
from rukun.followup.rules import REOPEN_WITHIN, Verdict
from rukun.funds import actions, queries
from rukun.funds.decree import Decree, Service, read_decree
from rukun.funds.library import decrees_in
from rukun.funds.models import Attestation, Correction
from rukun.funds.paper import Paper
from rukun.funds.quality import MEASURES, Part, read_service
from rukun.funds.rules import entitlement
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month
from tests.conftest import KELURAHAN, _person
from tests.followup.test_closings import finished
from tests.made import judged_valid, noon_of, reports_for_unit, ticket

FOLDER = Path(__file__).resolve().parents[2] / "kota" / "contoh" / "decrees"
JUNE = Month(2018, 6)
LAST_OF_JUNE = datetime(2018, 6, 30, 5, tzinfo=UTC)
AFTER_JUNE = datetime(2018, 7, 2, 5, tzinfo=UTC)
RT = f"{KELURAHAN}002005"


def by_service() -> Decree:
    return next(decree for decree in decrees_in(FOLDER) if decree.id == "sk-3-2018")


def grant_of(decree: Decree) -> Service:
    grant = decree.grants[Kind.RT]
    assert isinstance(grant, Service)
    return grant


MEASURED = st.dictionaries(
    st.sampled_from(MEASURES), st.integers(0, 120).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
)


@given(MEASURED, st.integers(0, 30))
def test_no_service_earns_more_than_the_ceiling_and_every_line_is_whole_rupiah(
    measured: dict[str, tuple[int, int]], existed: int
) -> None:
    decree = by_service()
    found = entitlement(decree, Kind.RT, JUNE, {}, existed, measured)
    assert 0 <= found.total <= grant_of(decree).ceiling * existed // 30
    assert found.total == sum(line.amount for line in found.lines)


@given(MEASURED, st.sampled_from(MEASURES))
def test_doing_better_never_earns_less(measured: dict[str, tuple[int, int]], name: str) -> None:
    good, cases = measured.get(name, (0, 0))
    if good < cases:
        better = entitlement(by_service(), Kind.RT, JUNE, {}, 30, measured | {name: (good + 1, cases)})
        assert better.total >= entitlement(by_service(), Kind.RT, JUNE, {}, 30, measured).total


@given(st.integers(1, 90))
def test_reporting_more_of_the_same_earns_nothing_more(count: int) -> None:
    few = entitlement(by_service(), Kind.RT, JUNE, {}, 30, {"reported": (1, 1), "valid-share": (count, count)})
    many = entitlement(by_service(), Kind.RT, JUNE, {}, 30, {"reported": (1, 1), "valid-share": (count * 3, count * 3)})
    assert few.total == many.total


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('measure = "register"', 'measure = "smiles"'), "measure harus salah satu dari"),
        (('measure = "register"', 'measure = "reported"'), "measure tercatat dua kali"),
        (("none_below = 70", "none_below = 95"), "full_at harus di atas none_below"),
        (('without = "none"', 'without = "half"'), "without harus salah satu dari"),
        (("least = 5", "fewest = 5"), "fewest tidak dikenal"),
    ],
)
def test_a_part_that_makes_no_sense_is_named(change: tuple[str, str], said: str) -> None:
    text = (FOLDER / "sk-3-2018.toml").read_text().replace(*change, 1)
    with pytest.raises(Refused, match=said):
        read_decree("sk-3-2018", text.encode())


PART = Part("valid-share", Rupiah(100_000), full_at=90, none_below=70, least=5, without="none")


@pytest.mark.parametrize(
    ("good", "cases", "earned"),
    [
        (7, 10, "0"), (6, 10, "0"), (0, 10, "0"), (8, 10, "1/2"), (9, 10, "1"), (10, 10, "1"), (71, 100, "1/20"),
        (89, 100, "19/20"), (5, 5, "1"), (4, 5, "1/2"), (4, 4, "0"), (0, 0, "0"),
    ],
)  # fmt: skip
def test_a_part_is_paid_in_proportion_between_nothing_and_the_whole(good: int, cases: int, earned: str) -> None:
    assert Fraction(*PART.share({"valid-share": (good, cases)})) == Fraction(earned)


def test_with_too_few_cases_a_part_is_paid_as_the_decree_says() -> None:
    for without, earned in (("full", (1, 1)), ("none", (0, 1))):
        part = replace(PART, without=without)
        assert part.share({"valid-share": (0, 4)}) == part.share({}) == earned
        assert replace(part, least=0).share({"valid-share": (0, 0)}) == earned, "of no case there is no share"
        assert replace(part, least=0).share({}) == earned
        assert replace(part, least=0).share({"valid-share": (0, 1)}) == (0, 20)


def test_a_part_that_says_no_bounds_is_paid_from_the_first_case_by_its_share() -> None:
    plain = 'amount = 5\narticle = "a"\n[[part]]\nmeasure = "register"\namount = 100\nwithout = "none"\n'
    paper = Paper("x", tomllib.loads(plain))
    grant = read_service(paper)
    assert (grant.parts[0].full_at, grant.parts[0].none_below, grant.parts[0].least) == (100, 0, 1)
    assert (grant.amount, grant.ceiling, paper.mistakes) == (5, 105, [])
    for bounds, is_wrong in (("full_at = 101", True), ("none_below = 100", True), ("none_below = 99", False)):
        paper = Paper("x", tomllib.loads(plain + bounds))
        read_service(paper)
        assert bool(paper.mistakes) is is_wrong, bounds
    without = Paper("x", tomllib.loads('article = "a"\npart = [7]\n'))
    assert read_service(without).amount == 0 and all(one.startswith("part 1: ") for one in without.mistakes)


@pytest.fixture
def law(kota: Path) -> Path:
    actions.load_decrees(kota / "decrees", at=LAST_OF_JUNE)
    return kota


def total_of(unit: str) -> int:
    return next(d.total for d in queries.due(AreaCode(KELURAHAN), JUNE, AFTER_JUNE) if d.unit.code == unit)


def test_a_quiet_month_that_is_attested_is_paid_as_a_reported_one(law: Path, ani: Actor) -> None:
    assert total_of(RT) == 1_900_000
    actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    assert total_of(RT) == 2_000_000
    assert Event.objects.filter(verb="month.attested", seat="ketua-rt@" + RT).count() == 1


def test_an_attestation_that_did_not_stand_counts_for_nothing(law: Path, ani: Actor, citra: Actor) -> None:
    made = actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    actions.check_attestation(made, stood=False, words="Sampah menumpuk di tiga tempat.", by=citra, at=AFTER_JUNE)
    assert total_of(RT) == 1_900_000
    with pytest.raises(Refused, match="sudah diperiksa"):
        actions.check_attestation(made, stood=True, words="Bersih.", by=citra, at=AFTER_JUNE)


def test_a_quiet_month_is_attested_once_by_the_head_in_its_time(
    law: Path, ani: Actor, budi: Actor, fajar: Actor
) -> None:
    unit = area(RT)
    for stranger in (budi, fajar):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.attest_quiet(unit, JUNE, by=stranger, at=LAST_OF_JUNE)
    for early_or_late in (datetime(2018, 6, 20, tzinfo=UTC), datetime(2018, 7, 11, tzinfo=UTC)):
        with pytest.raises(Refused, match="tanggal 24"):
            actions.attest_quiet(unit, JUNE, by=ani, at=early_or_late)
    actions.attest_quiet(unit, JUNE, by=ani, at=LAST_OF_JUNE)
    with pytest.raises(Refused, match="sudah dinyatakan"):
        actions.attest_quiet(unit, JUNE, by=ani, at=LAST_OF_JUNE)
    assert Attestation.objects.count() == 1


def test_a_month_with_reports_is_reported_already(law: Path, ani: Actor, dodi: Actor) -> None:
    judged_valid(reports_for_unit(ani, [date(2018, 6, 4)], 1), dodi, AFTER_JUNE)
    with pytest.raises(Refused, match="sudah ada laporan"):
        actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    assert total_of(RT) == 2_000_000


def test_a_closed_month_is_not_attested_any_more(law: Path, ani: Actor, gita: Actor) -> None:
    actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    with pytest.raises(Refused, match="sudah ditutup"):
        actions.attest_quiet(area(RT), JUNE, by=ani, at=AFTER_JUNE)


def test_whoever_sits_in_the_unit_does_not_check_its_attestation(law: Path, ani: Actor, fajar: Actor) -> None:
    made = actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.check_attestation(made, stood=True, words="Bersih.", by=fajar, at=AFTER_JUNE)
    neighbour = _person("Hadi", "tapem", "999999")
    both = Actor(neighbour.person_id, (*neighbour.seats, *ani.seats))  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="orang lain"):
        actions.check_attestation(made, stood=True, words="Bersih.", by=both, at=AFTER_JUNE)


def test_what_was_measured_is_frozen_with_the_statement(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    judged_valid(reports_for_unit(ani, [date(2018, 6, 4), date(2018, 6, 5)], 3), dodi, noon_of(date(2018, 6, 6)))
    actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    statement = queries.statement_of(AreaCode(RT), JUNE)
    assert statement is not None
    assert statement.measured == {"reported": (1, 1), "valid-share": (6, 6)}
    assert "measured" not in statement.codes
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        queries.due(AreaCode(KELURAHAN), JUNE, AFTER_JUNE)


def test_closings_that_a_unit_answered_and_that_were_confirmed_are_measured_when_their_week_is_over(
    law: Path, ani: Actor, citra: Actor
) -> None:
    began, done = noon_of(date(2018, 6, 4)), noon_of(date(2018, 6, 10))
    told = (Verdict.CONFIRMED, Verdict.CONFIRMED, Verdict.DISPUTED, None)
    for verdict in told:
        seen = finished(ticket(ani, began, for_unit=ani.seats[0].area), citra, done)
        if verdict is not None:
            words = "Masih ada." if verdict is Verdict.DISPUTED else ""
            followup.answer(seen, kind=verdict, words=words, by=ani, at=done + timedelta(days=1))
    late = finished(ticket(ani, began, for_unit=ani.seats[0].area), citra, noon_of(date(2018, 6, 26)))
    followup.answer(late, kind=Verdict.CONFIRMED, by=ani, at=noon_of(date(2018, 6, 27)))
    finished(ticket(citra, began), citra, done)
    measured = next(d.measured for d in queries.due(AreaCode(KELURAHAN), JUNE, AFTER_JUNE) if d.unit.code == RT)
    assert (measured["answered"], measured["confirmed"]) == ((3, 4), (2, 3)), "the late one belongs to July"
    july = closings_of_units([area(RT).pk], *(one - REOPEN_WITHIN for one in (JUNE.ends_at, JUNE.next.ends_at)))
    assert july == {area(RT).pk: (1, 1, 1, 1)}


def test_a_unit_without_closings_is_not_measured_by_them(law: Path, ani: Actor) -> None:
    measured = next(d.measured for d in queries.due(AreaCode(KELURAHAN), JUNE, AFTER_JUNE) if d.unit.code == RT)
    assert not {"answered", "confirmed"} & set(measured)


def test_what_was_found_on_the_spot_after_closing_takes_back_what_the_quiet_month_earned(
    law: Path, ani: Actor, citra: Actor, gita: Actor
) -> None:
    """Units are drawn by the first seal after the 10th, and most months are closed before it."""
    made = actions.attest_quiet(area(RT), JUNE, by=ani, at=LAST_OF_JUNE)
    actions.close_month(AreaCode(KELURAHAN), JUNE, by=gita, at=AFTER_JUNE)
    looked = datetime(2018, 7, 12, 5, tzinfo=UTC)
    actions.check_attestation(made, stood=False, words="Sampah menumpuk di tiga tempat.", by=citra, at=looked)
    assert actions.propose_corrections(at=looked + timedelta(hours=1)) == 1
    assert Correction.objects.values_list("amount", "cause").get() == (-100_000, Correction.Cause.QUIET)
    assert actions.propose_corrections(at=looked + timedelta(hours=2)) == 0
