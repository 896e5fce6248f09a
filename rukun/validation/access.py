"""Which reports a validator may judge."""

from __future__ import annotations

from collections.abc import Collection

from rukun.people.rules import Actor, Role, SeatHeld
from rukun.reports.models import Report
from rukun.validation.rules import refuse_conflict_of_interest, refuse_unless_validator
from rukun.values.refused import hidden


def validator_seat(actor: Actor) -> SeatHeld:
    """The Tapem seat of the actor; refused for everybody else."""
    seat = actor.seat_as(Role.VALIDATOR)
    if seat is None:
        raise hidden()
    return seat


def report_to_judge(actor: Actor, code: str) -> Report:
    """A report made for a unit, within the validator's area and free of conflict of interest."""
    validator_seat(actor)
    report = (
        Report.objects.select_related("category", "kelurahan", "rw", "rt", "unit", "seat")
        .prefetch_related("photos")
        .filter(code=code.upper(), unit__isnull=False)
        .first()
    )
    if report is None:
        raise hidden()
    seat_to_judge(actor, report)
    return report


def seat_to_judge(actor: Actor, report: Report) -> SeatHeld:
    """The seat in which the actor may judge this report; refused with the reason where there is none."""
    kelurahan = report.kelurahan.area_code
    seat = refuse_unless_validator(actor, kelurahan)
    unit = report.unit.area_code if report.unit else None
    refuse_conflict_of_interest(actor, kelurahan, unit, report.filer_id)
    return seat


def reports_to_judge(actor: Actor, codes: Collection[str]) -> list[Report]:
    """Several at once, in the order of their codes; refused whole when one of them is not the validator's to judge."""
    validator_seat(actor)
    reports = list(
        Report.objects.filter(code__in=codes, unit__isnull=False).select_related("kelurahan", "unit").order_by("code")
    )
    if len(reports) < len(set(codes)):
        raise hidden()
    return reports
