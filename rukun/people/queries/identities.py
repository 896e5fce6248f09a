"""Whose an identity of the city's own sign-in is, and whether its person could do without it."""

from __future__ import annotations

from rukun.people.models import Identity, Passkey, Person


def person_with_identity(issuer: str, subject: str) -> Person | None:
    """Who connected it, unless the account was closed; one query."""
    found = Identity.objects.select_related("person").filter(issuer=issuer, subject=subject).first()
    return found.person if found and found.person.is_active else None


def identity_of(person: Person, issuer: str) -> Identity | None:
    """What the person connected at this issuer; one query."""
    return Identity.objects.filter(person=person, issuer=issuer).first()


def person_of_confirmed_email(email: str) -> Person | None:
    """Who signs in with this address and has shown that it is theirs; one query.

    An account whose address was never confirmed may have been opened by anybody: it waits for its owner as a trap.
    """
    return Person.objects.filter(login=email, is_active=True, confirmed_at__isnull=False).first() if email else None


def has_another_way_in(person: Person) -> bool:
    """Whether a password or a passkey opens the account without the city's own sign-in; one query at most."""
    return person.has_usable_password() or Passkey.objects.filter(person=person).exists()
