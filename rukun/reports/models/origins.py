"""Reports that another system took in: which one, what they are called there, and how they stand there."""

from __future__ import annotations

from django.db import models

from rukun.reports.history.fates import Fate
from rukun.reports.models.said import Report


class Source(models.Model):
    """Another system whose reports were taken over. `seen_until`: up to which moment a harvest has seen everything."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    seen_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """Where a report was taken over from. Append-only; a row of a source is one report, whatever reads it again.

    Its report is nobody's and made for no unit: it is never judged, and no money is ever owed for it.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="origin")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="a_row_of_a_source_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.source_id}"


class Told(models.Model):
    """How a report stands at its source, as the source said it at a moment. Append-only: the newest stands.

    `since` is when it came to an end there, where the source says that.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+", db_index=False)
    fate = models.CharField(max_length=10, choices=[(fate.value, fate.value) for fate in Fate])
    since = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fate__in=["closed", "declined"]) | models.Q(since__isnull=True),
                name="only_an_end_has_its_moment",
            )
        ]
        indexes = [models.Index(fields=["report", "-id"], name="told_of_a_report")]

    def __str__(self) -> str:
        return f"{self.fate} {self.report_id}"
