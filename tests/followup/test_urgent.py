"""What is urgent goes first: for a reason of the city's, by whoever holds it, and nothing that is counted moves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rukun.followup import actions, queries
from rukun.followup.desk.queue import desk_for, first_page, page_of
from rukun.followup.desk.sieve import read_sieve
from rukun.followup.models import Step, Ticket
from rukun.followup.terms import Terms, UrgentReason, read_terms
from rukun.followup.urgency import most_urgent
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.models import Retraction
from rukun.reports.queries import category
from rukun.reports.retracting import Retracting
from rukun.trail.models import Event
from rukun.validation import actions as validation
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import proof, ticket

FIRE = UrgentReason("fire", "Kebakaran", "Fire", hours=2, kinds=("banjir",))


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


@pytest.fixture
def flood_is_urgent(kota: Path, settings: object, tmp_path: Path) -> None:
    """A city whose list says that a flood is urgent by itself."""
    folder = tmp_path / "kota"
    folder.mkdir()
    (folder / "contoh").symlink_to(kota)
    lines = (kota / "follow-up.toml").read_text() + (
        '[[urgent]]\ncode = "fire"\nname = "Kebakaran"\nname_en = "Fire"\nhours = 2\nkinds = ["banjir"]\n'
    )
    (folder / "banjir").mkdir()
    (folder / "banjir" / "follow-up.toml").write_text(lines)
    settings.RUKUN_KOTA_FOLDER, settings.RUKUN_KOTA = folder, "banjir"  # type: ignore[attr-defined]


def urgent(one: Ticket, desk: Actor, at: datetime, why: str = "danger") -> Ticket:
    return actions.mark_urgent(one, reason_code=why, desk=desk.seats[0], at=at)


def stands(one: Ticket) -> tuple[bool, str, datetime | None]:
    now = Ticket.objects.get(pk=one.pk)
    return now.is_urgent, now.urgent_because, now.urgent_until


def test_a_desk_says_why_it_is_urgent_and_by_when_it_is_to_be_begun(held: Ticket, citra: Actor, noon: datetime) -> None:
    due_at = held.due_at
    urgent(held, citra, noon)
    assert stands(held) == (True, "danger", noon + timedelta(hours=4))
    assert Ticket.objects.get().due_at == due_at and Ticket.objects.get().state == "waiting"
    step = Step.objects.latest("id")
    assert (step.before, step.after, step.reason, step.words) == ("waiting", "waiting", "urgent", "Membahayakan orang")
    event = Event.objects.get(verb="ticket.urgent")
    assert event.seat == "lurah@9999991001" and json.loads(event.facts)["reason"] == "danger"
    urgent(held, citra, noon, "blocked")
    assert stands(held) == (True, "blocked", None), "the city names no hours for it"
    actions.mark_calm(held, desk=citra.seats[0], at=noon)
    assert stands(held) == (False, "", None)
    assert json.loads(Event.objects.get(verb="ticket.calmed").facts)["reason"] == "blocked"


def test_said_again_for_the_same_reason_it_is_said_once(held: Ticket, citra: Actor, noon: datetime) -> None:
    urgent(held, citra, noon)
    urgent(held, citra, noon + timedelta(hours=3))
    assert stands(held)[2] == noon + timedelta(hours=4), "no later for being said again"
    assert Event.objects.filter(verb="ticket.urgent").count() == Step.objects.filter(reason="urgent").count() == 1


def test_what_is_refused(held: Ticket, citra: Actor, fajar: Actor, noon: datetime) -> None:
    with pytest.raises(Refused, match="dipegang"):
        urgent(held, fajar, noon)
    with pytest.raises(Refused, match="Pilih mengapa ini mendesak"):
        urgent(held, citra, noon, "bosan")
    with pytest.raises(Refused, match="tidak ditandai mendesak"):
        actions.mark_calm(held, desk=citra.seats[0], at=noon)
    actions.finish(held, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    for act in (lambda: urgent(held, citra, noon), lambda: actions.mark_calm(held, desk=citra.seats[0], at=noon)):
        with pytest.raises(Refused, match="Selesai"):
            act()
    assert stands(held) == (False, "", None)


def test_whoever_acts_on_what_another_changed_is_told_and_overwrites_nothing(
    held: Ticket, citra: Actor, noon: datetime
) -> None:
    seen = Ticket.objects.select_related("holder", "report").get(pk=held.pk)
    actions.take(held, desk=citra.seats[0], at=noon + timedelta(minutes=1))
    with pytest.raises(Refused, match="baru saja diubah"):
        urgent(seen, citra, noon + timedelta(minutes=2))
    assert stands(held) == (False, "", None)


def test_of_two_offices_clerks_at_the_same_moment_one_marks_it(
    committed: Path, budi: Actor, citra: Actor, noon: datetime, in_thread: Callable[..., object]
) -> None:
    held, told = ticket(budi, noon), []

    def mark(why: str) -> None:
        try:
            urgent(Ticket.objects.select_related("holder", "report").get(pk=held.pk), citra, noon, why)
            told.append("done")
        except Refused as refusal:
            told.append(refusal.code)

    for thread in [in_thread(mark, why) for why in ("danger", "blocked")]:
        thread.join(60)  # type: ignore[attr-defined]
    marked = Event.objects.filter(verb="ticket.urgent").count()
    assert told.count("done") == marked and set(told) <= {"done", "conflict"} and marked >= 1
    assert Step.objects.filter(reason="urgent").count() == marked and stands(held)[0]


def test_neither_rank_nor_deadline_nor_money_moves_by_it(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    """What both rankings are made from is the same with it and without, also where it was marked in a pause."""
    other, later = ticket(budi, noon, words="Yang lain"), noon + timedelta(hours=30)
    urgent(held, citra, noon)
    for one in (held, other):
        actions.take(one, desk=citra.seats[0], at=noon)
        actions.pause(one, reason="other-agency", words="Dinas", expected=later.date() + timedelta(days=2),
                      desk=citra.seats[0], at=noon + timedelta(hours=1))  # fmt: skip
    actions.mark_calm(held, desk=citra.seats[0], at=noon + timedelta(hours=2))
    urgent(held, citra, noon + timedelta(hours=3))
    for one in (held, other):
        actions.resume(one, desk=citra.seats[0], at=noon + timedelta(hours=20))
        actions.finish(one, words="Beres", proof=proof(one.pk), desk=citra.seats[0], at=later)
    rows = [row._replace(id=0, report="") for row in queries.followed(Ticket.objects.all(), later + timedelta(days=1))]
    assert rows[0] == rows[1] and rows[0].ended.is_closed
    assert len({one.due_at for one in Ticket.objects.all()}) == 1
    assert len(list(queries.handled(Month(2016, 6), later + timedelta(days=1)))) == 2


def test_it_is_no_longer_taken_back_once_an_office_let_it_go_first(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    urgent(held, citra, noon)
    with pytest.raises(Refused, match="sudah menangani"):
        validation.retract(held.report, Retracting.SOLVED, by=budi, at=noon)
    assert not Retraction.objects.exists()


def test_it_goes_first_and_alone_in_the_list_that_asks_for_it(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    later = [ticket(budi, noon + timedelta(minutes=n), words=f"Lain {n}") for n in (1, 2, 3)]
    urgent(later[1], citra, noon + timedelta(minutes=9))
    desk = desk_for(citra.seats[0])

    def codes(**asked: str) -> list[str]:
        sieve = read_sieve({name: [value] for name, value in asked.items()})
        found, counted = page_of(desk, sieve, noon), first_page(desk, sieve, noon)
        assert [row.code for row in found.rows] == [row.code for row in counted.rows]
        return [row.code for row in found.rows]

    mine = [one.report.code for one in (held, *later)]
    assert codes() == mine, "who says nothing gets them by their deadline"
    assert codes(mendesak="ya") == [mine[2]]
    assert codes(urut="-mendesak,tenggat") == [mine[2], mine[0], mine[1], mine[3]]
    with pytest.raises(Refused, match="Saringan"):
        read_sieve({"mendesak": ["sekali"]})


def test_every_page_of_the_list_that_has_it_first_follows_the_one_before(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    made = [ticket(budi, noon + timedelta(minutes=n), words=f"Lain {n}") for n in range(52)]
    for one in made[50:]:
        urgent(one, citra, noon + timedelta(hours=1))
    desk, sieve = desk_for(citra.seats[0]), read_sieve({"urut": ["-mendesak,tenggat"]})
    first = page_of(desk, sieve, noon)
    second = page_of(desk, sieve, noon, after=first.next)
    back = page_of(desk, sieve, noon, before=second.before)
    assert [row.code for row in first.rows[:2]] == [one.report.code for one in made[50:]]
    assert [row.code for row in second.rows] == [one.report.code for one in made[48:50]]
    assert [row.code for row in back.rows] == [row.code for row in first.rows]


def test_another_office_gets_it_as_urgent_as_it_was(held: Ticket, citra: Actor, roads: Actor, noon: datetime) -> None:
    urgent(held, citra, noon)
    actions.dispose(held, to=office("bina-marga"), reason="Jalan provinsi", desk=citra.seats[0], at=noon)
    assert stands(held) == (True, "danger", noon + timedelta(hours=4))
    with pytest.raises(Refused, match="dipegang"):
        actions.mark_calm(held, desk=citra.seats[0], at=noon)
    actions.mark_calm(held, desk=roads.seats[0], at=noon + timedelta(minutes=1))
    assert not stands(held)[0]


def test_what_one_of_the_merged_was_urgent_for_is_not_lost(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    other = ticket(budi, noon, words="Yang sama")
    urgent(other, citra, noon)
    actions.merge([other], target=held, words="", desk=citra.seats[0], at=noon + timedelta(minutes=5))
    assert stands(held) == (True, "danger", noon + timedelta(hours=4))
    assert Event.objects.filter(verb="ticket.urgent", about=f"report:{held.report.code}").count() == 1
    third = ticket(budi, noon, words="Yang ketiga")
    actions.merge([third], target=held, words="", desk=citra.seats[0], at=noon + timedelta(minutes=6))
    assert stands(held)[1] == "danger" and Event.objects.filter(verb="ticket.urgent").count() == 2


@pytest.mark.usefixtures("flood_is_urgent")
def test_a_kind_is_urgent_by_itself_since_the_report_came_in(budi: Actor, citra: Actor, noon: datetime) -> None:
    flood = ticket(budi, noon, kind="banjir")
    assert stands(flood) == (True, "fire", noon + timedelta(hours=2))
    opened = {event.about: json.loads(event.facts) for event in Event.objects.filter(verb="ticket.opened")}
    assert opened[f"report:{flood.report.code}"]["urgent"] == "fire"
    actions.mark_calm(flood, desk=citra.seats[0], at=noon)
    assert not stands(flood)[0], "the office that sees it knows better than the list"


@pytest.mark.usefixtures("flood_is_urgent")
def test_with_the_kind_goes_what_came_with_it_and_stays_what_an_office_said(
    budi: Actor, citra: Actor, noon: datetime
) -> None:
    def amend(one: Ticket, kind: str) -> None:
        words = "Keliru"
        actions.amend_category(one, category=category(kind), words=words, desk=citra.seats[0], at=noon)

    flood, heap = ticket(budi, noon, kind="banjir"), ticket(budi, noon, words="Tumpukan")
    amend(flood, "sampah")
    assert stands(flood) == (False, "", None)
    amend(flood, "banjir")
    assert stands(flood) == (True, "fire", noon + timedelta(hours=2))
    urgent(heap, citra, noon)
    amend(heap, "jalan-rusak")
    assert stands(heap) == (True, "danger", noon + timedelta(hours=4))


def test_a_city_that_names_no_reasons_has_nothing_urgent(held: Ticket, citra: Actor, noon: datetime) -> None:
    assert read_terms("").urgents == Terms().urgents == {}
    assert Terms(urgents={"fire": FIRE}).urgent_by_kind("banjir") == FIRE
    assert Terms(urgents={"fire": FIRE}).urgent_by_kind("sampah") is None
    assert stands(held) == (False, "", None) and most_urgent([held]) is None


@pytest.mark.parametrize(
    "wrong",
    [
        'hours = 73', 'hours = -1', 'hours = "4"', 'kinds = ["a"]\n[[urgent]]\ncode = "y"\nname = "y"\nname_en = "y"\n'
        'kinds = ["a"]', 'colour = "red"', 'code_of = 1',
    ],
)  # fmt: skip
def test_a_reason_that_makes_no_sense_is_refused(wrong: str) -> None:
    stated = f'[[urgent]]\ncode = "x"\nname = "x"\nname_en = "x"\n{wrong}\n'
    with pytest.raises(Refused, match=r"follow-up\.toml"):
        read_terms(stated)
