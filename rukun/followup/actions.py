"""What offices and citizens do with a ticket, as they saw it: of two at once one acts, and the other is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from rukun.followup import queries, rules
from rukun.followup.holidays import read_holidays
from rukun.followup.models import Disposisi, Holiday, Rating, Step, Ticket
from rukun.followup.rules import State
from rukun.people.models import Office
from rukun.people.queries import offices_by_code
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.rules import StoredPhoto, clean_words
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append, append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden

OPENED_AT_ONCE = 500
# A report may commit a little after one that came later; a worker that was stopped may be behind. Three days cover
# both, and the nightly sweep looks at everything.
LOOK_BACK = timedelta(days=3)


@transaction.atomic
def open_tickets(*, at: datetime, since: timedelta | None = LOOK_BACK, most: int = OPENED_AT_ONCE) -> int:
    """Open a ticket for each report that needs one and has none; returns how many. May run twice, and at once.

    The clock of the holder starts when the report was received, not when the machine got round to it.
    """
    reports = list(queries.untreated(at, since)[:most])
    if not reports:
        return 0
    owners = {r.pk: rules.route(r.category.owner, r.kelurahan.area_code) for r in reports}
    offices, days = offices_by_code({*owners.values(), *(r.kelurahan.code for r in reports)}), queries.calendar()
    tickets = []
    for report in reports:
        office = offices.get(owners[report.pk]) or offices[report.kelurahan.code]
        due_at = days.due_at(
            report.received_at, report.category.deadline_hours or 0, around_the_clock=report.category.around_the_clock
        )
        tickets.append(
            Ticket(
                report=report, state=State.WAITING, holder=office, due_at=due_at,
                opened_at=report.received_at, held_since=report.received_at,
            )
        )  # fmt: skip
    try:
        with transaction.atomic():
            Ticket.objects.bulk_create(tickets)
    except IntegrityError:
        return 0  # another worker opened some of them at this moment; the next round takes the rest
    Disposisi.objects.bulk_create(
        Disposisi(ticket=t, giver=None, taker=t.holder, reason="", due_at=t.due_at, at=t.opened_at) for t in tickets
    )
    Step.objects.bulk_create(
        Step(ticket=t, before="", after=State.WAITING, at=t.opened_at, office=t.holder) for t in tickets
    )
    record_many(
        Act("ticket.opened", at, "clock", f"report:{t.report.code}", {"holder": t.holder.code}) for t in tickets
    )
    return len(tickets)


@transaction.atomic
def take(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """The office begins to work on it."""
    return _move(ticket, State.IN_HAND, desk=desk, at=at, verb="ticket.taken")


@transaction.atomic
def finish(ticket: Ticket, *, words: str, proof: StoredPhoto | None, desk: SeatHeld, at: datetime) -> Ticket:
    """Done, with a photo of the result and words to the citizen; refused without the photo."""
    if proof is None:
        raise Refused("proof", "Sertakan foto hasil pekerjaan.", field="proof")
    said = _needed(words, "Tulis kepada pelapor apa yang sudah dikerjakan.")
    return _move(ticket, State.DONE, desk=desk, at=at, verb="ticket.finished", words=said, proof=proof.digest)


@transaction.atomic
def decline(ticket: Ticket, *, reason: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Close without work, with the reason the citizen reads."""
    said = _needed(reason, "Tulis alasannya: pelapor akan membacanya.")
    return _move(ticket, State.DECLINED, desk=desk, at=at, verb="ticket.declined", words=said)


