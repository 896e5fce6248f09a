"""Who runs sessions, what a plan and a check-in may be, and where a seat is stuck (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median_low

from rukun.people.rules import Role
from rukun.values.refused import Refused
from rukun.values.time import day_of
from rukun.values.words import sentence

ORGANISERS = frozenset({Role.LURAH, Role.STAFF_KELURAHAN, Role.CAMAT, Role.KOMINFOMAS, Role.VALIDATOR})
# Who sees how far each area has come, without the persons.
WATCHERS = ORGANISERS | {Role.WALI_KOTA, Role.AUDITOR, Role.ADMINISTRATOR}
CAPACITY_MAX = 2_000
AHEAD_MAX = timedelta(days=366)
PLACE_MAX, SPEAKERS_MAX, BECAUSE_MAX, MINUTES_MAX, NAME_MAX = 160, 300, 300, 8_000, 120
# The door opens before a session begins, and somebody may be written down afterwards from the signed sheet.
DOOR_BEFORE, DOOR_AFTER = timedelta(hours=3), timedelta(hours=12)
# A phone without signal brings what it kept within this time.
KEPT_AT_THE_DOOR = timedelta(days=14)
PHOTOS_MAX = 12
# So long is nobody asked why they have not done the next thing.
PATIENCE = timedelta(days=14)
WEEKS_LOOKED_AT = 4


class Stuck(StrEnum):
    """Where a seat stands still: the step that comes next and did not come."""

    NOT_INVITED = "not-invited"
    DID_NOT_COME = "did-not-come"
    NOT_REGISTERED = "not-registered"
    NO_REPORT = "no-report"
    NOTHING_VALID = "nothing-valid"
    FELL_SILENT = "fell-silent"


STUCK_WORDS: Mapping[Stuck, str] = {
    Stuck.NOT_INVITED: sentence("Belum diundang"),
    Stuck.DID_NOT_COME: sentence("Diundang, belum hadir"),
    Stuck.NOT_REGISTERED: sentence("Hadir, belum punya akun"),
    Stuck.NO_REPORT: sentence("Punya akun, belum melapor"),
    Stuck.NOTHING_VALID: sentence("Melapor, belum ada yang sah"),
    Stuck.FELL_SILENT: sentence("Pernah aktif, dua pekan diam"),
}
STAGE_MARKS = {0: "", 1: "◔", 2: "◑", 3: "●"}


@dataclass(slots=True)
class Course:
    """How far one seat has come, each step with its day. `weeks` says of each of the last four whether it reported,
    the newest last; `ends` is when an invitation's session is over."""

    invited_on: date | None = None
    came: dict[int, date] = field(default_factory=dict)
    registered_on: date | None = None
    practised_on: date | None = None
    first_report_on: date | None = None
    first_valid_on: date | None = None
    weeks: tuple[bool, ...] = (False,) * WEEKS_LOOKED_AT

    @property
    def first_came_on(self) -> date | None:
        return min(self.came.values(), default=None)

    @property
    def is_active(self) -> bool:
        """In each of the last four weeks."""
        return all(self.weeks)

    @property
    def days_to_report(self) -> int | None:
        """From the first session to the first report after it; None where either is missing or came the other way."""
        came, reported = self.first_came_on, self.first_report_on
        return (reported - came).days if came and reported and reported >= came else None


def stuck_at(course: Course) -> Stuck | None:
    """The first step that is missing; None for a seat that goes on by itself. Whoever reports needs no session."""
    if course.first_report_on is None:
        if course.registered_on is not None:
            return Stuck.NO_REPORT
        if course.came:
            return Stuck.NOT_REGISTERED
        return Stuck.DID_NOT_COME if course.invited_on is not None else Stuck.NOT_INVITED
    if course.first_valid_on is None:
        return Stuck.NOTHING_VALID
    return None if any(course.weeks[-2:]) else Stuck.FELL_SILENT


