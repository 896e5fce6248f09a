"""Which reports a validator may judge, who may contest a strike, and who may answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rukun.followup.leaving import goes_on_in, refuse_leaving
from rukun.followup.models import Ticket
from rukun.people.rules import UNIT_ROLES, Actor, Role, SeatHeld
from rukun.reports.access import loaded, may_read
from rukun.reports.models import Report
from rukun.reports.retracting import refuse_after_its_month
from rukun.validation.desk.queue import must_be_looked_at
from rukun.validation.desk.reading import seconds_in, seconds_waiting, validators_of, verdicts_by
from rukun.validation.desk.sheets import Sheet, sheets_of
from rukun.validation.models import Appeal, AppealPhoto, CurrentVerdict, Picked, SecondDraw
from rukun.validation.queries import appeals_in, is_answered, open_appeals
from rukun.validation.rules import (
    ANSWERED,
    OVERSEERS,
    refuse_conflict_of_interest,
    refuse_own_decision,
    refuse_own_reading,
    refuse_unless_validator,
)
from rukun.values.code import AreaCode
from rukun.values.refused import Refused, hidden
from rukun.values.words import sentence

# Among so many open appeals the next one that the actor may answer is looked for.
NEXT_AMONG = 200
JUDGED = sentence(
    "Laporan ini sudah dinilai, jadi tidak dapat ditarik lagi. Bila keliru atau sudah beres, tulislah di kolom "
    "komentar."
)


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


def reports_to_accept_together(actor: Actor, codes: Collection[str]) -> list[Report]:
    """Several to be accepted from a list, where each is seen small; refused whole when a human must open one of them:
    one above the threshold of risk, picked for a sample, or private, of which a list shows nothing."""
    reports = reports_to_judge(actor, codes)
    asked = must_be_looked_at([report.pk for report in reports])
    one = next((report for report in reports if report.pk in asked or report.is_private), None)
    if one is not None:
        raise Refused("open-it", "Laporan {code} harus dibuka dan dilihat sendiri sebelum diterima.", code=one.code)
    return reports


def sheets_to_judge(actor: Actor, reports: Collection[int], at: datetime) -> list[Sheet]:
    """The sheets of reports (ids) for a validator, in this order, without those that are not the actor's to judge."""
    order = {pk: turn for turn, pk in enumerate(reports)}
    rows = (
        Report.objects.select_related("category", "kelurahan", "rw", "rt", "unit", "seat")
        .prefetch_related("photos")
        .filter(pk__in=order, unit__isnull=False)
    )
    found = [report for report in sorted(rows, key=lambda row: order[row.pk]) if may_judge(actor, report)]
    return sheets_of(found, at)


def may_appeal(actor: Actor, report: Report) -> bool:
    """The ketua and the pengurus of the unit it was made for, and whoever filed it; no query."""
    if report.unit is None or not may_read(actor, report):
        return False
    return is_filer(actor, report) or seat_to_appeal(actor, report) is not None


def is_filer(actor: Actor, report: Report) -> bool:
    return report.filer_id is not None and report.filer_id == actor.person_id


def seat_to_appeal(actor: Actor, report: Report) -> SeatHeld | None:
    """The seat of the report's unit that the actor holds; None for a filer who holds none there any more."""
    unit = report.unit.code if report.unit else ""
    return next((seat for seat in actor.seats if seat.role in UNIT_ROLES and seat.area.digits == unit), None)


def report_to_appeal(actor: Actor, code: str) -> Report:
    """The report, for those who may contest its strike; refused like a page that does not exist for anybody else."""
    report = (
        Report.objects.select_related("category", "kelurahan", "rw", "rt", "unit", "current_hiding")
        .prefetch_related("photos")
        .filter(code=code.upper(), unit__isnull=False)
        .first()
    )
    if report is None or not may_appeal(actor, report):
        raise hidden()
    return report


def seat_to_answer(actor: Actor, appeal: Appeal) -> SeatHeld:
    """The Tapem seat in which the actor may answer; refused to whoever struck, appealed, or has an interest."""
    seat = seat_to_judge(actor, appeal.verdict.report)
    refuse_own_decision(actor, appeal.verdict.validator_id, appeal.person_id)
    return seat


def may_answer(actor: Actor, appeal: Appeal) -> bool:
    """Whether `seat_to_answer` would let the actor; no query."""
    try:
        seat_to_answer(actor, appeal)
    except Refused:
        return False
    return True


