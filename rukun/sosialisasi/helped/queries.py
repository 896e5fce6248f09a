"""Seats that somebody assists, forms, what was typed for units, and the minutes asked of a seat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from rukun.people.codes import keyed_ever
from rukun.people.models import Seat
from rukun.people.queries import appointments_on
from rukun.people.rules import HEAD_OF, Role, SeatHeld
from rukun.reports.models import Report
from rukun.sosialisasi.helped.models import Assistant, Effort, Helped, PaperForm
from rukun.sosialisasi.helped.rules import TYPED_SHOWN, slip_signs
from rukun.trail.models import Event
from rukun.values.code import WARD_DIGITS, AreaCode
from rukun.values.time import Month

# An assistant is a neighbour; these are typed by an office.
OF_CLERKS = (Helped.Way.COUNTER, Helped.Way.PAPER, Helped.Way.RESIDENT)


@dataclass(frozen=True, slots=True)
class UnitSeat:
    """The head's seat of a unit, and who sits in it (None: nobody with an account)."""

    seat: SeatHeld
    holder: int | None


def seat_of_unit(unit: AreaCode, at: datetime) -> UnitSeat | None:
    """The head's seat of an RT or RW, where it was opened; two queries."""
    role = HEAD_OF.get(unit.kind)
    found = Seat.objects.filter(role=role, area__code=unit.digits, office=None).first() if role else None
    if role is None or found is None:
        return None
    holder = appointments_on(at).filter(seat=found).order_by("held_from", "id").values_list("person_id", flat=True)
    return UnitSeat(SeatHeld(found.pk, role, unit, ""), holder.first())


def assisted_by(person: int) -> list[SeatHeld]:
    """The heads' seats for which somebody may report as an assistant, of units that are there; one query."""
    own = Assistant.objects.filter(person_id=person, ended_at=None, seat__area__dissolved_on=None)
    rows = own.order_by("seat__area__code")
    return [
        SeatHeld(seat, Role(role), AreaCode(code), "")
        for seat, role, code in rows.values_list("seat_id", "seat__role", "seat__area__code")
    ]


def assistants_of(units: Collection[AreaCode]) -> QuerySet[Assistant]:
    """Who assists some units now, by unit; one query."""
    found = Assistant.objects.filter(seat__area__code__in=[unit.digits for unit in units], ended_at=None)
    return found.select_related("seat__area", "person").order_by("seat__area__code", "named_at")


def assistants_within(kelurahan: AreaCode) -> QuerySet[Assistant]:
    """Who assists the units of a kelurahan now; one query."""
    found = Assistant.objects.filter(seat__area__code__startswith=kelurahan.digits, ended_at=None)
    return found.select_related("seat__area", "person").order_by("seat__area__code", "named_at")


def typed_within(kelurahan: AreaCode) -> list[Helped]:
    """What was typed last for units of a kelurahan; one query."""
    found = Helped.objects.filter(unit__code__startswith=kelurahan.digits)
    return list(found.select_related("unit", "report__category").order_by("-at", "-id")[:TYPED_SHOWN])


def typed_at_own_counter(month: Month) -> dict[str, str]:
    """By the code of each report received in a month that clerks typed: the kelurahan whose clerks; one query."""
    rows = Helped.objects.filter(
        way__in=OF_CLERKS, report__received_at__gte=month.starts_at, report__received_at__lt=month.ends_at
    )
    return {code: unit[:WARD_DIGITS] for code, unit in rows.values_list("report__code", "unit__code")}


def slip_secrets(report: Report) -> list[str]:
    """What stands on the slip of a report, under each key of the installation; the first is printed now. Kept nowhere:
    it follows from the report's own key, which nobody is told."""
    return [slip_signs(digest) for digest in keyed_ever("slip", report.key)]


def was_slip_used(report: Report) -> bool:
    """Whether somebody took the report by its slip, whatever became of them since; one query."""
    return Event.objects.filter(verb="slip.used", about=f"report:{report.code}").exists()


def forms_to_type(kelurahan: AreaCode) -> QuerySet[PaperForm]:
    """Forms whose picture came in, and that nobody has typed yet; one query."""
    found = PaperForm.objects.filter(unit__code__startswith=kelurahan.digits, report=None).exclude(picture="")
    return found.select_related("unit").order_by("pictured_at")


def forms_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures show a form: what a sweep leaves alone. One query."""
    return set(PaperForm.objects.filter(picture__in=digests).values_list("picture", flat=True))


def effort_of(unit: AreaCode, month: Month) -> tuple[int, int]:
    """Seconds that the forms of a unit took in a month, and how many were measured; one query."""
    rows = Effort.objects.filter(seat__area__code=unit.digits, month=month.first).values_list("seconds", "forms")
    found = list(rows)
    return sum(seconds for seconds, _ in found), sum(forms for _, forms in found)
