"""Passes for a day: issued as a link by the desk, opened once, bound to the telephone that opened it, revocable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils.crypto import salted_hmac

from rukun.followup.crew.codes import Window
from rukun.followup.crew.members import member_of
from rukun.followup.models import CrewMember, CrewPass
from rukun.people.codes import is_same, keyed_ever, new_code, read_code
from rukun.people.entering import doorkeeper, throttle
from rukun.people.entering.throttle import Source
from rukun.people.models import Seat
from rukun.people.rules import Actor, Role, SeatHeld, seat_name
from rukun.trail.actions import record
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of, start_of

# What was done before midnight may arrive until morning; then a new link of the same person carries it.
GRACE = timedelta(hours=6)
KNOCK = "crew-pass"
AGENT_MAX = 300
# The column holds no more; whoever comes after is turned away all the same.
TURNED_AWAY_MOST = 32_767


class Standing(StrEnum):
    """Where a pass stands: not opened yet, good, past midnight (only sending), over, or taken back."""

    UNOPENED = "unopened"
    GOOD = "good"
    GRACE = "grace"
    OVER = "over"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Issued:
    """A new pass, and the code of its link: told once, kept nowhere."""

    crew_pass: CrewPass
    code: str


def standing(crew_pass: CrewPass, at: datetime) -> Standing:
    """Where the pass stands at this moment."""
    midnight = start_of(crew_pass.day + timedelta(days=1))
    if crew_pass.revoked_at is not None:
        return Standing.REVOKED
    if at < midnight:
        return Standing.GOOD if crew_pass.opened_at else Standing.UNOPENED
    return Standing.GRACE if crew_pass.opened_at and at < midnight + GRACE else Standing.OVER


def secret_of(crew_pass: CrewPass) -> bytes:
    """What the codes in the pictures of this pass are made from: of the installation's key, kept in no table."""
    return salted_hmac("rukun.crew.secret", f"{crew_pass.pk}:{crew_pass.device}", algorithm="sha256").digest()


def window_of(crew_pass: CrewPass, received_at: datetime) -> Window:
    """When a picture of this pass can have been taken."""
    midnight = start_of(crew_pass.day + timedelta(days=1))
    return Window(crew_pass.opened_at or crew_pass.issued_at, min(received_at, midnight))


@transaction.atomic
def issue(crew: CrewMember, *, desk: SeatHeld, at: datetime) -> Issued:
    """A link for today. An earlier one that nobody opened yet is good no more: there is one link in the air."""
    _refuse_other_crew(crew, desk)
    if not crew.is_active:
        raise Refused("crew", "{name} tidak aktif lagi.", name=crew.name)
    today = day_of(at)
    CrewPass.objects.filter(crew=crew, day=today, opened_at=None, revoked_at=None).update(revoked_at=at)
    code = new_code()
    made = CrewPass.objects.create(crew=crew, seat_id=desk.id, digest=link_digests(code)[0], day=today, issued_at=at)
    record("crew.pass-issued", at=at, seat=desk.named, about=f"crew:{crew.pk}", facts={"day": today.isoformat()})
    return Issued(made, code)


@transaction.atomic
def revoke(crew_pass: CrewPass, *, desk: SeatHeld, at: datetime) -> CrewPass:
    """Good no more, from this moment: a telephone was lost, or somebody else has it."""
    _refuse_other_crew(crew_pass.crew, desk)
    if not CrewPass.objects.filter(pk=crew_pass.pk, revoked_at=None).update(revoked_at=at):
        raise Refused("twice", "Tautan ini sudah dicabut.")
    crew_pass.revoked_at = at
    record("crew.pass-revoked", at=at, seat=desk.named, about=f"crew:{crew_pass.crew_id}")
    return crew_pass


def pass_to_revoke(crew: CrewMember, number: str) -> CrewPass:
    """A pass of this member of the crew."""
    known, passes = number_in(number), CrewPass.objects.select_related("crew__office").filter(crew=crew)
    found = passes.filter(pk=known).first() if known is not None else None
    if found is None:
        raise hidden()
    return found


