"""What waits for Tapem, found from what is not settled, is what waits: whatever people, the clock and hosts of the
version before do in whatever order."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rukun.areas.queries import area
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.retracting import Retracting
from rukun.validation import actions
from rukun.validation.desk import queue, waiting
from rukun.validation.desk.waiting import Sieve
from rukun.validation.looking import noticing, settling
from rukun.validation.models import CurrentVerdict, LookedThrough, Picked, Risk, Sample, Verdict
from rukun.validation.rules import StrikeReason
from rukun.validation.sample.queries import plan, reports_of_month
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import judged_valid, noon_of, report, reports_for_unit
from tests.validation.conftest import risky

KELURAHAN = AreaCode("9999991001")
VERBS = (
    "file", "look", "follow", "follow", "accept", "strike", "take-back", "take-back", "take-back-before", "retract",
    "appeal", "uphold", "weigh", "pick", "rebuild",
)  # fmt: skip
acts = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 5), st.integers(1, 9_000)), min_size=4, max_size=24)


class Undone(Exception):
    """Thrown to take an example back."""


@given(acts)
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_waits_is_found_whatever_was_done_in_whatever_order(
    kota: Path, ani: Actor, budi: Actor, dodi: Actor, noon: datetime, acts: list[tuple[str, int, int]]
) -> None:
    with suppress(Undone), transaction.atomic():
        at = noon
        reports_for_unit(ani, [date(2016, 6, 1)], 3)
        report(budi, at)
        for verb, number, seconds in acts:
            at += timedelta(seconds=seconds)
            with suppress(Refused), transaction.atomic():
                act(verb, number, ani, dodi, at)
            agrees(dodi, at)
        raise Undone


def act(verb: str, number: int, ani: Actor, dodi: Actor, at: datetime) -> None:
    """One of the verbs, as somebody who may do it would."""
    every = list(Report.objects.select_related("unit", "kelurahan", "rw", "rt", "seat").order_by("id"))
    one = [report for report in every if report.unit_id][number % 3]
    {
        "file": lambda: report(ani, at, for_unit=ani.seats[0].area, kind="kerja-bakti"),
        "look": lambda: noticing.raise_flags(at=at, most=2),
        "follow": lambda: settling.keep_settled(at=at, most=3),
        "accept": lambda: actions.accept(one, by=dodi, at=at),
        "strike": lambda: actions.strike(one, StrikeReason.NOT_SHOWN, by=dodi, at=at, note="Tidak tampak"),
        "take-back": lambda: take_back(one, dodi, at),
        "take-back-before": lambda: taken_back_by_the_version_before(one, dodi, at),
        "retract": lambda: actions.retract(one, Retracting.MISTAKE, by=ani, at=at),
        "appeal": lambda: actions.appeal(one, words="Sudah dikerjakan", by=ani, at=at),
        "uphold": lambda: actions.uphold(queue_of_appeals(), by=dodi, at=at),
        "weigh": lambda: Risk.objects.filter(pk=one.pk).update(score=number * 150),
        "pick": lambda: pick(one, at),
        "rebuild": lambda: actions.rebuild_current(at=at),
    }[verb]()


def take_back(one: Report, by: Actor, at: datetime) -> None:
    newest = Verdict.objects.filter(report=one).order_by("-number").first()
    actions.take_back(one, newest.number if newest else 1, by=by, at=at, since=at - timedelta(days=9))


def taken_back_by_the_version_before(one: Report, by: Actor, at: datetime) -> None:
    """Which knows of no settling; the worker is of the new one and finds it in its next round."""
    settled, followed = Risk.objects.filter(pk=one.pk, is_settled=True), LookedThrough.objects.filter(pk=1)
    was, far = settled.exists(), followed.values_list("settled", flat=True).first()
    take_back(one, by, at)
    if was:
        Risk.objects.filter(pk=one.pk).update(is_settled=True)
    if far is not None:
        followed.update(settled=far)
    settling.keep_settled(at=at, most=3)


def queue_of_appeals() -> Any:
    from rukun.validation.queries import open_appeals

    found = open_appeals(KELURAHAN).first()
    if found is None:
        raise Refused("none", "Tidak ada.")
    return found


def pick(one: Report, at: datetime) -> None:
    sample, _ = Sample.objects.get_or_create(
        month=date(2016, 6, 1), kelurahan=area(KELURAHAN), defaults=dict.fromkeys(
            ("reports", "judged", "above", "rest", "size", "threshold"), 0
        ) | {"tolerable": "0", "confidence": "0", "second_share": "0", "is_full": False, "framed_at": at},
    )  # fmt: skip
    Picked.objects.get_or_create(report=one, defaults={"sample": sample, "why": "risk", "picked_at": at})


def agrees(dodi: Actor, at: datetime) -> None:
    """Found from what is not settled, and by looking at all that was filed."""
    whole = waiting_slowly()
    order = [row.pk for row in whole]
    assert [row.pk for row in queue.listed(dodi, KELURAHAN, queue.ALL, 0, 50)] == order
    assert [row.pk for row in queue.listed(dodi, KELURAHAN, queue.ALL, 1, 2)] == order[1:3]
    assert set(waiting.waiting_for(dodi, KELURAHAN).values_list("pk", flat=True)) == set(order)
    assert sorted(queue.next_for(dodi, KELURAHAN, queue.ALL, at=at, most=50)) == sorted(order)
    assert [ward.all for ward in queue.waiting_by_ward(dodi, KELURAHAN)] == ([len(order)] if order else [])
    threshold = plan().threshold
    above = sum(row.is_risky for row in whole)
    assert queue.progress_of(dodi, KELURAHAN, at).risky == above == sum(row.risk >= threshold for row in whole)
    month = Month(2016, 6)
    judged = CurrentVerdict.objects.filter(report=OuterRef("pk"))
    assert set(waiting.unjudged_of(month)) == set(reports_of_month(month).exclude(Exists(judged)))


def waiting_slowly() -> list[Any]:
    risk, picked = Risk.objects.filter(report=OuterRef("pk")), Picked.objects.filter(report=OuterRef("pk"))
    rows = Report.objects.filter(unit__isnull=False, retraction=None).exclude(
        Exists(CurrentVerdict.objects.filter(report=OuterRef("pk")))
    )
    told = rows.annotate(
        risk=Coalesce(Subquery(risk.values("score")), 0), is_picked=Exists(picked),
        is_risky=Exists(risk.filter(score__gte=plan().threshold)),
    )  # fmt: skip
    return list(told.order_by("-is_risky", "-is_picked", "-risk", "id"))


def test_the_clock_follows_up_to_an_hour_and_never_past_what_it_did_not_look_through(
    kota: Path, ani: Actor, dodi: Actor
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 6)
    judged_valid(made[:2], dodi, noon_of(date(2016, 6, 2)))
    later = noon_of(date(2016, 6, 1)) + timedelta(hours=1, minutes=3)
    assert settling.keep_settled(at=later) == made[2].pk - 1, "the third waits and was not looked through"
    risky(made)
    assert settling.keep_settled(at=later) == 2 and waiting.followed() == made[3].pk
    assert settling.keep_settled(at=later) == 0, "the next ones came within the hour"
    assert not Risk.objects.filter(is_settled=True).exists(), "those were followed before there was a risk of them"
    assert settling.keep_settled(at=later + timedelta(hours=1)) == 2


def test_one_that_was_passed_over_is_looked_through_so_that_nothing_stays_behind_it(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    lost, after = reports_for_unit(ani, [date(2016, 6, 1)], 2)
    risky([after])
    LookedThrough.objects.create(pk=1, report=after.pk)
    later = noon + timedelta(days=1)
    settling.keep_settled(at=later)
    assert Risk.objects.filter(report=lost).exists()
    settling.keep_settled(at=later)
    assert waiting.followed() == after.pk


def test_a_verdict_settles_its_risk_and_taking_it_back_lets_it_wait_again(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 2)
    risky(made)
    judged_valid(made, dodi, noon)
    assert Risk.objects.filter(is_settled=True).count() == 2
    verdict = Verdict.objects.order_by("-id").first()
    assert verdict is not None
    actions.take_back(made[1], 1, by=dodi, at=noon, since=noon)
    assert list(waiting.unsettled().values_list("report", flat=True)) == [made[1].pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of six rows PostgreSQL takes any index")
def test_lists_of_what_waits_are_read_along_an_index_of_it_alone(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    """All that was filed was looked at: two seconds of the desk and four of its list at a million reports."""
    made = reports_for_unit(ani, [date(2016, 6, 1)], 6)
    risky(made, 700)
    settling.keep_settled(at=noon + timedelta(days=1))
    with CaptureQueriesContext(connection) as asked:
        queue.listed(dodi, KELURAHAN, queue.ALL, 0, 50)
        queue.waiting_by_ward(dodi, KELURAHAN)
        queue.progress_of(dodi, KELURAHAN, noon)
        list(waiting.unjudged_of(Month(2016, 6)))
    plans = [plan_of(row["sql"]) for row in asked if '"is_settled"' in row["sql"]]
    assert len(plans) == 6 and all("riskiest_that_waits" in plan for plan in plans), plans


def test_no_way_is_chosen_to_a_first_row_alone_and_what_was_taken_back_is_looked_up(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    """Read little by little, or with what was taken back joined, PostgreSQL reads every report of the city first: five
    seconds of the list of a kelurahan at a million reports."""
    reports_for_unit(ani, [date(2016, 6, 1)], 3)
    with CaptureQueriesContext(connection) as asked:
        assert len(queue.listed(dodi, KELURAHAN, Sieve(ward=KELURAHAN.digits), 0, 50)) == 3
    statements = [row["sql"] for row in asked]
    assert any("reports_retraction" in one for one in statements)
    assert not [one for one in statements if "DECLARE" in one or 'JOIN "reports_retraction"' in one]


def plan_of(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {question}")
        return " ".join(str(row) for row in cursor.fetchall())


def test_an_appeal_is_not_looked_for_among_all_reports_of_an_area(kota: Path) -> None:
    from rukun.validation.queries import open_appeals

    question = open_appeals(KELURAHAN)
    assert "LIKE" not in str(question.query)


@pytest.mark.parametrize("asked", ["listed", "next"])
def test_until_the_clock_has_followed_all_reports_are_looked_at(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime, asked: str
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 3)
    judged_valid(made[:1], dodi, noon)
    assert waiting.followed() == 0
    found = (
        [row.pk for row in queue.listed(dodi, KELURAHAN, queue.ALL, 0, 9)]
        if asked == "listed"
        else queue.next_for(dodi, KELURAHAN, queue.ALL, at=noon, most=9)
    )
    assert found == [made[1].pk, made[2].pk]


@pytest.mark.parametrize("was_looked_through", [True, False])
def test_what_a_host_of_the_version_before_took_back_waits_again_after_the_next_round(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime, was_looked_through: bool
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 2)
    risky(made if was_looked_through else [])
    judged_valid(made, dodi, noon)
    later = noon + timedelta(days=1)
    settling.keep_settled(at=later)
    assert waiting.followed() == made[1].pk and not waiting.waiting_for(dodi, KELURAHAN).exists()
    taken_back_by_the_version_before(made[1], dodi, later)
    assert [row.pk for row in queue.listed(dodi, KELURAHAN, queue.ALL, 0, 9)] == [made[1].pk]
