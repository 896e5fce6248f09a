"""Who may type for a unit, issue and read its forms, name or dismiss its assistants, and who holds a slip."""

from __future__ import annotations

from datetime import datetime

from rukun.people.codes import is_same, read_code
from rukun.people.rules import HEAD_OF, Actor, SeatHeld
from rukun.reports.models import Report
from rukun.sosialisasi.helped.models import Assistant, Helped, PaperForm
from rukun.sosialisasi.helped.queries import UnitSeat, assisted_by, seat_of_unit, slip_secrets, was_slip_used
from rukun.sosialisasi.helped.rules import TYPING
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused, hidden


def seat_at_counter(actor: Actor, area: AreaCode | None = None) -> SeatHeld:
    """The actor's seat at the counter of a kelurahan (over an area, where one is named); refused for others."""
    seat = actor.seat_as(*TYPING, over=area)
    if seat is None:
        raise hidden()
    return seat


def unit_to_type_for(actor: Actor, unit: AreaCode, at: datetime) -> tuple[UnitSeat, SeatHeld]:
    """The seat of a unit for which the actor types at the counter, and the seat by which they do."""
    clerk = seat_at_counter(actor, unit)
    if unit.kind not in HEAD_OF:
        raise Refused("unit", "Pilih RT atau RW.", field="unit")
    return _open_seat(unit, at), clerk


def unit_to_assist(actor: Actor, unit: AreaCode, at: datetime) -> UnitSeat:
    """The seat of a unit that the actor assists now; refused for everybody else."""
    if not any(seat.area == unit for seat in assisted_by(actor.known_id)):
        raise Refused("unit", "Anda tidak memegang jabatan di RT/RW ini.", field="for_unit")
    return _open_seat(unit, at)


def _open_seat(unit: AreaCode, at: datetime) -> UnitSeat:
    found = seat_of_unit(unit, at)
    if found is None:
        raise Refused("unit", "Jabatan ketua RT/RW ini belum dibuka; undanglah dahulu.", field="unit")
    return found


def form_to_read(actor: Actor, code: str) -> tuple[PaperForm, SeatHeld]:
    """A form of a unit of the actor's kelurahan, and their seat at its counter."""
    found = PaperForm.objects.select_related("unit", "report").filter(code=code.upper()).first()
    seat = actor.seat_as(*TYPING, over=found.unit.area_code) if found else None
    if found is None or seat is None:
        raise hidden()
    return found, seat


def report_of_counter(actor: Actor, code: str) -> Report:
    """What was typed for a resident at the actor's counter: its slip may be printed again there."""
    found = Helped.objects.select_related("unit", "report__category", "report__kelurahan", "report__rw", "report__rt")
    helped = found.filter(report__code=code.upper(), way=Helped.Way.RESIDENT).first()
    if helped is None or actor.seat_as(*TYPING, over=helped.unit.area_code) is None:
        raise hidden()
    return helped.report


def report_on_slip(code: str, secret: str) -> Report:
    """The report of whoever holds its slip; hidden from everybody whose signs are others."""
    found = Helped.objects.select_related("report__category", "report__kelurahan", "report__rw", "report__rt")
    helped = found.filter(report__code=code.upper(), way=Helped.Way.RESIDENT).first()
    if helped is None or not any(is_same(one, read_code(secret)) for one in slip_secrets(helped.report)):
        raise hidden()
    return helped.report


def refuse_clerk(actor: Actor, report: Report) -> None:
    """Whoever sits at a counter of the place is not whoever reported there: else an office would speak of its own
    work."""
    if actor.seat_as(*TYPING, over=report.kelurahan.area_code) is not None:
        raise Refused("clerk", "Petugas kelurahan ini tidak menjadi pelapor di loketnya sendiri.")


def refuse_used(report: Report) -> None:
    """A slip is good once: what was somebody's is nobody else's, even where they are forgotten since."""
    if report.filer_id is not None or was_slip_used(report):
        raise Refused("twice", "Slip ini sudah dipakai.")


def seat_that_names(actor: Actor, unit: AreaCode) -> SeatHeld:
    """By which the actor names and dismisses the assistants of a unit: its head, or the office of its kelurahan."""
    for seat in actor.seats:
        if seat.role is HEAD_OF.get(unit.kind) and seat.area == unit:
            return seat
    return seat_at_counter(actor, unit)


def assistant_to_end(actor: Actor, number: int) -> tuple[Assistant, SeatHeld]:
    """Somebody who assists now, and the seat by which the actor may end it."""
    found = Assistant.objects.select_related("seat__area").filter(pk=number).first()
    if found is None:
        raise hidden()
    return found, seat_that_names(actor, found.seat.area.area_code)


def kelurahan_at_counter(actor: Actor) -> AreaCode:
    """The kelurahan whose counter the actor sits at."""
    return seat_at_counter(actor).area.up_to(Kind.KELURAHAN)
