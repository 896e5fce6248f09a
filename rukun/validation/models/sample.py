"""Tables of the random sample: seeds promised and opened, what was there to draw from, what humans must look at, and
readings by a second validator. All of them are added to and never changed."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Person, Seat
from rukun.reports.models import Report
from rukun.validation.rules import StrikeReason


class SeedCommitment(models.Model):
    """Somebody promised a secret before the month ended: the clock, or an auditor. Only its digest is here."""

    month = models.DateField()
    party = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    committed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "party"], name="a_party_commits_once_a_month")]

    def __str__(self) -> str:
        return f"seed of {self.party} for {self.month:%Y-%m}"


class SeedReveal(models.Model):
    """The secret behind a commitment, opened after the frames of the month were sealed."""

    commitment = models.OneToOneField(SeedCommitment, models.PROTECT, related_name="reveal")
    secret = models.CharField(max_length=64)
    revealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.commitment}, revealed"


class MonthFramed(models.Model):
    """What there is to draw from is fixed for every kelurahan of a month; nothing enters a frame afterwards."""

    month = models.DateField(unique=True)
    kelurahan = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    framed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"frames of {self.month:%Y-%m}"


class MonthSeed(models.Model):
    """The seed of a month: mixed from the root of the first seal over its frames and from every secret."""

    month = models.DateField(unique=True)
    seal = models.BigIntegerField()
    root = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    mixed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seed of {self.month:%Y-%m}"


class Sample(models.Model):
    """One kelurahan's month: how many reports, and of those that nobody had to look at, which and how many are drawn.

    `frame` holds the codes of the rest in order, one a line; `size` of them are drawn. `is_full`: a decree asks that
    everything is looked at, so nothing is drawn and nothing let pass.
    """

    month = models.DateField()
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    reports = models.PositiveIntegerField()
    judged = models.PositiveIntegerField()
    above = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    threshold = models.PositiveSmallIntegerField()
    tolerable = models.CharField(max_length=10)
    confidence = models.CharField(max_length=10)
    second_share = models.CharField(max_length=10)
    is_full = models.BooleanField()
    frame = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    framed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "kelurahan"], name="a_kelurahan_has_one_sample_a_month"),
            models.CheckConstraint(
                condition=models.Q(reports=models.F("judged") + models.F("above") + models.F("rest")),
                name="every_report_is_judged_above_or_in_the_rest",
            ),
            models.CheckConstraint(condition=models.Q(size__lte=models.F("rest")), name="no_more_drawn_than_there_is"),
        ]

    def __str__(self) -> str:
        return f"sample of {self.kelurahan} in {self.month:%Y-%m}"


class SampleDrawn(models.Model):
    """The sample of a kelurahan was drawn; the digest is that of the drawn codes in the order of the draw."""

    sample = models.OneToOneField(Sample, models.PROTECT, related_name="drawn")
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sample}, drawn"


class Picked(models.Model):
    """A report that a human must look at: its risk is high, it was drawn, or a drawn one of its unit was wrong."""

    class Why(models.TextChoices):
        RISK = "risk"
        DRAWN = "drawn"
        UNIT = "unit"

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="+", db_index=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    why = models.CharField(max_length=5, choices=Why.choices)
    picked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sample", "why"], name="picked_of_a_sample")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.why}"


class SecondDraw(models.Model):
    """A verdict that another validator is to give as well, without knowing it; drawn by the seed of its month."""

    verdict = models.OneToOneField("validation.Verdict", models.PROTECT, related_name="+")
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    drawn_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["month", "kelurahan"], name="second_draws_of_a_month")]

    def __str__(self) -> str:
        return f"second reading of {self.verdict_id}"


class SecondReading(models.Model):
    """What another validator says of the same report. It measures agreement and changes no verdict."""

    second = models.OneToOneField(SecondDraw, models.PROTECT, related_name="reading")
    is_valid = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in StrikeReason])
    validator = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_valid=True, reason="") | (models.Q(is_valid=False) & ~models.Q(reason="")),
                name="a_second_reading_states_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.second}: {'valid' if self.is_valid else 'struck'}"
