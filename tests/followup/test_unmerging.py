"""Two tickets that were merged by mistake are two again, as if it had never been; and nobody gains by it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import Error, transaction

from rukun.followup import access, actions, queries
from rukun.followup.incidents import deciding, gathering, looking
from rukun.followup.models import Incident, Merge, Step, Ticket, Unmerge
from rukun.followup.oversight.models import DayTally
from rukun.followup.oversight.tallying import count_day
from rukun.followup.rules import State
from rukun.followup.story import story_of
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.actions import support
from rukun.reports.queries import supports_of
from rukun.reports.retracting import Retracting
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of
from tests.conftest import _person
from tests.made import proof, ticket

JUNE, HOUR = Month(2016, 6), timedelta(hours=1)
WHOLE = Ticket.objects.select_related("holder", "category", "kelurahan", "report", "merged_into__holder")


def now(one: Ticket) -> Ticket:
    return WHOLE.get(pk=one.pk)


def parted(source: Ticket, by: Actor, at: datetime, words: str = "Tiang yang lain") -> Ticket:
    actions.unmerge([now(source)], words=words, desk=by.seats[0], at=at)
    return now(source)


@pytest.fixture
def pair(kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime) -> tuple[Ticket, Ticket]:
    """What Joko reported, merged into what Budi reported: an hour after noon."""
    target, source = ticket(budi, noon), ticket(joko, noon)
    actions.merge([source], target=target, words="Sama", desk=citra.seats[0], at=noon + HOUR)
    return now(target), now(source)


def test_whoever_was_merged_goes_on_with_its_supporters_its_deadline_and_its_own_closing(
    pair: tuple[Ticket, Ticket], budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    target, source = pair
    farah = _person("Farah")
    support(source.report, by=farah, at=noon)  # type: ignore[arg-type]
    due = source.due_at
    back = parted(source, citra, noon + 2 * HOUR)
    assert (back.state, back.merged_into_id, back.done_at, back.due_at) == (State.WAITING, None, None, due)
    assert supports_of(back.report) == 1 and supports_of(target.report) == 0
    actions.finish(now(target), words="Beres", proof=proof(), desk=citra.seats[0], at=noon + 3 * HOUR)
    assert not queries.is_concerned(now(target), joko.person_id), "that closing is not of what they reported"
    assert access.ticket_to_answer(joko, source.report.code).pk == source.pk
    assert access.ticket_to_answer(farah, source.report.code).pk == source.pk  # type: ignore[arg-type]
    actions.finish(now(source), words="Beres juga", proof=proof(2), desk=citra.seats[0], at=noon + 4 * HOUR)
    actions.rate(now(source), stars=5, words="", by=joko, at=noon + 5 * HOUR)
    rows = {one.report: one for one in queries.handled(JUNE, JUNE.ends_at)}
    assert {code: (one.stars, one.outcome) for code, one in rows.items()} == {
        target.report.code: (None, "unconfirmed"), source.report.code: (5, "confirmed"),
    }  # fmt: skip


def test_the_clock_of_what_was_merged_ran_on_and_the_other_one_answers_for_it_no_more(
    pair: tuple[Ticket, Ticket], citra: Actor, noon: datetime
) -> None:
    target, source = pair
    other = ticket(_person("Ani"), noon - 3 * HOUR)  # type: ignore[arg-type]
    actions.merge([other], target=now(target), words="", desk=citra.seats[0], at=noon + HOUR)

    def seconds(until: datetime) -> dict[str, int]:
        return {one.report: one.held_seconds for one in queries.handled(JUNE, until)}

    assert seconds(noon + 2 * HOUR)[target.report.code] == 5 * 3600, "as old as the oldest of them was"
    parted(other, citra, noon + 5 * HOUR)
    assert seconds(noon + 6 * HOUR) == {target.report.code: 6 * 3600, other.report.code: 9 * 3600}
    assert other.report.code not in seconds(noon + 2 * HOUR), "a table of an earlier moment comes out as it did"
    assert seconds(noon + 2 * HOUR)[target.report.code] == 5 * 3600


def test_a_pause_is_there_again_with_its_day_and_what_it_stopped_and_the_clock_ends_it(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    desk, day = citra.seats[0], timedelta(days=1)
    target, source, alone = ticket(budi, noon), ticket(joko, noon), ticket(joko, noon)
    for one in (source, alone):
        actions.pause(one, reason="other-agency", words="Menunggu PLN", expected=day_of(noon + 3 * day), desk=desk,
                      at=noon + HOUR)  # fmt: skip
    actions.merge([now(source)], target=target, words="", desk=desk, at=noon + 2 * HOUR)
    back = parted(source, citra, noon + 5 * HOUR)
    assert (back.state, back.paused_until, back.pause_reason) == ("paused", day_of(noon + 3 * day), "other-agency")
    assert actions.end_pauses(at=noon + 4 * day) == 2
    until = noon + 5 * day
    assert now(source).due_at == now(alone).due_at
    assert queries.held_by(now(source), until) == queries.held_by(now(alone), until)
    one, other = (queries.followed(Ticket.objects.filter(pk=it.pk), until) for it in (source, alone))
    assert next(one).seconds == next(other).seconds


def test_what_was_merged_into_it_before_goes_with_it(
    pair: tuple[Ticket, Ticket], joko: Actor, citra: Actor, noon: datetime
) -> None:
    first, second = pair
    third = ticket(joko, noon)
    desk = citra.seats[0]
    actions.merge([first], target=third, words="", desk=desk, at=noon + 2 * HOUR)
    assert now(second).merged_into_id == third.pk
    parted(first, citra, noon + 2 * HOUR)
    assert now(second).merged_into_id == first.pk and now(first).state == State.WAITING
    assert not queries.merged_from(now(third))
    parted(second, citra, noon + 3 * HOUR)
    assert now(second).state == State.WAITING and not queries.merged_from(now(first))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the first before what went with it", "after it"])
def test_both_taken_out_at_once_each_goes_on_by_itself_in_whatever_order_they_were_chosen(
    pair: tuple[Ticket, Ticket], joko: Actor, citra: Actor, noon: datetime, order: tuple[int, int]
) -> None:
    third, desk = ticket(joko, noon), citra.seats[0]
    actions.merge([pair[0]], target=third, words="", desk=desk, at=noon + 2 * HOUR)
    actions.unmerge([now(pair[number]) for number in order], words="Tiang lain", desk=desk, at=noon + 3 * HOUR)
    assert [(now(one).state, now(one).merged_into_id) for one in pair] == [(State.WAITING, None)] * 2
    assert not queries.merged_from(now(third)) and Unmerge.objects.count() == 2


def test_it_may_be_merged_again_and_taken_back_again(
    pair: tuple[Ticket, Ticket], budi: Actor, citra: Actor, noon: datetime
) -> None:
    target, source = pair
    parted(source, citra, noon + 2 * HOUR)
    right = ticket(budi, noon)
    actions.merge([now(source)], target=right, words="", desk=citra.seats[0], at=noon + 3 * HOUR)
    made = queries.merge_of(now(source))
    assert made is not None and made.target_id == right.pk
    assert story_of(now(target), noon + 4 * HOUR).merged == []
    assert story_of(now(right), noon + 4 * HOUR).merged == [source.report.code]
    assert parted(source, citra, noon + 4 * HOUR).state == State.WAITING
    assert Merge.objects.count() == Unmerge.objects.count() == 2
    kinds = [one.kind for one in story_of(now(right), noon + 5 * HOUR).entries]
    assert kinds[-2:] == ["merge", "unmerge"]


def test_the_desk_that_has_the_other_one_now_may_say_so_and_no_third(
    pair: tuple[Ticket, Ticket], citra: Actor, fajar: Actor, roads: Actor, budi: Actor, noon: datetime
) -> None:
    target, source = pair
    code = source.report.code
    actions.dispose(target, to=office("bina-marga"), reason="Jalan kota", desk=citra.seats[0], at=noon + 2 * HOUR)
    for stranger in (fajar, budi):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            access.ticket_to_unmerge(stranger, code)
    with pytest.raises(Refused, match="dipegang"):
        actions.unmerge([now(source)], words="Lain", desk=fajar.seats[0], at=noon + 3 * HOUR)
    seen, desk = access.ticket_to_unmerge(roads, code)
    actions.unmerge([seen], words="Ini taman, bukan jalan", desk=desk, at=noon + 3 * HOUR)
    assert now(source).holder.code == "9999991001", "back with whoever had it"
    assert now(target).holder.code == "bina-marga"
    step = Step.objects.filter(ticket=source).order_by("-id")[0]
    assert (step.before, step.after, step.seat_id, step.office_id) == (
        "merged", "waiting", desk.id, source.holder_id
    )  # fmt: skip


def test_it_is_refused_without_words_for_what_is_not_merged_and_for_what_nobody_stands_by(
    pair: tuple[Ticket, Ticket], joko: Actor, budi: Actor, citra: Actor, noon: datetime
) -> None:
    target, source = pair
    desk, at = citra.seats[0], noon + 2 * HOUR
    other, second = ticket(budi, noon), ticket(budi, noon)
    actions.merge([second], target=other, words="", desk=desk, at=noon + HOUR)
    for sources, words in (([target], "x"), ([], "x"), ([source], " "), ([source, now(second)], "x")):
        with pytest.raises(Refused):
            actions.unmerge(sources, words=words, desk=desk, at=at)
    validation.retract(source.report, Retracting.MISTAKE, by=joko, at=at)
    with pytest.raises(Refused, match="menarik laporan ini"):
        actions.unmerge([now(source)], words="Lain", desk=desk, at=at)
    assert not Unmerge.objects.exists() and now(source).state == State.MERGED
    with pytest.raises(Refused, match="langkah itu tidak dapat"):
        actions.take(now(source), desk=desk, at=at)


def test_what_only_went_on_for_who_is_gone_closes_with_them(
    pair: tuple[Ticket, Ticket], budi: Actor, citra: Actor, noon: datetime
) -> None:
    target, source = pair
    validation.retract(target.report, Retracting.MISTAKE, by=budi, at=noon + 2 * HOUR)
    assert now(target).state == State.WAITING, "it goes on for the other"
    parted(source, citra, noon + 3 * HOUR)
    assert now(target).state == State.RETRACTED and now(source).state == State.WAITING
    assert Event.objects.filter(verb="ticket.left", about=f"report:{target.report.code}").count() == 1
    assert [one.report for one in queries.handled(JUNE, JUNE.ends_at)] == [source.report.code]


def test_what_it_was_urgent_for_goes_with_it_and_stays_where_an_office_said_so_of_the_other(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    for says_so_since in (False, True):
        target, source = ticket(budi, noon), ticket(budi, noon)
        actions.mark_urgent(source, reason_code="danger", desk=desk, at=noon)
        actions.merge([source], target=target, words="", desk=desk, at=noon + HOUR)
        if says_so_since:
            actions.mark_calm(now(target), desk=desk, at=noon + 2 * HOUR)
            actions.mark_urgent(now(target), reason_code="danger", desk=desk, at=noon + 2 * HOUR)
        back = parted(source, citra, noon + 3 * HOUR)
        assert back.is_urgent and now(target).is_urgent is says_so_since


def test_the_clock_does_not_put_together_what_somebody_took_apart(
    kota: Path, budi: Actor, joko: Actor, indra: Actor, citra: Actor, noon: datetime
) -> None:
    street = [budi, joko, _person("Ani")]
    later = noon + timedelta(minutes=20)
    for number in range(6):
        ticket(street[number % 3], noon + timedelta(minutes=number), kind="banjir")  # type: ignore[arg-type]
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    target = deciding.make_one(incident, words="", desk=desk, at=later)
    source = Ticket.objects.filter(merged_into=target).order_by("id")[0]
    parted(source, citra, later + timedelta(minutes=1))
    assert gathering.follow(at=later + timedelta(minutes=2)) == 0
    assert now(source).state == State.WAITING and Ticket.objects.filter(merged_into=target).count() == 4


def test_what_was_open_again_is_open_again_and_counts_as_that_once(
    kota: Path, budi: Actor, joko: Actor, citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    target, source = ticket(joko, noon), ticket(budi, noon)
    actions.finish(source, words="Beres", proof=proof(), desk=desk, at=noon)
    actions.reopen(now(source), words="Belum", by=budi, at=noon + HOUR)
    actions.merge([now(source)], target=target, words="", desk=desk, at=noon + 2 * HOUR)
    back = parted(source, citra, noon + 3 * HOUR)
    assert (back.state, back.reopened) == (State.REOPENED, 1)
    count_day(day_of(noon))
    assert [one.reopened for one in DayTally.objects.all()] == [1]
    with pytest.raises(Refused, match="sudah menangani"):
        validation.retract(back.report, Retracting.MISTAKE, by=budi, at=noon + 4 * HOUR)


def test_merging_and_taking_it_back_is_no_work_so_whoever_reported_may_still_take_it_back(
    pair: tuple[Ticket, Ticket], joko: Actor, citra: Actor, noon: datetime
) -> None:
    _, source = pair
    back = parted(source, citra, noon + 2 * HOUR)
    validation.retract(back.report, Retracting.MISTAKE, by=joko, at=noon + 3 * HOUR)
    assert now(source).state == State.RETRACTED


def test_of_two_who_take_it_back_the_second_is_told_and_who_acts_on_it_meanwhile_too(
    pair: tuple[Ticket, Ticket], citra: Actor, noon: datetime
) -> None:
    target, source = pair
    seen = now(source)
    before = now(target)
    parted(source, citra, noon + 2 * HOUR)
    for act in (
        lambda: actions.unmerge([seen], words="Lain", desk=citra.seats[0], at=noon + 3 * HOUR),
        lambda: actions.take(before, desk=citra.seats[0], at=noon + 3 * HOUR),
    ):
        with pytest.raises(Refused) as told, transaction.atomic():
            act()
        assert told.value.code == "conflict"
    assert Unmerge.objects.count() == 1


def test_it_leaves_one_entry_that_names_no_person_and_is_never_altered(
    pair: tuple[Ticket, Ticket], citra: Actor, noon: datetime
) -> None:
    target, source = pair
    parted(source, citra, noon + 2 * HOUR)
    (event,) = Event.objects.filter(verb="ticket.unmerged")
    facts = json.loads(event.facts)
    assert event.about == f"report:{source.report.code}" and event.seat == citra.seats[0].named
    assert facts["from"] == target.report.code and "Tiang" not in event.facts
    for rows in (Unmerge.objects.all(), Merge.objects.all()):
        with pytest.raises(Error), transaction.atomic():
            rows.update(words="x")
