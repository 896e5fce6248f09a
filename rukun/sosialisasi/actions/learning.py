"""Practise a report, and answer the three questions of a stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.areas.queries import area as area_with
from rukun.areas.queries import locator
from rukun.people.rules import UNIT_ROLES, Actor, Role
from rukun.reports import rules as reporting
from rukun.reports.decoding.pool import redrawn_apart
from rukun.reports.models import Category
from rukun.reports.photos import refuse_too_large
from rukun.sosialisasi.curriculum import right_ones
from rukun.sosialisasi.library import curriculum, curriculum_digest
from rukun.sosialisasi.models import Answered, Practice
from rukun.sosialisasi.queries.learning import last_session_of
from rukun.trail.actions import record
from rukun.trail.append import append_first
from rukun.values.code import AreaCode, Kind
from rukun.values.place import Place
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class Tried:
    """A report that is only practice, as the door understood it; `photos` are the files, which nobody keeps."""

    key: str
    category: Category
    words: str
    captured_at: datetime
    photos: Sequence[bytes] = ()
    place: Place | None = None
    chosen: AreaCode | None = None


def file_practice(tried: Tried, *, by: Actor, at: datetime) -> Practice:
    """Judge it as a report would be judged, and keep it where no report is: it counts nowhere and reaches nobody.

    The same key again gives what is there already.
    """
    reporting.refuse_bad_key(tried.key)
    words = reporting.clean_words(tried.words)
    reporting.refuse_empty(words, len(tried.photos))
    for content in tried.photos:
        # Opened as a real one would be, so that a picture that cannot be read is told now; and then forgotten.
        refuse_too_large(len(content))
        redrawn_apart(content)
    kelurahan = area_with(_kelurahan(tried))
    seat = by.seat_as(*UNIT_ROLES)
    session = last_session_of(by, at)
    row = Practice(
        key=tried.key, person_id=by.known_id, seat_id=seat.id if seat else None, sosialisasi=session,
        category=tried.category, kelurahan=kelurahan, words=words, has_point=tried.place is not None,
        photos=len(tried.photos), captured_at=tried.captured_at, received_at=at,
    )  # fmt: skip
    return _kept(row, seat.named if seat else Role.WARGA.value, by, at)


@transaction.atomic
def _kept(row: Practice, seat: str, by: Actor, at: datetime) -> Practice:
    if not append_first(row):
        known = Practice.objects.get(key=row.key)
        if known.person_id != by.person_id:
            raise Refused("key", "Kunci kiriman tidak sah; muat ulang halaman ini lalu kirim lagi.", field="key")
        return known
    record("practice.filed", at=at, seat=seat, about="practice", facts={"category": row.category.code})
    return row


@transaction.atomic
def answer_check(stage: int, choices: Sequence[int], *, by: Actor, at: datetime) -> Answered:
    """Answer the three questions of a stage, as often as one likes; the best time through stands."""
    asked = curriculum().stage(stage)
    right = right_ones(asked, tuple(choices))
    made = Answered.objects.create(
        person_id=by.known_id, stage=stage, curriculum=curriculum_digest(),
        choices=",".join(str(choice) for choice in choices), right=sum(right), at=at,
    )  # fmt: skip
    record("check.answered", at=at, seat=by.named, about=f"stage:{stage}", facts={"right": made.right})
    return made


def _kelurahan(tried: Tried) -> AreaCode:
    if tried.place is not None:
        return locator().locate(tried.place).kelurahan
    if tried.chosen is not None and tried.chosen.kind in (Kind.KELURAHAN, Kind.RW, Kind.RT):
        return tried.chosen.up_to(Kind.KELURAHAN)
    raise Refused("place", "Tunjukkan tempatnya di peta, atau pilih kelurahan, RW, dan RT.", field="place")
