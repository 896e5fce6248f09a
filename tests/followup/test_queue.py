"""The queue of a desk: what an address asks for, pages that nothing can shift, and counts that are true."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from rukun.channels.api import filing
from rukun.chats.state import Channel
from rukun.followup import actions, seen, story
from rukun.followup.access import desk_of
from rukun.followup.desk import keeping, nearby, queue, shelf
from rukun.followup.desk.at_desk import ticket_at_desk
from rukun.followup.desk.sieve import Sieve, read_sieve, read_sort, read_unit
from rukun.followup.models import SavedView, Ticket
from rukun.followup.rules import State
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.actions import Draft, relay
from rukun.reports.models import Report
from rukun.reports.ways import CHANNELS, Came
from rukun.transparency.redaction import TYPED
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests import laying
from tests.made import ticket


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("005/003", ("005", "003")), ("5/3", ("005", "003")), ("RT 5/RW 3", ("005", "003")), ("rw 3", ("", "003")),
        ("RT 005", ("005", "")), ("3", ("", "003")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_unit_is_understood_as_people_write_it(typed: str, unit: tuple[str, str]) -> None:
    assert read_unit(typed) == unit


@pytest.mark.parametrize("typed", ["RT", "abc", "1/2/3", "0005/3", "'; --"])
def test_what_is_no_unit_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_unit(typed)
    assert refusal.value.field == "unit"


def test_an_address_says_what_is_wanted() -> None:
    asked = {"status": ["waiting,reopened", "paused"], "jenis": ["sampah"], "umur": ["7"], "urut": ["jenis,-tenggat"],
             "banyak": ["200"], "petugas": ["tanpa"]}  # fmt: skip
    wanted = read_sieve(asked)
    assert wanted.states == (State.WAITING, State.REOPENED, State.PAUSED)
    assert (wanted.kind, wanted.days, wanted.rows, wanted.crew) == ("sampah", 7, 200, "tanpa")
    assert wanted.sort == ("category_id", "-due_at") and wanted.is_narrow
    assert not read_sieve({"status": ["waiting"], "tenggat": ["lewat"]}).is_narrow


@pytest.mark.parametrize(
    "asked",
    [{"status": ["gone"]}, {"tenggat": ["besok"]}, {"umur": ["x"]}, {"urut": ["nama"]}, {"urut": ["--tenggat"]},
     {"hasil": ["fine"]}, {"petugas": ["-1"]}, {"banyak": ["999"]}, {"masuk": ["whatsapp"]}],
)  # fmt: skip
def test_what_is_not_offered_is_refused(asked: dict[str, list[str]]) -> None:
    with pytest.raises(Refused):
        read_sieve(asked)


@pytest.fixture
def held(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Twelve tickets of the lurah, one an hour."""
    return laying.once(_held, budi, noon)


def _held(budi: Actor, noon: datetime) -> list[Ticket]:
    return [ticket(budi, noon - timedelta(hours=12 - n)) for n in range(12)]


@pytest.mark.parametrize(
    "address",
    ["", "jenis=sampah", "jenis=none", "tenggat=lewat", "tenggat=hari-ini&jenis=sampah", "tenggat=minggu-ini", "umur=1",
     "status=waiting,paused", "status=done", "hasil=claimed", "petugas=tanpa", "petugas=7", "pemegang={office}",
     "jenis=sampah&umur=3&tenggat=lewat&petugas=tanpa&pemegang={office}&urut=jenis,-berubah,status,diteruskan",
     "unit=005/003", "kelurahan=a", "cari=tumpukan", "urut=-dipegang", "masuk=web", "masuk=percakapan&jenis=sampah",
     "masuk=lain&petugas=7&tenggat=lewat"],
)  # fmt: skip
def test_a_list_by_the_shape_of_its_filters_is_the_one_that_the_orm_would_give(
    held: list[Ticket], citra: Actor, noon: datetime, address: str
) -> None:
    desk = queue.desk_for(desk_of(citra))
    Ticket.objects.filter(pk__in=[one.pk for one in held[:4]]).update(
        state="done", outcome="claimed", done_at=noon, due_at=noon + timedelta(days=6)
    )
    wanted = read_sieve(dict(QueryDict(address.format(office=desk.office.code)).lists()))
    for at in (noon, noon + timedelta(days=1), noon + timedelta(days=9)):
        theirs = queue.codes_of(queue.sifted(desk, wanted, at), wanted)
        for small in (replace(wanted, rows=3), replace(wanted, rows=5)):
            pages = [queue.page_of(desk, small, at)]
            while pages[-1].next:
                pages.append(queue.page_of(desk, small, at, after=pages[-1].next))
            assert [row.code for page in pages for row in page.rows] == theirs
            if len(pages) > 1:
                back = queue.page_of(desk, small, at, before=pages[-1].before)
                assert back.rows == pages[-2].rows
        assert queue.how_many(desk, wanted, at) == len(theirs)


