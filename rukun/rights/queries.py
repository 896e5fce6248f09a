"""What is kept of a person, counted or in full; who was shown it; what waits, and what a city's file says of time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet

from rukun.followup.models import Answer
from rukun.people.models import Copy, DataOpened, Forgetting, Person
from rukun.people.opened import AUDITED_WORDS, WHAT_WORDS, What
from rukun.people.rules import Role
from rukun.reports.models import ContactOpened, Photo
from rukun.rights.rules import HELD, Held, Retention, read_retention
from rukun.values.code import AreaCode
from rukun.values.time import iso
from rukun.values.words import sentence

ROWS_AT_ONCE = 2_000
# Of the person's own row: no hash of a password, and nothing that Django keeps for itself.
OWN_FIELDS = ("login", "name", "pseudonym", "language", "joined_at", "confirmed_at", "closed_at")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of one kind are kept of a person."""

    held: Held
    count: int


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody was shown something: which office and seat, what of how many people, when, and why where a reason
    was asked for."""

    at: datetime
    role: Role | None
    office: str
    area: str
    words: str
    about: str
    reason: str = ""
    people: int = 1


def model_of(held: Held) -> type[Model]:
    return apps.get_model(held.model)


def rows_of(held: Held, person_id: int) -> QuerySet[Any]:
    """The rows of one kind, the oldest first."""
    found: QuerySet[Any] = model_of(held)._default_manager.filter(**{f"{held.field}_id": person_id})
    return found.order_by("pk")


def counted(person_id: int) -> list[Counted]:
    """How much is kept, kind by kind, without what there is nothing of; one query a kind."""
    told = (Counted(held, rows_of(held, person_id).count()) for held in HELD)
    return [one for one in told if one.count]


def copy_of(person: Person, at: datetime) -> dict[str, Any]:
    """Everything that is kept of a person, as it goes into their copy."""
    return {
        "made_at": iso(at),
        "city": settings.RUKUN_KOTA,
        "person": {name: getattr(person, name) for name in OWN_FIELDS},
        "kept": {held.key: list(_told(held, person.pk)) for held in HELD},
        "opened": [
            {"at": iso(one.at), "seat": one.role, "office": one.office, "area": one.area, "what": one.words,
             "about": one.about, "reason": one.reason}
            for one in openings_of(person.pk)
        ],
    }  # fmt: skip


def as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _told(held: Held, person_id: int) -> Iterator[dict[str, Any]]:
    left_out = {*held.secret, held.field}
    fields = [f for f in model_of(held)._meta.concrete_fields if f.name not in left_out]
    names = [f.attname for f in fields]
    for row in rows_of(held, person_id).values(*names).iterator(chunk_size=ROWS_AT_ONCE):
        yield {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return None if isinstance(value, bytes | memoryview) else value


def pictures_of(person_id: int) -> list[tuple[str, str]]:
    """The photos of a person's reports and answers: report code and digest, in order. Two queries."""
    said = Photo.objects.filter(report__filer_id=person_id).order_by("report_id", "order")
    answered = Answer.objects.filter(person_id=person_id).exclude(photo="").order_by("pk")
    return [
        *said.values_list("report__code", "digest"),
        *answered.values_list("ticket__report__code", "photo"),
    ]


def openings_of(person_id: int) -> list[Opening]:
    """Who was shown what of a person, newest first; two queries."""
    return sorted(
        [*_contacts(ContactOpened.objects.filter(report__filer_id=person_id), CONTACT_WORDS),
         *_others(DataOpened.objects.filter(person_id=person_id), WHAT_WORDS)],
        key=lambda one: one.at, reverse=True,
    )  # fmt: skip


def openings_within(areas: list[AreaCode], most: int) -> list[Opening]:
    """What was shown to seats within some areas, newest first, without whose it was: a list of many people that was
    looked at is one, with how many. Two queries an area."""
    found: list[Opening] = []
    for area in areas:
        within = {"seat__area__code__startswith": area.digits}
        found += _contacts(ContactOpened.objects.filter(**within).order_by("-at")[:most], AUDITED_CONTACT)
        found += _others(DataOpened.objects.filter(**within).order_by("-at", "-id")[:ROWS_AT_ONCE], AUDITED_WORDS)
    return _at_once(sorted(found, key=lambda one: one.at, reverse=True))[:most]


def _at_once(found: list[Opening]) -> list[Opening]:
    """Those that differ in nothing but whose it was, as one; in the order that they came in."""
    return [replace(one, people=people) for one, people in Counter(found).items()]


def _contacts(rows: QuerySet[ContactOpened], words: str) -> Iterator[Opening]:
    for row in rows.select_related("report", "seat__office", "seat__area"):
        office = row.seat.office.name if row.seat.office else ""
        yield Opening(row.at, Role(row.seat.role), office, row.seat.area.name, words,
                      f"report:{row.report.code}", row.reason)  # fmt: skip


def _others(rows: QuerySet[DataOpened], words: Mapping[What, str]) -> Iterator[Opening]:
    for row in rows.select_related("seat__office", "seat__area"):
        seat = row.seat
        office = seat.office.name if seat and seat.office else ""
        yield Opening(row.at, Role(seat.role) if seat else None, office, seat.area.name if seat else "",
                      words[What(row.what)], row.about)  # fmt: skip


CONTACT_WORDS = sentence("nomor atau surel Anda sebagai pelapor")
AUDITED_CONTACT = sentence("nomor atau surel seorang pelapor")


def waiting_for(person_id: int) -> Forgetting | None:
    """The request to be forgotten that waits; one query."""
    return Forgetting.objects.filter(person_id=person_id, taken_back_at=None, done_at=None).first()


def copies_of(person_id: int) -> QuerySet[Copy]:
    """The copies that were asked for, newest first."""
    return Copy.objects.filter(person_id=person_id).order_by("-id")


def retention() -> Retention:
    """What the city's file says; without one nothing grows old."""
    file = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "retention.toml"
    return read_retention(file.read_text() if file.is_file() else "")
