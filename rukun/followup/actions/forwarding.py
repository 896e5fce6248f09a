"""Forward a ticket. Whoever would send it on once too often leaves it to the kecamatan, which decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.followup import queries, rules
from rukun.followup.models import Ticket
from rukun.followup.moving import CLOCK, hand_over, kecamatan_of, needed, record_of
from rukun.followup.rules import State
from rukun.people.models import Office
from rukun.people.queries import offices_by_code
from rukun.people.rules import SeatHeld
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of

REROUTED = "Pembagian tugas kantor berubah."


@transaction.atomic
def dispose(ticket: Ticket, *, to: Office, reason: str, desk: SeatHeld, at: datetime) -> Ticket:
    """Forward to another office with the reason. The clock goes with it: the new holder has the whole deadline.

    After three forwardings only the kecamatan sends it on: from any other office the fourth goes there instead.
    """
    said = needed(reason, "Tulis mengapa laporan ini diteruskan.")
    if to.pk == ticket.holder_id:
        raise Refused("office", "Tiket ini sudah dipegang kantor itu.", field="office")
    send_on(ticket, to, said=said, desk=desk, at=at)
    return ticket


def send_on(ticket: Ticket, to: Office, *, said: str, desk: SeatHeld, at: datetime) -> None:
    """To that office, or to the kecamatan where it has gone back and forth too often; with the trail entry."""
    above = kecamatan_of(ticket) if ticket.forwards >= rules.FORWARDS_MAX else None
    is_too_often = above is not None and above.pk not in (ticket.holder_id, to.pk)
    goes_to = above if above is not None and is_too_often else to
    giver = hand_over(ticket, goes_to, State.WAITING, said=said, desk=desk, at=at, forwards=ticket.forwards + 1)
    facts = {"from": giver.code, "to": goes_to.code, "words": digest_of_words(said)}
    if is_too_often:
        facts |= {"asked": to.code, "why": "forwarded"}
    record_of(ticket, "ticket.handed-up" if is_too_often else "ticket.forwarded", seat=desk.named, at=at, facts=facts)


@transaction.atomic
def apply_routes(*, at: datetime, by: str = CLOCK) -> int:
    """Forward every waiting ticket that the routes of today give to another office; returns how many.

    A new route by itself never touches what is open: this is the explicit act that does. What somebody has begun,
    paused, or forwarded on purpose stays where it is.
    """
    routes, moved = queries.routes(), 0
    waiting = Ticket.objects.filter(state=State.WAITING, forwards=0).select_related(
        "report", "category", "kelurahan", "holder"
    )
    offices = offices_by_code()
    for ticket in list(waiting.order_by("id").select_for_update(of=("self",))):
        kind = ticket.category
        code = routes.office_for(kind.code, kind.owner, ticket.kelurahan.code, day_of(at))
        if code != ticket.holder.code and code in offices:
            giver = hand_over(ticket, offices[code], State.WAITING, said=REROUTED, desk=None, at=at)
            facts = {"from": giver.code, "to": code, "words": digest_of_words(REROUTED), "why": "routing"}
            record_of(ticket, "ticket.forwarded", seat=by, at=at, facts=facts)
            moved += 1
    return moved
