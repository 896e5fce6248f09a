"""Figures of an office and a day that are kept, weeks that were told, and lists that somebody takes away."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from rukun.people.models import Office, Person


class DayTally(models.Model):
    """What happened at one office on one day, counted from the steps, answers and stars: derived, and made anew by
    `tallying.rebuild`. `held` is a spread of hours (`oversight.rules.BINS`) that tickets were held before a closing."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    declined = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    confirmed = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)
    unconfirmed = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)
    ratings = models.PositiveIntegerField(default=0)
    held = models.TextField(default="{}")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "day"], name="an_office_has_one_tally_a_day")]
        indexes = [models.Index(fields=["day"], name="tallies_of_a_day")]

    def __str__(self) -> str:
        return f"office {self.office_id} on {self.day}"


class WeekTold(models.Model):
    """A week, by its Monday, whose digest went out: the row is what makes it go out once."""

    monday = models.DateField(unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"week of {self.monday}"


class Export(models.Model):
    """A list of closed tickets that somebody takes away: made in slices, each a file of its own, joined at the end.

    `asked` and `scope` say what is in it. The next slice begins behind `after_at` and `after_id`. Whoever works on it
    holds a lease; when it has run out, another goes on from the last whole slice.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"
        GONE = "gone"

    class Form(models.TextChoices):
        CSV = "csv"
        XLSX = "xlsx"

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    form = models.CharField(max_length=4, choices=Form.choices)
    language = models.CharField(max_length=2, default="id")
    asked = models.TextField()
    scope = models.TextField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    total = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    slices = models.PositiveIntegerField(default=0)
    after_at = models.DateTimeField(null=True)
    after_id = models.BigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="exports_of_a_person"),
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="exports_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.key[:8]} {self.state}"

    @property
    def facts(self) -> dict[str, Any]:
        """The filters, as the address had them."""
        found: dict[str, Any] = json.loads(self.asked)
        return found

    @property
    def share(self) -> int:
        """How much of it is made, in percent."""
        if self.state == self.State.READY:
            return 100
        return min(99, self.rows * 100 // self.total) if self.total else 0
