"""Units that begin, merge and end: entered by the kelurahan, agreed to by Tapem, done on their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import shapely

from rukun.areas import queries as areas
from rukun.areas.changing import found
from rukun.areas.models import Area, Boundary
from rukun.penataan import actions
from rukun.penataan.models import Change
from rukun.penataan.rules import State, What, Wish
from rukun.people.actions import open_seat
from rukun.people.actions.invitations import Terms, accept_invitation, issue_invitations
from rukun.people.models import Appointment
from rukun.people.queries import actor_of
from rukun.people.rules import Actor, Role
from rukun.reports.actions import file_report
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.at_once import all_at_once
from tests.conftest import _person
from tests.made import draft, noon_of

pytestmark = pytest.mark.any_engine

KELURAHAN = AreaCode("9999991001")
RW = AreaCode("9999991001002")
ANIS, BESIDE, NEW = (AreaCode(f"{RW.digits}{number}") for number in ("005", "004", "019"))
TODAY = date(2016, 6, 1)
ENDS = Wish(What.ENDED, ANIS, TODAY, "Keputusan Lurah 12/2016", date(2016, 5, 20))
MERGES = replace(ENDS, what=What.MERGED, into=BESIDE)
BEGINS = replace(ENDS, what=What.FOUNDED, unit=NEW)


def state_of(change: Change) -> str:
    change.refresh_from_db()
    return change.state


def test_nothing_changes_until_tapem_agrees_and_then_from_its_day(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    change = actions.propose(replace(BEGINS, on=TODAY + timedelta(days=2)), by=citra, at=noon)
    assert actions.carry_out_due(at=noon + timedelta(days=5)) == 0, "nobody agreed"
    actions.agree(change.pk, by=dodi, at=noon)
    assert actions.carry_out_due(at=noon + timedelta(days=1)) == 0, "not its day"
    assert actions.carry_out_due(at=noon + timedelta(days=2)) == 1
    assert actions.carry_out_due(at=noon + timedelta(days=2)) == 0, "once"
    born = areas.area(NEW)
    assert (born.name, born.founded_on, born.parent.code) == ("RT 019", date(2016, 6, 3), RW.digits)  # type: ignore[union-attr]
    told = Event.objects.filter(verb__startswith="unit-change.").order_by("pk").values_list("verb", "seat")
    assert list(told) == [
        ("unit-change.proposed", f"lurah@{KELURAHAN.digits}"), ("unit-change.agreed", "tapem@999999"),
        ("unit-change.done", "clock"),
    ]  # fmt: skip


def test_a_merged_unit_leaves_its_border_to_its_heir_and_no_place_without_an_rt(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    def border(unit: AreaCode) -> shapely.Geometry:
        return shapely.from_wkb(bytes(Boundary.objects.get(area__code=unit.digits, valid_until=None).shape))

    both = shapely.union_all([border(ANIS), border(BESIDE)])
    actions.agree(actions.propose(MERGES, by=citra, at=noon).pk, by=dodi, at=noon)
    assert shapely.equals(border(BESIDE), both)
    placed = areas.locator().locate(draft(at=noon).place)  # type: ignore[arg-type]
    assert placed.rt == BESIDE, "a place in what was RT 005"
    assert not Boundary.objects.filter(area__code=ANIS.digits, valid_until=None).exists()
    old = Boundary.objects.get(area__code=BESIDE.digits, valid_until=TODAY)
    assert shapely.from_wkb(bytes(old.shape)).area < both.area, "what held before is kept"


def test_who_sat_there_sits_there_no_more_and_open_codes_seat_nobody(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    seat = open_seat(role=Role.PENGURUS_RT, area=areas.area(ANIS), at=noon)
    issued = issue_invitations([seat], Terms("SK 1", 30), by="clock", at=noon)[0]
    actions.agree(actions.propose(ENDS, by=citra, at=noon).pk, by=dodi, at=noon)
    assert ani.person_id is not None and actor_of(ani.person_id, noon + timedelta(days=1)).seats == ()
    held = Appointment.objects.get(person=ani.person_id)
    assert held.held_until == max(TODAY, held.held_from + timedelta(days=1))
    person = Appointment.objects.get(person=ani.person_id).person
    with pytest.raises(Refused, match="dicabut"):
        accept_invitation(issued.invitation.pk, person=person, at=noon)
    with pytest.raises(Refused):
        file_report(draft(at=noon, for_unit=ANIS), by=actor_of(ani.person_id, noon + timedelta(days=1)), at=noon)


def test_only_the_office_enters_only_tapem_answers_and_never_the_same_person(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, dodi: Actor, fajar: Actor, gita: Actor, noon: datetime
) -> None:
    for stranger in (ani, budi, dodi, fajar, gita):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.propose(ENDS, by=stranger, at=noon)
    change = actions.propose(ENDS, by=citra, at=noon)
    for stranger in (ani, budi, citra, fajar, gita):
        with pytest.raises(Refused, match="bukan untuk Anda"):
            actions.agree(change.pk, by=stranger, at=noon)
    both = Actor(citra.person_id, (*citra.seats, *dodi.seats))
    with pytest.raises(Refused, match="tidak dapat menyetujuinya"):
        actions.agree(change.pk, by=both, at=noon)
    assert state_of(change) == State.WAITING


def test_a_no_has_a_reason_and_the_office_may_enter_it_anew(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    change = actions.propose(ENDS, by=citra, at=noon)
    with pytest.raises(Refused, match="Tulis mengapa"):
        actions.turn_down(change.pk, reason=" \n", by=dodi, at=noon)
    with pytest.raises(Refused, match="500 huruf"):
        actions.turn_down(change.pk, reason="a" * 501, by=dodi, at=noon)
    actions.turn_down(change.pk, reason="Suratnya belum ada.", by=dodi, at=noon)
    with pytest.raises(Refused, match="tidak menunggu jawaban"):
        actions.agree(change.pk, by=dodi, at=noon)
    again = actions.propose(ENDS, by=citra, at=noon)
    assert state_of(change) == State.TURNED_DOWN and state_of(again) == State.WAITING


def test_what_is_not_done_is_taken_back_and_what_is_done_is_not(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    later = actions.propose(replace(ENDS, on=TODAY + timedelta(days=9)), by=citra, at=noon)
    actions.agree(later.pk, by=dodi, at=noon)
    with pytest.raises(Refused, match="bukan untuk Anda"):
        actions.take_back(later.pk, by=dodi, at=noon)
    actions.take_back(later.pk, by=citra, at=noon)
    assert actions.carry_out_due(at=noon + timedelta(days=20)) == 0 and areas.area(ANIS).dissolved_on is None
    done = actions.propose(ENDS, by=citra, at=noon)
    actions.agree(done.pk, by=dodi, at=noon)
    with pytest.raises(Refused, match="sudah selesai"):
        actions.take_back(done.pk, by=citra, at=noon)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (replace(ENDS, decision=""), "nomor keputusan"),
        (replace(ENDS, decision="1" * 81), "80 huruf"),
        (replace(ENDS, decided_on=date(2016, 6, 2)), "besok atau sesudahnya"),
        (replace(ENDS, on=date(2017, 6, 30)), "setahun"),
        (replace(ENDS, on=date(2015, 5, 1)), "setahun"),
        (replace(ENDS, unit=KELURAHAN), "Pilih RT atau RW"),
        (replace(ENDS, unit=NEW), "RT 019 tidak ada"),
        (replace(ENDS, unit=RW), "masih memuat"),
        (replace(MERGES, into=ANIS), "sejenis"),
        (replace(MERGES, into=RW), "sejenis"),
        (replace(MERGES, into=None), "sejenis"),
        (replace(MERGES, into=AreaCode("9999991002001001")), "di kelurahan ini"),
        (replace(MERGES, into=NEW), "RT 019 tidak ada"),
        (replace(BEGINS, unit=ANIS), "sudah atau pernah dipakai"),
        (replace(BEGINS, unit=AreaCode("9999991001099001")), "RW untuk RT ini belum ada"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words_and_leaves_nothing(
    kota: Path, citra: Actor, noon: datetime, wish: Wish, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        actions.propose(wish, by=citra, at=noon)
    assert not Change.objects.exists() and not Event.objects.filter(verb__startswith="unit-change").exists()


def test_the_same_sent_twice_is_one_change(kota: Path, citra: Actor, dodi: Actor, noon: datetime) -> None:
    first = actions.propose(MERGES, by=citra, at=noon)
    assert actions.propose(MERGES, by=citra, at=noon + timedelta(seconds=1)).pk == first.pk
    assert Change.objects.count() == 1 == Event.objects.filter(verb="unit-change.proposed").count()


def test_of_one_unit_one_change_runs_at_a_time_and_none_takes_anothers_heir_away(
    kota: Path, citra: Actor, noon: datetime
) -> None:
    actions.propose(MERGES, by=citra, at=noon)
    with pytest.raises(Refused, match="belum selesai"):
        actions.propose(ENDS, by=citra, at=noon)
    with pytest.raises(Refused, match="akan digabung ke RT 004"):
        actions.propose(replace(ENDS, unit=BESIDE), by=citra, at=noon)


def test_an_rw_and_its_rt_begin_and_end_on_one_day_in_the_order_that_can_be(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    day, rw = TODAY + timedelta(days=3), AreaCode("9999991001088")
    for unit in (rw, AreaCode(f"{rw.digits}001")):
        actions.agree(actions.propose(replace(BEGINS, unit=unit, on=day), by=citra, at=noon).pk, by=dodi, at=noon)
    assert actions.carry_out_due(at=noon + timedelta(days=3)) == 2
    end = day + timedelta(days=9)
    with pytest.raises(Refused, match="masih memuat 1 RT"):
        actions.propose(replace(ENDS, unit=rw, on=end), by=citra, at=noon + timedelta(days=3))
    for unit in (AreaCode(f"{rw.digits}001"), rw):
        at = noon + timedelta(days=4)
        actions.agree(actions.propose(replace(ENDS, unit=unit, on=end), by=citra, at=at).pk, by=dodi, at=at)
    assert actions.carry_out_due(at=noon + timedelta(days=12)) == 2
    assert set(Area.objects.filter(code__startswith=rw.digits).values_list("dissolved_on", flat=True)) == {end}


def test_what_something_else_made_impossible_is_told_and_holds_up_no_other(
    kota: Path, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    day = TODAY + timedelta(days=3)
    first = actions.propose(replace(BEGINS, on=day), by=citra, at=noon)
    second = actions.propose(replace(BEGINS, unit=AreaCode(f"{RW.digits}020"), on=day), by=citra, at=noon)
    for change in (first, second):
        actions.agree(change.pk, by=dodi, at=noon)
    found(code=NEW, name="RT 019", on=TODAY, at=noon)
    assert actions.carry_out_due(at=noon_of(day)) == 1
    first.refresh_from_db()
    assert (first.state, state_of(second)) == (State.FAILED, State.DONE) and "sudah ada" in first.reason


def seated() -> tuple[Actor, Actor, Actor]:
    lurah = _person("Citra", "lurah", KELURAHAN.digits, KELURAHAN.digits)
    return lurah, *(_person(name, "tapem", "999999") for name in ("Dodi", "Dewi"))  # type: ignore[return-value]


def test_two_who_answer_at_once_bring_about_one_end(committed: Path, noon: datetime) -> None:
    citra, dodi, dewi = seated()
    number = actions.propose(ENDS, by=citra, at=noon).pk
    answers = all_at_once(*(partial(actions.agree, number, by=by, at=noon) for by in (dodi, dewi)))
    assert answers.count("conflict") == 1 and len(answers) == 2
    assert Event.objects.filter(verb="area.dissolved").count() == 1


def test_two_units_that_go_into_one_at_the_same_moment_leave_it_both_their_borders(
    committed: Path, noon: datetime
) -> None:
    """One by the clock, on its day, one by somebody who agrees at that moment."""
    citra, dodi, _ = seated()
    third, later = AreaCode(f"{RW.digits}003"), noon + timedelta(days=1)
    present = Boundary.objects.filter(valid_until=None)
    shapes = [bytes(present.get(area__code=unit.digits).shape) for unit in (ANIS, third, BESIDE)]
    waits = actions.propose(replace(MERGES, on=TODAY + timedelta(days=1)), by=citra, at=noon)
    actions.agree(waits.pk, by=dodi, at=noon)
    other = actions.propose(replace(MERGES, unit=third), by=citra, at=noon)
    all_at_once(partial(actions.carry_out_due, at=later), partial(actions.agree, other.pk, by=dodi, at=later))
    assert {state_of(waits), state_of(other)} == {State.DONE}
    heir = present.get(area__code=BESIDE.digits)
    assert shapely.equals(shapely.from_wkb(bytes(heir.shape)), shapely.union_all(shapely.from_wkb(shapes)))
