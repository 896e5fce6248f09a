"""Months that were attested as quiet, and which of them somebody goes and looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rukun.areas.models import Area
from rukun.funds.models import Attestation
from rukun.funds.queries.due import closing_of
from rukun.funds.rules import attesting_ends, how_many_to_look_at, refuse_attesting_out_of_time
from rukun.reports.queries import reports_for_unit
from rukun.trail.queries import first_seal_since
from rukun.validation.sample.queries import plan
from rukun.validation.sample.rules import draw
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class Quiet:
    """The quiet months of a kelurahan: all of them, which were drawn, and the seal whose root drew them.

    `seal` is None until the first seal after the last day on which a month can be attested: nobody knows beforehand
    who will be drawn.
    """

    attestations: tuple[Attestation, ...]
    drawn: frozenset[str]
    seal: int | None
    root: str

    @property
    def waiting(self) -> list[Attestation]:
        """Those that were drawn and that nobody has looked at."""
        return [one for one in self.attestations if one.unit.code in self.drawn and not hasattr(one, "spot")]


def quiet_months(kelurahan: AreaCode, month: Month) -> Quiet:
    """The quiet units of a kelurahan's month; two queries.

    Drawn are the units that come first when all are ordered by SHA-256(root of the seal, as bytes, followed by the
    unit's code): anybody repeats it from the published root.
    """
    rows = Attestation.objects.filter(unit__code__startswith=kelurahan.digits, month=month.first)
    found = tuple(rows.select_related("unit", "spot").order_by("unit__code"))
    seal = first_seal_since(attesting_ends(month))
    if seal is None:
        return Quiet(found, frozenset(), None, "")
    number, root = seal
    size = how_many_to_look_at(len(found), plan().quiet_share)
    return Quiet(found, frozenset(draw(bytes.fromhex(root), [one.unit.code for one in found], size)), number, root)


def attestation_of(unit: Area, month: Month) -> Attestation | None:
    """What the head attested, with what was seen on the spot; one query."""
    return Attestation.objects.select_related("spot").filter(unit=unit, month=month.first).first()


def may_be_attested(unit: Area, month: Month, at: datetime) -> bool:
    """Whether a head could attest the month now: in its time, not closed, and nothing was reported. Two queries."""
    try:
        refuse_attesting_out_of_time(month, at)
    except Refused:
        return False
    is_closed = closing_of(unit.area_code.up_to(Kind.KELURAHAN), month) is not None
    return not is_closed and not reports_for_unit(unit.area_code, month).filter(retraction=None).exists()
