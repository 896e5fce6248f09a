"""A desk asks whoever reported: the clock waits for them and no longer, and only the desk reads what they answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rukun.followup import access, actions, queries, verdicts
from rukun.followup.models import Delay, Replied, Ticket
from rukun.followup.oversight.ageing import board_of
from rukun.followup.rules import State
from rukun.followup.terms import read_terms
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from tests.made import proof, ticket

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "Di depan rumah nomor berapa?"
Seconds = Callable[[Ticket, datetime], dict[str, int]]


@pytest.fixture
def asked(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> Ticket:
    """Due a day after it was filed; asked two hours after."""
    return actions.ask(ticket(budi, noon), words=WORDS, desk=citra.seats[0], at=noon + 2 * HOUR)


def test_the_clock_stands_still_until_the_reporter_answers_and_then_the_work_goes_on(
    asked: Ticket, budi: Actor, noon: datetime, told_by_the_trail: Seconds
) -> None:
    assert (asked.state, asked.paused_until) == (State.PAUSED, date(2016, 6, 4))
    actions.reply(asked, words="Nomor 12, pagar hijau", by=budi, at=noon + 7 * HOUR)
    now = Ticket.objects.get()
    assert (now.state, now.due_at) == (State.IN_HAND, noon + 29 * HOUR), "five hours were not the office's"
    assert told_by_the_trail(asked, noon + 8 * HOUR) == {"9999991001": 3 * 3600}
    event = Event.objects.get(verb="ticket.resumed")
    assert event.seat == "warga" and "12" not in event.facts, "a number is soon guessed from its digest"


def test_silence_gives_the_ticket_back_to_the_desk_and_a_late_answer_still_arrives(
    asked: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    assert actions.end_pauses(at=noon + DAY) == 0
    back = noon + 3 * DAY
    assert actions.end_pauses(at=back) == 1
    now = access.ticket_to_reply(budi, asked.report.code)
    changed = now.changed_at
    actions.reply(now, words="Maaf baru sempat: nomor 12", by=budi, at=back + HOUR)
    assert Ticket.objects.get().changed_at == changed and Replied.objects.get().person_id == budi.person_id
    assert Event.objects.get(verb="ticket.replied").stated == {"holder": "9999991001", "replied": True}
    with pytest.raises(Refused, match="sudah Anda jawab"):
        actions.reply(now, words="Nomor 13", by=budi, at=back + HOUR)


def test_an_answer_ends_no_pause_that_waits_for_something_else(
    asked: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk = citra.seats[0]
    actions.resume(asked, desk=desk, at=noon + 3 * HOUR)
    later = date(2016, 6, 9)
    actions.pause(asked, reason="procurement", words="Truk", expected=later, desk=desk, at=noon + 4 * HOUR)
    actions.reply(asked, words="Nomor 12", by=budi, at=noon + 5 * HOUR)
    assert (Ticket.objects.get().state, Ticket.objects.get().paused_until) == (State.PAUSED, later)


def test_asking_again_and_again_gains_no_time(asked: Ticket, budi: Actor, citra: Actor, noon: datetime) -> None:
    at = noon + 2 * HOUR
    for _ in range(3):
        at += 2 * DAY
        actions.reply(Ticket.objects.get(), words="Nomor 12", by=budi, at=at)
        at += HOUR
        actions.ask(Ticket.objects.get(), words=WORDS, desk=citra.seats[0], at=at)
    stops = queries.stops_of_ticket(asked)
    assert sum((stop.ends - stop.begins for stop in stops), timedelta()) == 3 * DAY
    assert Delay.objects.filter(stops_until=None).count() == 2, "what is asked then, is asked while time runs"


def test_what_is_asked_the_moment_an_answer_comes_stops_the_clock_too(
    asked: Ticket, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk, later = citra.seats[0], noon + DAY
    actions.reply(asked, words="Nomor 12", by=budi, at=later)
    due = Ticket.objects.get().due_at
    actions.pause(
        Ticket.objects.get(), reason="other-agency", words="PLN", expected=date(2016, 6, 9), desk=desk, at=later
    )
    actions.resume(Ticket.objects.get(), desk=desk, at=later + DAY)
    begun = [stop.begins for stop in queries.stops_of_ticket(asked)]
    assert begun[-1] == later and Ticket.objects.get().due_at > due


def test_only_the_holder_asks_and_only_whoever_reported_answers_while_it_is_open(
    asked: Ticket, ani: Actor, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    fresh = ticket(budi, noon)
    with pytest.raises(Refused, match="dipegang"):
        actions.ask(fresh, words=WORDS, desk=fajar.seats[0], at=noon)
    with pytest.raises(Refused, match="Tulis pertanyaannya"):
        actions.ask(fresh, words=" ", desk=citra.seats[0], at=noon)
    with pytest.raises(Refused, match="Tidak ada pertanyaan"):
        actions.reply(fresh, words="Nomor 12", by=budi, at=noon)
    for stranger in (ani, citra):
        with pytest.raises(Refused) as refusal:
            access.ticket_to_reply(stranger, asked.report.code)
        assert refusal.value.code == "hidden"
        with pytest.raises(Refused):
            actions.reply(asked, words="Nomor 12", by=stranger, at=noon)
    with pytest.raises(Refused, match="Tulis jawaban Anda"):
        actions.reply(asked, words="", by=budi, at=noon + 3 * HOUR)
    actions.finish(asked, words="Sudah ketemu", proof=proof(), desk=citra.seats[0], at=noon + 3 * HOUR)
    with pytest.raises(Refused, match="Selesai"):
        actions.reply(asked, words="Nomor 12", by=budi, at=noon + 4 * HOUR)


def test_what_nobody_reported_cannot_be_asked_about(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    orphan = ticket(budi, noon)
    orphan.report.filer = None
    orphan.report.save(update_fields=["filer"])
    for do in (
        lambda: actions.ask(orphan, words=WORDS, desk=citra.seats[0], at=noon),
        lambda: actions.pause(
            orphan, reason="reporter", words=WORDS, expected=date(2016, 6, 9), desk=citra.seats[0], at=noon
        ),
    ):
        with pytest.raises(Refused, match="tidak punya pelapor"):
            do()
    assert not Delay.objects.exists() and Ticket.objects.get(pk=orphan.pk).state == State.WAITING


def test_a_question_is_told_while_it_waits_and_is_no_promise_of_the_office_afterwards(
    asked: Ticket, budi: Actor, noon: datetime
) -> None:
    def told() -> tuple[bool, int, int]:
        now = queries.ticket_of(asked.report)
        assert now is not None
        line = board_of(AreaCode("9999991001"), noon + 9 * DAY, is_public=True).total
        return verdicts.delay_told(now) is not None, line.explained, line.passed

    assert told()[:2] == (True, 1)
    assert [one.pk for one in verdicts.awaiting_reply(budi.person_id or 0)] == [asked.pk]
    actions.end_pauses(at=noon + 3 * DAY)
    assert told() == (False, 0, 0) and verdicts.awaiting_reply(budi.person_id or 0) == []


def test_a_city_has_one_question_and_it_stops_the_clock() -> None:
    one = '[[delay]]\ncode = "{}"\nname = "a"\nname_en = "a"\nasks = true\n'
    with pytest.raises(Refused, match="hanya satu alasan boleh bertanya"):
        read_terms(one.format("reporter"))
    lasts = "stops_clock = true\nmost_days = 3\n"
    with pytest.raises(Refused, match="hanya satu alasan boleh bertanya"):
        read_terms(one.format("reporter") + lasts + one.format("witness") + lasts)
    terms = read_terms(one.format("reporter") + lasts)
    assert terms.question is not None and terms.waits == []
    assert read_terms("").question is None


DELAY = '[[delay]]\ncode = "{code}"\nname = "Menunggu"\nname_en = "Waiting"\n'
STOPS = DELAY.format(code="a") + "stops_clock = {stops}\nmost_days = {days}\n"


def test_a_reason_to_wait_stops_the_clock_only_where_the_city_says_so_and_for_how_long() -> None:
    assert read_terms(DELAY.format(code="a")).delays["a"].stops_clock is False
    for days in (1, 366):
        reason = read_terms(STOPS.format(stops="true", days=days)).delays["a"]
        assert (reason.stops_clock, reason.most_days, reason.asks) == (True, days, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (STOPS.format(stops="true", days=0), "harus menyebut most_days"),
        (STOPS.format(stops="false", days=3), "harus menyebut most_days"),
        (STOPS.format(stops="true", days=367), "harus menyebut most_days"),
        (STOPS.format(stops="true", days=-1), "harus menyebut most_days"),
        (STOPS.format(stops="true", days="true"), "kurang atau salah"),
        (STOPS.format(stops='"ya"', days=3), "kurang atau salah"),
        (DELAY.format(code=""), "kurang atau salah"),
        (DELAY.format(code="a").replace('name = "Menunggu"\n', ""), "kurang atau salah"),
        (DELAY.format(code="a") + 'reason = "b"\n', "kurang atau salah"),
        (DELAY.format(code="a") * 2, "dua kali atau terlalu panjang"),
        (DELAY.format(code="a" * 25), "dua kali atau terlalu panjang"),
        ("[[delay]", "TOML"),
    ],
)
def test_a_reason_that_makes_no_sense_is_refused(text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_terms(text)
    assert read_terms(DELAY.format(code="a" * 24) + DELAY.format(code="b")).delays
