"""The newest reports by how they stand: the right ones on every engine, and without reading all tickets of a city."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from rukun.areas import queries as areas
from rukun.areas.models import Area
from rukun.databases.kept import Kept
from rukun.followup import actions as followup
from rukun.followup.kinds import are_noted, note_kinds
from rukun.followup.models import Ticket
from rukun.followup.rules import State
from rukun.people.rules import Actor
from rukun.reports.actions import hide
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Category, Origin, Report, Source
from rukun.transparency import wished
from rukun.transparency.listing import listed
from rukun.transparency.map.around import newest_of
from rukun.transparency.queries import cards_numbered, map_of, newest_pictured, publicly, with_state
from rukun.transparency.rules import Wanted
from rukun.transparency.standing import in_state, standing, tickets_of
from rukun.transparency.wished import Span, Wish, found, newest, numbers_of
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.code import AreaCode
from tests.conftest import KELURAHAN, NEXT_KELURAHAN
from tests.made import proof, report, ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def every(kota: Path, budi: Actor, ani: Actor, citra: Actor, noon: datetime) -> dict[str, str]:
    """One of each: done, in hand, waiting, without a ticket yet, an activity, and one that another system took in."""
    tickets = [ticket(budi, noon - n * HOUR) for n in range(3)]
    followup.finish(tickets[0], words="Diangkut", proof=proof(9), desk=citra.seats[0], at=noon)
    followup.take(tickets[1], desk=citra.seats[0], at=noon)
    bare = report(budi, noon - 4 * HOUR)
    activity = report(ani, noon - 5 * HOUR, kind="kerja-bakti", for_unit=ani.seats[0].area)
    taken = report(budi, noon - 6 * HOUR)
    source = Source.objects.create(code="lama", name="Lama")
    Origin.objects.create(report=taken, source=source, name="1", taken_at=noon)
    named = zip(("done", "in-hand", "waiting"), (one.report for one in tickets), strict=True)
    return {name: one.code for name, one in (*named, ("bare", bare), ("activity", activity), ("taken", taken))}


def codes(reports: QuerySet[Report]) -> set[str]:
    return set(reports.values_list("code", flat=True))


def test_open_and_closed_share_all_reports_out(every: dict[str, str]) -> None:
    is_open = codes(standing(Report.objects.all(), is_open=True))
    assert is_open == {every[name] for name in ("in-hand", "waiting", "bare")}
    assert codes(standing(Report.objects.all(), is_open=False)) == set(every.values()) - is_open
    assert codes(in_state(Report.objects.all(), State.WAITING)) == {every["waiting"], every["bare"]}
    assert codes(in_state(Report.objects.all(), State.DONE)) == {every["done"]}


def test_lists_say_of_each_what_they_were_chosen_by(every: dict[str, str]) -> None:
    for wanted in (True, False):
        told = listed(Wish(is_open=wanted, kinds=("sampah", "kerja-bakti")))
        assert told and all(one.is_open is wanted for one in told)
        assert [one.report.received_at for one in told] == sorted(
            (one.report.received_at for one in told), reverse=True
        )
    assert [one.report.code for one in listed(Wish(is_open=True, first=1, most=1))] == [every["waiting"]]


def test_cards_are_the_same_in_one_question_and_in_two(every: dict[str, str]) -> None:
    chosen = newest(Wish(kinds=("sampah",)))
    numbers = list(chosen.values_list("id", flat=True))
    one, two = list(with_state(chosen)), cards_numbered(numbers)
    assert one == two and len(two) == 5 and cards_numbered(numbers[4:]) == one[4:]
    for ours, theirs in zip(two, one, strict=True):
        assert (ours.ticket_state, ours.said, ours.photo, ours.supports, ours.kelurahan, ours.category) == (
            theirs.ticket_state, theirs.said, theirs.photo, theirs.supports, theirs.kelurahan, theirs.category,
        )  # type: ignore[attr-defined]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "postgresql", reason="how PostgreSQL goes about it")
@pytest.mark.usefixtures("every", "uncounted")
def test_the_newest_closed_ones_are_chosen_without_all_tickets_of_the_city() -> None:
    for is_open in (True, False):
        wanted = standing(publicly(Report.objects.all()), is_open=is_open).order_by("-received_at", "-id")
        plan = wanted.values_list("id")[:25].explain()
        # What has no ticket is looked up one by one, and nothing is read into a table beforehand.
        assert "hashed" not in plan and "Seq Scan on reports_origin" not in plan, plan


def test_lists_of_open_and_of_closed_ones_hold_what_each_report_says_of_itself(
    every: dict[str, str], budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    """Of all kinds and of one, a page and the next; private, hidden and struck ones are in none."""
    unseen = [ticket(budi, noon - n * HOUR, is_private=n == 1) for n in (1, 2, 3)]
    hide(unseen[1].report, Part.WHOLE, reason=Reason.OTHER, note="Begini", desk=citra.seats[0], at=noon)
    validation.strike(unseen[2].report, StrikeReason.PRIVACY, by=dodi, at=noon)
    whole, day = listed(Wish()), Span(noon - 24 * HOUR, noon)
    assert {one.report.code for one in whole} == set(every.values())
    for is_open in (True, False):
        for kinds in ((), ("sampah",), ("kerja-bakti",), ("sampah", "kerja-bakti")):
            fitting = [
                one.report.pk for one in whole
                if one.is_open is is_open and (not kinds or one.report.category.code in kinds)
            ]  # fmt: skip
            wish = Wish(is_open=is_open, kinds=kinds, received=day)
            assert told(wish) == fitting
            assert told(replace(wish, first=1, most=1)) == fitting[1:2]


def test_a_span_holds_both_of_its_ends_whether_the_way_is_chosen_for_it_or_for_any(every: dict[str, str]) -> None:
    reports = [(one.received_at, one.pk) for one in Report.objects.order_by("-received_at", "-id")]
    twin = Report.objects.get(pk=reports[1][1])
    Report.objects.filter(pk=reports[2][1]).update(received_at=twin.received_at)
    rows = [(one.received_at, one.pk) for one in Report.objects.order_by("-received_at", "-id")]
    for since, until in itertools.product((moment for moment, _ in rows), repeat=2):
        fitting = [pk for moment, pk in rows if since <= moment <= until]
        of_any = found(Wish(received=Span(since, until, is_any=True))).order_by("-received_at", "-id")
        assert told(Wish(received=Span(since, until))) == list(of_any.values_list("pk", flat=True)) == fitting
        rest = Wish(received=Span(since, until), after=rows[1])
        assert told(rest) == [pk for pk in fitting if pk in [number for _, number in rows[2:]]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="what PostgreSQL keeps")
@pytest.mark.django_db(transaction=True)
def test_the_way_to_the_closed_ones_of_a_span_is_kept_for_all_spans(every: dict[str, str], noon: datetime) -> None:
    before = _kept_for_all()
    for hours in range(12):
        told(Wish(kinds=("sampah",), is_open=False, received=Span(noon - hours * HOUR, noon)))
    assert _kept_for_all() - before >= 7, "five at most are planned for their own values"


def _kept_for_all() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%%(SELECT $%%' "
            "AND statement LIKE '%%merged%%'"
        )
        return int(cursor.fetchone()[0] or 0)


def told(wish: Wish) -> list[int]:
    return [number for (number,) in numbers_of(wish)]


@pytest.fixture
def finished(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Five tickets of one kind that are done, the newest report first, and one that waits."""
    tickets = [ticket(budi, noon - n * HOUR) for n in range(6)]
    for number, one in enumerate(tickets[:5]):
        followup.finish(one, words="Diangkut", proof=proof(20 + number), desk=citra.seats[0], at=noon)
    return tickets[:5]


