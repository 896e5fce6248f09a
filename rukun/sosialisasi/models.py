"""Sessions and what changed in their plan, who was invited and who came, practice, answers, and kept tallies."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Person, Seat
from rukun.reports.models import Category


class Sosialisasi(models.Model):
    """A session that teaches one stage of the curriculum in one kelurahan.

    Place and time are as planned now; what they were before stands in `Change`. `roles` are the seats that should come,
    as the curriculum said when it was planned. It was held when somebody came (`Attendance`): nothing else says so.
    """

    code = models.CharField(max_length=10, unique=True)
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    lasts_minutes = models.PositiveSmallIntegerField()
    speakers = models.CharField(max_length=300)
    capacity = models.PositiveSmallIntegerField()
    roles = models.CharField(max_length=120)
    repeats = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    planned_by = models.CharField(max_length=40)
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(capacity__gt=0), name="a_session_has_room"),
            models.CheckConstraint(condition=models.Q(lasts_minutes__gt=0), name="a_session_lasts"),
        ]
        indexes = [
            models.Index(fields=["kelurahan", "stage"], name="sessions_of_a_kelurahan"),
            models.Index(fields=["starts_at"], name="sessions_by_time"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.lasts_minutes)


class Change(models.Model):
    """A session was moved (what it was before stands here) or cancelled, and why."""

    class Kind(models.TextChoices):
        MOVED = "moved"
        CANCELLED = "cancelled"

    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    was_place = models.CharField(max_length=160)
    was_starts_at = models.DateTimeField()
    because = models.CharField(max_length=300)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(because=""), name="a_changed_session_says_why"),
            models.UniqueConstraint(
                fields=["sosialisasi"], condition=models.Q(kind="cancelled"), name="a_session_is_cancelled_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sosialisasi_id} {self.kind}"


class Invited(models.Model):
    """A seat was asked to a session. The sign in its letter's QR code is made from both and kept nowhere."""

    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, related_name="invited")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sosialisasi", "seat"], name="a_seat_is_invited_once")]

    def __str__(self) -> str:
        return f"{self.seat_id} to {self.sosialisasi_id}"


class Attendance(models.Model):
    """Somebody came. `key` is made by the phone at the door and makes sending again harmless.

    With a `seat` its holder came (once a session); without one a neighbour, a board member or PKK, by the name given at
    the door, with the `unit` where they named one. A slip of the finger is taken back and stays.
    """

    class Way(models.TextChoices):
        QR = "qr"
        NAME = "name"
        WALK_IN = "walk-in"

    class Kind(models.TextChoices):
        SEAT = "seat"
        BOARD = "board"
        PKK = "pkk"
        OTHER = "other"

    key = models.CharField(max_length=64, unique=True)
    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, related_name="attendance")
    way = models.CharField(max_length=8, choices=Way.choices)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    came_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sosialisasi", "seat"],
                condition=models.Q(withdrawn_at=None),
                name="a_seat_comes_once_a_session",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="seat", seat__isnull=False)
                | (~models.Q(kind="seat") & models.Q(seat__isnull=True) & ~models.Q(name="")),
                name="who_came_is_a_seat_or_has_a_name",
            ),
        ]
        indexes = [models.Index(fields=["seat"], name="attendance_of_a_seat")]

    def __str__(self) -> str:
        return f"{self.sosialisasi_id}: {self.seat_id or self.kind}"


class SessionPhoto(models.Model):
    """A picture of a session, by the digest of its bytes."""

    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64, db_index=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sosialisasi", "digest"], name="a_picture_shows_a_session_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Minutes(models.Model):
    """What was said in a session, written down by who held it; the newest stands."""

    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, related_name="minutes")
    words = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="minutes_say_something")]

    def __str__(self) -> str:
        return f"{self.sosialisasi_id} at {self.at}"


class Practice(models.Model):
    """A report that was made to learn how: a fact of its own, in no table of reports, so nothing can count or show it.

    Of its pictures only the number is kept. `sosialisasi` is the session that the person last came to, if any.
    """

    key = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    sosialisasi = models.ForeignKey(Sosialisasi, models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    has_point = models.BooleanField()
    photos = models.PositiveSmallIntegerField()
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-received_at"], name="practice_of_a_person"),
            models.Index(fields=["seat", "received_at"], name="practice_of_a_seat"),
        ]

    def __str__(self) -> str:
        return f"practice {self.pk}"


class Answered(models.Model):
    """The three questions of a stage, answered by a person once through; the best time through stands."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    stage = models.PositiveSmallIntegerField()
    curriculum = models.CharField(max_length=64)
    choices = models.CharField(max_length=20)
    right = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "stage"], name="answers_of_a_person")]

    def __str__(self) -> str:
        return f"stage {self.stage}: {self.right}"


class Tally(models.Model):
    """How far the seats of a kelurahan have come: derived, made anew by the clock, compared in a test.

    `days` is a spread (days from a seat's first session to its first report: how many seats), `weeks` how many seats
    came on board in each week (its Monday), both as JSON.
    """

    kelurahan = models.OneToOneField(Area, models.CASCADE, related_name="+")
    counted_at = models.DateTimeField(db_index=True)
    seats = models.PositiveIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    registered = models.PositiveIntegerField(default=0)
    practised = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(default=0)
    active = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    days = models.TextField(default="{}")
    weeks = models.TextField(default="{}")

    def __str__(self) -> str:
        return f"tally of {self.kelurahan_id}"


# Kept beside what they are about; Django finds an app's models here.
from rukun.sosialisasi.asked.models import Question, Reply  # noqa: E402
from rukun.sosialisasi.helped.models import Assistant, Effort, Helped, PaperForm  # noqa: E402

__all__ = [
    "Answered", "Assistant", "Attendance", "Change", "Effort", "Helped", "Invited", "Minutes", "PaperForm", "Practice",
    "Question", "Reply", "SessionPhoto", "Sosialisasi", "Tally",
]  # fmt: skip
