"""Answer what was heard: one step of the conversation, the report when it is confirmed, and what is said, in one go.

The conversation is in our hands while we think, so nobody else moves it; if we lost it meanwhile, nothing is kept. The
report, the new state and the answers commit together: a report is filed exactly once, and a crash before that leaves
the message to be answered again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from rukun.chats import post
from rukun.chats.addresses import known_person
from rukun.chats.models import Conversation, HeldPhoto, Inbound
from rukun.chats.post import Parcel
from rukun.chats.rules import advance, refused, sent
from rukun.chats.state import City, Heard, State, Turn
from rukun.chats.words import spoken
from rukun.people.codes import keyed
from rukun.people.models import Person
from rukun.people.queries import actor_of
from rukun.people.rules import ANYONE, UNIT_ROLES, Actor
from rukun.reports.actions import Draft, file_report
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.reports.rules import StoredPhoto
from rukun.trail.append import append_first
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused

KEY_BEGINS = "chat-"
# An album comes as so many messages: its last picture is answered, not each.
ALBUM_WAITS = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message held once its pictures were fetched; `group`: it belongs to an album, `answers`: to what a letter
    answers."""

    heard: Heard
    photos: Sequence[StoredPhoto] = ()
    group: str = ""
    answers: str = ""
    subject: str = ""


def known_by_number(parcel: Parcel, login: str) -> Person | None:
    """Take somebody for the person whose number or address this surely is (from the channel itself); None where nobody
    is. A conversation that was somebody's is nobody's again where they are not in the register any more."""
    person = known_person(login) if login else None
    conversation = parcel.conversation
    if conversation.person_id != (person.pk if person else None):
        conversation.person = person
        Conversation.objects.filter(pk=conversation.pk, claim=parcel.claim).update(person=person)
    return person


def actor_in(conversation: Conversation, at: datetime) -> Actor:
    """In whose name a conversation reports. A chat shows no second factor: seats that need one stay closed."""
    if conversation.person_id is None or not Person.objects.filter(pk=conversation.person_id, is_active=True).exists():
        return ANYONE
    return actor_of(conversation.person_id, at).closing(settings.RUKUN_SECOND_FACTOR_ROLES)


def units_of(actor: Actor) -> list[AreaCode]:
    """The RT and RW in whose name they may report."""
    return [seat.area for seat in actor.seats if seat.role in UNIT_ROLES]


def answer(parcel: Parcel, said: Said, city: City, *, link: str, at: datetime) -> Report | None:
    """Say what there is to be said; the report, where one was filed. `link` is a report's address, with a gap."""
    conversation, inbound = parcel.conversation, parcel.heard
    if inbound is None:
        return None
    before = State.read(conversation.state)
    turn = advance(before, replace(said.heard, photos=tuple(photo.digest for photo in said.photos)), city)
    with transaction.atomic():
        if not post.let_go(parcel):
            return None
        _hold(conversation, said.photos)
        report = None
        if turn.files:
            report, turn = _filed(conversation, inbound, turn, city, link, at)
        _keep(conversation, turn)
        says = [spoken(one, turn.state.language) | _letter(said) for one in turn.says]
        post.add_says(conversation, says, at=at, due_at=at + ALBUM_WAITS if said.group else at)
        post.heard_settled(parcel, at=at)
    return report


def _letter(said: Said) -> dict[str, Any]:
    return {"answers": said.answers, "subject": said.subject} if said.answers or said.subject else {}


def _keep(conversation: Conversation, turn: Turn) -> None:
    """The new state; of a conversation that has ended nothing is held any more."""
    Conversation.objects.filter(pk=conversation.pk).update(state=turn.state.written(), is_open=turn.state.is_open)
    if not turn.state.is_open:
        HeldPhoto.objects.filter(conversation=conversation).delete()


def _hold(conversation: Conversation, photos: Sequence[StoredPhoto]) -> None:
    for p in photos:
        append_first(
            HeldPhoto(
                conversation=conversation, digest=p.digest, original=p.original, form=p.form,
                original_size=p.original_size, width=p.width, height=p.height, size=p.size,
            )
        )  # fmt: skip


def _filed(
    conversation: Conversation, inbound: Inbound, turn: Turn, city: City, link: str, at: datetime
) -> tuple[Report | None, Turn]:
    try:
        report = file_report(_draft(conversation, inbound, turn.state), by=actor_in(conversation, at), at=at)
    except Refused as refusal:
        again = refused(turn.state, refusal, city)
        return None, Turn(again.state, (*turn.says, *again.says))
    done = sent(turn.state, report.code, link.format(code=report.code))
    return report, Turn(done.state, (*turn.says, *done.says))


def _draft(conversation: Conversation, inbound: Inbound, state: State) -> Draft:
    """Its key is made from the message that confirmed it: nobody outside can make it, and it is the same again."""
    address = [f"Alamat: {state.address}"] if state.address else []
    held = {row.digest: row for row in HeldPhoto.objects.filter(conversation=conversation)}
    photos = [
        StoredPhoto(p.digest, p.width, p.height, p.size, p.original, p.form, p.original_size)
        for p in (held[digest] for digest in state.photos if digest in held)
    ]
    return Draft(
        key=KEY_BEGINS + keyed("chat-report", f"{conversation.pk}:{inbound.key}"), category=category(state.kind),
        words="\n".join([*([state.words] if state.words else []), *address]), captured_at=inbound.at,
        place=Place(*state.point) if state.point else None, chosen=AreaCode(state.area) if state.area else None,
        for_unit=AreaCode(state.unit) if state.unit else None, photos=photos, channel=conversation.channel,
    )  # fmt: skip
