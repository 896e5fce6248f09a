"""Ask, take down, answer, agree, send back, settle with what is there already, put aside, and chase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rukun.areas.models import Area
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.rules import clean_words, refuse_bad_key
from rukun.sosialisasi.access import session_to_run
from rukun.sosialisasi.asked import access, queries, rules
from rukun.sosialisasi.asked.models import Question, Reply
from rukun.sosialisasi.asked.rules import ANSWER_MAX, ASKED_MAX, HEADING_MAX, REASON_MAX, Topic
from rukun.sosialisasi.models import Sosialisasi
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden

CHASED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as the door understood it; `key` makes sending it again harmless."""

    key: str
    topic: Topic
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as everyone would read it; `use` is the code of a use of the money that the door found in its
    catalogue, or empty."""

    topic: Topic
    heading: str
    words: str
    use: str = ""


@transaction.atomic
def ask(asking: Asking, *, kelurahan: Area | None, by: Actor, at: datetime) -> Question:
    """Somebody who is signed in wants to know; the same key again is the same question."""
    person = by.known_id
    rules.refuse_often(Question.objects.filter(person_id=person, at__gt=at - rules.DAY).count())
    made = Question(person_id=person, kelurahan=kelurahan)
    return _kept(made, asking, seat=Role.WARGA.value, at=at)


@transaction.atomic
def take_down(session: Sosialisasi, asking: Asking, *, by: Actor, at: datetime) -> Question:
    """What somebody asked in a session, written down by who holds it; nobody's name goes with it."""
    _, seat = session_to_run(by, session.code)
    made = Question(sosialisasi=session, kelurahan=session.kelurahan, taken_down_by=seat.named)
    return _kept(made, asking, seat=seat.named, at=at)


def _kept(made: Question, asking: Asking, *, seat: str, at: datetime) -> Question:
    rules.refuse_length(words := clean_words(asking.words), ASKED_MAX, "words")
    refuse_bad_key(asking.key)
    made.key, made.topic, made.words, made.at = asking.key, asking.topic, words, at
    if not append_first(made):
        kept = Question.objects.get(key=asking.key)
        if (kept.person_id, kept.taken_down_by) != (made.person_id, made.taken_down_by):
            raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
        return kept
    facts = {"topic": made.topic, "words": digest_of_words(words)}
    if made.sosialisasi is not None:
        facts["sosialisasi"] = made.sosialisasi.code
    record("question.asked", at=at, seat=seat, about=f"asked:{made.pk}", facts=facts)
    return made


@transaction.atomic
def answer(number: int, written: Written, *, by: Actor, at: datetime) -> Reply:
    """Write an answer, which everyone reads once another person has agreed; while one waits, there is no other."""
    question, seat = access.question_to_answer(by, number)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    _refuse_answered(locked)
    reply = _written(written, None, by, seat, at)
    locked.reply = reply
    locked.save(update_fields=["reply"])
    record("question.answered", at=at, seat=seat.named, about=f"asked:{locked.pk}", facts=_facts(reply))
    return reply


@transaction.atomic
def revise(number: int, written: Written, *, by: Actor, at: datetime) -> Reply:
    """Write a better answer in place of a published one, which stands until another person has agreed to the new."""
    old, seat = access.reply_to_revise(by, number)
    if Reply.objects.select_for_update().get(pk=old.pk).retired_at is not None:
        raise Refused("twice", "Jawaban ini sudah diganti yang baru.")
    if Reply.objects.filter(replaces=old, approved_at=None, returned_at=None).exists():
        raise Refused("twice", "Perbaikan jawaban ini sudah menunggu persetujuan.")
    reply = _written(written, old, by, seat, at)
    record("reply.revised", at=at, seat=seat.named, about=f"reply:{old.pk}", facts=_facts(reply))
    return reply


@transaction.atomic
def approve(number: int, *, by: Actor, at: datetime) -> Reply:
    """Agree to an answer that somebody else wrote: from now on everyone reads it, and its questions are settled."""
    reply, seat = _to_decide(number, by)
    reply.approved_at, reply.decided_by_id, reply.decided_in_id = at, by.known_id, seat.id
    reply.save(update_fields=["approved_at", "decided_by", "decided_in"])
    settled = Question.objects.filter(reply=reply, settled_at=None)
    if reply.replaces_id is not None:
        Reply.objects.filter(pk=reply.replaces_id).update(retired_at=at)
        # Whoever was answered by the old one is led to the new one.
        Question.objects.filter(reply_id=reply.replaces_id).update(reply=reply)
    settled.update(settled_at=at)
    record("reply.approved", at=at, seat=seat.named, about=f"reply:{reply.pk}", facts=_facts(reply))
    return reply


