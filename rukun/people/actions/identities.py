"""Connect a person with who they are at the city's own sign-in, and part the two again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rukun.people.actions.invitations import accept_invitation
from rukun.people.actions.persons import register_person
from rukun.people.codes import keyed
from rukun.people.entering.sessions import end_sessions_from
from rukun.people.entering.tokens import Shown
from rukun.people.logins import is_email, normal_login
from rukun.people.models import Identity, Person
from rukun.people.queries.identities import has_another_way_in
from rukun.people.rules import NAME_LENGTH_MAX, Role
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.refused import Refused

HOUSE_NAME_SIGNS = 12


@transaction.atomic
def connect_identity(person: Person, *, shown: Shown, at: datetime) -> Identity:
    """From now on it signs this person in. Of two at the same moment one is connected.

    A simulated person, whom anyone may be, is nobody's: what is connected there everybody would read.
    """
    if person.is_simulated:
        raise Refused("simulated", "Orang simulasi tidak dapat dihubungkan.")
    made = Identity(
        person=person, issuer=shown.issuer, subject=shown.subject, shown=shown.email or shown.name, connected_at=at
    )
    if not append_first(made):
        return _connected_before(person, shown)
    record("identity.connected", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")
    return made


@transaction.atomic
def disconnect_identity(person: Person, *, issuer: str, keep: str, at: datetime) -> None:
    """It signs nobody in any more, and what it signed in elsewhere is signed out, except the session kept under `keep`.

    Refused where nothing else would open the account: the person's row is held, so that a password or passkey that is
    taken away meanwhile is not overlooked.
    """
    held = Person.objects.select_for_update().get(pk=person.pk)
    if not has_another_way_in(held):
        raise Refused("sso-only", "Ini satu-satunya cara Anda masuk. Buat kata sandi atau kunci sandi dahulu.")
    if not Identity.objects.filter(person=held, issuer=issuer).delete()[0]:
        raise Refused("twice", "Sambungan ini sudah dilepas.")
    end_sessions_from(issuer, person=held, but=keep)
    record("identity.disconnected", at=at, seat=Role.WARGA.value, about=f"person:{person.pk}")


@transaction.atomic
def join_with_identity(invitation_id: int, *, shown: Shown, at: datetime) -> Person:
    """Register without a password, connect, and sit down, in one: what cannot be done whole is not done.

    The login is the address that the provider vouches for; without one the house gives a name. An account that has
    that address already is not taken over: its owner signs in and connects.
    """
    login = shown.email if shown.is_email_verified and is_email(shown.email) else _house_name(shown)
    name = (shown.name or shown.email or login)[:NAME_LENGTH_MAX]
    try:
        person = register_person(login=normal_login(login), name=name, pseudonym="", password=None, at=at)
    except Refused as refusal:
        if refusal.code != "taken":
            raise
        raise Refused(
            "sso-taken", "Surel Anda sudah punya akun Rukun. Masuk dengan kata sandi, terima jabatan ini, lalu "
            "hubungkan di halaman Akun.",
        ) from None  # fmt: skip
    connect_identity(person, shown=shown, at=at)
    accept_invitation(invitation_id, person=person, at=at)
    return person


def _connected_before(person: Person, shown: Shown) -> Identity:
    """The same once more changes nothing; another's, or another one, is refused."""
    found = Identity.objects.filter(issuer=shown.issuer, subject=shown.subject).first()
    if found is None:
        raise Refused("sso-other", "Akun Anda sudah terhubung dengan identitas lain. Lepaskan dahulu.")
    if found.person_id != person.pk:
        raise Refused("sso-taken", "Identitas ini sudah dihubungkan dengan akun Rukun yang lain.")
    return found


def _house_name(shown: Shown) -> str:
    return f"sso-{keyed('house-name', f'{shown.issuer} {shown.subject}')[:HOUSE_NAME_SIGNS]}"
