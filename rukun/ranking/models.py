"""Published tables. A table is never changed; a new one stands after it."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class Table(models.Model):
    """The ranking of a month as it was published. Append-only; `content` is the whole answer as JSON."""

    month = models.DateField()
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20)
    method_digest = models.CharField(max_length=64)
    inputs_digest = models.CharField(max_length=64)
    content = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "number"], name="tables_stand_in_order"),
            models.UniqueConstraint(
                fields=["month", "method_digest", "inputs_digest"], name="the_same_table_is_published_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} no. {self.number}"

    @property
    def told(self) -> dict[str, Any]:
        """The table as data."""
        content: dict[str, Any] = json.loads(self.content)
        return content


class Standing(models.Model):
    """A kelurahan's place in a published table. Append-only."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="standings")
    kelurahan = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True)
    rank_low = models.PositiveSmallIntegerField(null=True)
    rank_high = models.PositiveSmallIntegerField(null=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    reports = models.PositiveIntegerField()

    class Meta:
        ordering = ["rank", "kelurahan__code"]
        constraints = [models.UniqueConstraint(fields=["table", "kelurahan"], name="a_kelurahan_stands_once")]

    def __str__(self) -> str:
        return f"{self.kelurahan}: {self.rank or 'unranked'}"
