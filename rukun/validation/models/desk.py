"""Who has which report before them at the validator's desk."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person
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
