"""A strike that is contested changes the money only through the verdict that answers it, before closing or after."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rukun.areas.queries import area
from rukun.funds import actions as funds
from rukun.funds import queries
from rukun.funds.models import Correction, Statement, StatementLine
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.tick import tick
from rukun.trail import actions as trail
from rukun.validation import actions as validation
from rukun.validation.models import Appeal, CurrentVerdict, Verdict
from rukun.validation.queries import open_appeals
from rukun.validation.rules import StrikeReason
from rukun.validation.sample.queries import to_judge
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import decrees, judged_valid, noon_of, reports_for_unit
from tests.validation.conftest import risky

KELURAHAN = AreaCode("9999991001")
RT_5 = AreaCode(KELURAHAN.digits + "002005")
JUNE, JULY = Month(2016, 6), Month(2016, 7)
AFTER_JUNE = noon_of(date(2016, 7, 2))
WORDS = "Tolong lihat jam fotonya."


@pytest.fixture
def law(kota: Path, tmp_path: Path) -> Path:
    decrees(tmp_path / "law", "sk-1-2015", "sk-2-2016", at=noon_of(date(2016, 6, 1)))
    return tmp_path / "law"


@pytest.fixture
def hana() -> Actor:
    """A second validator."""
    return _person("Hana", "tapem", "999999")  # type: ignore[return-value]


def whole(made: Report) -> Report:
    return Report.objects.select_related("kelurahan", "unit", "seat").get(pk=made.pk)


def contested(made: Report, ani: Actor) -> Appeal:
    validation.appeal(whole(made), words=WORDS, by=ani, at=AFTER_JUNE)
    return open_appeals(KELURAHAN).get(verdict__report=made)


def test_an_appeal_upheld_before_closing_counts_at_once(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, hana: Actor
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 3)], 2)
    judged_valid(made[:1], dodi, AFTER_JUNE)
    validation.strike(whole(made[1]), StrikeReason.OLD_PHOTO, by=dodi, at=AFTER_JUNE)
    assert queries.slip_of(area(RT_5), JUNE, AFTER_JUNE).total == 85_000
    validation.uphold(contested(made[1], ani), by=hana, at=AFTER_JUNE)
    assert queries.slip_of(area(RT_5), JUNE, AFTER_JUNE).total == 95_000
    funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    statement = queries.statement_of(RT_5, JUNE)
    assert statement is not None and statement.total == 95_000 and made[1].code in statement.codes["counted"]
    assert funds.propose_corrections(at=AFTER_JUNE + timedelta(hours=1)) == 0


def test_an_appeal_upheld_after_closing_becomes_a_correction_in_the_next_month_by_the_clock_alone(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, hana: Actor, tmp_path: Path
) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 3)], 1)
    validation.strike(whole(made), StrikeReason.OLD_PHOTO, by=dodi, at=AFTER_JUNE)
    objection = contested(made, ani)
    with pytest.raises(Refused, match="belum selesai"):
        funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE, despite="Warga menunggu uangnya")
    later = AFTER_JUNE + timedelta(days=3)
    validation.uphold(objection, by=hana, at=later)
    done = tick(at=later + timedelta(minutes=1), home=tmp_path, everything=True)
    assert done["corrections proposed"] == 1
    correction = Correction.objects.get()
    assert (correction.amount, correction.cause) == (10_000, "verdict")
    assert "correction" not in {line.what for line in queries.slip_of(area(RT_5), JULY, later).lines}
    funds.accept_corrections(KELURAHAN, by=gita, at=later + timedelta(minutes=2))
    slip = queries.slip_of(area(RT_5), JULY, later)
    assert [(line.what, line.amount, line.month, line.cause) for line in slip.lines][-1] == (
        "correction", 10_000, JUNE.first, "verdict",
    )  # fmt: skip
    funds.close_month(KELURAHAN, JULY, by=gita, at=noon_of(date(2016, 8, 2)))
    june, july = queries.statement_of(RT_5, JUNE), queries.statement_of(RT_5, JULY)
    assert june is not None and july is not None and (june.total, july.total) == (75_000, 85_000)
    told = queries.slip_of(area(RT_5), JUNE, later).later
    assert [(late.amount, late.settled, late.left) for late in told] == [(10_000, ((JULY.first, 10_000),), 0)]


def test_a_rejected_appeal_changes_no_money(law: Path, ani: Actor, dodi: Actor, gita: Actor, hana: Actor) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 3)], 1)
    validation.strike(whole(made), StrikeReason.OLD_PHOTO, by=dodi, at=AFTER_JUNE)
    objection = contested(made, ani)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE, despite="Warga menunggu uangnya")
    validation.reject_appeal(objection, words="Tetap", by=hana, at=AFTER_JUNE + timedelta(days=1))
    assert funds.propose_corrections(at=AFTER_JUNE + timedelta(days=2)) == 0


def test_an_open_month_after_the_first_open_one_does_not_show_the_correction_a_second_time(
    law: Path, ani: Actor, dodi: Actor, gita: Actor
) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 3)], 1)
    judged_valid([made], dodi, AFTER_JUNE)
    funds.close_month(KELURAHAN, JUNE, by=gita, at=AFTER_JUNE)
    validation.strike(whole(made), StrikeReason.TEST, by=dodi, at=AFTER_JUNE + timedelta(hours=1))
    funds.propose_corrections(at=AFTER_JUNE + timedelta(hours=2))
    funds.accept_corrections(KELURAHAN, by=gita, at=AFTER_JUNE + timedelta(hours=3))
    assert queries.slip_of(area(RT_5), JULY, AFTER_JUNE).total == 65_000
    assert queries.slip_of(area(RT_5), JULY, AFTER_JUNE, takes_corrections=False).total == 75_000


def test_the_draft_of_one_unit_is_what_its_kelurahan_is_closed_with(
    law: Path, ani: Actor, dodi: Actor, django_assert_num_queries: Callable[..., object]
) -> None:
    judged_valid(reports_for_unit(ani, list(JUNE.days)[:9], 4), dodi, AFTER_JUNE)
    unit = area(RT_5)
    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        own = queries.due_of_unit(unit, JUNE, AFTER_JUNE)
    assert own in queries.due(KELURAHAN, JUNE, AFTER_JUNE)


STEPS = (
    "accept", "strike", "appeal", "uphold", "reject", "close", "correct", "draw", "judge-drawn", "pass", "strike",
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("draw", 0), ("judge-drawn", 0), ("pass", 0), ("close", 0), ("strike", 1), ("appeal", 1), ("uphold", 1)])
@example([("draw", 0), ("strike", 0), ("judge-drawn", 0), ("pass", 0), ("appeal", 0), ("uphold", 0), ("pass", 0)])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2)), max_size=16))
def test_in_any_order_of_striking_contesting_sampling_and_closing_the_books_say_what_stands(
    law: Path, ani: Actor, dodi: Actor, gita: Actor, hana: Actor, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        validation.commit_month(JUNE, home=tmp_path, at=noon_of(date(2016, 6, 1)))
        made = reports_for_unit(ani, list(JUNE.days)[:7], 3)
        risky(made)
        at = AFTER_JUNE
        for step, which in steps:
            at += timedelta(minutes=20)
            _try(step, made[which], {"ani": ani, "dodi": dodi, "hana": hana, "gita": gita}, at, tmp_path)
        owed = 75_000 + 10_000 * CurrentVerdict.objects.filter(report__in=made, is_valid=True).count()
        at += timedelta(minutes=20)
        _try("close", made[0], {"ani": ani, "dodi": dodi, "hana": hana, "gita": gita}, at, tmp_path)
        assert not Verdict.objects.filter(sample__isnull=False, is_valid=False).exists()
        funds.propose_corrections(at=at + timedelta(minutes=1))
        assert _stated() == owed
        assert funds.propose_corrections(at=at + timedelta(minutes=2)) == 0
        with contextlib.suppress(Refused):
            funds.accept_corrections(KELURAHAN, by=gita, at=at + timedelta(minutes=3))
        funds.close_month(KELURAHAN, JULY, by=gita, at=noon_of(date(2016, 8, 2)))
        paid = sum(Statement.objects.filter(unit__code=RT_5.digits).values_list("total", flat=True))
        assert paid == owed + 75_000, "July takes in what June came out wrong"
        assert sum(queries.trial_balance().values()) == 0
        transaction.set_rollback(True)


def _try(step: str, made: Report, who: dict[str, Actor], at: datetime, home: Path) -> None:
    """One step by whoever may take it; one that the rules refuse changes nothing."""
    objection = open_appeals(KELURAHAN).filter(verdict__report=made).first()
    if step in ("uphold", "reject") and objection is None:
        return
    seen = whole(made)
    ways: dict[str, Callable[[], object]] = {
        "accept": lambda: validation.accept(seen, by=who["dodi"], at=at),
        "strike": lambda: validation.strike(seen, StrikeReason.OLD_PHOTO, by=who["dodi"], at=at),
        "appeal": lambda: validation.appeal(seen, words=WORDS, by=who["ani"], at=at),
        "uphold": lambda: validation.uphold(objection, by=who["hana"], at=at),  # type: ignore[arg-type]
        "reject": lambda: validation.reject_appeal(objection, words="Tetap", by=who["hana"], at=at),  # type: ignore[arg-type]
        "close": lambda: funds.close_month(KELURAHAN, JUNE, by=who["gita"], at=at, despite="Tetap ditutup"),
        "correct": lambda: funds.propose_corrections(at=at),
        "draw": lambda: _draw(home, at),
        "judge-drawn": lambda: judged_valid(list(to_judge(KELURAHAN)), who["hana"], at),
        "pass": lambda: validation.accept_by_sample(KELURAHAN, JUNE, by=who["hana"], at=at),
    }
    with contextlib.suppress(Refused):
        ways[step]()


def _draw(home: Path, at: datetime) -> None:
    validation.frame_month(JUNE, is_full=False, at=at)
    trail.seal(home=home, at=at)
    validation.mix_seed(JUNE, home=home, at=at)
    validation.draw_samples(at=at)
    validation.widen_samples(at=at)


def _stated() -> int:
    own = StatementLine.objects.filter(statement__unit__code=RT_5.digits, correction=None)
    late = Correction.objects.filter(statement__unit__code=RT_5.digits)
    return sum(own.values_list("amount", flat=True)) + sum(late.values_list("amount", flat=True))