@transaction.atomic
def dispose(ticket: Ticket, *, to: Office, reason: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Forward to another office with the reason. The clock goes with it: the new holder has the whole deadline."""
    said = _needed(reason, "Tulis mengapa laporan ini diteruskan.")
    if to.pk == ticket.holder_id:
        raise Refused("office", "Tiket ini sudah dipegang kantor itu.", field="office")
    giver, category = ticket.holder, ticket.report.category
    due_at = queries.calendar().due_at(at, category.deadline_hours or 0, around_the_clock=category.around_the_clock)
    moved = _step(
        ticket, State.WAITING, desk=desk, at=at, words=said, holder=to, held_since=at, due_at=due_at, escalated=0
    )
    Disposisi.objects.create(ticket=moved, giver=giver, taker=to, reason=said, due_at=due_at, at=at)
    _record(
        "ticket.forwarded", moved, desk.named, at, {"from": giver.code, "to": to.code, "words": digest_of_words(said)}
    )
    return moved


@transaction.atomic
def rate(ticket: Ticket, *, stars: int, words: str, by: Actor, at: datetime) -> Rating:
    """One to five stars by the reporter, once for each closing."""
    _refuse_other_than_filer(ticket, by)
    seen = Ticket.objects.select_for_update().filter(pk=ticket.pk).values_list("state", "reopened")
    state, reopened = seen.get()
    if state != State.DONE:
        raise Refused("conflict", "Bintang diberikan setelah laporan selesai.")
    if not 1 <= stars <= 5:
        raise Refused("stars", "Beri satu sampai lima bintang.", field="stars")
    closing = reopened + 1
    rating = Rating(ticket=ticket, person_id=by.known_id, closing=closing, stars=stars, words=clean_words(words), at=at)
    if not append_first(rating):
        raise Refused("twice", "Anda sudah memberi bintang untuk penyelesaian ini.")
    _record("ticket.rated", ticket, Role.WARGA.value, at, {"stars": stars, "closing": closing})
    return rating


@transaction.atomic
def reopen(ticket: Ticket, *, words: str, by: Actor, at: datetime) -> Ticket:
    """The reporter says it is not mended; within seven days of the closing. The same holder gets it again."""
    said = _needed(words, "Tulis apa yang belum beres.")
    _refuse_other_than_filer(ticket, by)
    rules.refuse_move(State(ticket.state), State.REOPENED)
    if ticket.done_at is None or at > ticket.done_at + rules.REOPEN_WITHIN:
        raise Refused("late", "Laporan dapat dibuka kembali paling lambat tujuh hari setelah ditutup.")
    category = ticket.report.category
    due_at = queries.calendar().due_at(at, category.deadline_hours or 0, around_the_clock=category.around_the_clock)
    again: dict[str, Any] = {"reopened": ticket.reopened + 1, "held_since": at, "due_at": due_at, "escalated": 0}
    moved = _step(ticket, State.REOPENED, desk=None, at=at, words=said, **again)
    _record("ticket.reopened", moved, Role.WARGA.value, at, {"words": digest_of_words(said)})
    return moved


@transaction.atomic
def escalate(*, at: datetime, most: int = OPENED_AT_ONCE) -> int:
    """Tell the kecamatan of what is overdue, and the kota of what is overdue by a whole deadline more; once each."""
    raised = []
    for ticket in queries.overdue(at).select_for_update(of=("self",))[:most]:
        deadline = timedelta(hours=ticket.report.category.deadline_hours or 0)
        level = 2 if at >= ticket.due_at + deadline else 1
        if level > ticket.escalated:
            ticket.escalated = level
            raised.append(ticket)
    Ticket.objects.bulk_update(raised, ["escalated"])
    record_many(
        Act("ticket.escalated", at, "clock", f"report:{t.report.code}", {"level": t.escalated, "holder": t.holder.code})
        for t in raised
    )
    return len(raised)


@transaction.atomic
def load_holidays(folder: Path, *, at: datetime) -> int:
    """The days of the city's `holidays.toml`; days no longer in the file are taken away."""
    days = read_holidays((folder / "holidays.toml").read_text())
    Holiday.objects.exclude(day__in=days).delete()
    Holiday.objects.bulk_create(
        [Holiday(day=day, name=name) for day, name in days.items()],
        update_conflicts=True, unique_fields=["day"], update_fields=["name"],
    )  # fmt: skip
    record("holidays.loaded", at=at, seat="clock", about=f"kota:{folder.name}", facts={"days": len(days)})
    return len(days)


def _move(
    ticket: Ticket, after: State, *, desk: SeatHeld, at: datetime, verb: str, words: str = "", proof: str = ""
) -> Ticket:
    moved = _step(ticket, after, desk=desk, at=at, words=words, proof=proof)
    facts = {"holder": moved.holder.code, "words": digest_of_words(words), "proof": proof}
    _record(verb, moved, desk.named, at, facts)
    return moved


def _step(
    ticket: Ticket, after: State, *, desk: SeatHeld | None, at: datetime, words: str, proof: str = "", **changes: Any
) -> Ticket:
    """Move the ticket as it was seen, or refuse: whoever acts on what somebody else has just changed is told how it
    stands now, and nothing is overwritten. The changed row is locked until the transaction ends."""
    before, office = State(ticket.state), ticket.holder
    rules.refuse_move(before, after)
    if desk is not None and office.code != desk.office:
        raise Refused("conflict", "Tiket ini dipegang {office}.", office=office.name)
    changes |= {"state": after, "done_at": at if after in rules.CLOSED else None}
    seen = Ticket.objects.filter(
        pk=ticket.pk, state=before, holder_id=ticket.holder_id, held_since=ticket.held_since, reopened=ticket.reopened
    )
    if not seen.update(**changes):
        now = Ticket.objects.select_related("holder").get(pk=ticket.pk)
        raise Refused("conflict", "Tiket ini baru saja diubah orang lain: sekarang “{state}” di {office}.",
                      state=rules.STATE_WORDS[State(now.state)], office=now.holder.name)  # fmt: skip
    for name, value in changes.items():
        setattr(ticket, name, value)
    step = Step(
        ticket=ticket, before=before, after=after, at=at, seat_id=desk.id if desk else None,
        office=office, words=words, proof=proof,
    )  # fmt: skip
    append(step)
    return ticket


def _record(verb: str, ticket: Ticket, seat: str, at: datetime, facts: Mapping[str, Any]) -> None:
    record(verb, at=at, seat=seat, about=f"report:{ticket.report.code}", facts=facts)


def _refuse_other_than_filer(ticket: Ticket, by: Actor) -> None:
    if by.person_id is None or ticket.report.filer_id != by.person_id:
        raise hidden()


def _needed(words: str, otherwise: str) -> str:
    said = clean_words(words)
    if not said:
        raise Refused("words", otherwise, field="words")
    return said
