"""Verdicts, those that were taken back, and which one stands."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Person, Seat
from rukun.reports.models import Category, Report
from rukun.validation.models.sample import Sample
from rukun.validation.rules import StrikeReason


class Verdict(models.Model):
    """One judgement of one report. Append-only: a new one stands after the old."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    is_valid = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in StrikeReason])
    note = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    validator = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    # The appeal that this verdict answers; such a verdict is final. Its index is the partial one below.
    appeal = models.ForeignKey("Appeal", models.PROTECT, null=True, related_name="+", db_index=False)
    # The sample whose bound let the report pass unseen; None: a human looked at it. Its index is the partial one below.
    sample = models.ForeignKey(Sample, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="verdicts_stand_in_order"),
            models.UniqueConstraint(
                fields=["appeal"], condition=models.Q(appeal__isnull=False), name="an_appeal_is_answered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_valid=True, reason="") | (models.Q(is_valid=False) & ~models.Q(reason="")),
                name="a_strike_states_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(sample__isnull=True) | models.Q(is_valid=True), name="no_sample_strikes"
            ),
        ]
        indexes = [
            models.Index(fields=["given_at"], name="verdicts_by_time"),
            models.Index(fields=["sample"], condition=models.Q(sample__isnull=False), name="verdicts_by_sample"),
            # Every public list leaves out what was struck so; these few are found without reading all verdicts.
            models.Index(
                fields=["report"], condition=models.Q(reason=StrikeReason.PRIVACY.value), name="struck_for_privacy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {'valid' if self.is_valid else 'struck'}"


class Withdrawal(models.Model):
    """A verdict was taken back by whoever gave it. Append-only: the verdict stays, and what stood before it stands
    again, be it an earlier verdict or none."""

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="withdrawal")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.verdict}, taken back"


class CurrentVerdict(models.Model):
    """Derived: the verdict that stands, beside the facts by which a month is counted.

    Those of the report never change, and stand here so that a month of millions is counted from one index alone.
    Written by the same action as the verdict; `validation.actions.rebuild_current` makes it anew and a test compares.
    """

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="+")
    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="+")
    is_valid = models.BooleanField()
    unit = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    counted_on = models.DateField()
    received_at = models.DateTimeField()
    code = models.CharField(max_length=12)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    rt_distance_m = models.PositiveIntegerField(null=True)
    rw_distance_m = models.PositiveIntegerField(null=True)
    kelurahan_distance_m = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "unit", "counted_on", "received_at", "report", "is_valid", "code", "category",
                    "rt_distance_m", "rw_distance_m", "kelurahan_distance_m",
                ],
                name="judged_of_a_unit",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report_id}: {'valid' if self.is_valid else 'struck'}"