@transaction.atomic
def send_back(number: int, because: str, *, by: Actor, at: datetime) -> Reply:
    """Not like this, and why: the question waits for another answer."""
    reply, seat = _to_decide(number, by)
    said = clean_words(because)
    rules.refuse_length(said, REASON_MAX, "because")
    reply.returned_at, reply.because = at, said
    reply.decided_by_id, reply.decided_in_id = by.known_id, seat.id
    reply.save(update_fields=["returned_at", "because", "decided_by", "decided_in"])
    facts = {"because": digest_of_words(said)}
    record("reply.returned", at=at, seat=seat.named, about=f"reply:{reply.pk}", facts=facts)
    return reply


@transaction.atomic
def settle_with(number: int, reply: int, *, by: Actor, at: datetime) -> Question:
    """The answer is there already: answered once, for everyone."""
    question, seat = access.question_to_answer(by, number)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    _refuse_answered(locked)
    # Locked: whoever agrees to a better one at this moment leads its questions there before, or finds this among them.
    published = Reply.objects.select_for_update().filter(approved_at__isnull=False, retired_at=None)
    found = published.filter(pk=reply).first()
    if found is None:
        raise Refused("reply", "Pilih jawaban yang sudah terbit.", field="reply")
    locked.reply, locked.settled_at = found, at
    locked.save(update_fields=["reply", "settled_at"])
    record("question.settled", at=at, seat=seat.named, about=f"asked:{locked.pk}", facts={"reply": found.pk})
    return locked


@transaction.atomic
def put_aside(number: int, because: str, *, by: Actor, at: datetime) -> Question:
    """It is no question, or for somebody else; whoever asked reads why."""
    question, seat = access.question_to_answer(by, number)
    locked = Question.objects.select_for_update().get(pk=question.pk)
    _refuse_answered(locked)
    said = clean_words(because)
    rules.refuse_length(said, REASON_MAX, "because")
    locked.put_aside_at, locked.put_aside_because = at, said
    locked.save(update_fields=["put_aside_at", "put_aside_because"])
    facts = {"because": digest_of_words(said)}
    record("question.put-aside", at=at, seat=seat.named, about=f"asked:{locked.pk}", facts=facts)
    return locked


@transaction.atomic
def chase(*, after: timedelta, at: datetime) -> int:
    """Of every question that waits too long those who should answer are told, once; returns how many."""
    waiting = list(queries.to_chase(at - after).select_for_update(of=("self",), skip_locked=True)[:CHASED_AT_ONCE])
    Question.objects.filter(pk__in=[question.pk for question in waiting]).update(chased_at=at)
    return record_many(
        Act("question.overdue", at, "clock", f"asked:{question.pk}", {"days": (at - question.at).days})
        for question in waiting
    )


def _refuse_answered(question: Question) -> None:
    """Of two that answer at once the second is told."""
    if not question.is_open:
        raise Refused("twice", "Pertanyaan ini sudah dijawab.")
    if question.reply is not None and question.reply.returned_at is None:
        raise Refused("twice", "Jawaban pertanyaan ini sudah ditulis dan menunggu persetujuan.")


def _written(written: Written, old: Reply | None, by: Actor, seat: SeatHeld, at: datetime) -> Reply:
    heading, words = clean_words(written.heading), clean_words(written.words)
    rules.refuse_length(heading, HEADING_MAX, "heading")
    rules.refuse_length(words, ANSWER_MAX, "answer")
    return Reply.objects.create(
        topic=written.topic, heading=heading, words=words, use=written.use, replaces=old, written_by_id=by.known_id,
        written_in_id=seat.id, written_at=at,
    )  # fmt: skip


def _to_decide(number: int, by: Actor) -> tuple[Reply, SeatHeld]:
    """An answer that waits, locked, and the seat of somebody who did not write it."""
    seat = access.seat_to_approve(by)
    reply = Reply.objects.select_for_update().filter(pk=number).first()
    if reply is None:
        raise hidden()
    if reply.approved_at is not None or reply.returned_at is not None:
        raise Refused("twice", "Jawaban ini sudah diputuskan.")
    if reply.written_by_id == by.person_id:
        raise Refused("own", "Jawaban disetujui orang lain, bukan penulisnya.")
    return reply, seat


def _facts(reply: Reply) -> dict[str, object]:
    words = digest_of_words(f"{reply.heading}\n{reply.words}")
    return {"reply": reply.pk, "topic": reply.topic, "use": reply.use, "words": words}