def test_a_list_of_a_kind_in_a_state_is_the_same_whichever_way_it_is_read(
    finished: list[Ticket], noon: datetime
) -> None:
    """By the tickets where each says its kind, and by the reports where one of the version before does not."""
    numbers = [one.report_id for one in finished]
    done = Wish(kinds=("sampah",), state=State.DONE)
    wishes = {
        done: numbers,
        replace(done, first=1, most=2): numbers[1:3],
        replace(done, after=(finished[1].received_at, numbers[1])): numbers[2:],
        replace(done, received=Span(finished[3].received_at, finished[1].received_at)): numbers[1:4],
        replace(done, state=State.DECLINED): [],
        replace(done, kinds=("jalan-rusak",)): [],
        replace(done, kinds=("tidak-ada",)): [],
    }
    assert are_noted()
    assert [told(wish) for wish in wishes] == list(wishes.values())
    Ticket.objects.filter(pk=finished[2].pk).update(reported_as=None)
    assert not are_noted()
    assert [told(wish) for wish in wishes] == list(wishes.values())


def test_what_the_version_before_opened_is_noted_in_batches_until_each_says_its_kind(finished: list[Ticket]) -> None:
    Ticket.objects.update(reported_as=None)
    assert [note_kinds(most=4), are_noted(), note_kinds(most=4), are_noted(), note_kinds()] == [4, False, 2, True, 0]
    filed = Ticket.objects.values_list("reported_as", "report__category")
    assert all(noted == said for noted, said in filed)


