"""Write down what the next who works on a ticket should know, and no citizen reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup.models import Note, Ticket
from rukun.followup.moving import needed, record_of, refuse_other_desk
from rukun.people.rules import SeatHeld
from rukun.trail.append import append


@transaction.atomic
def note(ticket: Ticket, *, words: str, desk: SeatHeld, at: datetime) -> Note:
    """A note of the office that holds the ticket, open or closed. It moves nothing, so that nobody's work is refused
    for it; the same words of the same seat again are the note that is there.

    The trail says that there is one, and not what it says: whoever guessed short words could prove them by a digest.
    """
    refuse_other_desk(ticket, desk)
    said = needed(words, "Tulis catatannya.")
    # Sent twice at once, the second looks when the first is there.
    Ticket.objects.select_for_update().values("pk").get(pk=ticket.pk)
    newest = Note.objects.filter(ticket=ticket).order_by("-at", "-id").first()
    if newest is not None and (newest.words, newest.seat_id) == (said, desk.id):
        return newest
    made = Note(ticket=ticket, words=said, seat_id=desk.id, office=ticket.holder, at=at)
    append(made)
    record_of(ticket, "ticket.noted", seat=desk.named, at=at, facts={"holder": ticket.holder.code})
    return made
