"""Take a ticket, finish it with a photo, or say why it cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.followup import queries
from rukun.followup.actions.pausing import resume
from rukun.followup.models import Proof, Ticket
from rukun.followup.moving import Says, move, needed, recorded
from rukun.followup.rules import CodeState, State
from rukun.people.rules import SeatHeld
from rukun.reports.rules import StoredPhoto
from rukun.trail.append import append
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """What the door knows of a finishing photo: when and where it was taken, what became of the code that was to be
    seen in it, and the picture of the same place before."""

    taken_at: datetime | None = None
    place: Place | None = None
    code: str = ""
    code_state: CodeState = CodeState.NONE
    before_digest: str = ""


@transaction.atomic
def take(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> Ticket:
    """The office begins to work on it, or goes on where it was paused."""
    if ticket.state == State.PAUSED:
        return resume(ticket, desk=desk, at=at)
    move(ticket, State.IN_HAND, desk=desk, at=at)
    return recorded(ticket, "ticket.taken", desk=desk, at=at, proof="")


start = take


@transaction.atomic
def finish(
    ticket: Ticket, *, words: str, proof: StoredPhoto | None, desk: SeatHeld, at: datetime,
    details: ProofFacts | None = None,
) -> Ticket:  # fmt: skip
    """Done as the holder claims, with a photo of the result and words to the citizen; refused without the photo."""
    if proof is None:
        raise Refused("proof", "Sertakan foto hasil pekerjaan.", field="proof")
    said = needed(words, "Tulis kepada pelapor apa yang sudah dikerjakan.")
    step = move(ticket, State.DONE, desk=desk, at=at, says=Says(said, proof=proof.digest))
    facts = details or ProofFacts()
    append(
        Proof(
            step=step, digest=proof.digest, taken_at=facts.taken_at, lat=facts.place.lat if facts.place else None,
            lon=facts.place.lon if facts.place else None, metres=_metres(ticket, facts.place), code=facts.code,
            code_state=facts.code_state, before_digest=facts.before_digest,
        )
    )  # fmt: skip
    return recorded(ticket, "ticket.finished", desk=desk, at=at, words=said, proof=proof.digest)


@transaction.atomic
def decline(ticket: Ticket, *, reason_code: str, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Close without work, for one of the city's reasons and with words that the citizen reads."""
    if reason_code not in queries.terms().declines:
        raise Refused("reason", "Pilih alasannya dari daftar.", field="reason")
    said = needed(words, "Tulis alasannya: pelapor akan membacanya.")
    move(ticket, State.DECLINED, desk=desk, at=at, says=Says(said, reason=reason_code))
    return recorded(ticket, "ticket.declined", desk=desk, at=at, words=said, proof="", reason=reason_code)


def _metres(ticket: Ticket, taken: Place | None) -> int | None:
    if taken is None or ticket.lat is None or ticket.lon is None:
        return None
    return round(distance_m(Place(ticket.lat, ticket.lon), taken))
