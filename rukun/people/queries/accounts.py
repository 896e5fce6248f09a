"""What a person's own account shows: devices that are signed in, and second factors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from rukun.people.models import CodeApp, Passkey, Person, Session, SpareCode


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has to prove themselves by the second time."""

    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    spare_left: int

    @property
    def is_any(self) -> bool:
        """Whether a second step is asked for at all."""
        return self.app_since is not None or bool(self.passkeys)


def factors_of(person: Person) -> Factors:
    """Three queries."""
    app = CodeApp.objects.filter(person=person).values_list("added_at", flat=True).first()
    passkeys = Passkey.objects.filter(person=person).order_by("added_at")
    return Factors(app, tuple(passkeys), SpareCode.objects.filter(person=person, used_at=None).count())


def has_factor(person: Person) -> bool:
    """Whether signing in takes a second step; two queries at most."""
    return CodeApp.objects.filter(person=person).exists() or Passkey.objects.filter(person=person).exists()


def has_code_app(person: Person) -> bool:
    """Whether an app shows codes for this person, or only passkeys and spare codes prove them."""
    return CodeApp.objects.filter(person=person).exists()


def sessions_of(person: Person) -> QuerySet[Session]:
    """Where the person is signed in, newest first; one query. Sessions end by the wall's clock, as Django writes it."""
    return Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-last_seen_at", "-began_at")


def person_with_id(person_id: int) -> Person | None:
    """The person, unless the account was closed."""
    return Person.objects.filter(pk=person_id, is_active=True).first()
