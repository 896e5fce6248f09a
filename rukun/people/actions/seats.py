"""Open seats, and put persons into them by their letters of appointment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from rukun.areas.models import Area
from rukun.people.models import Appointment, Invitation, Office, Person, Seat
from rukun.people.rules import KIND_OF_SEAT, Role, letter_told, seat_name
from rukun.trail.actions import Act, record, record_many
from rukun.values.code import Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of


@transaction.atomic
def open_seat(*, role: Role, area: Area, at: datetime, office: Office | None = None, by: str = "clock") -> Seat:
    """The seat of a role over an area; refused where the role has no seat at that kind of area."""
    wanted = KIND_OF_SEAT.get(role)
    if role is Role.WARGA or (wanted is not None and wanted is not Kind(area.kind)):
        raise Refused("seat", "Jabatan {role} tidak ada di {area}.", role=role.value, area=area.name)
    seat, is_new = Seat.objects.get_or_create(role=role, area=area, office=office)
    if is_new:
        record("seat.opened", at=at, seat=by, about=f"seat:{seat_name(role, area.area_code)}")
    return seat


@transaction.atomic
def open_seats(role: Role, areas: Sequence[Area], *, at: datetime, by: str) -> list[Seat]:
    """The seats of one role over many areas, opened where there is none yet; for roles without an office."""
    known = Seat.objects.filter(role=role, area__in=areas, office=None).values_list("area_id", flat=True)
    without = set(known)
    missing = [area for area in areas if area.pk not in without]
    Seat.objects.bulk_create([Seat(role=role, area=area) for area in missing], ignore_conflicts=True)
    record_many(Act("seat.opened", at, by, f"seat:{seat_name(role, area.area_code)}") for area in missing)
    return list(
        Seat.objects.select_related("area").filter(role=role, area__in=areas, office=None).order_by("area__code")
    )


@transaction.atomic
def appoint(*, person: Person, seat: Seat, sk: str, held_from: date, at: datetime, by: str = "clock") -> Appointment:
    """Put a person into a seat by a letter of appointment (SK). The trail names the seat and the letter's digest."""
    sk = letter_told(sk)
    if Appointment.objects.filter(person=person, seat=seat, held_until=None).exists():
        raise Refused("twice", "Orang ini sudah memegang jabatan itu.")
    appointment = Appointment.objects.create(person=person, seat=seat, sk=sk, held_from=held_from)
    record(
        "seat.filled",
        at=at,
        seat=by,
        about=f"seat:{seat_name(Role(seat.role), seat.area.area_code)}",
        facts={"sk": digest_of_words(sk), "from": held_from.isoformat()},
    )
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, until: date, at: datetime, by: str = "clock") -> Appointment:
    """The last day is the day before `until`; refused when it has ended already or would end before it began."""
    fresh = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if fresh.held_until is not None:
        raise Refused("twice", "Masa jabatan ini sudah berakhir.")
    if until <= fresh.held_from:
        raise Refused("until", "Masa jabatan berakhir setelah hari mulainya.", field="until")
    fresh.held_until = until
    fresh.save(update_fields=["held_until"])
    named = seat_name(Role(fresh.seat.role), fresh.seat.area.area_code)
    record("seat.vacated", at=at, seat=by, about=f"seat:{named}", facts={"until": until.isoformat()})
    return fresh


@transaction.atomic
def leave_seats(person: Person, *, only: str = "", at: datetime, by: str = "clock") -> list[Appointment]:
    """Somebody leaves the seats they hold, or the one that is named; which they were."""
    sits = Appointment.objects.filter(person=person, held_until=None).select_related("seat__area").order_by("pk")
    return [end_now(one, at=at, by=by) for one in sits if only in ("", str(one.seat))]


def end_now(appointment: Appointment, *, at: datetime, by: str) -> Appointment:
    """From now on it opens nothing. An appointment lasts at least its first day: where it began today, the record ends
    tomorrow, and says when they left."""
    today = day_of(at)
    ended = end_appointment(appointment, until=max(today, appointment.held_from + timedelta(days=1)), at=at, by=by)
    if ended.held_until is not None and ended.held_until > today:
        ended.left_at = at
        ended.save(update_fields=["left_at"])
    return ended


@transaction.atomic
def vacate(area: Area, *, until: date, at: datetime, by: str = "clock") -> int:
    """Nobody sits in an area that is no more: who sits there, or was to, sits until the day before `until`, and codes
    that invite there seat nobody; returns how many appointments ended.

    An appointment that began on that day or later ends after its first day.
    """
    seats = {seat.pk: seat for seat in Seat.objects.select_related("area").filter(area=area)}
    later = Q(held_until__isnull=True) | Q(held_until__gt=until)
    held = list(Appointment.objects.select_for_update().filter(later, seat__in=seats))
    acts = []
    for one in held:
        one.held_until = max(until, one.held_from + timedelta(days=1))
        facts = {"until": one.held_until.isoformat()}
        acts.append(Act("seat.vacated", at, by, f"seat:{seats[one.seat_id]}", facts))
    Appointment.objects.bulk_update(held, ["held_until"])
    open_ones = Invitation.objects.filter(seat__in=seats, revoked_at=None, used_at=None)
    for seat, place in open_ones.values_list("seat_id", "place"):
        acts.append(Act("invitation.revoked", at, by, f"seat:{seats[seat]}", {"place": place}))
    open_ones.update(revoked_at=at)
    record_many(acts)
    return len(held)
