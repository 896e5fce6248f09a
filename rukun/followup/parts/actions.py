"""Give a part of a ticket to another office, do it, send it on, give it back, take it back. The ticket's own clock,
holder and state stay as they are; it cannot be closed while one of its parts is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rukun.databases.changing import change_seen
from rukun.followup.models import Part, PartStep, Step, Ticket
from rukun.followup.moving import CLOCK, change, needed, record_of, refuse_closed, refuse_other_desk
from rukun.followup.parts.rules import ENDED, FORWARDS_MAX, PART_WORDS, PARTS_MAX, PartState, refuse_move
from rukun.followup.queries import calendar
from rukun.followup.rules import SPLIT
from rukun.people.models import Office
from rukun.people.rules import SeatHeld
from rukun.reports.models import Category
from rukun.trail.actions import Act, record_many
from rukun.trail.append import append
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused

SEEN = ("state", "holder", "changed_at")
ESCALATED_AT_ONCE = 500


@transaction.atomic
def give(ticket: Ticket, *, category: Category, office: Office, task: str, desk: SeatHeld, at: datetime) -> Part:
    """Another office has this part of it to do, with a deadline of its own kind; the ticket stays with who leads."""
    refuse_other_desk(ticket, desk)
    refuse_closed(ticket)
    said = needed(task, "Tulis apa yang harus dikerjakan kantor itu.")
    _refuse_what_is_no_part(ticket, category, office)
    number = ticket.parts + 1
    change(ticket, at=at, parts=number)
    due_at = _due(category, at)
    part = Part.objects.create(
        ticket=ticket, number=number, category=category, holder=office, task=said, state=PartState.WAITING,
        given_at=at, held_since=at, due_at=due_at, changed_at=at,
    )  # fmt: skip
    append(
        PartStep(part=part, before="", after=PartState.WAITING, at=at, seat_id=desk.id, office=ticket.holder,
                 taker=office, due_at=due_at, words=said)
    )  # fmt: skip
    append(
        Step(ticket=ticket, before=ticket.state, after=ticket.state, at=at, seat_id=desk.id, office=ticket.holder,
             reason=SPLIT, words=f"{office.name}: {said}")
    )  # fmt: skip
    _record(part, "part.given", desk, at, said, to=office.code, category=category.code)
    return part


@transaction.atomic
def take(part: Part, *, desk: SeatHeld, at: datetime) -> Part:
    """The office begins with its part."""
    _refuse_other_office(part, desk)
    _moved(part, PartState.IN_HAND, desk=desk, at=at)
    _record(part, "part.taken", desk, at, "")
    return part


@transaction.atomic
def finish(part: Part, *, words: str, desk: SeatHeld, at: datetime) -> Part:
    """The office has done its part and says what; whoever leads looks, and closes the ticket with a photo of it all."""
    _refuse_other_office(part, desk)
    said = needed(words, "Tulis apa yang sudah dikerjakan.")
    _moved(part, PartState.DONE, desk=desk, at=at, words=said)
    _record(part, "part.finished", desk, at, said, to=part.ticket.holder.code)
    return part


@transaction.atomic
def hand_back(part: Part, *, words: str, desk: SeatHeld, at: datetime) -> Part:
    """It is not this office's, or cannot be done by it: whoever leads decides what becomes of it."""
    _refuse_other_office(part, desk)
    said = needed(words, "Tulis mengapa dikembalikan.")
    _moved(part, PartState.RETURNED, desk=desk, at=at, words=said)
    _record(part, "part.returned", desk, at, said, to=part.ticket.holder.code)
    return part


@transaction.atomic
def send_on(part: Part, *, to: Office, words: str, desk: SeatHeld, at: datetime) -> Part:
    """To another office, which has the whole deadline. After three times only whoever leads sends it on."""
    leads = desk.office == part.ticket.holder.code
    if not leads:
        _refuse_other_office(part, desk)
    said = needed(words, "Tulis mengapa bagian ini diteruskan.")
    if to.pk == part.holder_id and part.state != PartState.RETURNED:
        raise Refused("office", "Bagian ini sudah dipegang kantor itu.", field="office")
    _refuse_the_leader(part.ticket, to)
    if part.forwards >= FORWARDS_MAX and not leads:
        raise Refused("forwards", "Bagian ini sudah tiga kali diteruskan. Kembalikan kepada {office}, yang membaginya.",
                      office=part.ticket.holder.name)  # fmt: skip
    giver, due_at = part.holder, _due(part.category, at)
    _moved(part, PartState.WAITING, desk=desk, at=at, words=said, holder=to, held_since=at, due_at=due_at,
           escalated=0, forwards=part.forwards + 1)  # fmt: skip
    facts = {"from": giver.code, "to": to.code}
    _record(part, "part.forwarded", desk, at, said, **facts)
    return part


