"""One report, several offices: each has its part and its deadline; the report stays one, for whoever counts it too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import Error, transaction

from rukun.followup import actions, queries
from rukun.followup.models import Part, PartStep, Ticket
from rukun.followup.parts import access
from rukun.followup.parts import actions as parts
from rukun.followup.parts.queries import given_back, parts_at, parts_of
from rukun.followup.parts.rules import NEXT, PARTS_MAX, PartState
from rukun.followup.rules import State
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.reports.retracting import Retracting
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of
from tests.made import proof, ticket

JUNE, HOUR, DAY = Month(2016, 6), timedelta(hours=1), timedelta(days=1)
ROADS, NEXT_DOOR = "bina-marga", "9999991002"
WHOLE = Ticket.objects.select_related("holder", "category", "kelurahan", "report")


def now(one: Ticket) -> Ticket:
    return WHOLE.get(pk=one.pk)


def seen(part: Part) -> Part:
    return Part.objects.select_related("holder", "category", "ticket__holder", "ticket__report").get(pk=part.pk)


def given(one: Ticket, by: Actor, at: datetime, *, to: str = ROADS, kind: str = "jalan-rusak") -> Part:
    return parts.give(now(one), category=category(kind), office=office(to), task="Angkat dahan dari tiang",
                      desk=by.seats[0], at=at)  # fmt: skip


@pytest.fixture
def held(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


def test_a_ticket_closes_when_every_part_has_ended_and_not_before(
    held: Ticket, citra: Actor, roads: Actor, fajar: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    first, second = given(held, citra, noon), given(held, citra, noon, to=NEXT_DOOR, kind="sampah")
    other = ticket(roads, noon)

    def closings() -> list[Callable[[], object]]:
        return [
            lambda: actions.finish(now(held), words="Beres", proof=proof(), desk=desk, at=noon + HOUR),
            lambda: actions.decline(now(held), reason_code="beyond", words="Tidak", desk=desk, at=noon + HOUR),
            lambda: actions.merge([now(held)], target=now(other), words="", desk=desk, at=noon + HOUR),
        ]

    for close in closings():
        with pytest.raises(Refused, match="Masih ada 2 bagian"), transaction.atomic():
            close()
    parts.take(seen(first), desk=roads.seats[0], at=noon + HOUR)
    parts.finish(seen(first), words="Dahan diangkat", desk=roads.seats[0], at=noon + 2 * HOUR)
    with pytest.raises(Refused, match="Masih ada 1 bagian"), transaction.atomic():
        closings()[0]()
    parts.withdraw(seen(second), words="Ternyata tidak perlu", desk=desk, at=noon + 3 * HOUR)
    done = actions.finish(now(held), words="Beres", proof=proof(), desk=desk, at=noon + 4 * HOUR)
    assert done.state == State.DONE
    assert [(one.state, one.ended_at) for one in parts_of(done)] == [
        ("done", noon + 2 * HOUR), ("withdrawn", noon + 3 * HOUR),
    ]  # fmt: skip


def test_each_part_has_the_deadline_of_its_own_kind_and_whoever_gets_it_next_has_it_whole(
    held: Ticket, citra: Actor, roads: Actor, fajar: Actor, noon: datetime
) -> None:
    due = held.due_at
    part = given(held, citra, noon + HOUR)
    kind = category("jalan-rusak")
    span = {"hours": kind.deadline_hours or 0, "around_the_clock": kind.around_the_clock}
    days = queries.calendar()
    assert part.due_at == days.due_at(noon + HOUR, **span) != due  # type: ignore[arg-type]
    parts.send_on(seen(part), to=office(NEXT_DOOR), words="Taman mereka", desk=roads.seats[0], at=noon + DAY)
    after = seen(part)
    assert (after.holder.code, after.due_at) == (NEXT_DOOR, days.due_at(noon + DAY, **span))  # type: ignore[arg-type]
    assert now(held).due_at == due and now(held).holder.code == "9999991001"
    assert [one.pk for one in parts_at(NEXT_DOOR)] == [part.pk] and parts_at(ROADS) == []


def test_whoever_counts_it_counts_one_report_of_the_office_that_leads_whatever_became_of_its_parts(
    held: Ticket, budi: Actor, citra: Actor, roads: Actor, noon: datetime
) -> None:
    """Every input of the ranking is that of a ticket without parts; no office gains or loses a second by them."""
    plain, desk = ticket(budi, noon), citra.seats[0]
    part = given(held, citra, noon + HOUR)
    for one in (plain, held):
        actions.take(now(one), desk=desk, at=noon + 2 * HOUR)
        actions.pause(now(one), reason="other-agency", words="Menunggu dinas", expected=day_of(noon + 3 * DAY),
                      desk=desk, at=noon + 3 * HOUR)  # fmt: skip
    parts.finish(seen(part), words="Sudah", desk=roads.seats[0], at=noon + DAY)
    for one in (plain, held):
        actions.finish(now(one), words="Beres", proof=proof(), desk=desk, at=noon + 2 * DAY)
    rows = {one.report: one[1:] for one in queries.handled(JUNE, JUNE.ends_at)}
    assert len(rows) == 2 and rows[held.report.code] == rows[plain.report.code]
    assert now(held).due_at == now(plain).due_at
    assert queries.held_by(now(held), noon + 5 * DAY) == queries.held_by(now(plain), noon + 5 * DAY)
    offices = {office(ROADS).pk: ROADS}
    assert [*queries.handled(JUNE, JUNE.ends_at, offices)] == [], "nor does it count for the office of a part"
    assert Report.objects.count() == 2


def test_an_office_gives_back_what_is_not_its_own_and_whoever_leads_gives_it_to_another(
    held: Ticket, citra: Actor, roads: Actor, fajar: Actor, noon: datetime
) -> None:
    part, leads, theirs = given(held, citra, noon), citra.seats[0], roads.seats[0]
    parts.hand_back(seen(part), words="Tiang milik PLN", desk=theirs, at=noon + HOUR)
    assert parts_at(ROADS) == [] and [one.pk for one in given_back("9999991001")] == [part.pk]
    for act in (parts.take, parts.finish, parts.hand_back):
        with pytest.raises(Refused), transaction.atomic():
            act(seen(part), desk=theirs, at=noon + HOUR, **({} if act is parts.take else {"words": "x"}))  # type: ignore[operator]
    parts.send_on(seen(part), to=office(NEXT_DOOR), words="Tolong", desk=leads, at=noon + 2 * HOUR)
    assert (seen(part).state, seen(part).holder.code) == ("waiting", NEXT_DOOR)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        access.part_at_desk(roads, part.pk)
    assert access.part_at_desk(fajar, part.pk)[0].pk == access.part_at_desk(citra, part.pk)[0].pk == part.pk


def test_after_three_times_only_whoever_leads_sends_it_on(
    held: Ticket, citra: Actor, roads: Actor, fajar: Actor, noon: datetime
) -> None:
    part = given(held, citra, noon)
    for number in range(3):
        by, to = (roads, NEXT_DOOR) if number % 2 == 0 else (fajar, ROADS)
        parts.send_on(seen(part), to=office(to), words="Bukan kami", desk=by.seats[0], at=noon + HOUR * (number + 1))
    with pytest.raises(Refused, match="tiga kali"):
        parts.send_on(seen(part), to=office(ROADS), words="Bukan kami", desk=fajar.seats[0], at=noon + 4 * HOUR)
    parts.send_on(seen(part), to=office(ROADS), words="Memang dinas", desk=citra.seats[0], at=noon + 5 * HOUR)
    assert seen(part).holder.code == ROADS


def test_a_part_is_refused_where_it_would_be_none(
    held: Ticket, budi: Actor, citra: Actor, fajar: Actor, roads: Actor, noon: datetime
) -> None:
    private, closed = ticket(budi, noon, is_private=True), ticket(budi, noon)
    actions.finish(closed, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    given(held, citra, noon)
    for one, by, to, kind, why in (
        (private, citra, ROADS, "jalan-rusak", "pribadi"),
        (closed, citra, ROADS, "jalan-rusak", "berstatus"),
        (held, fajar, ROADS, "sampah", "dipegang"),
        (held, citra, "9999991001", "sampah", "memegang tiketnya sendiri"),
        (held, citra, ROADS, "jalan-rusak", "sudah memegang bagian"),
        (held, citra, ROADS, "kerja-bakti", "dari daftar"),
    ):
        with pytest.raises(Refused, match=why), transaction.atomic():
            given(one, by, noon + HOUR, to=to, kind=kind)
    with pytest.raises(Refused, match="Tulis apa"):
        parts.give(now(held), category=category("sampah"), office=office(ROADS), task=" ", desk=citra.seats[0], at=noon)
    assert Part.objects.count() == 1


def test_there_are_ten_at_most_also_those_that_ended(held: Ticket, citra: Actor, noon: datetime) -> None:
    for number in range(PARTS_MAX):
        part = given(held, citra, noon + HOUR * number)
        parts.withdraw(seen(part), words="Keliru", desk=citra.seats[0], at=noon + HOUR * number)
    with pytest.raises(Refused, match="paling banyak menjadi 10"):
        given(held, citra, noon + 20 * HOUR)
    assert [one.number for one in parts_of(now(held))] == [*range(1, PARTS_MAX + 1)] and now(held).parts == PARTS_MAX


def test_only_whose_it_is_acts_on_a_part(held: Ticket, citra: Actor, roads: Actor, noon: datetime) -> None:
    part, leads, theirs = given(held, citra, noon), citra.seats[0], roads.seats[0]
    for act in (
        lambda: parts.take(seen(part), desk=leads, at=noon),
        lambda: parts.finish(seen(part), words="Sudah", desk=leads, at=noon),
        lambda: parts.hand_back(seen(part), words="Bukan", desk=leads, at=noon),
        lambda: parts.withdraw(seen(part), words="Tidak perlu", desk=theirs, at=noon),
        lambda: parts.send_on(seen(part), to=office("9999991001"), words="Anda saja", desk=theirs, at=noon),
        lambda: parts.send_on(seen(part), to=office(ROADS), words="Kami", desk=theirs, at=noon),
    ):
        with pytest.raises(Refused), transaction.atomic():
            act()
    assert seen(part).state == PartState.WAITING and PartStep.objects.count() == 1


def test_who_acts_on_what_another_changed_is_told_and_nothing_is_overwritten(
    held: Ticket, citra: Actor, roads: Actor, noon: datetime
) -> None:
    before, part = now(held), given(held, citra, noon + HOUR)
    stale = seen(part)
    parts.withdraw(seen(part), words="Keliru", desk=citra.seats[0], at=noon + 2 * HOUR)
    for act in (
        lambda: parts.finish(stale, words="Sudah", desk=roads.seats[0], at=noon + 3 * HOUR),
        lambda: actions.finish(before, words="Beres", proof=proof(), desk=citra.seats[0], at=noon + 3 * HOUR),
        lambda: parts.give(before, category=category("sampah"), office=office(ROADS), task="x", desk=citra.seats[0],
                           at=noon + 3 * HOUR),
    ):  # fmt: skip
        with pytest.raises(Refused) as told, transaction.atomic():
            act()
        assert told.value.code == "conflict"
    assert seen(part).state == PartState.WITHDRAWN and now(held).state == State.WAITING


def test_an_overdue_part_is_told_upwards_once_for_each_office_that_has_it(
    held: Ticket, citra: Actor, roads: Actor, noon: datetime
) -> None:
    part = given(held, citra, noon)
    assert parts.escalate(at=part.due_at) == 0
    assert parts.escalate(at=part.due_at + HOUR) == 1 and parts.escalate(at=part.due_at + DAY) == 0
    parts.send_on(seen(part), to=office(NEXT_DOOR), words="Taman", desk=roads.seats[0], at=part.due_at + DAY)
    late = seen(part).due_at + HOUR
    assert parts.escalate(at=late) == 1
    told = [json.loads(one.facts) for one in Event.objects.filter(verb="part.escalated").order_by("id")]
    assert [(one["holder"], one["level"], one["part"]) for one in told] == [(ROADS, 1, 1), (NEXT_DOOR, 1, 1)]


def test_giving_a_part_is_work_so_the_report_is_not_taken_back_any_more(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    given(held, citra, noon + HOUR)
    with pytest.raises(Refused, match="sudah menangani"):
        validation.retract(held.report, Retracting.MISTAKE, by=budi, at=noon + 2 * HOUR)


def test_what_is_asked_for_again_may_be_shared_again(
    held: Ticket, budi: Actor, citra: Actor, roads: Actor, noon: datetime
) -> None:
    part = given(held, citra, noon)
    parts.finish(seen(part), words="Sudah", desk=roads.seats[0], at=noon + HOUR)
    actions.finish(now(held), words="Beres", proof=proof(), desk=citra.seats[0], at=noon + 2 * HOUR)
    actions.reopen(now(held), words="Lampunya masih mati", by=budi, at=noon + 3 * HOUR)
    assert given(held, citra, noon + 4 * HOUR).number == 2
    assert [one.state for one in parts_of(now(held))] == ["done", "waiting"], "what was done stays done"


def test_each_act_leaves_one_entry_without_its_words_and_its_steps_are_never_altered(
    held: Ticket, citra: Actor, roads: Actor, noon: datetime
) -> None:
    part, theirs = given(held, citra, noon), roads.seats[0]
    parts.take(seen(part), desk=theirs, at=noon + HOUR)
    parts.hand_back(seen(part), words="Tiang PLN", desk=theirs, at=noon + 2 * HOUR)
    parts.send_on(seen(part), to=office(NEXT_DOOR), words="Tolong", desk=citra.seats[0], at=noon + 3 * HOUR)
    parts.withdraw(seen(part), words="Tidak perlu", desk=citra.seats[0], at=noon + 4 * HOUR)
    events = Event.objects.filter(verb__startswith="part.").order_by("id")
    assert [one.verb for one in events] == [
        "part.given", "part.taken", "part.returned", "part.forwarded", "part.withdrawn",
    ]  # fmt: skip
    assert {one.about for one in events} == {f"report:{held.report.code}"}
    assert not any("PLN" in one.facts or "dahan" in one.facts for one in events)
    assert [(one.before, one.after) for one in PartStep.objects.order_by("id")] == [
        ("", "waiting"), ("waiting", "in-hand"), ("in-hand", "returned"), ("returned", "waiting"),
        ("waiting", "withdrawn"),
    ]  # fmt: skip
    with pytest.raises(Error), transaction.atomic():
        PartStep.objects.update(words="x")


def test_nothing_leads_out_of_what_has_ended() -> None:
    assert set(NEXT) == set(PartState)
    assert [state for state, following in NEXT.items() if not following] == [PartState.DONE, PartState.WITHDRAWN]