def test_by_which_way_it_came_parts_the_whole_desk(held: list[Ticket], citra: Actor, noon: datetime) -> None:
    ways = {Came.CHAT: "telegram", Came.PROGRAM: "api", Came.COUNTER: "paper", Came.ELSEWHERE: "jaki"}
    for one, channel in zip(held, ways.values(), strict=False):
        Report.objects.filter(pk=one.report_id).update(channel=channel)
    desk = queue.desk_for(desk_of(citra))
    for whose in (desk, replace(desk, wards=(held[0].kelurahan_id,))):
        found = {came: queue.page_of(whose, read_sieve({"masuk": [came]}), noon).rows for came in Came}
        assert {came: len(rows) for came, rows in found.items()} == dict.fromkeys(ways, 1) | {Came.WEB: 8}
        assert found[Came.CHAT][0].code == held[0].report.code
        assert queue.how_many(whose, read_sieve({"masuk": ["web"]}), noon) == 8


def test_every_channel_by_which_a_report_comes_is_one_of_the_ways() -> None:
    assert set(CHANNELS[Came.CHAT]) == set(Channel) and set(CHANNELS[Came.COUNTER]) == set(TYPED)
    assert set(CHANNELS[Came.PROGRAM]) == {relay.CHANNEL, filing.CHANNEL}
    assert Draft.__dataclass_fields__["channel"].default in CHANNELS[Came.WEB] and {*CHANNELS} == {*Came} - {"lain"}


@pytest.mark.parametrize(("is_wide", "index"), [(False, "list_of_a_holder"), (True, "list_of_a_kelurahan")])
def test_a_list_of_one_kind_and_its_count_look_at_no_ticket_but_at_one_index(
    held: list[Ticket], citra: Actor, noon: datetime, is_wide: bool, index: str
) -> None:
    desk, sieve = queue.desk_for(desk_of(citra)), read_sieve({"jenis": ["sampah"]})
    desk = replace(desk, wards=(held[0].kelurahan_id,)) if is_wide else desk
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Of a dozen rows one index costs what another does, by how many pages other tests left in each.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
    passing = queue.sifted(desk, sieve, noon)
    for question in (passing.order_by("due_at", "id").values_list("due_at", "id")[:51], passing.values("pk")[:20_001]):
        plan = question.explain()
        assert re.search(rf"(COVERING INDEX|Index Only Scan using) {index}\b", plan), plan


@pytest.mark.parametrize("sort", ["tenggat", "-tenggat", "jenis,-diterima", "status,tenggat", "-berubah"])
def test_pages_turned_forward_and_back_show_every_ticket_once_in_order(
    held: list[Ticket], citra: Actor, noon: datetime, sort: str
) -> None:
    desk, wanted = queue.desk_for(desk_of(citra)), Sieve(sort=read_sort(sort), rows=5)
    tickets = queue.sifted(desk, wanted, noon)
    pages = [queue.page_of(desk, wanted, noon)]
    while pages[-1].next:
        pages.append(queue.page_of(desk, wanted, noon, after=pages[-1].next))
    codes = [row.code for page in pages for row in page.rows]
    assert len(codes) == len(set(codes)) == 12 and [len(page.rows) for page in pages] == [5, 5, 2]
    assert codes == queue.codes_of(tickets, wanted)
    back = queue.page_of(desk, wanted, noon, before=pages[-1].before)
    assert [row.code for row in back.rows] == [row.code for row in pages[1].rows] and back.next
    assert not queue.page_of(desk, wanted, noon, before=back.before).before, "the first page has none before it"
    middle = next(one for one in held if one.report.code == codes[5])
    assert queue.neighbours(tickets, wanted, Ticket.objects.get(pk=middle.pk)) == (codes[4], codes[6])


