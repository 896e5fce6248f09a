"""Tables of the validator's desk: who has which report before them, and verdicts that were taken back."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person, Seat
from rukun.reports.models import Report


class Claim(models.Model):
    """A validator has this report before them until a moment, so others are given another one. No fact: it expires."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="claims_by_age")]

    def __str__(self) -> str:
        return f"{self.report_id} until {self.until}"


class Withdrawal(models.Model):
    """A verdict was taken back by whoever gave it. Append-only: the verdict stays, and what stood before it stands
    again, be it an earlier verdict or none."""

    verdict = models.OneToOneField("validation.Verdict", models.PROTECT, related_name="withdrawal")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict}, taken back"
