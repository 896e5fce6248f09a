"""Closed months with their statements, and what was corrected of them."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from django.db import models

from rukun.areas.models import Area
from rukun.funds.models.law import LoadedDecree
from rukun.people.models import Person, Seat


class Closing(models.Model):
    """The month of a kelurahan, closed, then approved, then paid; each by another person."""

    class State(models.TextChoices):
        CLOSED = "closed"
        APPROVED = "approved"
        PAID = "paid"

    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    month = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices)
    digest = models.CharField(max_length=64)
    total = models.BigIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_in = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    paid_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    compared_at = models.DateTimeField()
    # Why it was closed though something was still open; empty where nothing was.
    despite = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kelurahan", "month"], name="a_month_is_closed_once"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("closed_by")),
                name="who_closes_does_not_approve",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_by__isnull=True) | ~models.Q(paid_by=models.F("approved_by")),
                name="who_approves_does_not_pay",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kelurahan} {self.month:%Y-%m} {self.state}"


class Statement(models.Model):
    """What a unit is owed for a month, as closed. Append-only; `reports` lists the codes by what became of them."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    decree = models.ForeignKey(LoadedDecree, models.PROTECT, related_name="+")
    total = models.BigIntegerField()
    reports = models.TextField()
    # Of a unit that was founded after the month was closed: it says nothing, is not under the closing's seal, and is
    # there for what is to be corrected of it.
    is_late = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="one_statement_a_unit_and_month"),
            models.CheckConstraint(condition=models.Q(total__gte=0), name="a_statement_is_never_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}: {self.total}"

    @property
    def codes(self) -> dict[str, list[str]]:
        """Codes of the reports: counted, beyond, out_of_bound, not_counting, struck."""
        return kept_in(self.reports).codes

    @property
    def measured(self) -> dict[str, tuple[int, int]]:
        """What was measured of the unit's service, each as a number out of a number; empty where nothing was asked."""
        return kept_in(self.reports).measured

    @property
    def came(self) -> dict[int, date] | None:
        """The stages of sosialisasi that the head of the unit had come to, with their days; None where the decree did
        not ask."""
        return kept_in(self.reports).came


class Kept(NamedTuple):
    """What a statement keeps beside its lines, under the names by which `Statement` tells it."""

    codes: dict[str, list[str]]
    measured: dict[str, tuple[int, int]]
    came: dict[int, date] | None


def kept_in(reports: str) -> Kept:
    """The text of `Statement.reports`, read once."""
    kept = json.loads(reports)
    measured, came = kept.pop("measured", {}), kept.pop("came", None)
    days = None if came is None else {int(stage): date.fromisoformat(day) for stage, day in came.items()}
    return Kept(kept, {name: (good, cases) for name, (good, cases) in measured.items()}, days)


class Correction(models.Model):
    """What a closed month came out too low (above zero) or too high (below), proposed for a later one. Append-only."""

    class Cause(models.TextChoices):
        VERDICT = "verdict"
        DECREE = "decree"
        UNIT = "unit"
        QUIET = "quiet"

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    cause = models.CharField(max_length=8, choices=Cause.choices)
    decree = models.ForeignKey(LoadedDecree, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="corrections_stand_in_order"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="a_correction_corrects"),
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.amount:+d}"


class Acceptance(models.Model):
    """The bendahara agreed that a correction goes into the next month that is closed. Append-only."""

    correction = models.OneToOneField(Correction, models.PROTECT, related_name="acceptance")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.correction}, accepted"


class StatementLine(models.Model):
    """A line of a statement; a correction line names what it settles. Append-only."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", db_index=False)
    order = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=12)
    count = models.IntegerField()
    rate = models.BigIntegerField()
    amount = models.BigIntegerField()
    correction = models.ForeignKey(Correction, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["order"]
        indexes = [
            models.Index(fields=["correction"], condition=models.Q(correction__isnull=False), name="lines_that_settle")
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "order"], name="lines_stand_in_order"),
            models.CheckConstraint(
                condition=models.Q(what="correction", correction__isnull=False)
                | (~models.Q(what="correction") & models.Q(correction__isnull=True)),
                name="a_correction_line_names_its_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.amount}"
