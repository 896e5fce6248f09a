"""Read a report a second time, without knowing what the first validator said."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.rules import Actor
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.validation.access import seat_to_read_again
from rukun.validation.models import SecondDraw, SecondReading
from rukun.validation.rules import StrikeReason
from rukun.values.refused import Refused
from rukun.values.words import sentence

READ_ALREADY = sentence("Laporan ini baru saja dibaca kedua kali oleh orang lain.")


@transaction.atomic
def read_again(second: SecondDraw, *, reason: StrikeReason | None, by: Actor, at: datetime) -> SecondReading:
    """What another validator says (no reason: valid). It measures agreement; what stands, stands."""
    seat = seat_to_read_again(by, second)
    reading = SecondReading(
        second=second, is_valid=reason is None, reason=reason or "", validator_id=by.known_id, seat_id=seat.id,
        read_at=at,
    )  # fmt: skip
    if not append_first(reading):
        raise Refused("conflict", READ_ALREADY)
    facts = {"number": second.verdict.number, "valid": reading.is_valid, "reason": reading.reason}
    record("report.read-again", at=at, seat=seat.named, about=f"report:{second.verdict.report.code}", facts=facts)
    return reading
