"""What comes back from the street: done with a photo, or not possible and why. Each arrives once; nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.followup import actions
from rukun.followup.crew import passes, proving
from rukun.followup.crew.assigning import note
from rukun.followup.crew.codes import CODE_LENGTH, Found
from rukun.followup.models import Assignment, CrewPass, CrewWork, Step, Ticket
from rukun.followup.rules import CANNOT, CodeState
from rukun.people.rules import SeatHeld
from rukun.reports.rules import StoredPhoto, by_our_clock, clean_words, refuse_bad_key
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.digest import digest_of_words
from rukun.values.place import Place
from rukun.values.refused import Refused, hidden
from rukun.values.words import sentence

DONE, NOT_POSSIBLE = "done", "cannot"
DONE_WORDS = "Sudah dikerjakan."
# Refusals that say that the ticket is elsewhere by now: no fault of whoever stood in the street.
GONE_WORDS = sentence("Tugas ini sudah tidak pada Anda.")
GONE = frozenset({"conflict", "hidden", "closed"})


@dataclass(frozen=True, slots=True)
class Sent:
    """What a telephone says of one task. `source` is the digest of the camera's file, `found` what was read of the
    code; `taken_at` and `sent_at` are by the telephone's clock."""

    key: str
    did: str
    words: str
    taken_at: datetime
    sent_at: datetime
    place: Place | None = None
    photo: StoredPhoto | None = None
    source: str = ""
    found: Found = Found(CodeState.NONE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: `refusal` says why it was kept for the desk instead of closing the ticket."""

    work: CrewWork
    refusal: Refused | None = None


def take_in(sent: Sent, ticket_code: str, *, crew_pass: CrewPass, at: datetime) -> Outcome:
    """Close the ticket with it, or hand it back with the reason; kept for the desk where somebody else has the ticket
    by now. Refused only for what the sender can mend."""
    refuse_bad_key(sent.key)
    _refuse_lacking(sent)
    ticket = _ticket_of(crew_pass, ticket_code)
    if ticket.crew_id != crew_pass.crew_id:
        gone = Refused("conflict", GONE_WORDS)
        return Outcome(_keep(sent, ticket, crew_pass, at), gone)
    try:
        return Outcome(_apply(sent, ticket, crew_pass, at))
    except Refused as refusal:
        if refusal.code not in GONE:
            raise
        return Outcome(_keep(sent, ticket, crew_pass, at), refusal)


@transaction.atomic
def _apply(sent: Sent, ticket: Ticket, crew_pass: CrewPass, at: datetime) -> CrewWork:
    desk = passes.seat_held(crew_pass)
    _refuse_used(sent, crew_pass)
    if sent.did == NOT_POSSIBLE:
        step = note(ticket, None, reason=CANNOT, desk=desk, at=at, words="")
    else:
        words = clean_words(sent.words) or DONE_WORDS
        actions.finish(ticket, words=words, proof=sent.photo, desk=desk, at=at, details=_details(sent, ticket, at))
        step = Step.objects.filter(ticket=ticket).latest("id")
    return _written(sent, ticket, crew_pass, at, step)


@transaction.atomic
def _keep(sent: Sent, ticket: Ticket, crew_pass: CrewPass, at: datetime) -> CrewWork:
    _refuse_used(sent, crew_pass)
    work = _written(sent, ticket, crew_pass, at, None)
    seat = passes.seat_held(crew_pass)
    facts = {"did": sent.did, "photo": sent.photo.digest if sent.photo else "", "words": digest_of_words(sent.words)}
    record("crew.kept", at=at, seat=seat.named, about=f"report:{ticket.report.code}", facts=facts)
    return work


def _refuse_used(sent: Sent, crew_pass: CrewPass) -> None:
    """One picture of a camera becomes another with every code that is drawn into it: of what a telephone sends at the
    same moment one is taken after the other."""
    if sent.photo is not None:
        if sent.source:
            list(CrewPass.objects.select_for_update(no_key=True).filter(pk=crew_pass.pk).values_list("pk"))
        proving.refuse_used(sent.photo, source=sent.source)


@transaction.atomic
def finish_with_upload(
    ticket: Ticket, *, words: str, proof: StoredPhoto | None, desk: SeatHeld, at: datetime
) -> Ticket:  # fmt: skip
    """The desk closes its ticket with a photo that it uploads without the app; refused when it was here before."""
    if proof is not None:
        proving.refuse_used(proof)
    details = proving.facts_of_upload(proof, ticket) if proof else None
    return actions.finish(ticket, words=words, proof=proof, details=details, desk=desk, at=at)


@transaction.atomic
def use_kept(work: CrewWork, ticket: Ticket, *, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """The desk closes its ticket with what the crew sent while it was elsewhere."""
    if work.ticket_id != ticket.pk or work.step_id is not None or work.did != DONE:
        raise hidden()
    photo = StoredPhoto(work.photo, 0, 0, 0)
    details = _facts(work.taken_at, _place(work), work.code, CodeState(work.code_state), ticket)
    return actions.finish(ticket, words=words, proof=photo, desk=desk, at=at, details=details)


def _written(sent: Sent, ticket: Ticket, crew_pass: CrewPass, at: datetime, step: Step | None) -> CrewWork:
    work = CrewWork(
        key=sent.key, crew_pass=crew_pass, ticket=ticket, did=sent.did, words=clean_words(sent.words),
        photo=sent.photo.digest if sent.photo else "", source=sent.source if sent.photo else "",
        code=sent.found.code[:CODE_LENGTH], code_state=sent.found.state, taken_at=_taken_at(sent, at),
        lat=sent.place.lat if sent.place else None, lon=sent.place.lon if sent.place else None, step=step, at=at,
    )  # fmt: skip
    if not append_first(work):
        raise Refused("busy", "Kiriman ini sedang diterima; coba lagi sebentar lagi.")
    return work


def _details(sent: Sent, ticket: Ticket, at: datetime) -> actions.ProofFacts:
    place = sent.place or (sent.photo.camera.place if sent.photo else None)
    return _facts(_taken_at(sent, at), place, sent.found.code, sent.found.state, ticket)


def _facts(
    taken_at: datetime | None, place: Place | None, code: str, state: CodeState, ticket: Ticket
) -> actions.ProofFacts:
    return actions.ProofFacts(
        taken_at=taken_at, place=place, code=code[:CODE_LENGTH], code_state=state,
        before_digest=proving.before_of(ticket.report),
    )  # fmt: skip


def _taken_at(sent: Sent, at: datetime) -> datetime:
    """The moment of the code where it is believed; else the telephone's time, put right by how wrong its clock was."""
    if sent.found.at is not None:
        return sent.found.at
    return min(by_our_clock(sent.taken_at, sent.sent_at, at), at)


def _ticket_of(crew_pass: CrewPass, code: str) -> Ticket:
    """A ticket of the crew's own office, or one that was in this person's hands before it went elsewhere."""
    ticket = (
        Ticket.objects.select_related("report__category", "holder", "kelurahan", "category")
        .filter(report__code=code.upper())
        .first()
    )
    if ticket is None:
        raise hidden()
    had_it = ticket.crew_id == crew_pass.crew_id
    if not had_it and not Assignment.objects.filter(ticket=ticket, crew=crew_pass.crew_id).exists():
        raise hidden()
    return ticket


def _place(work: CrewWork) -> Place | None:
    return Place(work.lat, work.lon) if work.lat is not None and work.lon is not None else None


def _refuse_lacking(sent: Sent) -> None:
    if sent.did == DONE and sent.photo is None:
        raise Refused("proof", "Sertakan foto hasil pekerjaan.", field="proof")
    if sent.did == NOT_POSSIBLE and not clean_words(sent.words):
        raise Refused("words", "Tulis mengapa tidak bisa dikerjakan.", field="words")
    if sent.did not in (DONE, NOT_POSSIBLE):
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
