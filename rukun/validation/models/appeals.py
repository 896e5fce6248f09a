"""Appeals against verdicts, with the pictures that speak for them; the answer is another verdict."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person, Seat
from rukun.validation.models.verdicts import Verdict


class Appeal(models.Model):
    """An objection to a strike, in the words of the unit (or of the filer). Append-only; the answer is a `Verdict`.

    `seat` is the seat of the unit in which it was lodged; None: by the filer, who holds none there any more.
    """

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    lodged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["verdict"], name="a_strike_is_appealed_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="an_appeal_says_something"),
        ]
        indexes = [models.Index(fields=["lodged_at"], name="appeals_by_time")]

    def __str__(self) -> str:
        return f"appeal against {self.verdict}"


class AppealPhoto(models.Model):
    """A picture that speaks for an appeal; seen by the unit, its filer and whoever may answer."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64, db_index=True)
    original = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["appeal", "order"], name="photos_of_an_appeal_stand_in_order")]

    def __str__(self) -> str:
        return self.digest[:12]


class OverdueAppeal(models.Model):
    """Nobody answered an appeal in time: noted once by the clock, and shown to whoever oversees the desk."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="overdue")
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.appeal}, overdue"
