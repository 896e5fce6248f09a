"""The decrees for everyone: what each says, from when until when, what it pays, how sure that is, and its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rukun.funds.decree import Decree, Flat, Grant, PerReport, Status, in_force
from rukun.funds.explained import MEASURE_NAMES
from rukun.funds.models import LoadedDecree
from rukun.funds.quality import Service
from rukun.funds.queries import loaded_decrees
from rukun.values.code import Kind
from rukun.values.refused import Refused, hidden
from rukun.values.rupiah import Rupiah
from rukun.values.time import Month

MOVES_MONEY = (Status.IN_FORCE, Status.REVOKED)


class Standing(StrEnum):
    """Where a decree stands on a day, in the order in which a reader wants them."""

    NOW = "now"
    AHEAD = "ahead"
    UNKNOWN = "unknown"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Paid:
    """What a decree pays a kind of unit."""

    kind: Kind
    grant: Grant

    @property
    def form(self) -> str:
        """How it is paid: `flat`, `per-report` or `service`."""
        if isinstance(self.grant, Flat):
            return "flat"
        return "per-report" if isinstance(self.grant, PerReport) else "service"

    @property
    def parts(self) -> list[tuple[str, Rupiah]]:
        """What the parts for service are called, and what each makes at most."""
        if not isinstance(self.grant, Service):
            return []
        return [(MEASURE_NAMES[part.measure], part.amount) for part in self.grant.parts]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a decree's file, as it was loaded."""

    digest: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A decree in plain words, where it stands on a day, and what it follows and is followed by."""

    decree: Decree
    standing: Standing
    paid: tuple[Paid, ...]
    replaces: tuple[Decree, ...]
    replaced_by: Decree | None
    versions: tuple[Version, ...]


def decrees_told(today: date) -> list[Told]:
    """Every decree that was ever loaded: what is in force first, then what is to come, then the past; two queries."""
    versions: dict[str, list[Version]] = {}
    rows = LoadedDecree.objects.order_by("loaded_at", "id").values_list("decree", "digest", "loaded_at")
    for name, digest, at in rows:
        versions.setdefault(name, []).append(Version(digest, at))
    law = {name: decree for name, (_, decree) in loaded_decrees().items()}
    ruling = _ruling(law.values(), today)
    told = [_told(decree, law, ruling, versions.get(name, []), today) for name, decree in law.items()]
    told.sort(key=lambda one: (one.decree.effective_from, one.decree.id), reverse=True)
    return sorted(told, key=lambda one: list(Standing).index(one.standing))


def decree_told(name: str, today: date) -> Told:
    """One decree by its id; two queries."""
    for one in decrees_told(today):
        if one.decree.id == name:
            return one
    raise hidden()


def standing_of(decree: Decree, ruling: frozenset[str], today: date) -> Standing:
    """Where it stands: the running month asks who rules it, so that two that cover a day are never both in force."""
    if decree.status not in MOVES_MONEY:
        return Standing.UNKNOWN
    if decree.id in ruling:
        return Standing.NOW
    is_over = decree.effective_until is not None and decree.effective_until < today
    begins_later = not decree.covers(Month.of(today).first) or decree.known_from > today
    return Standing.PAST if is_over or not begins_later else Standing.AHEAD


def _ruling(law: Iterable[Decree], today: date) -> frozenset[str]:
    found = set()
    for kind in (Kind.RT, Kind.RW):
        try:
            found.add(in_force(law, kind, Month.of(today), today).id)
        except Refused:
            continue
    return frozenset(found)


def _told(
    decree: Decree, law: Mapping[str, Decree], ruling: frozenset[str], versions: Iterable[Version], today: date
) -> Told:
    after = [
        other for other in law.values()
        if decree.id in other.revokes and other.known_from <= today and other.status in MOVES_MONEY
    ]  # fmt: skip
    begun = [other for other in after if other.effective_from <= today]
    return Told(
        decree=decree,
        standing=standing_of(decree, ruling, today),
        paid=tuple(Paid(kind, grant) for kind, grant in decree.grants.items()),
        replaces=tuple(law[name] for name in decree.revokes if name in law),
        replaced_by=min(begun, key=lambda other: (other.effective_from, other.id), default=None),
        versions=tuple(versions),
    )