def appeal_to_answer(actor: Actor, code: str) -> Appeal:
    """The appeal against the strike of the report with this code that waits for an answer."""
    seat = validator_seat(actor)
    appeal = appeals_in(seat.area).filter(verdict__report__code=code.upper()).first()
    if appeal is None:
        raise hidden()
    if is_answered(appeal):
        raise Refused("conflict", ANSWERED)
    seat_to_answer(actor, appeal)
    return appeal


def next_to_answer(actor: Actor, *, after: str = "") -> Appeal | None:
    """The oldest open appeal that the actor may answer, but not the one of the report with the code `after`."""
    waiting = open_appeals(validator_seat(actor).area).exclude(verdict__report__code=after.upper())
    return next((appeal for appeal in waiting[:NEXT_AMONG] if may_answer(actor, appeal)), None)


def overseers_seat(actor: Actor) -> SeatHeld:
    """The seat in which somebody watches over the desks: auditor, wali kota, camat, or a validator; the widest one."""
    seats = [seat for seat in actor.seats if seat.role in OVERSEERS]
    if not seats:
        raise hidden()
    return min(seats, key=lambda seat: len(seat.area.digits))


def seat_to_let_pass(actor: Actor, kelurahan: AreaCode) -> SeatHeld:
    """The Tapem seat in which the actor may accept the rest of a kelurahan's month; no interest in any part of it."""
    seat = refuse_unless_validator(actor, kelurahan)
    refuse_conflict_of_interest(actor, kelurahan, None, None)
    return seat


def seat_to_read_again(actor: Actor, second: SecondDraw) -> SeatHeld:
    """The Tapem seat in which the actor may read a second time; refused to whoever ever judged that report."""
    report = second.verdict.report
    seat = seat_to_judge(actor, report)
    refuse_own_reading(actor, validators_of(report))
    return seat


def second_to_read(actor: Actor, code: str) -> SecondDraw:
    """The draw that waits for a second reading of the report with this code."""
    seat = validator_seat(actor)
    second = seconds_waiting(seat.area).filter(verdict__report__code=code.upper()).first()
    if second is None:
        if seconds_in(seat.area).filter(verdict__report__code=code.upper()).exists():
            raise Refused("conflict", "Laporan ini sudah dibaca kedua kali.")
        raise hidden()
    seat_to_read_again(actor, second)
    return second


def next_second(actor: Actor, *, after: str = "") -> SecondDraw | None:
    """The oldest second reading that the actor may do, but not the one of the report with the code `after`."""
    waiting = seconds_waiting(validator_seat(actor).area).exclude(verdict__report__code=after.upper())
    own = verdicts_by(actor.known_id)
    for second in waiting.exclude(verdict__report__in=own)[:NEXT_AMONG]:
        if may_judge(actor, second.verdict.report):
            return second
    return None


def own_report(actor: Actor, code: str) -> Report:
    """A report, for whoever filed it; hidden from everybody else, who may not even ask to take it back."""
    report = loaded(code)
    if report is None:
        raise hidden()
    refuse_not_own(actor, report)
    return report


def refuse_not_own(actor: Actor, report: Report) -> None:
    """Refused like what does not exist to everybody but whoever filed it."""
    if not is_filer(actor, report):
        raise hidden()


def refuse_retracting(report: Report, at: datetime) -> None:
    """Refused once somebody judged it or it was drawn, and what was made for a unit once its month is over; two
    queries."""
    if report.unit_id is not None:
        refuse_after_its_month(report.counted_on, at)
    own = {"report": report.pk}
    if CurrentVerdict.objects.filter(**own).exists() or Picked.objects.filter(**own).exists():
        raise Refused("judged", JUDGED)


def why_not_retracted(report: Report, ticket: Ticket | None, at: datetime) -> str:
    """Why whoever filed it can no longer take it back, in words; "" where they can. Four queries at most."""
    try:
        refuse_retracting(report, at)
        if ticket is not None:
            refuse_leaving(ticket, goes_on_in(ticket), at)
    except Refused as refusal:
        return refusal.words
    return ""


def may_judge(actor: Actor, report: Report) -> bool:
    """Whether `seat_to_judge` would let the actor; no query."""
    try:
        seat_to_judge(actor, report)
    except Refused:
        return False
    return True


def appeal_photo_to_see(actor: Actor, digest: str) -> str:
    """The digest, for those who may contest the strike, answer the appeal, or oversee; hidden from everybody else."""
    photos = AppealPhoto.objects.filter(digest=digest).select_related(
        "appeal__verdict__report__unit", "appeal__verdict__report__kelurahan", "appeal__verdict__report__category"
    )
    for photo in photos:
        report = photo.appeal.verdict.report
        if may_appeal(actor, report) or actor.seat_as(*OVERSEERS, over=report.kelurahan.area_code):
            return digest
    raise hidden()
