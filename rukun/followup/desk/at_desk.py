"""Which tickets a desk may see on its pages, and which of them it may work on."""

from __future__ import annotations

from rukun.databases.kept import Kept
from rukun.followup.access import desk_of
from rukun.followup.models import Ticket
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.values.refused import hidden

WHOLE: Kept[Ticket] = Kept(
    lambda code: Ticket.objects.select_related(
        "report__category",
        "report__kelurahan",
        "report__retraction",
        "category",
        "kelurahan",
        "rw",
        "rt",
        "holder",
        "crew",
        "merged_into__report",
    ).filter(report__code=code),
    str,
)


def ticket_at_desk(actor: Actor, code: str) -> tuple[Ticket, SeatHeld, bool]:
    """A ticket with everything a page shows, and whether the actor's office may work on it; one query.

    The holder sees it; and the camat sees every ticket of the kecamatan, to work only on what the kecamatan holds.
    """
    desk = desk_of(actor)
    ticket = WHOLE.first(code.upper())
    if ticket is None:
        raise hidden()
    holds = ticket.holder.code == desk.office
    if not holds and not (desk.role is Role.CAMAT and ticket.kelurahan.area_code.is_within(desk.area)):
        raise hidden()
    return ticket, desk, holds
