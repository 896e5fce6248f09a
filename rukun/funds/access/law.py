"""Who brings a decree into the register, and who agrees to it."""

from __future__ import annotations

from rukun.funds.models import DecreeProposal
from rukun.people.rules import Actor, Role, SeatHeld
from rukun.values.code import Kind
from rukun.values.refused import Refused, hidden

# For the whole city, and never the same person.
LAW_ROLES = frozenset({Role.ADMINISTRATOR, Role.WALI_KOTA, Role.VALIDATOR})


def seat_for_law(actor: Actor) -> SeatHeld:
    """A seat over the whole city or province that answers for its decrees; refused for everybody else."""
    seat = next((s for s in actor.seats if s.role in LAW_ROLES and s.area.kind in (Kind.KOTA, Kind.PROVINSI)), None)
    if seat is None:
        raise hidden()
    return seat


def proposal_to_decide(actor: Actor, proposal: DecreeProposal) -> tuple[DecreeProposal, SeatHeld]:
    """The waiting version, locked; refused for whoever brought it, and where somebody has decided already."""
    seat = seat_for_law(actor)
    waiting = DecreeProposal.objects.select_for_update().get(pk=proposal.pk)
    if waiting.approved is not None:
        raise Refused("conflict", "Versi ini sudah diputuskan.")
    if waiting.proposed_by_id == actor.person_id:
        raise Refused("conflict", "Yang mengusulkan keputusan tidak dapat menyetujuinya.")
    return waiting, seat