def test_what_comes_meanwhile_shifts_no_page(held: list[Ticket], budi: Actor, citra: Actor, noon: datetime) -> None:
    desk, wanted = queue.desk_for(desk_of(citra)), Sieve(rows=5)
    first = queue.page_of(desk, wanted, noon)
    ticket(budi, noon - timedelta(hours=20))
    second = queue.page_of(desk, wanted, noon, after=first.next)
    assert not {row.code for row in first.rows} & {row.code for row in second.rows}
    assert [row.code for row in second.rows] == [one.report.code for one in held[5:10]]


@pytest.mark.parametrize("place", ["x", "W10", "eyJhIjoxfQ", "WyJkdWVfYXQiXQ", "WyJkdWVfYXQiLCAieCIsIDFd", "ÿ" * 900])
def test_a_place_that_was_tampered_with_is_refused(
    held: list[Ticket], citra: Actor, noon: datetime, place: str
) -> None:
    wanted = Sieve()
    with pytest.raises(Refused):
        queue.page_of(queue.desk_for(desk_of(citra)), wanted, noon, after=place)


def test_counts_are_those_of_the_rows(held: list[Ticket], citra: Actor, noon: datetime) -> None:
    actions.take(held[0], desk=citra.seats[0], at=noon)
    desk, later = queue.desk_for(desk_of(citra)), noon + timedelta(hours=17)
    counts = queue.counts_of(desk, later)
    assert counts.by_state["waiting"] == 11 and counts.by_state["in-hand"] == 1 and counts.all == 12
    for due, count in (("lewat", counts.overdue), ("hari-ini", counts.today), ("minggu-ini", counts.week)):
        assert queue.how_many(desk, read_sieve({"tenggat": [due]}), later) == count
    assert counts.overdue > 0


def test_a_count_stops_where_nobody_would_go_on(
    held: list[Ticket], citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "COUNTED_MOST", 4)
    desk = queue.desk_for(desk_of(citra))
    assert queue.counts_of(desk, noon).all == queue.how_many(desk, Sieve(), noon) == 5


