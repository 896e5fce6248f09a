"""Whatever people and the clock do in whatever order: times add up, states follow the table, the trail agrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rukun.followup import actions, queries
from rukun.followup.crew.assigning import assign
from rukun.followup.crew.members import add_member
from rukun.followup.models import Part, Step, Ticket
from rukun.followup.parts import actions as parts
from rukun.followup.queries.desk import calendar
from rukun.followup.queries.hands import Came, followed_of
from rukun.followup.ran import Ran
from rukun.followup.rules import ANSWERABLE, BACK, NEXT, OPEN, STANDING, State, Verdict
from rukun.people.queries import office
from rukun.people.rules import Actor, SeatHeld
from rukun.reports.queries import category
from rukun.reports.retracting import Retracting
from rukun.validation import actions as validation
from rukun.values.refused import Refused
from rukun.values.time import day_of
from tests.made import proof, ticket

OFFICES = ("9999991001", "9999991002", "bina-marga")
VERBS = (
    "take", "finish", "decline", "dispose", "pause", "resume", "amend_category", "amend_place", "confirm", "dispute",
    "rate", "reopen", "audit", "merge", "unmerge", "part", "partly", "unsure", "assign", "ask", "reply", "retract",
    "clock",
)  # fmt: skip
PLACES = ((-6.501, 106.5075), (-6.5012, 106.5071))
acts = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(1, 200_000)), min_size=1, max_size=14)


class Undone(Exception):
    """Thrown to take an example back."""


@given(acts)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_times_add_up_states_follow_the_table_and_the_trail_agrees(
    kota: Path, budi: Actor, citra: Actor, fajar: Actor, roads: Actor, indra: Actor, noon: datetime,
    told_by_the_trail: Callable[[Ticket, datetime], dict[str, int]], acts: list[tuple[str, int, int]],
) -> None:  # fmt: skip
    kept = proof()
    desks = {"9999991001": citra, "9999991002": fajar, "bina-marga": roads, "999999": indra}
    with suppress(Undone), transaction.atomic():
        seen, at = ticket(budi, noon), noon
        other = ticket(budi, noon)
        crews = {code: add_member(name=f"Petugas {code}", phone="", desk=desk_at(by, code), at=noon)
                 for code, by in desks.items() if code != "999999"}  # fmt: skip
        for verb, number, seconds in acts:
            at += timedelta(seconds=seconds)
            seen = Ticket.objects.select_related("holder", "category", "kelurahan", "report").get(pk=seen.pk)
            desk = desk_at(desks[seen.holder.code], seen.holder.code)
            with suppress(Refused), transaction.atomic():
                if verb == "audit":
                    actions.audit(seen, stood=number > 0, words="Dilihat", desk=indra.seats[0], at=at)
                elif verb == "merge":
                    actions.merge([seen], target=other, words="Sama", desk=desk, at=at)
                elif verb == "unmerge":
                    actions.unmerge([seen], words="Lain", desk=desk, at=at)
                elif verb == "part":
                    give_or_end(seen, number, desk, at)
                elif verb == "assign":
                    assign(seen, crews[seen.holder.code], desk=desk, at=at)
                else:
                    act(seen, verb, number, desk, budi, at, kept)
        agrees(seen.pk, at + timedelta(days=1), told_by_the_trail)
        raise Undone


def give_or_end(seen: Ticket, number: int, desk: SeatHeld, at: datetime) -> None:
    """Another office gets a part of it; where it has one that is open, that is done with."""
    part = Part.objects.select_related("holder", "ticket__holder", "ticket__report").filter(ticket=seen, ended_at=None)
    if (found := part.first()) is not None:
        parts.withdraw(found, words="Tidak perlu", desk=desk, at=at)
    else:
        kind = category("jalan-rusak")
        parts.give(seen, category=kind, office=office(OFFICES[number]), task="Tambal", desk=desk, at=at)


def desk_at(by: Actor, code: str) -> SeatHeld:
    """The actor's seat, at the desk of an office."""
    return SeatHeld(by.seats[0].id, by.seats[0].role, by.seats[0].area, code)


