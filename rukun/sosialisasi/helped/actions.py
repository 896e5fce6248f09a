"""Type a report for a unit or a resident, take it by its slip, issue and read forms, name and dismiss assistants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from rukun.areas.models import Area
from rukun.areas.queries import area
from rukun.people import codes
from rukun.people.models import Person, Seat
from rukun.people.rules import Actor, Role
from rukun.reports.actions import Behalf, Draft, file_report
from rukun.reports.models import Report, Support
from rukun.reports.rules import StoredPhoto, counted_on, refuse_told_day
from rukun.sosialisasi.helped import access
from rukun.sosialisasi.helped.models import Assistant, Helped, PaperForm
from rukun.sosialisasi.helped.queries import UnitSeat, seat_of_unit
from rukun.sosialisasi.helped.rules import ASSISTANTS_MAX, AT_COUNTER, FORMS_AT_ONCE_MAX, FORMS_EACH_MAX, assistant_of
from rukun.trail.actions import Act, record, record_many
from rukun.trail.append import append_first
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

Way = Helped.Way


def file_at_counter(draft: Draft, unit: AreaCode, day: date, *, by: Actor, at: datetime) -> Report:
    """A clerk types what somebody of a unit tells: it is the unit's report, of the day that the unit says."""
    whose, clerk = access.unit_to_type_for(by, unit, at)
    refuse_told_day(day, at)
    return _filed(draft, Behalf(whose.seat, whose.holder, clerk.named, day), Way.COUNTER, by, at)


def file_as_assistant(draft: Draft, *, by: Actor, at: datetime) -> Report:
    """An assistant reports for the seat, as its head would: the same days, the same limits."""
    assert draft.for_unit is not None
    whose = access.unit_to_assist(by, draft.for_unit, at)
    day = counted_on(draft.captured_at, at)
    behalf = Behalf(whose.seat, whose.holder, assistant_of(draft.for_unit), day)
    return _filed(draft, behalf, Way.ASSISTANT, by, at)


@transaction.atomic
def file_from_paper(code: str, draft: Draft, day: date, *, by: Actor, at: datetime) -> Report:
    """A clerk types what stands on a form, beside its picture. A form is one report, whoever types it and how often."""
    form, clerk = access.form_to_read(by, code)
    locked = PaperForm.objects.select_for_update().get(pk=form.pk)
    if locked.report is not None:
        raise Refused("twice", "Formulir ini sudah diketik sebagai laporan {code}.", code=locked.report.code)
    if not locked.picture:
        raise Refused("picture", "Foto formulirnya belum ada.", field="picture")
    refuse_told_day(day, at)
    whose, _ = access.unit_to_type_for(by, form.unit.area_code, at)
    behalf = Behalf(whose.seat, whose.holder, clerk.named, day)
    report = _filed(replace(draft, key=f"form-{form.code}"), behalf, Way.PAPER, by, at)
    locked.report = report
    locked.save(update_fields=["report"])
    return report


@transaction.atomic
def _filed(draft: Draft, behalf: Behalf, way: Way, by: Actor, at: datetime) -> Report:
    """The report, and beside it by which way it came; sent again it is the same one."""
    assert behalf.seat is not None
    unit = behalf.seat.area
    if not area(unit).existed_on(behalf.counted_on):
        raise Refused("unit", "{unit} tidak ada pada hari itu.", field="unit", unit=unit.numbered)
    report = file_report(replace(draft, for_unit=unit, channel=way.value), by=by, at=at, behalf=behalf)
    assert report.unit_id is not None
    helped = Helped(report=report, way=way, unit_id=report.unit_id, typed_by=behalf.typed_by, at=at)
    return _noted(helped, behalf.seat.named)


def _noted(helped: Helped, whom: str) -> Report:
    """Beside the report who typed it and for whom; a key that somebody else used first is refused."""
    report, way = helped.report, Way(helped.way)
    if append_first(helped):
        record("report.typed", at=helped.at, seat=helped.typed_by, about=f"report:{report.code}",
               facts={"way": way.value, "for": whom})  # fmt: skip
    elif Helped.objects.get(report=report).typed_by != helped.typed_by:
        raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
    return report


@transaction.atomic
def file_for_resident(draft: Draft, *, by: Actor, at: datetime) -> Report:
    """A clerk types what a resident tells at the counter or by telephone. It is nobody's here until the resident takes
    it by their slip: the clerk never becomes whoever reported it."""
    clerk = access.seat_at_counter(by)
    told = Behalf(None, None, clerk.named, counted_on(draft.captured_at, at))
    report = file_report(replace(draft, for_unit=None, channel=AT_COUNTER), by=by, at=at, behalf=told)
    counter = area(clerk.area.up_to(Kind.KELURAHAN))
    return _noted(
        Helped(report=report, way=Way.RESIDENT, unit_id=counter.pk, typed_by=clerk.named, at=at), Role.WARGA.value
    )