@transaction.atomic
def withdraw(part: Part, *, words: str, desk: SeatHeld, at: datetime) -> Part:
    """Whoever leads takes it back: it is not needed, or it goes another way. Everybody reads why."""
    if desk.office != part.ticket.holder.code:
        raise Refused("conflict", "Tiket ini dipegang {office}.", office=part.ticket.holder.name)
    said = needed(words, "Tulis mengapa bagian ini dicabut.")
    _moved(part, PartState.WITHDRAWN, desk=desk, at=at, words=said)
    _record(part, "part.withdrawn", desk, at, said)
    return part


def escalate(*, at: datetime, most: int = ESCALATED_AT_ONCE) -> int:
    """The lurah and the camat hear of a part that is overdue, once for each office that has it; returns how many."""
    late = Part.objects.filter(ended_at=None, escalated=0, due_at__lt=at).exclude(state=PartState.RETURNED)
    return _escalate(late, at, most) if late.exists() else 0


@transaction.atomic
def _escalate(late: QuerySet[Part], at: datetime, most: int) -> int:
    locked = late.select_related("holder", "ticket__report").select_for_update(of=("self",))
    found = list(locked.order_by("due_at", "id")[:most])
    Part.objects.filter(pk__in=[one.pk for one in found]).update(escalated=1)
    record_many(
        Act("part.escalated", at, CLOCK, f"report:{one.ticket.report.code}",
            {"level": 1, "holder": one.holder.code, "part": one.number})
        for one in found
    )  # fmt: skip
    return len(found)


def _moved(
    part: Part, after: PartState, *, desk: SeatHeld, at: datetime, words: str = "", **changes: Any
) -> None:  # fmt: skip
    """Where it still is as it was seen, or refuse: nothing that another did meanwhile is overwritten."""
    before = PartState(part.state)
    refuse_move(before, after)
    changes |= {"state": after, "changed_at": max(at, part.changed_at), "ended_at": at if after in ENDED else None}
    if not change_seen(part, SEEN, changes):
        now = Part.objects.select_related("holder").get(pk=part.pk)
        raise Refused("conflict", "Bagian ini baru saja diubah orang lain: sekarang “{state}” di {office}.",
                      state=PART_WORDS[PartState(now.state)], office=now.holder.name)  # fmt: skip
    for name, value in changes.items():
        setattr(part, name, value)
    office = Office.objects.get(code=desk.office)
    append(
        PartStep(part=part, before=before, after=after, at=at, seat_id=desk.id, office=office,
                 taker=changes.get("holder"), due_at=changes.get("due_at"), words=words)
    )  # fmt: skip
    # Whoever follows the report's changes finds this one; who leads is told when acting on what stood before it.
    Ticket.objects.filter(pk=part.ticket_id, changed_at__lt=at).update(changed_at=at)


def _due(category: Category, at: datetime) -> datetime:
    return calendar().due_at(at, category.deadline_hours or 0, around_the_clock=category.around_the_clock)


def _record(part: Part, verb: str, desk: SeatHeld, at: datetime, words: str, **facts: str) -> None:
    told = {"holder": part.holder.code, "part": part.number, "words": digest_of_words(words)} | facts
    record_of(part.ticket, verb, seat=desk.named, at=at, facts=told)


def _refuse_other_office(part: Part, desk: SeatHeld) -> None:
    if desk.office != part.holder.code:
        raise Refused("conflict", "Bagian ini dipegang {office}.", office=part.holder.name)


def _refuse_the_leader(ticket: Ticket, office: Office) -> None:
    if office.pk == ticket.holder_id:
        raise Refused("office", "Kantor itu memegang tiketnya sendiri: yang dikerjakannya tidak perlu dibagi.",
                      field="office")  # fmt: skip


def _refuse_what_is_no_part(ticket: Ticket, category: Category, office: Office) -> None:
    if ticket.report.is_private:
        raise Refused("private", "Laporan pribadi tidak dibagi, supaya tidak lebih banyak orang membacanya. Teruskan "
                      "bila memang urusan kantor lain.")  # fmt: skip
    if ticket.parts >= PARTS_MAX:
        raise Refused("parts", "Satu tiket dibagi paling banyak menjadi {most} bagian.", most=PARTS_MAX)
    if not category.needs_followup or category.retired_on is not None:
        raise Refused("category", "Pilih jenis pekerjaannya dari daftar.", field="category")
    _refuse_the_leader(ticket, office)
    if Part.objects.filter(ticket=ticket, ended_at=None, holder=office, category=category).exists():
        raise Refused("twice", "Kantor itu sudah memegang bagian dengan jenis ini.", field="office")
