"""The crew of an office: named, renamed, taken off and on again by its desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from rukun.followup.models import CrewMember, CrewPass, CrewWork, Ticket
from rukun.followup.rules import OPEN
from rukun.people.models import Office, Person
from rukun.people.rules import Actor, SeatHeld
from rukun.trail.actions import record
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, start_of
from rukun.values.typed import one_line

NAME_MAX, PHONE_MAX = 80, 32
CREW_MAX = 500


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the crew with what is in their hands, what they did today, and the passes of today."""

    crew: CrewMember
    open: int
    overdue: int
    done_today: int
    passes: Sequence[CrewPass]


def member_to_direct(desk: SeatHeld, number: int) -> CrewMember:
    """Somebody of the desk's own crew; others do not exist for it."""
    found = CrewMember.objects.select_related("office").filter(pk=number, office__code=desk.office).first()
    if found is None:
        raise hidden()
    return found


def crew_of(office: str, *, at: datetime) -> list[Member]:
    """The whole crew of an office, the active first; four queries."""
    crew = list(CrewMember.objects.filter(office__code=office).select_related("office").order_by("-is_active", "name"))
    overdue = Count("id", filter=Q(due_at__lt=at))
    rows = (
        Ticket.objects.filter(crew__in=crew, state__in=OPEN).values_list("crew").annotate(n=Count("id"), late=overdue)
    )
    held = {crew_id: (n, late) for crew_id, n, late in rows.order_by()}
    began = start_of(day_of(at))
    done = dict(
        CrewWork.objects.filter(crew_pass__crew__in=crew, did="done", at__gte=began)
        .values_list("crew_pass__crew").annotate(n=Count("id")).order_by()
    )  # fmt: skip
    passes: dict[int, list[CrewPass]] = {}
    # A link that was replaced before anybody opened it is nothing to think about.
    shown = Q(revoked_at=None) | Q(opened_at__isnull=False)
    for one in CrewPass.objects.filter(shown, crew__in=crew, day=day_of(at)).order_by("-issued_at", "-id"):
        passes.setdefault(one.crew_id, []).append(one)
    return [
        Member(one, *held.get(one.pk, (0, 0)), done.get(one.pk, 0), passes.get(one.pk, ())) for one in crew
    ]  # fmt: skip


def active_crew(office: str) -> list[CrewMember]:
    """Who may be sent to something; one query."""
    return list(CrewMember.objects.filter(office__code=office, is_active=True).order_by("name"))


@transaction.atomic
def add_member(*, name: str, phone: str, desk: SeatHeld, at: datetime) -> CrewMember:
    """Somebody new in the crew of the desk's office."""
    office = Office.objects.get(code=desk.office)
    if CrewMember.objects.filter(office=office).count() >= CREW_MAX:
        raise Refused("crew", "Daftar petugas sudah penuh: paling banyak {most} orang.", most=CREW_MAX)
    made = CrewMember(office=office, name=clean_name(name), phone=_clean_phone(phone))
    _save(made)
    record("crew.named", at=at, seat=desk.named, about=f"crew:{made.pk}")
    return made


@transaction.atomic
def rename_member(crew: CrewMember, *, name: str, phone: str, desk: SeatHeld, at: datetime) -> CrewMember:
    """The name as it should be read, and the telephone number."""
    _refuse_other_desk(crew, desk)
    crew.name, crew.phone = clean_name(name), _clean_phone(phone)
    _save(crew)
    record("crew.renamed", at=at, seat=desk.named, about=f"crew:{crew.pk}")
    return crew


@transaction.atomic
def retire_member(crew: CrewMember, *, desk: SeatHeld, at: datetime) -> CrewMember:
    """Works here no more. Refused while tasks are in their hands: somebody must have them. Open links go too."""
    _refuse_other_desk(crew, desk)
    CrewMember.objects.select_for_update().get(pk=crew.pk)
    held = Ticket.objects.filter(crew=crew, state__in=OPEN).count()
    if held:
        raise Refused(
            "crew", "{name} masih memegang {n} tugas. Alihkan dahulu, lalu nonaktifkan.", name=crew.name, n=held
        )
    CrewPass.objects.filter(crew=crew, revoked_at=None).update(revoked_at=at)
    return _activity(crew, False, "crew.retired", desk, at)


@transaction.atomic
def return_member(crew: CrewMember, *, desk: SeatHeld, at: datetime) -> CrewMember:
    """Works here again."""
    _refuse_other_desk(crew, desk)
    return _activity(crew, True, "crew.returned", desk, at)


def member_of(by: Actor, seat: SeatHeld, at: datetime) -> CrewMember:
    """The crew member that a PPSU with an account is; made at their first coming, under their own name."""
    known = CrewMember.objects.select_related("office").filter(person_id=by.known_id, office__code=seat.office).first()
    if known is not None:
        if not known.is_active:
            raise Refused("crew", "{name} tidak aktif lagi.", name=known.name)
        return known
    person, office = Person.objects.get(pk=by.known_id), Office.objects.get(code=seat.office)
    names = set(
        CrewMember.objects.filter(office=office, name__startswith=person.name[:60]).values_list("name", flat=True)
    )
    name, number = person.name[:NAME_MAX], 2
    while name in names:
        name, number = f"{person.name[:60]} ({number})", number + 1
    made = CrewMember.objects.create(office=office, name=name, person=person)
    record("crew.named", at=at, seat=seat.named, about=f"crew:{made.pk}")
    return made


def clean_name(name: str) -> str:
    """The name on one line; refused when empty or too long."""
    said = one_line(name)
    if not said:
        raise Refused("name", "Isi nama petugas.", field="name")
    if len(said) > NAME_MAX:
        raise Refused("name", "Nama petugas paling banyak {most} huruf.", field="name", most=NAME_MAX)
    return said


def _clean_phone(phone: str) -> str:
    said = "".join(sign for sign in phone.strip() if sign in "+0123456789 -()")
    if len(said) > PHONE_MAX or len(said) != len(phone.strip()):
        raise Refused("phone", "Nomor telepon hanya angka, paling banyak {most}.", field="phone", most=PHONE_MAX)
    return said


def _save(crew: CrewMember) -> None:
    try:
        with transaction.atomic():
            crew.save()
    except IntegrityError:
        raise Refused("name", "Sudah ada petugas bernama {name}.", field="name", name=crew.name) from None


def _activity(crew: CrewMember, is_active: bool, verb: str, desk: SeatHeld, at: datetime) -> CrewMember:
    crew.is_active = is_active
    crew.save(update_fields=["is_active"])
    record(verb, at=at, seat=desk.named, about=f"crew:{crew.pk}")
    return crew


def _refuse_other_desk(crew: CrewMember, desk: SeatHeld) -> None:
    if crew.office.code != desk.office:
        raise hidden()
