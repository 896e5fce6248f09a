"""A month's sample: what humans must look at, what a wrong one leads to, and what may pass unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from rukun.areas.queries import unit_ids
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.models import Event
from rukun.validation import actions
from rukun.validation.models import CurrentVerdict, MonthSeed, Picked, Sample, SampleDrawn, SecondDraw, Verdict
from rukun.validation.rules import StrikeReason
from rukun.validation.sample import queries as samples
from rukun.validation.sample.rules import draw, sample_size
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import judged_valid, noon_of, reports_for_unit
from tests.validation.conftest import COMPLETE, JUNE, risky

KELURAHAN = AreaCode("9999991001")
LATER = COMPLETE + timedelta(hours=1)
Draw = Callable[..., None]


def whole(reports: Sequence[Report]) -> list[Report]:
    found = Report.objects.filter(pk__in=[made.pk for made in reports])
    return list(found.select_related("kelurahan", "unit", "seat", "category").order_by("pk"))


def picked(why: str) -> list[Report]:
    ids = Picked.objects.filter(why=why).values_list("report", flat=True)
    return list(Report.objects.filter(pk__in=ids).select_related("kelurahan", "unit", "seat").order_by("pk"))


def state() -> samples.SamplingState:
    return samples.sampling_state(KELURAHAN, JUNE)


# Framed and drawn


def test_the_risky_are_judged_by_a_human_and_of_the_rest_so_many_are_drawn_as_the_bound_needs(
    month: list[Report], drawn: Draw
) -> None:
    drawn()
    found = state()
    assert (found.stage, found.reports, found.above, found.rest) == ("drawn", 60, 5, 55)
    assert found.size == found.drawn == sample_size(55) == len(picked("drawn"))
    assert {made.pk for made in picked("risk")} == {made.pk for made in month[55:]}
    assert samples.to_judge(KELURAHAN).count() == found.size + 5
    assert (found.bound, found.is_held, found.drawn_judged) == (None, False, 0)


def test_a_report_that_the_machine_has_not_looked_through_is_looked_at_by_a_human(
    month: list[Report], drawn: Draw, ani: Actor
) -> None:
    (unknown,) = reports_for_unit(ani, [date(2016, 6, 20)], 1)
    drawn()
    assert unknown in picked("risk")


def test_what_was_judged_before_the_draw_is_not_drawn_from(month: list[Report], dodi: Actor, drawn: Draw) -> None:
    judged_valid(month[:30], dodi, noon_of(date(2016, 6, 20)))
    drawn()
    found = state()
    assert (found.judged_before, found.rest, found.size) == (30, 25, sample_size(25))
    assert not {made.pk for made in picked("drawn")} & {made.pk for made in month[:30]}


def test_the_draw_is_what_anyone_computes_from_the_published_seed(month: list[Report], drawn: Draw) -> None:
    drawn()
    sample, seed = Sample.objects.get(), MonthSeed.objects.get()
    codes = draw(bytes.fromhex(seed.seed), sample.frame.split(), sample.size)
    assert samples.drawn_codes(sample) == codes
    assert sorted(sample.frame.split()) == sorted(made.code for made in month[:55])


def test_a_month_whose_decree_asks_it_is_looked_at_in_full_and_nothing_is_drawn_or_let_pass(
    month: list[Report], drawn: Draw, dodi: Actor
) -> None:
    drawn(is_full=True)
    assert (state().is_full, state().needs_all, len(picked("drawn"))) == (True, True, 0)
    with pytest.raises(Refused, match="belum selesai"):
        actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER)


def test_without_a_promised_seed_there_is_no_sample_and_everything_is_judged(
    kota: Path, ani: Actor, dodi: Actor, tmp_path: Path
) -> None:
    risky(reports_for_unit(ani, [date(2016, 6, 3)], 2))
    assert samples.months_to_frame(COMPLETE) == []
    assert (state().stage, state().needs_all) == ("none", True)
    with pytest.raises(Refused, match="belum selesai"):
        actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER)


def test_a_month_is_framed_only_when_the_last_phone_could_have_sent(month: list[Report]) -> None:
    assert samples.months_to_frame(JUNE.ends_at + timedelta(hours=23, minutes=59)) == []
    assert samples.months_to_frame(JUNE.ends_at + timedelta(hours=24)) == [JUNE]


def test_framing_and_drawing_again_changes_nothing(month: list[Report], drawn: Draw, tmp_path: Path) -> None:
    drawn()
    before = (Picked.objects.count(), Event.objects.count(), SampleDrawn.objects.count())
    assert actions.frame_month(JUNE, is_full=False, at=LATER) == []
    assert actions.mix_seed(JUNE, home=tmp_path, at=LATER) is None
    assert actions.draw_samples(at=LATER) == actions.widen_samples(at=LATER) == 0
    assert (Picked.objects.count(), Event.objects.count(), SampleDrawn.objects.count()) == before


# Judged


def test_where_no_drawn_one_is_wrong_the_bound_holds_and_the_rest_passes_named_as_such(
    month: list[Report], drawn: Draw, dodi: Actor
) -> None:
    drawn()
    with pytest.raises(Refused, match="belum selesai dinilai"):
        actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER)
    judged_valid(picked("drawn"), dodi, LATER)
    found = state()
    assert found.is_held and found.bound == 1 and found.share == pytest.approx(1 / 55)
    passed = actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER)
    assert len(passed) == 55 - found.size == state().by_sample
    assert all(verdict.is_valid and verdict.sample_id for verdict in passed)
    assert CurrentVerdict.objects.count() == 55, "the risky ones are still a human's"
    assert Event.objects.filter(verb="sample.accepted").count() == 1
    assert '"by_sample":"9999991001:2016-06"' in Event.objects.filter(verb="report.accepted").last().facts  # type: ignore[union-attr]
    assert actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER) == []
    assert not samples.closing_state(KELURAHAN, JUNE, unit_ids(KELURAHAN)).is_settled
    judged_valid(picked("risk"), dodi, LATER)
    assert samples.closing_state(KELURAHAN, JUNE, unit_ids(KELURAHAN)).is_settled


def test_a_wrong_one_widens_the_check_to_its_unit_and_the_bound_is_told_anew(
    month: list[Report], drawn: Draw, dodi: Actor
) -> None:
    drawn()
    first, *others = picked("drawn")
    actions.strike(first, StrikeReason.OLD_PHOTO, by=dodi, at=LATER)
    judged_valid(others, dodi, LATER)
    of_unit = [made for made in month[:55] if made.unit_id == first.unit_id]
    waiting = len(of_unit) - sum(made.unit_id == first.unit_id for made in (first, *others))
    assert (state().units, state().units_waiting, state().bound) == (1, waiting, None)
    assert actions.widen_samples(at=LATER) == waiting == len(picked("unit"))
    judged_valid(picked("unit"), dodi, LATER)
    found = state()
    assert (found.wrong, found.found, found.units_waiting, found.is_held) == (1, 1, 0, False)
    assert found.bound is not None and found.needs_all
    with pytest.raises(Refused, match="satu per satu"):
        actions.accept_by_sample(KELURAHAN, JUNE, by=dodi, at=LATER)


def test_a_wrong_one_that_was_right_after_all_no_longer_speaks_against_the_month(
    month: list[Report], drawn: Draw, ani: Actor, dodi: Actor, hana: Actor
) -> None:
    drawn()
    first, *others = picked("drawn")
    actions.strike(first, StrikeReason.OLD_PHOTO, by=dodi, at=LATER)
    judged_valid([*others, *[m for m in month[:55] if m.unit_id == first.unit_id and m not in (first, *others)]],
                 dodi, LATER)  # fmt: skip
    assert not state().is_held
    by = ani if first.seat_id == ani.seats[0].id else None
    filer = by or _filer(first)
    objection = actions.appeal(whole([first])[0], words="Foto baru", by=filer, at=LATER)
    actions.uphold(objection, by=hana, at=LATER)
    assert state().is_held and state().wrong == 0


def _filer(made: Report) -> Actor:
    from rukun.people.queries import actor_of

    assert made.filer_id is not None
    return actor_of(made.filer_id, LATER)


# Refused, below the page


def test_whoever_holds_a_seat_in_the_kelurahan_lets_nothing_pass(
    month: list[Report], drawn: Draw, dodi: Actor, fajar: Actor
) -> None:
    drawn()
    judged_valid(picked("drawn"), dodi, LATER)
    both = Actor(dodi.person_id, (*dodi.seats, _person("Joko", "ketua-rw", "9999991001002").seats[0]))  # type: ignore[attr-defined]
    for somebody, code in ((both, "conflict"), (fajar, "hidden"), (_person("Kiki", "tapem", "9999991002"), "hidden")):
        with pytest.raises(Refused) as refusal:
            actions.accept_by_sample(KELURAHAN, JUNE, by=somebody, at=LATER)  # type: ignore[arg-type]
        assert refusal.value.code == code
    assert not Verdict.objects.filter(sample__isnull=False).exists()


def test_what_touches_the_validator_is_left_for_another(month: list[Report], drawn: Draw, dodi: Actor) -> None:
    drawn()
    judged_valid(picked("drawn"), dodi, LATER)
    unseen = Report.objects.exclude(pk__in=Picked.objects.values("report")).first()
    assert unseen is not None and unseen.filer_id is not None
    filer = Actor(unseen.filer_id, dodi.seats)
    passed = actions.accept_by_sample(KELURAHAN, JUNE, by=filer, at=LATER)
    assert unseen.pk not in {verdict.report_id for verdict in passed}


def test_the_tables_refuse_to_be_changed(month: list[Report], drawn: Draw) -> None:
    drawn()
    for rows in (Sample, SampleDrawn, Picked, MonthSeed, SecondDraw):
        if not rows.objects.exists():
            continue
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Sample.objects.update(size=0)


def test_verdicts_are_guarded_after_their_table_was_made_anew(month: list[Report], dodi: Actor) -> None:
    judged_valid(month[:1], dodi, LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.update(note="anders")


def test_a_sample_never_strikes(month: list[Report], drawn: Draw, dodi: Actor) -> None:
    drawn()
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.create(
            report=month[0], number=1, is_valid=False, reason="test", sample=Sample.objects.get(),
            validator_id=dodi.person_id, seat_id=dodi.seats[0].id, given_at=LATER,
        )  # fmt: skip


def test_the_states_of_many_kelurahan_take_as_many_queries_as_of_one(
    month: list[Report], drawn: Draw, dodi: Actor, django_assert_max_num_queries: Callable[..., object]
) -> None:
    drawn()
    actions.strike(picked("drawn")[0], StrikeReason.TEST, by=dodi, at=LATER)
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        samples.sampling_states(None, JUNE)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        samples.closing_state(KELURAHAN, JUNE, unit_ids(KELURAHAN))
    assert samples.sampling_states(None, Month(2016, 7)) == []


def test_a_decree_that_asks_for_full_checking_reaches_the_sample_by_the_clock(
    month: list[Report], tmp_path: Path
) -> None:
    from rukun.funds.actions import load_decrees
    from rukun.funds.queries import is_checked_in_full
    from rukun.tick import sample
    from tests.made import decrees

    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon_of(date(2016, 6, 1)))
    assert not is_checked_in_full(JUNE, COMPLETE)
    for file in (tmp_path / "law").glob("sk-?-201?.toml"):
        file.write_text("full_check = true\n" + file.read_text())
    load_decrees(tmp_path / "law", at=noon_of(date(2016, 6, 2)))
    assert is_checked_in_full(JUNE, COMPLETE)
    sample(COMPLETE, tmp_path)
    assert Sample.objects.get().is_full