def open_link(typed: str, *, device: str, agent: str, source: Source, at: datetime) -> tuple[CrewPass, str]:
    """The pass of this link with the secret of the device that it is bound to from now on.

    Opened again on the same telephone it is the same; on another it is refused, and the desk is told of it.
    """
    if not read_code(typed):
        raise Refused("crew-pass", "Kode tautan sepuluh tanda, seperti 7K3QM-9XT4B.", field="code")
    tried = doorkeeper.knock(KNOCK, "any", throttle.INVITATION, source=source, at=at)
    found = CrewPass.objects.select_related("crew__office", "seat__area").filter(digest__in=link_digests(typed)).first()
    if found is None:
        raise Refused("crew-pass", "Kode tautan ini tidak dikenal. Minta tautan baru kepada kelurahan.", field="code")
    tried.forgive()
    where = standing(found, at)
    if where is Standing.REVOKED:
        raise Refused("closed", "Tautan ini sudah dicabut. Minta tautan baru kepada kelurahan.", field="code")
    if where is Standing.OVER:
        raise Refused("closed", "Tautan ini hanya untuk hari itu. Minta tautan baru kepada kelurahan.", field="code")
    if found.opened_at is None:
        secret = secrets.token_urlsafe(32)
        if _bind(found, secret, agent, at):
            return found, secret
        found.refresh_from_db()
    if device and any(is_same(found.device, digest) for digest in device_digests(device)):
        return found, device
    turned = CrewPass.objects.filter(pk=found.pk)
    turned.update(turned_away=Least(F("turned_away"), TURNED_AWAY_MOST - 1) + 1, turned_away_at=at)
    raise Refused(
        "occupied",
        "Tautan ini sudah dibuka di telepon lain, jadi tidak dapat dipakai di sini. Kelurahan diberi tahu; minta "
        "tautan baru kalau ini telepon Anda.",
        field="code",
    )


@transaction.atomic
def _bind(found: CrewPass, secret: str, agent: str, at: datetime) -> bool:
    """Of two telephones at the same moment one gets it."""
    digest = device_digests(secret)[0]
    free = CrewPass.objects.filter(pk=found.pk, opened_at=None, revoked_at=None)
    if not free.update(device=digest, opened_at=at, agent=agent[:AGENT_MAX]):
        return False
    found.device, found.opened_at = digest, at
    _record_opened(found, at)
    return True


@transaction.atomic
def open_by_account(by: Actor, *, agent: str, at: datetime) -> tuple[CrewPass, str]:
    """A pass for a PPSU who is signed in: no link, the account is enough."""
    seat = by.seat_as(Role.PPSU)
    if seat is None or not seat.office:
        raise hidden()
    secret = secrets.token_urlsafe(32)
    made = CrewPass.objects.create(
        crew=member_of(by, seat, at), seat_id=seat.id, day=day_of(at), issued_at=at, opened_at=at,
        device=device_digests(secret)[0], agent=agent[:AGENT_MAX],
    )  # fmt: skip
    _record_opened(made, at)
    return made, secret


def pass_of_device(device: str) -> CrewPass | None:
    """The pass that a telephone holds, by its secret; one query."""
    if not device:
        return None
    known = CrewPass.objects.select_related("crew__office", "seat__area", "seat__office")
    return known.filter(device__in=device_digests(device)).first()


def seat_held(crew_pass: CrewPass) -> SeatHeld:
    """In whose name the pass acts: the desk's that issued it, or the PPSU's own; for the office of the crew."""
    seat: Seat = crew_pass.seat
    return SeatHeld(seat.pk, Role(seat.role), seat.area.area_code, crew_pass.crew.office.code)


def link_digests(code: str) -> list[str]:
    """What is kept of the code in a link, however it was typed; the first is that of a new one."""
    return keyed_ever("crew-link", read_code(code))


def device_digests(secret: str) -> list[str]:
    """What is kept of the secret of a telephone; the first is that of a new one."""
    return keyed_ever("crew-device", secret)


def _record_opened(crew_pass: CrewPass, at: datetime) -> None:
    seat = crew_pass.seat
    named = seat_name(Role(seat.role), seat.area.area_code)
    record(
        "crew.pass-opened",
        at=at,
        seat=named,
        about=f"crew:{crew_pass.crew_id}",
        facts={"day": crew_pass.day.isoformat()},
    )


def _refuse_other_crew(crew: CrewMember, desk: SeatHeld) -> None:
    if crew.office.code != desk.office:
        raise hidden()