def test_the_stamp_changes_with_whatever_comes_changes_or_goes(
    held: list[Ticket], budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk = queue.desk_for(desk_of(citra))
    stamps = [queue.stamp_of(desk), queue.stamp_of(desk)]
    assert stamps[0] == stamps[1]
    actions.take(held[3], desk=citra.seats[0], at=noon + timedelta(minutes=1))
    stamps.append(queue.stamp_of(desk))
    actions.dispose(
        held[4], to=office("bina-marga"), reason="Jalan", desk=citra.seats[0], at=noon + timedelta(minutes=2)
    )
    stamps.append(queue.stamp_of(desk))
    ticket(budi, noon + timedelta(minutes=3))
    stamps.append(queue.stamp_of(desk))
    assert len(set(stamps)) == 4


def test_each_filter_leaves_out_what_it_says(
    held: list[Ticket], ani: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    desk = queue.desk_for(desk_of(citra))

    def codes(**asked: str) -> list[str]:
        wanted = read_sieve({name: [value] for name, value in asked.items()})
        return queue.codes_of(queue.sifted(desk, wanted, noon), wanted)

    everything = codes()
    assert codes(unit="005/002") == codes(unit="RT 5") == codes(unit="RW 2") == everything
    assert not codes(unit="006/002") and not codes(jenis="jalan-rusak") and not codes(petugas="77")
    assert codes(jenis="sampah") == codes(cari="pos ronda") == codes(petugas="tanpa") == everything
    assert codes(cari=everything[3].lower()) == [everything[3]] and not codes(cari="takadayangbegini")
    assert not codes(umur="1") and not codes(hasil="claimed") and not codes(status="done")
    assert not queue.codes_of(queue.sifted(queue.desk_for(desk_of(fajar)), Sieve(), noon), Sieve())


def test_near_and_alike_tickets_of_the_holder_are_offered_and_no_others(
    held: list[Ticket], budi: Actor, noon: datetime
) -> None:
    alike = ticket(budi, noon, words="Tumpukan sampah besar di pos ronda", place=Place(-6.5011, 106.5076))
    other = ticket(budi, noon, kind="jalan-rusak", words="Lubang", place=Place(-6.5010, 106.5075))
    far = ticket(budi, noon, place=Place(-6.504, 106.5075))
    one = Ticket.objects.select_related("report").get(pk=held[0].pk)
    found = nearby.candidates_for(one)
    assert found[0].likeness == 1.0 and found[0].is_same_kind
    assert far.report.code not in {row.code for row in found} and one.report.code not in {row.code for row in found}
    asked = nearby.candidates_for(one, far.report.code.lower())
    assert asked[0].code == far.report.code and asked[0].metres > 150
    near_alike = Ticket.objects.select_related("report").get(pk=alike.pk)
    assert other.report.code not in {row.code for row in nearby.candidates_for(near_alike)[:5]}


def test_who_acts_on_what_somebody_else_changed_is_told_what_happened(
    held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    mark = seen.mark_of(Ticket.objects.get(pk=held[0].pk))
    seen.refuse_unseen(Ticket.objects.get(pk=held[0].pk), mark)
    actions.take(held[0], desk=citra.seats[0], at=noon + timedelta(minutes=5))
    with pytest.raises(Refused) as refusal:
        seen.refuse_unseen(Ticket.objects.get(pk=held[0].pk), mark)
    assert refusal.value.code == "conflict" and "Kelurahan Rukun Jaya" in str(refusal.value)


def test_the_story_tells_every_fact_and_who_held_it_how_long(held: list[Ticket], citra: Actor, noon: datetime) -> None:
    from django.db import connection

    one, desk = held[0], citra.seats[0]
    actions.take(one, desk=desk, at=noon)
    actions.pause(one, reason="procurement", words="Menunggu truk", expected=(noon + timedelta(days=5)).date(),
                  desk=desk, at=noon + timedelta(hours=1))  # fmt: skip
    actions.dispose(one, to=office("bina-marga"), reason="Jalan", desk=desk, at=noon + timedelta(hours=2))
    with CaptureQueriesContext(connection) as told:
        course = story.story_of(Ticket.objects.select_related("category").get(pk=one.pk), noon + timedelta(hours=5))
    assert len(told) <= 15
    assert [entry.kind for entry in course.entries].count("delay") == 1
    assert [(row.seconds, row.times, row.is_now) for row in course.held] == [(14 * 3600, 1, False), (3 * 3600, 1, True)]
    assert any(entry.taker for entry in course.entries)


def test_a_view_is_kept_under_a_name_of_ones_own_or_of_the_office(
    held: list[Ticket], citra: Actor, fajar: Actor, noon: datetime
) -> None:
    desk, mine = desk_of(citra), queue.desk_for(desk_of(citra)).office
    facts = {"office": mine, "desk": desk, "at": noon}
    own = keeping.keep_view(name=" Sampah  lama ", address="jenis=sampah", person_id=citra.person_id, **facts)
    keeping.keep_view(name="Sampah lama", address="jenis=sampah&umur=7", person_id=citra.person_id, **facts)
    keeping.keep_view(name="Hari ini", address="tenggat=hari-ini", person_id=None, **facts)
    assert [view.name for view in shelf.views_of(mine, citra.person_id)] == ["Hari ini", "Sampah lama"]
    assert SavedView.objects.get(pk=own.pk).address == "jenis=sampah&umur=7"
    assert [view.name for view in shelf.views_of(mine, fajar.person_id)] == ["Hari ini"]
    with pytest.raises(Refused):
        keeping.drop_view(number=own.pk, person_id=fajar.person_id, **facts)
    keeping.drop_view(number=own.pk, person_id=citra.person_id, **facts)
    with pytest.raises(Refused):
        keeping.keep_view(name="", address="", person_id=None, **facts)


def test_a_camat_sees_the_queue_of_the_kecamatan_and_works_only_on_what_it_holds(
    held: list[Ticket], citra: Actor, noon: datetime
) -> None:
    from tests.conftest import _person

    hana: Actor = _person("Hana", "camat", "999999")  # type: ignore[assignment]
    desk = queue.desk_for(desk_of(hana))
    assert desk.is_over and queue.counts_of(desk, noon).all == 12
    assert [one.code for one in queue.holders_among(desk)] == ["9999991001"]
    seen_one, seat, may_work = ticket_at_desk(hana, held[0].report.code)
    assert not may_work and seat.role == "camat"
    actions.dispose(held[0], to=office("999999"), reason="Putuskan", desk=citra.seats[0], at=noon)
    assert ticket_at_desk(hana, seen_one.report.code)[2]
    with pytest.raises(Refused):
        ticket_at_desk(citra, seen_one.report.code)