def test_a_list_goes_by_the_kind_that_was_filed_also_where_a_desk_put_another_right(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    one = ticket(budi, noon)
    other = Category.objects.get(code="jalan-rusak")
    followup.amend_category(one, category=other, words="Ternyata lubang", desk=citra.seats[0], at=noon)
    followup.take(Ticket.objects.get(pk=one.pk), desk=citra.seats[0], at=noon)
    assert told(Wish(kinds=("sampah",), state=State.IN_HAND)) == [one.report_id]
    assert told(Wish(kinds=("jalan-rusak",), state=State.IN_HAND)) == []


def test_a_list_of_a_kind_in_a_state_leaves_out_what_not_everyone_may_see(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    seen, private, hidden, struck = (ticket(budi, noon, is_private=n == 1) for n in range(4))
    for number, one in enumerate((seen, private, hidden, struck)):
        followup.finish(one, words="Diangkut", proof=proof(30 + number), desk=citra.seats[0], at=noon)
    hide(hidden.report, Part.WHOLE, reason=Reason.OTHER, note="Begini", desk=citra.seats[0], at=noon)
    validation.strike(struck.report, StrikeReason.PRIVACY, by=dodi, at=noon)
    assert told(Wish(kinds=("sampah",), state=State.DONE)) == [seen.report_id]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="how PostgreSQL goes about it")
@pytest.mark.usefixtures("every", "uncounted")
def test_a_list_of_a_kind_in_a_state_is_walked_along_one_index_without_being_sorted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = tickets_of(State.DONE, "sampah").values_list("report_id")[:25].explain()
    assert "tickets_of_a_kind" in plan and "Sort" not in plan, plan


@pytest.fixture
def strewn(every: dict[str, str], budi: Actor, noon: datetime) -> dict[str, str]:
    """The same, and four in the kelurahan beside it, two of them with a photo, in turn with those that are there."""
    for n in range(4):
        photos = [proof(60 + n)] if n % 2 else []
        ticket(budi, noon - n * HOUR - HOUR / 2, place=None, chosen=AreaCode(NEXT_KELURAHAN), photos=photos)
    return every


def in_area(area: str, **more: Any) -> list[int]:
    """The newest of an area as they are told by hand: from all that is public."""
    lies = [one for one in listed(Wish(**more)) if one.report.kelurahan.code.startswith(area)]
    return [one.report.pk for one in lies]


@pytest.mark.parametrize("few", [0, 12], ids=["walked from the newest of the city", "put in order from each kelurahan"])
def test_lists_of_a_kecamatan_are_the_same_whichever_way_its_kelurahan_are_read(
    strewn: dict[str, str], few: int, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "FEW_WARDS", few)
    for code in (KELURAHAN[:6], KELURAHAN[:4], KELURAHAN, NEXT_KELURAHAN):
        area = AreaCode(code)
        for more in (
            {},
            {"is_open": True},
            {"state": State.WAITING},
            {"state": State.DONE},
            {"kinds": ("sampah",)},
            {"kinds": ("sampah", "kerja-bakti"), "is_open": False},
            {"changed": Span(noon - 2 * HOUR, noon)},
            {"changed": Span(noon - 3 * HOUR, noon), "is_open": True},
        ):
            whole = in_area(code, **more)
            assert told(Wish(area=area, **more)) == whole
            assert told(Wish(area=area, first=1, most=3, **more)) == whole[1:4]
        assert [one.pk for one in newest_of(area, Wanted(), 2, 3)] == in_area(code)[2:5]
        assert [one.pk for one in newest_pictured(area, 6)] == [
            one.report.pk for one in listed(Wish(area=area)) if one.photos and one.report.category.needs_followup
        ]
    assert len(in_area(KELURAHAN[:6])) == 10 and len(in_area(NEXT_KELURAHAN)) == 4


@pytest.mark.parametrize("few", [0, 2_000], ids=["by the reports", "by the tickets"])
def test_lists_of_a_state_are_the_same_whether_few_or_many_stand_in_it(
    strewn: dict[str, str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wished, "_is_by_ticket", lambda wish: bool(few) and wish.state not in (None, State.WAITING))
    wished._shaped.cache_clear()
    for state, more in itertools.product(State, ({}, {"area": AreaCode(KELURAHAN[:6])}, {"area": AreaCode(KELURAHAN)})):
        whole = [one.report for one in listed(Wish()) if one.ticket and one.ticket.state == state]
        whole += [one.report for one in listed(Wish()) if one.ticket is None and one.state == state]
        within = [one.pk for one in whole if one.kelurahan.code.startswith(more["area"].digits if more else "")]
        assert told(Wish(state=state, **more)) == within
        assert told(Wish(state=state, first=1, most=1, **more)) == within[1:2]


def test_a_state_that_few_stand_in_is_looked_for_among_its_tickets_and_another_is_not(
    finished: list[Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wished._is_by_ticket(Wish(state=State.DONE)) and not wished._is_by_ticket(Wish(state=State.WAITING))
    monkeypatch.setattr(wished, "BEYOND_FEW", Kept(lambda state: Ticket.objects.filter(state=state)[4:5], str))
    assert not wished._is_by_ticket(Wish(state=State.DONE)) and wished._is_by_ticket(Wish(state=State.MERGED))


def test_of_a_kind_that_nobody_follows_up_only_what_has_a_ticket_all_the_same_is_open(
    every: dict[str, str], budi: Actor, noon: datetime
) -> None:
    """Its kind was to be followed up once. Of thousands of activities none is looked at for a page that is empty."""
    assert told(Wish(kinds=("kerja-bakti",), is_open=True)) == []
    assert told(Wish(kinds=("kerja-bakti",), state=State.WAITING)) == []
    Category.objects.filter(code="sampah").update(needs_followup=False)
    assert {code_of(number) for number in told(Wish(kinds=("sampah",), is_open=True))} == {
        every["in-hand"], every["waiting"],
    }  # fmt: skip
    assert [code_of(number) for number in told(Wish(kinds=("sampah",), state=State.WAITING))] == [every["waiting"]]
    Ticket.objects.update(reported_as=None)
    assert len(told(Wish(kinds=("sampah",), is_open=True))) == 2


def code_of(number: int) -> str:
    return Report.objects.get(pk=number).code


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite goes about it")
@pytest.mark.usefixtures("strewn")
def test_the_newest_of_few_kelurahan_are_read_along_the_index_of_each_and_not_looked_for_in_the_city() -> None:
    with CaptureQueriesContext(connection) as asked:
        told(Wish(area=AreaCode(KELURAHAN[:6])))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]
    assert (
        sum("USING INDEX reports_of_a_kelurahan" in line for line in plan)
        == Area.objects.filter(kind="kelurahan", code__startswith=KELURAHAN[:6]).count()
    ), plan
    assert not any("SCAN reports_report" in line for line in plan), plan


@pytest.mark.usefixtures("every", "uncounted")
def test_the_map_of_the_city_takes_its_newest_from_an_index_of_what_is_open() -> None:
    """At five million reports a third of a million are open: all of them were sorted for the six hundred newest."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        with CaptureQueriesContext(connection) as asked:
            map_of(AreaCode(KELURAHAN[:2]))
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{asked[-1]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "open_newest_first" in plan and "ORDER BY" not in plan, plan


def test_lists_of_several_kinds_hold_what_each_kind_holds_in_one_order(every: dict[str, str], noon: datetime) -> None:
    """Also where a kind is named twice; of one that nobody follows up nothing waits."""
    kinds = ("sampah", "kerja-bakti", "sampah")
    whole = listed(Wish())
    for more in ({}, {"is_open": True}, {"is_open": False}, *({"state": state} for state in State)):
        fitting = [
            one.report.pk for one in whole
            if one.is_open == more.get("is_open", one.is_open) and one.state == more.get("state", one.state)
        ]  # fmt: skip
        assert told(Wish(kinds=kinds, **more)) == fitting
        assert told(Wish(kinds=kinds, first=1, most=2, **more)) == fitting[1:3]
        after = Report.objects.get(pk=fitting[0]) if fitting else None
        if after is not None:
            assert told(Wish(kinds=kinds, after=(after.received_at, after.pk), **more)) == fitting[1:]


@pytest.mark.usefixtures("every", "uncounted")
def test_several_kinds_are_each_walked_along_their_index_and_not_sorted() -> None:
    """At a million reports SQLite read and sorted the third of them that were of the two kinds: five seconds."""
    plan = plan_of(Wish(kinds=("sampah", "kerja-bakti"), is_open=False))
    assert plan.count("reports_of_a_kind") == 2 and "FOR ORDER BY" not in plan, plan


@pytest.mark.usefixtures("every", "uncounted")
def test_what_changed_is_looked_for_among_what_came_in_the_span_before_the_tickets_are_asked(noon: datetime) -> None:
    with CaptureQueriesContext(connection) as asked:
        told(Wish(changed=Span(noon - 9 * HOUR, noon + HOUR), most=5))
    assert len(asked) == 1, "five came in the span, and fill the page"
    with CaptureQueriesContext(connection) as asked:
        told(Wish(changed=Span(noon - HOUR / 2, noon + HOUR), most=5))
    assert len(asked) == 2
    plan = plan_of(Wish(changed=Span(noon - 9 * HOUR, noon + HOUR), most=1))
    assert "reports_newest_first" in plan, plan


def plan_of(wish: Wish) -> str:
    """How the engine goes about the last question of a list."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        with CaptureQueriesContext(connection) as asked:
            told(wish)
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{asked[-1]['sql']}")
        return " ".join(str(row) for row in cursor.fetchall())


def test_what_changed_in_a_span_is_the_same_however_it_is_asked_for(every: dict[str, str], noon: datetime) -> None:
    """By what came in it and by the tickets, as a list is; and report by report, as within an area or with words."""
    whole = listed(Wish())
    moments = sorted({one.changed_at for one in whole} | {one.report.received_at for one in whole})
    for since, until in itertools.combinations_with_replacement(moments, 2):
        span = Span(since, until)
        fitting = [one.report.pk for one in whole if since <= one.changed_at <= until]
        assert told(Wish(changed=span)) == list(newest(Wish(changed=span)).values_list("pk", flat=True)) == fitting
        kinds = [one.report.pk for one in whole if one.report.pk in fitting and one.report.category.code == "sampah"]
        assert told(Wish(changed=span, kinds=("sampah",))) == kinds


def test_reports_are_few_where_an_index_names_them_and_many_are_not_named(
    finished: list[Ticket], budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wished for besides lies among them."""
    other = ticket(budi, noon, kind="jalan-rusak")
    numbers = {one.report_id for one in finished}
    everything = set(Report.objects.values_list("pk", flat=True))
    unit = AreaCode(Area.objects.get(pk=finished[0].rt_id).code)
    monkeypatch.setattr(wished, "FEW_TO_SEARCH", 5)
    for wish, named in (
        (Wish(kinds=("jalan-rusak",)), {other.report_id}),
        (Wish(kinds=("jalan-rusak",), state=State.WAITING), {other.report_id}),
        (Wish(kinds=("sampah",)), None),
        (Wish(kinds=("sampah",), state=State.DONE), numbers),
        (Wish(state=State.DONE), numbers),
        (Wish(state=State.DONE, area=AreaCode(KELURAHAN)), numbers),
        (Wish(state=State.WAITING), None),
        (Wish(area=unit), None),
        (Wish(area=AreaCode(KELURAHAN)), None),
        (Wish(), None),
    ):
        found = wished.few_among(wish)
        assert found == named if named is None else set(found or ()) == named, wish
    monkeypatch.setattr(wished, "FEW_TO_SEARCH", len(everything))
    assert set(wished.few_among(Wish(area=unit)) or ()) == everything
