"""Plan a session, move it, cancel it; a repeated one is planned anew and names the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rukun.areas.models import Area
from rukun.people.rules import SeatHeld
from rukun.reports.rules import code_of
from rukun.sosialisasi import rules
from rukun.sosialisasi.library import curriculum
from rukun.sosialisasi.models import Attendance, Change, Sosialisasi
from rukun.sosialisasi.naming import about_session
from rukun.trail.actions import record
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants to hold: which stage, where, when, who speaks, for how many. `repeats` is the session that
    this one is held for once more."""

    stage: int
    place: str
    starts_at: datetime
    speakers: str
    capacity: int
    repeats: Sosialisasi | None = None


@transaction.atomic
def plan_session(plan: Plan, *, kelurahan: Area, by: SeatHeld, at: datetime) -> Sosialisasi:
    """Put a session into the calendar. The same place at the same moment twice is one tap too many."""
    stage = curriculum().stage(plan.stage)
    place, speakers = " ".join(plan.place.split()), " ".join(plan.speakers.split())
    rules.refuse_bad_plan(place=place, speakers=speakers, capacity=plan.capacity, starts_at=plan.starts_at, at=at)
    # Locked, so that of two taps at once the second sees the first.
    Area.objects.select_for_update().get(pk=kelurahan.pk)
    same = Sosialisasi.objects.filter(
        kelurahan=kelurahan, stage=plan.stage, starts_at=plan.starts_at, place=place, cancelled_at=None
    )
    if same.exists():
        raise Refused("twice", "Acara ini sudah direncanakan: tahap, tempat, dan waktunya sama.", field="mulai")
    made = Sosialisasi.objects.create(
        code=_code(kelurahan, plan, place),
        kelurahan=kelurahan,
        stage=plan.stage,
        place=place,
        starts_at=plan.starts_at,
        lasts_minutes=stage.minutes,
        speakers=speakers,
        capacity=plan.capacity,
        roles=",".join(role.value for role in stage.roles),
        repeats=plan.repeats,
        planned_by=by.named,
        planned_at=at,
    )
    facts = {"kelurahan": kelurahan.code, "stage": plan.stage, "starts_at": plan.starts_at.isoformat()}
    record("session.planned", at=at, seat=by.named, about=about_session(made), facts=facts)
    return made


@transaction.atomic
def move_session(
    session: Sosialisasi, *, place: str, starts_at: datetime, because: str, by: SeatHeld, at: datetime
) -> Sosialisasi:
    """Another place or time, with the reason; what it was before stays written. Refused once somebody has come."""
    fresh = _locked(session)
    reason, there = rules.refuse_silence(because), " ".join(place.split())
    rules.refuse_bad_plan(place=there, speakers=fresh.speakers, capacity=fresh.capacity, starts_at=starts_at, at=at)
    if (there, starts_at) == (fresh.place, fresh.starts_at):
        raise Refused("same", "Tempat dan waktunya masih sama.", field="mulai")
    _note(fresh, Change.Kind.MOVED, reason, by, at)
    fresh.place, fresh.starts_at = there, starts_at
    fresh.save(update_fields=["place", "starts_at"])
    facts = {"because": digest_of_words(reason), "starts_at": starts_at.isoformat()}
    record("session.moved", at=at, seat=by.named, about=about_session(fresh), facts=facts)
    return fresh


@transaction.atomic
def cancel_session(session: Sosialisasi, *, because: str, by: SeatHeld, at: datetime) -> Sosialisasi:
    """It will not be held. Refused once somebody has come, or when it was cancelled before."""
    fresh = _locked(session)
    reason = rules.refuse_silence(because)
    _note(fresh, Change.Kind.CANCELLED, reason, by, at)
    fresh.cancelled_at = at
    fresh.save(update_fields=["cancelled_at"])
    facts = {"because": digest_of_words(reason)}
    record("session.cancelled", at=at, seat=by.named, about=about_session(fresh), facts=facts)
    return fresh


def _code(kelurahan: Area, plan: Plan, place: str) -> str:
    """A name for people and addresses, from what the session is; it opens nothing, so it need not be secret."""
    key = f"{kelurahan.code}:{plan.stage}:{plan.starts_at.isoformat()}:{place}"
    attempt = 0
    while Sosialisasi.objects.filter(code=code_of(key, attempt)).exists():
        attempt += 1
    return code_of(key, attempt)


def _locked(session: Sosialisasi) -> Sosialisasi:
    fresh = Sosialisasi.objects.select_for_update(of=("self",)).select_related("kelurahan__parent").get(pk=session.pk)
    if fresh.cancelled_at is not None:
        raise Refused("cancelled", "Acara ini sudah dibatalkan.")
    if Attendance.objects.filter(sosialisasi=fresh, withdrawn_at=None).exists():
        raise Refused("held", "Sudah ada yang hadir: acara ini tidak dapat dipindahkan atau dibatalkan lagi.")
    return fresh


def _note(session: Sosialisasi, kind: Change.Kind, because: str, by: SeatHeld, at: datetime) -> None:
    Change.objects.create(
        sosialisasi=session, kind=kind, was_place=session.place, was_starts_at=session.starts_at, because=because,
        by=by.named, at=at,
    )  # fmt: skip
