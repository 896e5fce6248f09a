"""Published tables. A table is never changed; a new one stands after it."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from rukun.ranking.awards import Outcome
from rukun.ranking.rules import RankedKind
from rukun.ranking.spans import Span, SpanKind
from rukun.values.time import Month


class Table(models.Model):
    """The ranking of a month, or of the span that ends with it, as it was published. Append-only; `content` is the
    whole answer as JSON. `of` says whose table it is."""

    month = models.DateField()
    span = models.CharField(max_length=10, default=SpanKind.MONTH.value)
    of = models.CharField(max_length=10, default=RankedKind.KELURAHAN.value)
    number = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=20)
    method_digest = models.CharField(max_length=64)
    inputs_digest = models.CharField(max_length=64)
    content = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "span", "of", "number"], name="tables_stand_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.told_span} {self.of} no. {self.number}"

    @property
    def told_span(self) -> Span:
        return Span(Month.of(self.month), SpanKind(self.span))

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


class LineInputs(models.Model):
    """The facts that a kelurahan's line of a month's table was made from, so that its page tells the reasons of what
    was published and not of what came later. Append-only; `content` as `kept.packed` makes it."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="line_inputs")
    kelurahan = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "kelurahan"], name="a_line_is_made_from_one_set")]

    def __str__(self) -> str:
        return f"{self.table_id}: {self.kelurahan_id}"


class Award(models.Model):
    """Who is proposed for an award by its rule, and by which figures. Append-only; nobody chooses a proposal.

    `within` is the area among whose own it was looked for; `facts` are the figures that led to it, as JSON.
    """

    kind = models.CharField(max_length=40)
    month = models.DateField()
    within = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+")
    table = models.ForeignKey(Table, models.PROTECT, null=True, related_name="+")
    # The whole of the kind as the file stated it then: name, rule, span, who decides.
    stated = models.TextField()
    facts = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "month", "within"], name="an_award_is_proposed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m}: {self.area}"

    @property
    def about(self) -> str:
        """As the trail names it."""
        return f"award:{self.kind}:{Month.of(self.month)}:{self.within.code}"

    @property
    def kind_stated(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.stated)
        return found

    @property
    def figures(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.facts)
        return found


class AwardDecision(models.Model):
    """That the award is given, or not, and by which seat. Append-only. `token` is the address of the proof."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    words = models.TextField(blank=True)
    seat = models.ForeignKey("people.Seat", models.PROTECT, related_name="+")
    token = models.CharField(max_length=32, unique=True)
    event = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.DECLINED.value, words=""), name="an_award_declined_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.outcome}"
