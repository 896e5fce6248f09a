"""Sessions, their guests, and what was written down of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rukun.people.models import Seat
from rukun.people.queries import appointments_on
from rukun.people.rules import HEAD_OF, Role
from rukun.sosialisasi.models import Attendance, Change, Invited, Minutes, SessionPhoto, Sosialisasi
from rukun.sosialisasi.signs import sign_of
from rukun.values.code import AreaCode

HEADS = tuple(HEAD_OF.values())


@dataclass(frozen=True, slots=True)
class Listed:
    """A session with how many seats were invited and how many people came."""

    session: Sosialisasi
    invited: int
    came: int


@dataclass(slots=True)
class Guest:
    """A seat of a session's kelurahan: who sits there (if anybody), whether it was invited, and its attendance."""

    seat: Seat
    name: str = ""
    login: str = ""
    person_id: int | None = None
    is_invited: bool = False
    attendance: Attendance | None = None
    sign: str = ""

    @property
    def is_held(self) -> bool:
        return bool(self.login)


def session_with(code: str) -> Sosialisasi | None:
    """One query."""
    found = Sosialisasi.objects.select_related("kelurahan__parent", "repeats")
    return found.filter(code=code.upper()).first()


def sessions_within(
    areas: Sequence[AreaCode], *, since: datetime | None = None, until: datetime | None = None, stage: int = 0
) -> QuerySet[Sosialisasi]:
    """Sessions in any of the areas, by time; `invited_count` and `came_count` beside each. One query when read."""
    where = Q()
    for area in areas:
        where |= Q(kelurahan__code__startswith=area.digits)
    found = Sosialisasi.objects.filter(where).select_related("kelurahan__parent")
    if since is not None:
        found = found.filter(starts_at__gte=since)
    if until is not None:
        found = found.filter(starts_at__lt=until)
    if stage:
        found = found.filter(stage=stage)
    return counted(found).order_by("starts_at", "id")


def counted(sessions: QuerySet[Sosialisasi]) -> QuerySet[Sosialisasi]:
    """With how many seats were invited and how many people came."""
    return sessions.annotate(
        invited_count=_number(Invited.objects.filter(sosialisasi=OuterRef("pk"))),
        came_count=_number(Attendance.objects.filter(sosialisasi=OuterRef("pk"), withdrawn_at=None)),
    )


def _number(rows: QuerySet[Invited] | QuerySet[Attendance]) -> Coalesce:
    each = rows.order_by().values("sosialisasi").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each), 0)


def upcoming(at: datetime, most: int) -> list[Sosialisasi]:
    """The next sessions anywhere, for everyone; one query."""
    coming = Sosialisasi.objects.filter(starts_at__gte=at, cancelled_at=None).select_related("kelurahan__parent")
    return list(coming.order_by("starts_at", "id")[:most])


def calendar_of(area: AreaCode | None, *, since: datetime) -> QuerySet[Sosialisasi]:
    """Sessions from a moment on, cancelled ones too, by time: `changed_count` and `changed_at` tell what became of the
    plan. One query when read."""
    found = Sosialisasi.objects.filter(starts_at__gte=since).select_related("kelurahan")
    if area is not None:
        found = found.filter(kelurahan__code__startswith=area.digits)
    return found.annotate(changed_count=Count("changes"), changed_at=Max("changes__at")).order_by("starts_at", "id")


def next_in(area: AreaCode, at: datetime) -> Sosialisasi | None:
    """The next session in an area, for everyone; one query."""
    coming = Sosialisasi.objects.filter(starts_at__gte=at, cancelled_at=None, kelurahan__code__startswith=area.digits)
    return coming.select_related("kelurahan").order_by("starts_at", "id").first()


def guests_of(session: Sosialisasi, at: datetime) -> list[Guest]:
    """Every head's seat of the kelurahan and every other seat that was invited, by their areas; four queries."""
    invited = set(Invited.objects.filter(sosialisasi=session).values_list("seat_id", flat=True))
    here = Q(role__in=HEADS, area__code__startswith=session.kelurahan.code, area__dissolved_on=None)
    seats = Seat.objects.filter(here | Q(pk__in=invited)).select_related("area").order_by("area__code", "role")
    guests = {seat.pk: Guest(seat, is_invited=seat.pk in invited) for seat in seats}
    held = appointments_on(at).filter(seat_id__in=guests, person__is_active=True).order_by("-id")
    for seat, name, login, person in held.values_list("seat_id", "person__name", "person__login", "person_id"):
        guests[seat].name, guests[seat].login, guests[seat].person_id = name, login, person
    for row in Attendance.objects.filter(sosialisasi=session, withdrawn_at=None, seat__isnull=False):
        if row.seat_id in guests:
            guests[row.seat_id].attendance = row
    for guest in guests.values():
        guest.sign = sign_of(session.code, guest.seat.pk)
    return list(guests.values())


def walk_ins_of(session: Sosialisasi) -> list[Attendance]:
    """Who came without a seat, in the order of coming; one query."""
    rows = Attendance.objects.filter(sosialisasi=session, withdrawn_at=None, seat=None).select_related("unit")
    return list(rows.order_by("came_at", "id"))


def changes_of(session: Sosialisasi) -> list[Change]:
    """What changed in the plan, newest first; one query."""
    return list(Change.objects.filter(sosialisasi=session).order_by("-at", "-id"))


def minutes_of(session: Sosialisasi) -> Minutes | None:
    """What stands written of the session; one query."""
    return Minutes.objects.filter(sosialisasi=session).order_by("-at", "-id").first()


def photos_of(session: Sosialisasi) -> list[SessionPhoto]:
    """One query."""
    return list(SessionPhoto.objects.filter(sosialisasi=session, removed_at=None).order_by("at", "id"))


def photos_among(digests: Collection[str]) -> set[str]:
    """Which of these pictures show a session: they are not swept away. One query."""
    rows = SessionPhoto.objects.filter(digest__in=digests, removed_at=None)
    return set(rows.values_list("digest", flat=True))


def roles_of(session: Sosialisasi) -> list[Role]:
    """The seats that should come, as the curriculum said when it was planned."""
    return [Role(role) for role in session.roles.split(",") if role]
