"""The newest reports by how they stand: the right ones on every engine, and without reading all tickets of a city."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import QuerySet

from rukun.followup import actions as followup
from rukun.followup.rules import State
from rukun.people.rules import Actor
from rukun.reports.models import Origin, Report, Source
from rukun.transparency.listing import listed
from rukun.transparency.queries import cards, chosen_reports, publicly, with_state
from rukun.transparency.standing import in_state, standing
from rukun.transparency.wished import Wish
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
    found = chosen_reports(category="sampah")
    one, two = list(with_state(found)), cards(found, 0, 24)
    assert one == two and len(two) == 5 and cards(found, 4, 24) == one[4:]
    for ours, theirs in zip(two, one, strict=True):
        assert (ours.ticket_state, ours.said, ours.photo, ours.supports, ours.kelurahan, ours.category) == (
            theirs.ticket_state, theirs.said, theirs.photo, theirs.supports, theirs.kelurahan, theirs.category,
        )  # type: ignore[attr-defined]  # fmt: skip


@pytest.mark.skipif(connection.vendor != "postgresql", reason="how PostgreSQL goes about it")
@pytest.mark.usefixtures("every")
def test_the_newest_closed_ones_are_chosen_without_all_tickets_of_the_city() -> None:
    for is_open in (True, False):
        wanted = standing(publicly(Report.objects.all()), is_open=is_open).order_by("-received_at", "-id")
        plan = wanted.values_list("id")[:25].explain()
        assert "hashed" not in plan and "SubPlan" not in plan, plan