def needs_visit(course: Course, today: date) -> bool:
    """Whether somebody should go there: the last step is two weeks old and the next did not come.

    Who was never invited needs an invitation, not a visit.
    """
    stuck = stuck_at(course)
    if stuck is None or stuck is Stuck.NOT_INVITED:
        return False
    if stuck is Stuck.FELL_SILENT:
        return True
    last = {
        Stuck.DID_NOT_COME: course.invited_on,
        Stuck.NOT_REGISTERED: course.first_came_on,
        # An account without a session: from its own day.
        Stuck.NO_REPORT: max(filter(None, (course.registered_on, course.first_came_on)), default=None),
        Stuck.NOTHING_VALID: course.first_report_on,
    }[stuck]
    return last is not None and today - last >= PATIENCE


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many seats there are, and how many came to each step."""

    seats: int = 0
    invited: int = 0
    came: int = 0
    registered: int = 0
    practised: int = 0
    reported: int = 0
    valid: int = 0
    active: int = 0
    visits: int = 0

    def __add__(self, other: Funnel) -> Funnel:
        return Funnel(*(getattr(self, name) + getattr(other, name) for name in Funnel.__slots__))

    def share(self, step: str) -> int:
        """Of a hundred seats, rounded down: a hundred is said only of all."""
        return 100 * int(getattr(self, step)) // self.seats if self.seats else 0


def funnel_of(courses: Iterable[Course], today: date) -> Funnel:
    """The funnel of some seats."""
    whole = list(courses)
    return Funnel(
        seats=len(whole),
        invited=sum(one.invited_on is not None for one in whole),
        came=sum(bool(one.came) for one in whole),
        registered=sum(one.registered_on is not None for one in whole),
        practised=sum(one.practised_on is not None for one in whole),
        reported=sum(one.first_report_on is not None for one in whole),
        valid=sum(one.first_valid_on is not None for one in whole),
        active=sum(one.is_active for one in whole),
        visits=sum(needs_visit(one, today) for one in whole),
    )


def median_days(spread: Mapping[str, int]) -> int | None:
    """The median of a spread (days: how many); of an even number the lower of the two in the middle."""
    values = [int(days) for days, number in spread.items() for _ in range(number)]
    return median_low(values) if values else None


def refuse_bad_plan(*, place: str, speakers: str, capacity: int, starts_at: datetime, at: datetime) -> None:
    """A place, speakers, room for somebody, and a time that is still to come."""
    if not 3 <= len(place) <= PLACE_MAX:
        raise Refused("place", "Tulis tempatnya, 3 sampai 160 huruf.", field="tempat")
    if not 3 <= len(speakers) <= SPEAKERS_MAX:
        raise Refused("speakers", "Tulis siapa yang berbicara, 3 sampai 300 huruf.", field="pembicara")
    if not 1 <= capacity <= CAPACITY_MAX:
        raise Refused("capacity", "Jumlah tempat duduk dari 1 sampai 2.000.", field="kapasitas")
    if not at < starts_at <= at + AHEAD_MAX:
        raise Refused("starts", "Waktunya harus sesudah sekarang dan dalam setahun ini.", field="mulai")


def refuse_silence(because: str) -> str:
    """The reason for a change, trimmed; refused when there is none."""
    said = because.strip()
    if not 3 <= len(said) <= BECAUSE_MAX:
        raise Refused("because", "Tulis alasannya, 3 sampai 300 huruf.", field="alasan")
    return said


def refuse_closed_door(*, starts_at: datetime, ends_at: datetime, came_at: datetime, at: datetime) -> None:
    """Nobody comes before the door opens or long after the session, and nothing is sent a month later."""
    if came_at > at:
        raise Refused("came", "Waktu hadir belum terjadi; periksa jam telepon.", field="waktu")
    if not starts_at - DOOR_BEFORE <= came_at <= ends_at + DOOR_AFTER:
        raise Refused(
            "door", "Kehadiran dicatat dari tiga jam sebelum acara sampai dua belas jam sesudahnya.", field="waktu"
        )
    if at - came_at > KEPT_AT_THE_DOOR:
        raise Refused("late", "Kehadiran ini terlalu lama tersimpan; catat dari lembar yang ditandatangani.")


def clean_name(name: str) -> str:
    """A name as it was given at the door; refused when empty or too long."""
    said = " ".join(name.split())
    if not 2 <= len(said) <= NAME_MAX or not said.isprintable():
        raise Refused("name", "Tulis nama yang hadir, 2 sampai 120 huruf.", field="nama")
    return said


def weeks_of(days: Iterable[date], today: date) -> tuple[bool, ...]:
    """Of each of the last four times seven days, the newest last, whether any of the days lies in it."""
    found = [False] * WEEKS_LOOKED_AT
    for day in days:
        back = (today - day).days // 7
        if 0 <= back < WEEKS_LOOKED_AT:
            found[WEEKS_LOOKED_AT - 1 - back] = True
    return tuple(found)


def is_over(ends_at: datetime, at: datetime) -> bool:
    """Whether the day of the session has passed: an invitation that was not followed counts from then on."""
    return day_of(ends_at) < day_of(at)