def act(seen: Ticket, verb: str, number: int, desk: SeatHeld, by: Actor, at: datetime, kept: object) -> None:
    """One of the verbs, as somebody who may do it would."""
    said, soon = "Begini", day_of(at) + timedelta(days=1 + number * 3)
    wait = ("procurement", "other-agency", "other-agency")[number]
    lat, lon = PLACES[number % 2]
    {
        "take": lambda: actions.take(seen, desk=desk, at=at),
        "finish": lambda: actions.finish(seen, words=said, proof=kept, desk=desk, at=at),  # type: ignore[arg-type]
        "decline": lambda: actions.decline(seen, reason_code="beyond", words=said, desk=desk, at=at),
        "dispose": lambda: actions.dispose(seen, to=office(OFFICES[number]), reason=said, desk=desk, at=at),
        "pause": lambda: actions.pause(seen, reason=wait, words=said, expected=soon, desk=desk, at=at),
        "ask": lambda: actions.ask(seen, words=said, desk=desk, at=at),
        "reply": lambda: actions.reply(seen, words=said, by=by, at=at),
        "resume": lambda: actions.resume(seen, desk=desk, at=at),
        "amend_category": lambda: actions.amend_category(
            seen, category=category(("sampah", "banjir", "jalan-rusak")[number]), words=said, desk=desk, at=at
        ),
        "amend_place": lambda: actions.amend_place(seen, lat=lat, lon=lon, words=said, desk=desk, at=at),
        "confirm": lambda: actions.answer(seen, kind=Verdict.CONFIRMED, by=by, at=at),
        "dispute": lambda: actions.answer(seen, kind=Verdict.DISPUTED, words=said, by=by, at=at),
        "partly": lambda: actions.answer(seen, kind=Verdict.PARTLY, words=said, by=by, at=at),
        "unsure": lambda: actions.answer(seen, kind=Verdict.UNSURE, by=by, at=at),
        "rate": lambda: actions.rate(seen, stars=1 + 2 * number, words="", by=by, at=at),
        "reopen": lambda: actions.reopen(seen, words=said, by=by, at=at),
        "retract": lambda: validation.retract(seen.report, Retracting.OTHER, by=by, at=at),
        "clock": lambda: (actions.end_pauses(at=at), actions.escalate(at=at), actions.settle_silence(at=at)),
    }[verb]()


def agrees(pk: int, until: datetime, told_by_the_trail: Callable[[Ticket, datetime], dict[str, int]]) -> None:
    """The row, its steps, its stretches and the trail say the same."""
    seen = Ticket.objects.select_related("holder", "category", "report").get(pk=pk)
    steps = [one for one in Step.objects.filter(ticket=seen).order_by("id") if one.reason not in STANDING]
    for before, after in zip(steps, steps[1:], strict=False):
        was, became = State(after.before), State(after.after)
        assert was == before.after and became in NEXT[was] | BACK.get(was, frozenset())
    assert seen.state not in ANSWERABLE or not Part.objects.filter(ticket=seen, ended_at=None).exists()
    assert steps[-1].after == seen.state and max(one.at for one in steps) <= seen.changed_at
    assert bool(seen.outcome) == (seen.state in ANSWERABLE)
    assert (seen.done_at is None) == (seen.state in OPEN)
    stretches = queries.held_by(seen, until)
    for earlier, later in zip(stretches, stretches[1:], strict=False):
        assert earlier.since < earlier.until <= later.since < later.until, "no moment belongs to two"
    sums: dict[str, float] = defaultdict(float)
    for one in stretches:
        sums[one.office] += (one.until - one.since).total_seconds()
    assert {code: round(whole) for code, whole in sums.items()} == told_by_the_trail(seen, until)
    came = Came(pk, seen.report.code, (seen.category.deadline_hours or 0) * 3600, seen.category.around_the_clock)
    by_its_steps = [*followed_of([came], until, Ran(calendar()))]
    assert [*queries.followed(Ticket.objects.filter(pk=pk), until)] == by_its_steps, "its row tells it as its steps do"
    if seen.state in OPEN and seen.state != State.PAUSED:
        ran = sum(s.counted for s in stretches if s.since >= seen.held_since)
        is_late = ran > (seen.category.deadline_hours or 0) * 3600
        assert is_late == (until > seen.due_at), "overdue is when more than the deadline has run, and nothing else"