@transaction.atomic
def take_by_slip(code: str, secret: str, *, by: Actor, at: datetime) -> Report:
    """Whoever holds the slip and signs in is whoever reported: told of it, asked about it, free to take it back. Once;
    the same person again changes nothing."""
    report = access.report_on_slip(code, secret)
    access.refuse_clerk(by, report)
    locked = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if locked.filer_id == by.known_id:
        return report
    access.refuse_used(locked)
    Report.objects.filter(pk=report.pk).update(filer_id=by.known_id)
    # Whoever supported it while they were nobody here is now whoever reported it.
    Support.objects.filter(report=report, person_id=by.known_id).delete()
    record("slip.used", at=at, seat=Role.WARGA.value, about=f"report:{report.code}")
    return report


@transaction.atomic
def issue_forms(units: Sequence[Area], each: int, *, by: Actor, at: datetime) -> list[PaperForm]:
    """So many sheets of paper for each of the units, numbered on from the last."""
    if not 1 <= each <= FORMS_EACH_MAX or not 1 <= each * len(units) <= FORMS_AT_ONCE_MAX:
        raise Refused(
            "forms", "Paling banyak {each} lembar tiap unit, dan {most} lembar sekaligus.", field="each",
            each=FORMS_EACH_MAX, most=FORMS_AT_ONCE_MAX,
        )  # fmt: skip
    seats = [access.seat_at_counter(by, unit.area_code) for unit in units]
    # One issuer after the other: numbers go on from the last.
    held = list(Area.objects.select_for_update(of=("self",)).filter(pk__in=[u.pk for u in units]).order_by("pk"))
    rows = PaperForm.objects.filter(unit__in=held).values_list("unit_id").annotate(last=Max("number"))
    last = dict(rows)
    made = [
        PaperForm(
            code=codes.read_code(codes.new_code()), unit=unit, number=last.get(unit.pk, 0) + one,
            issued_by=seat.named, issued_at=at,
        )
        for unit, seat in zip(units, seats, strict=True)
        for one in range(1, each + 1)
    ]  # fmt: skip
    PaperForm.objects.bulk_create(made)
    record_many(
        Act("forms.issued", at, seat.named, f"unit:{unit.code}", {"from": last.get(unit.pk, 0) + 1, "count": each})
        for unit, seat in zip(units, seats, strict=True)
    )
    return made


@transaction.atomic
def note_picture_of_form(code: str, photo: StoredPhoto, *, by: Actor, at: datetime) -> PaperForm:
    """The filled sheet as it was photographed; the newest picture stands until the form was typed."""
    form, seat = access.form_to_read(by, code)
    locked = PaperForm.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
    if locked.report_id is not None:
        raise Refused("twice", "Formulir ini sudah diketik sebagai laporan {code}.", code=locked.report.code)  # type: ignore[union-attr]
    locked.picture, locked.pictured_at = photo.digest, at
    locked.save(update_fields=["picture", "pictured_at"])
    facts = {"number": form.number, "picture": photo.digest}
    record("form.pictured", at=at, seat=seat.named, about=f"unit:{form.unit.code}", facts=facts)
    return locked


@transaction.atomic
def name_assistant(unit: AreaCode, person: Person, *, by: Actor, at: datetime) -> Assistant:
    """Somebody may report for a unit from now on; named again it is the same."""
    namer, whose = access.seat_that_names(by, unit), _seat_to_assist(unit, at)
    Seat.objects.select_for_update(of=("self",)).get(pk=whose.seat.id)
    open_ones = Assistant.objects.filter(seat_id=whose.seat.id, ended_at=None)
    known = open_ones.filter(person=person).first()
    if known is not None:
        return known
    if person.pk == whose.holder:
        raise Refused("self", "Ketua tidak perlu menjadi pendamping jabatannya sendiri.", field="login")
    if open_ones.count() >= ASSISTANTS_MAX:
        raise Refused("full", "Paling banyak {most} pendamping; akhiri dahulu salah satunya.", most=ASSISTANTS_MAX)
    made = Assistant.objects.create(seat_id=whose.seat.id, person=person, named_by=namer.named, named_at=at)
    record("assistant.named", at=at, seat=namer.named, about=f"seat:{whose.seat.named}")
    return made


@transaction.atomic
def end_assistance(number: int, *, by: Actor, at: datetime) -> Assistant:
    """From now on they report for it no more; what they reported stays."""
    assistant, seat = access.assistant_to_end(by, number)
    if not Assistant.objects.filter(pk=assistant.pk, ended_at=None).update(ended_at=at, ended_by=seat.named):
        raise Refused("twice", "Pendampingan ini sudah berakhir.")
    record("assistant.ended", at=at, seat=seat.named, about=f"seat:{assistant.seat}")
    assistant.ended_at, assistant.ended_by = at, seat.named
    return assistant


def _seat_to_assist(unit: AreaCode, at: datetime) -> UnitSeat:
    found = seat_of_unit(unit, at)
    if found is None:
        raise Refused("unit", "Jabatan ketua RT/RW ini belum dibuka; undanglah dahulu.", field="unit")
    return found
