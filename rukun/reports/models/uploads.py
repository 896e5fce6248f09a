"""Photos of a report that lie in the store as they were sent, until they are drawn anew."""

from __future__ import annotations

from django.db import models

from rukun.reports.models.said import Report


class Upload(models.Model):
    """A photo that a telephone sent straight to the store, by what it said of it. Nobody is shown it: the worker
    fetches it, draws it anew, and only then is it a `Photo` of the report in the place that is kept here.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+", db_index=False)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    named_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=8, blank=True, default="", choices=[(one, one) for one in ("drawn", "refused", "gone")]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="uploads_stand_in_order"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, outcome="")
                | models.Q(models.Q(settled_at__isnull=False), ~models.Q(outcome="")),
                name="a_settled_upload_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(settled_at=None), name="uploads_to_be_drawn"),
            models.Index(fields=["name"], name="uploads_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:12]} of {self.report_id}"
