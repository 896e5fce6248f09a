"""Many report the same flood: the clock gathers their tickets, the desk sees one thing, and decides what it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rukun.followup.actions import finish, open_tickets
from rukun.followup.incidents import deciding, gathering, looking, rules
from rukun.followup.incidents.rules import Said
from rukun.followup.models import Gathered, Incident, Merge, Ticket
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.place import Place
from rukun.values.refused import Refused
from tests.conftest import _person
from tests.made import IN_RT_5, proof, report

STREET = 0.001  # degrees: a hundred metres and some


@pytest.fixture
def street(kota: Path, budi: Actor) -> list[Actor]:
    """Four who live there."""
    return [budi, *(_person(name) for name in ("Hana", "Indra", "Joko"))]  # type: ignore[list-item]


def flooded(people: list[Actor], at: datetime, count: int = 6, **more: object) -> list[Ticket]:
    """So many reports of one flood, a minute and some steps apart."""
    made = []
    for number in range(count):
        place = Place(IN_RT_5.lat + number % 3 * STREET / 2, IN_RT_5.lon + number % 2 * STREET / 2)
        when = at + timedelta(minutes=number)
        facts = {"kind": "banjir", "words": f"Air setinggi lutut {number}", "place": place} | more
        made.append(report(people[number % len(people)], when, **facts).pk)
    open_tickets(at=at + timedelta(minutes=count))
    return list(Ticket.objects.filter(report_id__in=made).order_by("received_at"))


def test_many_reports_of_one_flood_are_one_incident_and_growing(street: list[Actor], noon: datetime) -> None:
    tickets, later = flooded(street, noon), noon + timedelta(minutes=10)
    assert gathering.gather(at=later) == 6
    incident = Incident.objects.get()
    assert (incident.size, incident.holder_id, incident.began_at) == (6, tickets[0].holder_id, noon)
    flooded(street, later, 2)
    assert gathering.gather(at=later + timedelta(minutes=5)) == 2
    assert gathering.gather(at=later + timedelta(minutes=5)) == 0, "the same once more changes nothing"
    assert Incident.objects.get().size == 8
    verbs = Event.objects.filter(about=f"incident:{incident.pk}").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["incident.gathered", "incident.grew"]


def test_few_or_of_one_person_or_far_apart_or_of_two_kinds_are_none(
    street: list[Actor], budi: Actor, noon: datetime
) -> None:
    flooded(street, noon, rules.LEAST - 1)
    flooded([budi], noon + timedelta(days=1), 9)
    flooded(street, noon + timedelta(days=2), 3)
    flooded(street, noon + timedelta(days=2), 3, kind="sampah")
    for number in range(6):
        flooded(street[number % 4 :], noon + timedelta(days=3, hours=4 * number), 1)
    for days in range(5):
        gathering.gather(at=noon + timedelta(days=days, minutes=20))
    assert not Incident.objects.exists()


def test_the_desk_makes_one_ticket_of_it_and_late_ones_follow(
    street: list[Actor], citra: Actor, noon: datetime
) -> None:
    tickets, later = flooded(street, noon), noon + timedelta(minutes=20)
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    target = deciding.make_one(incident, words="Pompa sedang menuju ke sana.", desk=desk, at=later)
    assert target.pk == tickets[0].pk
    assert Ticket.objects.filter(merged_into=target, state="merged").count() == 5
    assert set(Merge.objects.values_list("words", flat=True)) == {"Pompa sedang menuju ke sana."}
    late = flooded(street, later, 2)
    gathering.gather(at=later + timedelta(minutes=3))
    assert gathering.follow(at=later + timedelta(minutes=3)) == 2
    assert {Ticket.objects.get(pk=one.pk).merged_into_id for one in late} == {target.pk}
    with pytest.raises(Refused, match="sudah diputuskan"):
        deciding.make_one(incident, words="", desk=desk, at=later)


def test_what_comes_after_the_water_has_gone_stays_open_by_itself(
    street: list[Actor], citra: Actor, noon: datetime
) -> None:
    flooded(street, noon)
    later = noon + timedelta(minutes=20)
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    target = deciding.make_one(incident, words="", desk=desk, at=later)
    target = Ticket.objects.select_related("holder", "category", "kelurahan", "report").get(pk=target.pk)
    finish(target, words="Surut.", proof=proof(), desk=desk, at=later + timedelta(hours=1))
    (late,) = flooded(street, later + timedelta(hours=2), 1)
    gathering.gather(at=later + timedelta(hours=2, minutes=1))
    assert Gathered.objects.filter(ticket=late, incident=incident).exists()
    assert gathering.follow(at=later + timedelta(hours=2, minutes=2)) == 0
    assert Ticket.objects.get(pk=late.pk).state == "waiting"


def test_nothing_goes_on_in_a_ticket_that_the_desk_closed_while_the_clock_was_merging(
    street: list[Actor], citra: Actor, noon: datetime
) -> None:
    tickets, later = flooded(street, noon), noon + timedelta(minutes=20)
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    deciding.make_one(incident, words="", desk=desk, at=later)
    flooded(street, later, 2)
    gathering.gather(at=later + timedelta(minutes=3))
    read_before = Incident.objects.select_related("target__report", "target__holder").get(pk=incident.pk)
    target = Ticket.objects.select_related("holder", "category", "kelurahan", "report").get(pk=tickets[0].pk)
    finish(target, words="Surut.", proof=proof(), desk=desk, at=later + timedelta(minutes=4))
    assert gathering.follow_into(read_before, at=later + timedelta(minutes=4), most=50) == 0
    assert Ticket.objects.filter(state="waiting").count() == 2


def test_what_the_desk_parted_is_many_things_from_then_on(street: list[Actor], citra: Actor, noon: datetime) -> None:
    flooded(street, noon)
    later = noon + timedelta(minutes=20)
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    deciding.part(incident, desk=desk, at=later)
    flooded(street, later, 2)
    assert gathering.gather(at=later + timedelta(minutes=5)) == 0
    assert looking.incidents_of(citra, later) == [] and Incident.objects.count() == 1
    with pytest.raises(Refused, match="sudah diputuskan"):
        deciding.make_one(incident, words="", desk=desk, at=later)


def test_a_private_report_never_holds_those_of_others(street: list[Actor], citra: Actor, noon: datetime) -> None:
    hidden = report(street[0], noon - timedelta(minutes=1), kind="banjir", is_private=True)
    flooded(street, noon)
    later = noon + timedelta(minutes=20)
    gathering.gather(at=later)
    incident, desk = looking.incident_to_decide(citra, Incident.objects.get().pk)
    assert incident.size == 7
    assert deciding.make_one(incident, words="", desk=desk, at=later).report_id != hidden.pk


def test_the_next_desk_does_not_see_it(street: list[Actor], citra: Actor, fajar: Actor, noon: datetime) -> None:
    flooded(street, noon)
    gathering.gather(at=noon + timedelta(minutes=20))
    assert looking.incidents_of(citra, noon) and not looking.incidents_of(fajar, noon)
    with pytest.raises(Refused):
        looking.incident_to_decide(fajar, Incident.objects.get().pk)


moments = st.integers(0, 600).map(lambda minutes: datetime(2016, 6, 1) + timedelta(minutes=minutes))
near = st.integers(0, 12).map(lambda steps: steps * 100 / rules.METRES_A_DEGREE)
said = st.builds(Said, st.integers(), moments, near.map(lambda one: -6.2 + one), near.map(lambda one: 106.8 + one),
                 st.none(), st.integers(0, 5))  # fmt: skip


@given(st.lists(said, max_size=40, unique_by=lambda one: one.ticket))
def test_groups_are_those_that_comparing_each_with_each_finds(rows: list[Said]) -> None:
    left, expected = set(range(len(rows))), []
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            one = edge.pop()
            group.add(one)
            found = {
                other for other in left
                if rules._is_near(rows[one], rows[other]) or (
                    rules._square(rows[one].lat or 0, rows[one].lon or 0)
                    == rules._square(rows[other].lat or 0, rows[other].lon or 0)
                    and abs(rows[one].at - rows[other].at) <= rules.WITHIN
                )
            }  # fmt: skip
            left -= found
            edge |= found
        expected.append(frozenset(rows[one].ticket for one in group))
    assert {frozenset(one.ticket for one in group) for group in rules.gathered(rows)} == set(expected)
