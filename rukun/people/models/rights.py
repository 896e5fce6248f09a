"""What persons may ask about what is kept of them (UU 27/2022): who saw it, a copy of it, to be forgotten."""

from __future__ import annotations

from django.db import models

from rukun.people.models.persons import Person, Seat
from rukun.people.opened import What


class DataOpened(models.Model):
    """Somebody in a seat was shown what belongs to a person, once a day and matter. Append-only: the person reads it.

    Without a seat it was the operator, at the terminal. `about` is the matter as the trail names it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=12, choices=[(what.value, what.value) for what in What])
    about = models.CharField(max_length=60)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "seat", "what", "about", "day"], name="an_opening_is_noted_once_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="openings_of_a_person"),
            models.Index(fields=["seat", "-at"], name="openings_by_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.about}"


class Forgetting(models.Model):
    """A person asked to be forgotten. It is done when `due_at` has come, unless they took it back before."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(taken_back_at=None, done_at=None), name="one_forgetting_waits"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None) | models.Q(done_at=None), name="what_was_taken_back_is_not_done"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(taken_back_at=None, done_at=None), name="forgettings_to_be_done"
            )
        ]

    def __str__(self) -> str:
        return f"forgetting {self.pk}"


class Copy(models.Model):
    """A file with all that is kept of a person, made for them and gone after some days."""

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=models.Q(made_at=None), name="copies_to_be_made")]

    def __str__(self) -> str:
        return f"copy {self.pk}"


class Paced(models.Model):
    """How many reads of a minute were handed out to all hosts together, by a digest of who asks. Gone with its hour."""

    subject = models.CharField(max_length=40)
    minute = models.BigIntegerField(db_index=True)
    used = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "minute"], name="a_minute_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.used} in {self.minute}"
