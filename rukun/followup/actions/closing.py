"""What citizens and auditors say of a closing, and what a week of silence makes of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from rukun.followup import queries, rules
from rukun.followup.models import Answer, Audit, Rating, Ticket
from rukun.followup.moving import CLOCK, Says, change, hand_over, kecamatan_of, move, needed, record_of
from rukun.followup.rules import Outcome, State, Verdict
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.rules import StoredPhoto, clean_words
from rukun.trail.actions import Act, record_many
from rukun.trail.append import append, append_first
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused, hidden

WARGA = Role.WARGA.value
SETTLED_AT_ONCE = 1_000


@transaction.atomic
def answer(
    ticket: Ticket, *, kind: Verdict, words: str = "", photo: StoredPhoto | None = None, by: Actor, at: datetime
) -> Answer:
    """The reporter or a supporter says within a week that it is so, that it is not or only in part, or that they do not
    know; once for each closing."""
    _refuse_stranger(ticket, by)
    said = needed(words, "Tulis apa yang belum beres.") if kind in rules.UNHAPPY else clean_words(words)
    now = _closed_now(ticket)
    _refuse_late(now, at)
    given = _answer(now, kind, said, photo, by, at)
    if not append_first(given):
        raise Refused("twice", "Anda sudah menjawab untuk penyelesaian ini.")
    _settle(ticket, now, at)
    facts = {"holder": now.holder.code, "closing": given.closing, "words": digest_of_words(said), "photo": given.photo}
    record_of(ticket, f"ticket.{kind.value}", seat=WARGA, at=at, facts=facts)
    return given


@transaction.atomic
def rate(ticket: Ticket, *, stars: int, words: str, by: Actor, at: datetime) -> Rating:
    """One to five stars by the reporter or a supporter, once for each closing. From three on they confirm it."""
    _refuse_stranger(ticket, by)
    now = _closed_now(ticket)
    if now.state != State.DONE:
        raise Refused("conflict", "Bintang diberikan setelah laporan selesai.")
    if not 1 <= stars <= 5:
        raise Refused("stars", "Beri satu sampai lima bintang.", field="stars")
    closing = queries.closing_of(now)
    rating = Rating(ticket=ticket, person_id=by.known_id, closing=closing, stars=stars, words=clean_words(words), at=at)
    if not append_first(rating):
        raise Refused("twice", "Anda sudah memberi bintang untuk penyelesaian ini.")
    _settle(ticket, now, at)
    record_of(ticket, "ticket.rated", seat=WARGA, at=at, facts={"stars": stars, "closing": closing})
    return rating


@transaction.atomic
def reopen(
    ticket: Ticket, *, words: str, by: Actor, at: datetime, photo: StoredPhoto | None = None,
    kind: Verdict = Verdict.DISPUTED,
) -> Ticket:  # fmt: skip
    """The reporter or a supporter says within a week that it is not mended, or only in part. The same holder gets it
    again; the second time the kecamatan does."""
    said = needed(words, "Tulis apa yang belum beres.")
    _refuse_stranger(ticket, by)
    rules.refuse_move(State(ticket.state), State.REOPENED)
    _refuse_late(ticket, at)
    append_first(_answer(ticket, kind, said, photo, by, at))
    holder, times = ticket.holder, ticket.reopened + 1
    due_at = queries.due_for(ticket, at)
    move(ticket, State.REOPENED, desk=None, at=at, says=Says(said), reopened=times, held_since=at, due_at=due_at,
         escalated=0, crew=None)  # fmt: skip
    facts = {"holder": holder.code, "words": digest_of_words(said), "photo": photo.digest if photo else ""}
    record_of(ticket, "ticket.reopened", seat=WARGA, at=at, facts=facts)
    above = kecamatan_of(ticket) if times >= rules.REOPENED_MAX else None
    if above is not None and above.pk != holder.pk:
        hand_over(ticket, above, State.WAITING, said="", desk=None, at=at)
        facts = {"from": holder.code, "to": above.code, "why": "reopened"}
        record_of(ticket, "ticket.handed-up", seat=CLOCK, at=at, facts=facts)
    return ticket


@transaction.atomic
def audit(ticket: Ticket, *, stood: bool, words: str, desk: SeatHeld, at: datetime) -> Audit:
    """Somebody who does not answer for the work looked at a closing, and says whether it stands. The same of the same
    seat again is the one that is there."""
    said = needed(words, "Tulis apa yang Anda lihat.")
    if desk.office and desk.office == ticket.holder.code:
        raise Refused("own", "Kantor sendiri tidak memeriksa pekerjaannya sendiri.")
    now = _closed_now(ticket)
    made = Audit(ticket=ticket, closing=queries.closing_of(now), seat_id=desk.id, stood=stood, words=said, at=at)
    newest = queries.audit_of(ticket, made.closing)
    if newest is not None and (newest.seat_id, newest.stood, newest.words) == (made.seat_id, stood, said):
        return newest
    append(made)
    _settle(ticket, now, at)
    facts = {"holder": now.holder.code, "closing": made.closing, "stood": stood, "words": digest_of_words(said)}
    record_of(ticket, "ticket.audited", seat=desk.named, at=at, facts=facts)
    return made


def settle_silence(*, at: datetime, most: int = SETTLED_AT_ONCE) -> int:
    """A week of silence leaves a closing unconfirmed; returns how many."""
    return _settle_silence(at, most) if queries.is_unanswered(at) else 0


@transaction.atomic
def _settle_silence(at: datetime, most: int) -> int:
    silent = list(_locked(queries.unanswered(at))[:most])
    ids = [ticket.pk for ticket in silent]
    Ticket.objects.filter(pk__in=ids).update(outcome=Outcome.UNCONFIRMED, changed_at=at)
    record_many(
        Act("ticket.unconfirmed", at, CLOCK, f"report:{t.report.code}", {"holder": t.holder.code}) for t in silent
    )
    return len(silent)


def _locked(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return tickets.select_for_update(of=("self",))


def _closed_now(ticket: Ticket) -> Ticket:
    """The ticket as it stands at this moment, locked; refused where there is no closing to speak of."""
    now = _locked(Ticket.objects.select_related("holder", "report")).get(pk=ticket.pk)
    if now.state not in rules.ANSWERABLE:
        raise Refused("conflict", "Bintang dan jawaban diberikan setelah laporan selesai.")
    return now


def _settle(ticket: Ticket, now: Ticket, at: datetime) -> None:
    """What the closing is worth with what was just said of it; on the row, and on what the caller holds."""
    change(now, at=at, outcome=queries.outcome_now(now, at))
    ticket.outcome, ticket.changed_at = now.outcome, now.changed_at


def _refuse_late(ticket: Ticket, at: datetime) -> None:
    if ticket.done_at is None or at > ticket.done_at + rules.REOPEN_WITHIN:
        raise Refused("late", "Laporan dapat dijawab dan dibuka kembali paling lambat tujuh hari setelah ditutup.")


def _answer(ticket: Ticket, kind: Verdict, words: str, photo: StoredPhoto | None, by: Actor, at: datetime) -> Answer:
    return Answer(
        ticket=ticket, closing=queries.closing_of(ticket), person_id=by.known_id, kind=kind, words=words,
        photo=photo.digest if photo else "", at=at,
    )  # fmt: skip


def _refuse_stranger(ticket: Ticket, by: Actor) -> None:
    if not queries.is_concerned(ticket, by.person_id):
        raise hidden()
