"""Each holder is charged for its own time to the second, and the trail alone says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.followup import access, actions, queries
from rukun.followup.models import Disposisi, Ticket
from rukun.followup.rules import State
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.made import proof, ticket

A, B, ROADS, KECAMATAN = "9999991001", "9999991002", "bina-marga", "999999"
Trail = Callable[[Ticket, datetime], dict[str, int]]


def held(ticket: Ticket, at: datetime) -> dict[str, int]:
    """Seconds by office, as the desk counts them."""
    sums: dict[str, int] = defaultdict(int)
    for stretch in queries.held_by(ticket, at):
        sums[stretch.office] += stretch.seconds
    return {code: whole for code, whole in sums.items() if whole}


def after(noon: datetime, **more: int) -> datetime:
    return noon + timedelta(**more)


def test_from_kelurahan_to_department_to_kelurahan_done_reopened_and_done(
    kota: Path, budi: Actor, citra: Actor, roads: Actor, fajar: Actor, noon: datetime, told_by_the_trail: Trail
) -> None:
    seen = ticket(budi, noon)
    code = seen.report.code
    actions.dispose(seen, to=office(ROADS), reason="Jalan provinsi", desk=citra.seats[0], at=after(noon, seconds=7_001))
    seen, desk = access.ticket_to_work(roads, code)
    actions.take(seen, desk=desk, at=after(noon, seconds=9_000))
    actions.dispose(seen, to=office(B), reason="Bukan jalan kami", desk=desk, at=after(noon, seconds=20_013))
    seen, desk = access.ticket_to_work(fajar, code)
    actions.finish(seen, words="Beres", proof=proof(), desk=desk, at=after(noon, seconds=30_000))
    actions.reopen(seen, words="Masih ada", by=budi, at=after(noon, seconds=90_000))
    seen, desk = access.ticket_to_work(fajar, code)
    actions.finish(seen, words="Kini beres", proof=proof(2), desk=desk, at=after(noon, seconds=95_011))
    told = {A: 7_001, ROADS: 20_013 - 7_001, B: (30_000 - 20_013) + (95_011 - 90_000)}
    asked = after(noon, days=3)
    assert held(seen, asked) == told == told_by_the_trail(seen, asked)
    rows = {row.kelurahan: row for row in queries.handled(Month(2016, 6), asked)}
    assert {code: row.held_seconds for code, row in rows.items()} == {A: told[A], B: told[B]}
    assert (rows[A].is_closed, rows[B].is_closed, rows[B].outcome) == (False, True, "claimed")


def test_while_a_pause_stops_the_clock_nobody_is_charged_and_the_deadline_moves_along(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, told_by_the_trail: Trail
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    wait = {"words": "Menunggu dinas", "expected": date(2016, 6, 10), "desk": desk}
    actions.pause(seen, reason="other-agency", at=after(noon, hours=4), **wait)
    assert (seen.state, seen.paused_until) == (State.PAUSED, date(2016, 6, 10))
    actions.resume(seen, desk=desk, at=after(noon, days=1, hours=4))
    assert seen.due_at == after(noon, days=2), "four of its 24 hours had run; the rest runs from Thursday 16:00"
    actions.finish(seen, words="Beres", proof=proof(), desk=desk, at=after(noon, days=1, hours=5))
    told = {A: 5 * 3600}
    assert held(seen, after(noon, days=9)) == told == told_by_the_trail(seen, after(noon, days=9))


def test_a_reason_that_does_not_stop_the_clock_leaves_the_deadline_where_it_was(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, told_by_the_trail: Trail
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    due, asked = seen.due_at, after(noon, hours=9)
    actions.pause(
        seen, reason="procurement", words="Menunggu barang", expected=date(2016, 6, 20), desk=desk,
        at=after(noon, hours=2), next_office=office(ROADS),
    )  # fmt: skip
    (delay,) = queries.delays_of(seen)
    assert (seen.due_at, delay.next_office.code) == (due, ROADS)  # type: ignore[union-attr]
    assert held(seen, asked) == {A: 9 * 3600} == told_by_the_trail(seen, asked)


def test_pausing_again_and_again_gains_no_more_than_the_city_allows(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    """Five days in all for another agency: the second pause has what the first left, the third nothing."""
    seen, desk = ticket(budi, noon), citra.seats[0]
    stopped = timedelta()
    for day in (0, 8, 16):
        actions.pause(
            seen,
            reason="other-agency",
            words="Menunggu",
            expected=date(2016, 7, 30),
            desk=desk,
            at=after(noon, days=day),
        )
        actions.resume(seen, desk=desk, at=after(noon, days=day + 3))
    for stop in queries.stops_of_ticket(seen):
        stopped += stop.ends - stop.begins
    assert stopped == timedelta(days=5)


def test_a_pause_that_is_forgotten_ends_on_its_day_by_itself(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    actions.pause(seen, reason="procurement", words="Menunggu", expected=date(2016, 6, 3), desk=desk, at=noon)
    assert actions.end_pauses(at=after(noon, days=1)) == 0
    assert actions.end_pauses(at=after(noon, days=2)) == 1
    assert Ticket.objects.get(pk=seen.pk).state == State.IN_HAND
    assert actions.end_pauses(at=after(noon, days=2)) == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "tired"}, "reason"),
        ({"words": " "}, "words"),
        ({"expected": date(2016, 6, 1)}, "expected"),
        ({"expected": date(2018, 6, 1)}, "expected"),
    ],
)
def test_a_pause_says_why_and_until_when(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, wrong: dict[str, object], field: str
) -> None:
    right = {"reason": "procurement", "words": "Menunggu", "expected": date(2016, 6, 9)}
    seen, desk = ticket(budi, noon), citra.seats[0]
    with pytest.raises(Refused) as refusal:
        actions.pause(seen, desk=desk, at=noon, **(right | wrong))  # type: ignore[arg-type]
    assert refusal.value.field == field
    actions.pause(seen, desk=desk, at=noon, **right)  # type: ignore[arg-type]


def test_after_three_forwardings_the_kecamatan_decides_and_only_it_sends_it_on(
    kota: Path, budi: Actor, citra: Actor, roads: Actor, indra: Actor, noon: datetime
) -> None:
    seen, code = ticket(budi, noon), None
    for number, (by, to) in enumerate([(citra, ROADS), (roads, A), (citra, ROADS)]):
        seen, desk = access.ticket_to_work(by, seen.report.code)
        actions.dispose(seen, to=office(to), reason="Bukan kami", desk=desk, at=after(noon, hours=number + 1))
        code = seen.holder.code
    assert (code, seen.forwards) == (ROADS, 3)
    seen, desk = access.ticket_to_work(roads, seen.report.code)
    actions.dispose(seen, to=office(A), reason="Bukan kami", desk=desk, at=after(noon, hours=5))
    assert seen.holder.code == KECAMATAN, "the fourth goes to who decides"
    seen, desk = access.ticket_to_work(indra, seen.report.code)
    actions.dispose(seen, to=office(ROADS), reason="Ini jalan provinsi", desk=desk, at=after(noon, hours=6))
    assert seen.holder.code == ROADS
    seen, desk = access.ticket_to_work(roads, seen.report.code)
    actions.dispose(seen, to=office(A), reason="Tetap bukan kami", desk=desk, at=after(noon, hours=7))
    assert seen.holder.code == KECAMATAN
    assert Disposisi.objects.filter(ticket=seen, giver=None).count() == 1


def test_what_was_reopened_twice_is_the_kecamatans(
    kota: Path, budi: Actor, citra: Actor, indra: Actor, noon: datetime, told_by_the_trail: Trail
) -> None:
    seen, desk = ticket(budi, noon), citra.seats[0]
    for number in (1, 2):
        actions.finish(seen, words="Beres", proof=proof(number), desk=desk, at=after(noon, hours=10 * number))
        actions.reopen(seen, words="Belum", by=budi, at=after(noon, hours=10 * number + 2))
    assert (seen.holder.code, seen.state, seen.reopened) == (KECAMATAN, State.WAITING, 2)
    with pytest.raises(Refused):
        access.ticket_to_work(citra, seen.report.code)
    seen, desk = access.ticket_to_work(indra, seen.report.code)
    actions.finish(seen, words="Kini beres", proof=proof(3), desk=desk, at=after(noon, hours=30))
    told = {A: (10 + 8) * 3600, KECAMATAN: 8 * 3600}
    assert held(seen, after(noon, days=5)) == told == told_by_the_trail(seen, after(noon, days=5))
