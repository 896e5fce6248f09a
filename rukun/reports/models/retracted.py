"""A report that whoever made it took back."""

from __future__ import annotations

from django.db import models

from rukun.reports.models.said import Report
from rukun.reports.retracting import RETRACTING_WORDS, Retracting


class Retraction(models.Model):
    """Whoever reported took it back, and what kind of reason they gave. Append-only, once; the report stays as it was
    said. It counts for nothing from then on: for no money, in no sample, and whoever reported it is asked no more."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="retraction")
    reason = models.CharField(max_length=10, choices=[(reason.value, reason.value) for reason in Retracting])
    at = models.DateTimeField()

    @property
    def words(self) -> str:
        """The kind of reason in words, as everybody reads it."""
        return RETRACTING_WORDS[Retracting(self.reason)]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.reason}"
