"""Give keys to other programs, and take them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rukun.people.keys import BEGINS, SHOWN, digests_of_key, new_key
from rukun.people.models import ApiKey, Person
from rukun.people.rules import KEY_DAYS, Scope, SeatHeld, refuse_bad_quota, refuse_bad_scopes, refuse_unnamed_key
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """Which program a key is for, whom to ask about it, how often it may be used, what for, and in whose name.

    A key in somebody's name ends after so many days; one that only files for nobody goes on until it is withdrawn.
    """

    name: str
    contact: str
    per_hour: int
    per_day: int
    scopes: frozenset[Scope] = frozenset({Scope.REPORT})
    holder_id: int | None = None
    days: int = KEY_DAYS


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A key with its code, which nobody will see again."""

    key: ApiKey
    code: str


@transaction.atomic
def issue_key(terms: KeyTerms, *, by: SeatHeld | str, at: datetime) -> IssuedKey:
    """A key for a program; its code is told once and kept nowhere."""
    refuse_unnamed_key(terms.name, terms.contact)
    refuse_bad_quota(terms.per_hour, terms.per_day)
    refuse_bad_scopes(terms.scopes, has_holder=terms.holder_id is not None)
    expires_at = at + timedelta(days=terms.days) if terms.holder_id is not None else None
    code, issuer = new_key(), by if isinstance(by, str) else by.named
    key = ApiKey.objects.create(
        name=terms.name.strip(), contact=terms.contact.strip(), digest=digests_of_key(code)[0],
        begins_with=code[: len(BEGINS) + SHOWN], per_hour=terms.per_hour, per_day=terms.per_day, issued_by=issuer,
        issued_at=at, scopes=" ".join(sorted(terms.scopes)), holder_id=terms.holder_id,
        expires_at=expires_at,
    )  # fmt: skip
    facts = {"name": digest_of_words(key.name), "per_hour": key.per_hour, "per_day": key.per_day, "scopes": key.scopes}
    record("key.issued", at=at, seat=issuer, about=f"key:{key.pk}", facts=facts)
    return IssuedKey(key, code)


@transaction.atomic
def withdraw_key(key: ApiKey, *, by: SeatHeld | str, at: datetime) -> ApiKey:
    """Nothing is taken by it any more; refused when that is so already."""
    if not ApiKey.objects.filter(pk=key.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused("twice", "Kunci ini sudah dicabut.")
    record("key.withdrawn", at=at, seat=by if isinstance(by, str) else by.named, about=f"key:{key.pk}")
    key.withdrawn_at = at
    return key


def withdraw_keys_of(person: Person, *, by: str, at: datetime) -> int:
    """Every key that stands in the name of somebody who goes, in the transaction of their going; returns how many."""
    keys = list(ApiKey.objects.select_for_update().filter(holder=person, withdrawn_at=None).order_by("pk"))
    for key in keys:
        withdraw_key(key, by=by, at=at)
    return len(keys)
