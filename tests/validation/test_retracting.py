"""Whoever reported takes it back: it counts for nothing, others go on, and what an office or a validator did stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.areas.queries import area, unit_ids
from rukun.followup import actions as followup
from rukun.followup import queries as tickets
from rukun.followup.access import may_answer, ticket_to_answer, ticket_to_reply
from rukun.followup.models import Step, Ticket
from rukun.followup.rules import State
from rukun.followup.verdicts import awaiting_answer
from rukun.funds import actions as funds
from rukun.funds.queries import due_of_unit
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.ranking.queries import inputs
from rukun.reports.actions import support
from rukun.reports.models import Report, Retraction
from rukun.reports.retracting import Retracting, reason_told
from rukun.trail.models import Event
from rukun.transparency.alike import near_alike
from rukun.validation import access, actions, queries
from rukun.validation.desk.waiting import waiting_for
from rukun.validation.looking.noticing import raise_flags
from rukun.validation.models import Flag
from rukun.validation.sample import queries as samples
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import _person
from tests.made import IN_RT_5, noon_of, proof, report, reports_for_unit, ticket
from tests.validation.conftest import COMPLETE

JUNE, KELURAHAN, RT_5 = Month(2016, 6), AreaCode("9999991001"), AreaCode("9999991001002005")
MISTAKE = Retracting.MISTAKE


@pytest.fixture
def joko(kota: Path) -> Actor:
    """Another resident."""
    return _person("Joko")  # type: ignore[return-value]


def seen(one: Ticket) -> Ticket:
    return Ticket.objects.select_related("report__retraction", "holder", "category", "kelurahan").get(pk=one.pk)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        act()
    return why.value.code


def test_what_is_taken_back_stays_as_it_was_said_and_its_ticket_closes(
    kota: Path, budi: Actor, joko: Actor, noon: datetime
) -> None:
    held, later = ticket(budi, noon), noon + timedelta(hours=1)
    assert refused(lambda: actions.retract(held.report, MISTAKE, by=joko, at=later)) == "hidden"
    words = held.report.words
    made = actions.retract(held.report, MISTAKE, by=budi, at=later)
    again = actions.retract(held.report, Retracting.OTHER, by=budi, at=later + timedelta(minutes=1))
    assert (again.pk, again.reason) == (made.pk, "mistake")
    now = seen(held)
    assert (now.state, now.done_at, now.outcome, now.report.words) == (State.RETRACTED, later, "", words)
    step = Step.objects.filter(ticket=held).order_by("-id").first()
    assert step is not None and (step.after, step.seat_id, step.words) == ("retracted", None, "")
    (event,) = Event.objects.filter(verb="report.retracted")
    assert (event.about, event.seat) == (f"report:{held.report.code}", "warga")
    assert json.loads(event.facts) == {"reason": "mistake", "holder": "9999991001", "closed": True}
    assert refused(lambda: followup.take(seen(held), desk=_desk(held), at=later)) == "conflict"
    assert refused(lambda: reason_told("karena")) == "reason"


def _desk(held: Ticket) -> object:
    return _person("Citra", "lurah", "9999991001", "9999991001").seats[0]  # type: ignore[attr-defined]


ACTS: dict[str, Callable[[Ticket, Actor, datetime], object]] = {
    "took it": lambda one, by, at: followup.take(one, desk=by.seats[0], at=at),
    "noted something": lambda one, by, at: followup.note(one, words="Dicek besok", desk=by.seats[0], at=at),
    "forwarded it": lambda one, by, at: followup.dispose(
        one, to=office("bina-marga"), reason="Jalan", desk=by.seats[0], at=at
    ),
    "put its place right": lambda one, by, at: followup.amend_place(
        one, lat=-6.5011, lon=106.5076, words="Geser", desk=by.seats[0], at=at
    ),
    "finished it": lambda one, by, at: followup.finish(one, words="Beres", proof=proof(), desk=by.seats[0], at=at),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_once_an_office_did_anything_the_report_stays(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, act: Callable[[Ticket, Actor, datetime], object]
) -> None:
    held = ticket(budi, noon)
    act(held, citra, noon + timedelta(minutes=5))
    before = seen(held).state
    assert refused(lambda: actions.retract(held.report, MISTAKE, by=budi, at=noon + timedelta(hours=1))) == "acted"
    assert (seen(held).state, Retraction.objects.count()) == (before, 0)


def test_what_an_office_let_lie_beyond_its_deadline_stays_with_it(kota: Path, budi: Actor, noon: datetime) -> None:
    """Else an office could have its neighbours take back what it left undone."""
    late, in_time = ticket(budi, noon), ticket(budi, noon)
    over = late.due_at + timedelta(seconds=1)
    assert refused(lambda: actions.retract(late.report, Retracting.SOLVED, by=budi, at=over)) == "overdue"
    assert actions.retract(in_time.report, Retracting.SOLVED, by=budi, at=in_time.due_at).reason == "solved"
    ranked = {row.report for row in inputs(JUNE, over)}
    assert ranked == {late.report.code}


def test_before_the_clock_came_by_and_where_nothing_is_to_be_done(
    kota: Path, ani: Actor, budi: Actor, noon: datetime
) -> None:
    fresh, activity = report(budi, noon), report(ani, noon, kind="kerja-bakti", for_unit=RT_5)
    actions.retract(fresh, MISTAKE, by=budi, at=noon)
    actions.retract(activity, MISTAKE, by=ani, at=noon)
    assert followup.open_tickets(at=noon + timedelta(minutes=1)) == 0
    assert list(Ticket.objects.values_list("report__code", "state")) == [(fresh.code, "retracted")]


def test_it_is_paid_for_sampled_and_waited_for_by_nobody(
    kota: Path, ani: Actor, dodi: Actor, gita: Actor, tmp_path: Path, noon: datetime
) -> None:
    funds.load_decrees(kota / "decrees", at=noon)
    actions.commit_month(JUNE, home=tmp_path, at=noon)
    kept, taken = reports_for_unit(ani, [date(2016, 6, 2)], 2)
    before = queries.counts_of_unit(RT_5, JUNE)
    actions.retract(taken, MISTAKE, by=ani, at=noon_of(date(2016, 6, 3)))
    assert before == {"valid": 0, "struck": 0, "waiting": 2, "retracted": 0}
    assert queries.counts_of_unit(RT_5, JUNE) == {"valid": 0, "struck": 0, "waiting": 1, "retracted": 1}
    assert [one.code for one in waiting_for(dodi, KELURAHAN)] == [kept.code]
    assert [one.code for one in queries.unjudged(KELURAHAN)] == [kept.code]
    assert refused(lambda: actions.accept(access.report_to_judge(dodi, taken.code), by=dodi, at=COMPLETE)) == "conflict"
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    assert samples.sampling_state(KELURAHAN, JUNE).reports == 1
    assert samples.closing_state(KELURAHAN, JUNE, unit_ids(KELURAHAN)).unjudged == 1
    actions.accept(access.report_to_judge(dodi, kept.code), by=dodi, at=COMPLETE)
    assert samples.closing_state(KELURAHAN, JUNE, unit_ids(KELURAHAN)).is_settled
    sheet = due_of_unit(area(RT_5), JUNE, COMPLETE).reports
    assert [*sheet.counted] == [kept.code]
    assert funds.close_month(KELURAHAN, JUNE, by=gita, at=COMPLETE) is not None


def test_once_it_was_judged_it_stays_until_the_verdict_is_taken_back(
    kota: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 2)], 1)
    at = noon_of(date(2016, 6, 3))
    given = actions.accept(access.report_to_judge(dodi, made.code), by=dodi, at=at)
    assert refused(lambda: actions.retract(made, MISTAKE, by=ani, at=at)) == "judged"
    actions.take_back(access.report_to_judge(dodi, made.code), given.number, by=dodi, at=at, since=noon)
    assert actions.retract(made, MISTAKE, by=ani, at=at).reason == "mistake"


def test_when_its_month_is_over_a_units_report_stays_and_a_residents_may_go(
    kota: Path, ani: Actor, budi: Actor, noon: datetime
) -> None:
    last = noon_of(date(2016, 6, 30))
    of_unit, in_time = report(ani, last, for_unit=RT_5), report(ani, last, for_unit=RT_5)
    own = report(budi, last)
    actions.retract(in_time, MISTAKE, by=ani, at=JUNE.ends_at - timedelta(microseconds=1))
    assert refused(lambda: actions.retract(of_unit, MISTAKE, by=ani, at=JUNE.ends_at)) == "late"
    assert actions.retract(own, MISTAKE, by=budi, at=JUNE.ends_at).report_id == own.pk


def test_whoever_supports_it_is_not_left_alone(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    held, later = ticket(budi, noon), noon + timedelta(hours=1)
    support(held.report, by=joko, at=noon)
    actions.retract(held.report, Retracting.OTHER, by=budi, at=later)
    assert seen(held).state == State.WAITING
    assert json.loads(Event.objects.get(verb="report.retracted").facts)["closed"] is False
    asks = followup.ask
    assert refused(lambda: asks(seen(held), words="Di mana?", desk=citra.seats[0], at=later)) == "nobody"
    followup.finish(seen(held), words="Beres", proof=proof(), desk=citra.seats[0], at=later)
    done, soon = seen(held), later + timedelta(hours=1)
    assert not may_answer(budi, done, (), soon) and may_answer(joko, done, (), soon, is_supporter=True)
    assert awaiting_answer(budi.known_id, soon) == [] and awaiting_answer(joko.known_id, soon) == [done]
    for ask in (ticket_to_answer, ticket_to_reply):
        assert refused(lambda ask=ask: ask(budi, held.report.code)) == "hidden"  # type: ignore[misc]
    assert {row.report for row in inputs(JUNE, noon_of(date(2016, 7, 1)))} == {held.report.code}


@pytest.mark.parametrize("leaves", ["the one that holds the others", "one of the others"])
def test_of_several_reporters_one_leaves_and_the_ticket_goes_on_for_the_others(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime, leaves: str
) -> None:
    one, other, later = ticket(budi, noon), ticket(joko, noon), noon + timedelta(hours=1)
    followup.merge([other], target=one, words="Sama", desk=citra.seats[0], at=noon)
    gone, by, stays = (one, budi, joko) if leaves == "the one that holds the others" else (other, joko, budi)
    actions.retract(Report.objects.get(pk=gone.report_id), MISTAKE, by=by, at=later)
    assert (seen(one).state, seen(other).state) == (State.WAITING, State.MERGED)
    followup.finish(seen(one), words="Beres", proof=proof(), desk=citra.seats[0], at=later)
    assert not tickets.is_concerned(seen(one), by.person_id) and tickets.is_concerned(seen(one), stays.person_id)


@pytest.mark.parametrize("first", ["the one that holds the other", "the other"])
def test_when_the_last_of_several_reporters_leaves_nothing_is_left_to_be_done(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime, first: str
) -> None:
    """Else the office would be ranked by what nobody stands by, and could only decline it to nobody."""
    one, other = ticket(budi, noon), ticket(joko, noon)
    followup.merge([other], target=one, words="Sama", desk=citra.seats[0], at=noon)
    leaves = [(one.report, budi), (other.report, joko)]
    for number, (gone, by) in enumerate(leaves if first == "the one that holds the other" else leaves[::-1], 1):
        assert seen(one).state == State.WAITING
        actions.retract(Report.objects.get(pk=gone.pk), MISTAKE, by=by, at=noon + timedelta(hours=number))
    assert (seen(one).state, seen(other).state) == (State.RETRACTED, State.MERGED)
    told = Event.objects.filter(about=f"report:{one.report.code}").order_by("id").values_list("verb", flat=True)
    assert list(told)[-1] == ("ticket.left" if first == "the one that holds the other" else "report.retracted")
    assert not list(inputs(JUNE, noon_of(date(2016, 7, 1))))


def test_who_supports_one_that_was_merged_is_left_what_it_goes_on_in(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    one, other = ticket(budi, noon), ticket(joko, noon)
    support(other.report, by=_person("Farah"), at=noon)  # type: ignore[arg-type]
    followup.merge([other], target=one, words="Sama", desk=citra.seats[0], at=noon)
    for gone, by in ((other.report, joko), (one.report, budi)):
        actions.retract(Report.objects.get(pk=gone.pk), MISTAKE, by=by, at=noon + timedelta(hours=1))
    assert seen(one).state == State.WAITING


def test_work_on_what_it_was_merged_into_is_work_on_it(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    one, other = ticket(budi, noon), ticket(joko, noon)
    followup.merge([other], target=one, words="Sama", desk=citra.seats[0], at=noon)
    followup.take(seen(one), desk=citra.seats[0], at=noon)
    assert refused(lambda: actions.retract(other.report, MISTAKE, by=joko, at=noon)) == "acted"


def test_a_month_of_which_everything_was_taken_back_may_be_attested_as_quiet(
    kota: Path, ani: Actor, noon: datetime
) -> None:
    (made,) = reports_for_unit(ani, [date(2016, 6, 2)], 1)
    end = noon_of(date(2016, 6, 30))
    attest = lambda: funds.attest_quiet(area(RT_5), JUNE, by=ani, at=end)  # noqa: E731
    assert refused(attest) == "reported"
    actions.retract(made, MISTAKE, by=ani, at=noon_of(date(2016, 6, 3)))
    assert attest().month == JUNE.first


def test_saying_it_again_is_no_duplicate_of_what_was_taken_back(kota: Path, ani: Actor, noon: datetime) -> None:
    said, later = {"words": "Tumpukan sampah dan puing di mulut gang", "for_unit": RT_5}, noon + timedelta(minutes=30)
    for is_taken_back in (False, True):
        at = noon + timedelta(days=5 * is_taken_back)
        first = report(ani, at, **said)
        if is_taken_back:
            actions.retract(first, MISTAKE, by=ani, at=at)
        again = report(ani, at + timedelta(minutes=30), **said)
        raise_flags(at=later + timedelta(days=6))
        is_flagged = Flag.objects.filter(report=again, kind="duplicate").exists()
        assert is_flagged is not is_taken_back


def test_what_was_taken_back_is_offered_to_nobody_to_support(kota: Path, budi: Actor, noon: datetime) -> None:
    held = ticket(budi, noon)
    near = lambda: [one.report.pk for one in near_alike(IN_RT_5, held.category, noon)]  # noqa: E731
    assert near() == [held.report_id]
    actions.retract(held.report, MISTAKE, by=budi, at=noon)
    assert near() == []


def test_it_is_held_against_no_office_and_in_no_ranking(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    taken, kept = ticket(budi, noon), ticket(budi, noon)
    actions.retract(taken.report, MISTAKE, by=budi, at=noon + timedelta(hours=2))
    followup.finish(kept, words="Beres", proof=proof(), desk=citra.seats[0], at=noon + timedelta(hours=2))
    assert [row.report for row in inputs(JUNE, noon_of(date(2016, 7, 1)))] == [kept.report.code]
    before = inputs(JUNE, noon + timedelta(hours=1))
    assert {row.report for row in before} == {taken.report.code, kept.report.code}, "as things stood then"
