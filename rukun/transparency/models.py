"""What the map and the pages of money keep beside the facts: derived, made anew by `keeping`, compared by a test."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.reports.models import Category, Report


class Mark(models.Model):
    """A public report on the map, with what it is chosen by. `cell` is its finest square (`cells.cell_at`)."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="+")
    cell = models.BigIntegerField()
    lat = models.FloatField()
    lon = models.FloatField()
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    colour = models.PositiveSmallIntegerField()
    month = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["cell"], name="marks_of_a_cell"),
            models.Index(fields=["category", "report"], name="marks_of_a_category"),
            models.Index(fields=["colour", "report"], name="marks_of_a_colour"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} at {self.cell}"


class Tally(models.Model):
    """How many public reports lie in one square of one level: all of them (month 0), or those received in a month.

    `kinds` holds the five counts of each category as JSON; `lat` and `lon` are where they lie on average.
    """

    level = models.PositiveSmallIntegerField()
    month = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    red = models.PositiveIntegerField()
    yellow = models.PositiveIntegerField()
    green = models.PositiveIntegerField()
    grey = models.PositiveIntegerField()
    plain = models.PositiveIntegerField()
    lat = models.FloatField()
    lon = models.FloatField()
    kinds = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "month", "row", "column"], name="a_square_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.row}/{self.column}"


class Looked(models.Model):
    """How far the keeper of the map has looked through reports, steps, verdicts and hidings (ids); one row."""

    reports = models.BigIntegerField(default=0)
    steps = models.BigIntegerField(default=0)
    verdicts = models.BigIntegerField(default=0)
    hidings = models.BigIntegerField(default=0, db_default=0)
    compared = models.BigIntegerField(default=0)
    # The kelurahan (id) that `counting.count_next` counted last.
    counted = models.BigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"up to report {self.reports}"


class AreaCount(models.Model):
    """How many public reports lie in a kelurahan, and how many of its tickets stand in each state (JSON).

    A new one is stale, and so is one where something came in since it was counted.
    """

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="+")
    reports = models.PositiveIntegerField(default=0)
    states = models.TextField(default="{}")
    is_stale = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.reports} in {self.area_id}"


class MoneyMonth(models.Model):
    """What the units of a kelurahan, or of a larger area, received and spent in a month (see `money.figures`)."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    month = models.DateField()
    stated = models.BigIntegerField()
    received = models.BigIntegerField()
    returned = models.BigIntegerField()
    spent = models.BigIntegerField()
    expenses = models.IntegerField()
    unproven = models.IntegerField()
    unproven_amount = models.BigIntegerField()
    rt = models.IntegerField()
    rw = models.IntegerField()
    registers = models.IntegerField()
    in_time = models.IntegerField()
    accounted = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "month"], name="the_money_of_a_month_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.month:%Y-%m}"


class MoneyUse(models.Model):
    """What went into one use there and then; a sum of nothing is not kept."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    month = models.DateField()
    use = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "month", "use"], name="a_use_is_kept_once_a_month")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.month:%Y-%m} {self.use}"


class MoneyLooked(models.Model):
    """How far the keeper of the money has looked (ids), which kelurahan it compared last, and when; one row."""

    transfers = models.BigIntegerField(default=0)
    statements = models.BigIntegerField(default=0)
    registers = models.BigIntegerField(default=0)
    accounted = models.BigIntegerField(default=0)
    compared = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"up to transfer {self.transfers}"
