"""Invite to seats by codes, take invitations back, and seat whoever uses one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from rukun.people.actions.persons import sign_up
from rukun.people.actions.seats import appoint, end_now
from rukun.people.codes import invitation_digests, new_code
from rukun.people.models import Appointment, Invitation, Person, Seat
from rukun.people.rules import SHARED_ROLES, Role, SeatHeld, letter_told
from rukun.trail.actions import Act, record, record_many
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of

PLACES_MAX = 9


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation with its code, which nobody will see again."""

    invitation: Invitation
    code: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What an invitation says besides its seat: the letter (SK), how long it is good, whether it replaces a holder."""

    sk: str
    days: int
    replaces: bool = False


@transaction.atomic
def issue_invitations(
    seats: Sequence[Seat], terms: Terms, *, by: SeatHeld | str, at: datetime, place: int = 0
) -> list[Issued]:
    """One code for each seat; an earlier open invitation to the same place is revoked by it.

    `place` is that of a board member whose code is issued anew; 0 takes the first free one of a shared seat.
    """
    sk = letter_told(terms.sk)
    # In the order of their ids, so that two issuers wait for each other instead of both for ever.
    held = {seat.pk: seat for seat in _locked([seat.pk for seat in seats])}
    issuer = by if isinstance(by, str) else by.named
    fresh, acts = [], []
    for seat in held.values():
        taken = place or _free_place(seat, at)
        gone = _open_at(seat, taken).update(revoked_at=at)
        code = new_code()
        fresh.append(Issued(_invitation(seat, taken, code, terms, issuer=issuer, at=at), code))
        if gone:
            acts.append(Act("invitation.revoked", at, issuer, f"seat:{seat}", {"place": taken}))
        acts.append(Act("invitation.issued", at, issuer, f"seat:{seat}", {"place": taken, "sk": digest_of_words(sk)}))
    Invitation.objects.bulk_create([issued.invitation for issued in fresh])
    record_many(acts)
    return fresh


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: SeatHeld, at: datetime) -> Invitation:
    """The code seats nobody any more; refused when it was used or revoked meanwhile."""
    if not _open().filter(pk=invitation.pk).update(revoked_at=at):
        raise Refused("twice", "Undangan ini sudah dipakai atau sudah dicabut.")
    facts = {"place": invitation.place}
    record("invitation.revoked", at=at, seat=by.named, about=f"seat:{invitation.seat}", facts=facts)
    invitation.revoked_at = at
    return invitation


@transaction.atomic
def accept_invitation(invitation_id: int, *, person: Person, at: datetime) -> Appointment:
    """Sit down: the code is used, the appointment begins today by the letter that the issuer recorded.

    The seat is locked first: of two people with one code, or with two codes for one seat, one sits down.
    """
    found = Invitation.objects.filter(pk=invitation_id).first()
    seat = _locked([found.seat_id])[0] if found else None
    if found is None or seat is None or not _open().filter(pk=found.pk, expires_at__gt=at).update(used_at=at):
        raise Refused("invitation-gone", "Undangan ini sudah dipakai, dicabut, atau lewat waktunya.", field="code")
    _make_room(seat, found, person, at)
    about = f"seat:{seat}"
    record("invitation.used", at=at, seat=Role.WARGA.value, about=about, facts={"place": found.place})
    return appoint(person=person, seat=seat, sk=found.sk, held_from=day_of(at), at=at, by=found.issued_by)


@transaction.atomic
def join(invitation_id: int, *, login: str, name: str, password: str, at: datetime) -> Person:
    """Register and sit down in one: when the seat cannot be taken, nobody is registered."""
    person = sign_up(login=login, name=name, password=password, at=at)
    accept_invitation(invitation_id, person=person, at=at)
    return person


def _make_room(seat: Seat, invitation: Invitation, person: Person, at: datetime) -> None:
    """In a seat for one sits nobody else, or somebody whom the invitation says that it replaces."""
    if Role(seat.role) in SHARED_ROLES:
        return
    for held in Appointment.objects.filter(seat=seat, held_until=None).exclude(person=person):
        if not invitation.replaces:
            raise Refused(
                "occupied", "Jabatan ini masih dipegang orang lain. Hubungi yang memberi undangan.", field="code"
            )
        end_now(held, at=at, by=invitation.issued_by)


def _invitation(seat: Seat, place: int, code: str, terms: Terms, *, issuer: str, at: datetime) -> Invitation:
    return Invitation(
        seat=seat, place=place, digest=invitation_digests(code)[0], ends_with=code[-2:], sk=terms.sk.strip(),
        replaces=terms.replaces, issued_by=issuer, issued_at=at, expires_at=at + timedelta(days=terms.days),
    )  # fmt: skip


def _free_place(seat: Seat, at: datetime) -> int:
    """1 for a seat of one; of a shared seat the first place without an open invitation, expired ones being free."""
    if Role(seat.role) not in SHARED_ROLES:
        return 1
    _open().filter(seat=seat, expires_at__lte=at).update(revoked_at=at)
    taken = set(_open().filter(seat=seat).values_list("place", flat=True))
    free = next((number for number in range(1, PLACES_MAX + 1) if number not in taken), None)
    if free is None:
        raise Refused("places", "Sudah ada sembilan undangan terbuka untuk unit ini. Cabut yang tidak perlu.")
    return free


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(revoked_at=None, used_at=None)


def _open_at(seat: Seat, place: int) -> QuerySet[Invitation]:
    return _open().filter(seat=seat, place=place)


def _locked(ids: Sequence[int]) -> list[Seat]:
    return list(Seat.objects.select_for_update(of=("self",)).select_related("area").filter(pk__in=ids).order_by("pk"))
