"""Areas, their time, and their borders."""

from __future__ import annotations

from datetime import date

from django.db import models

from rukun.values.code import AreaCode, Kind


class Area(models.Model):
    """An area of one of six kinds. `code` holds digits without dots, so what lies within it begins with it."""

    code = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)
    # When it was entered that it begins or ends: a month that was told before could not know. None: always known.
    begin_known_at = models.DateTimeField(null=True, blank=True)
    end_known_at = models.DateTimeField(null=True, blank=True)
    # Of a kelurahan: when the last act that fixes what is known there was. See `rukun.areas.turns`.
    last_turn_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    population = models.PositiveIntegerField(null=True, blank=True)
    # How many RW and RT the register counts in a kelurahan, known before each of them is.
    rw_registered = models.PositiveSmallIntegerField(null=True, blank=True)
    rt_registered = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dissolved_on__gt=models.F("founded_on"))
                | models.Q(dissolved_on__isnull=True)
                | models.Q(founded_on__isnull=True),
                name="an_area_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(dissolved_on__isnull=False),
                name="only_a_dissolved_area_was_merged",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "code"], name="areas_of_a_kind"),
            models.Index(
                fields=["end_known_at"], condition=models.Q(end_known_at__isnull=False), name="areas_known_to_end"
            ),
            models.Index(
                fields=["begin_known_at"], condition=models.Q(begin_known_at__isnull=False), name="areas_known_to_begin"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.official_code})"

    @property
    def area_code(self) -> AreaCode:
        return AreaCode(self.code)

    @property
    def official_code(self) -> str:
        return self.area_code.official

    def existed_on(self, day: date) -> bool:
        """From the founding day to the day before the dissolution; without dates, always."""
        return (self.founded_on is None or self.founded_on <= day) and (
            self.dissolved_on is None or day < self.dissolved_on
        )


class Boundary(models.Model):
    """The border of an area during a time, as WKB in WGS 84; `approximate` when it was drawn and not surveyed."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    source = models.CharField(max_length=120)
    shape = models.BinaryField()
    inner_lat = models.FloatField()
    inner_lon = models.FloatField()
    approximate = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=models.Q(valid_until__isnull=True), name="an_area_has_one_present_border"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} from {self.source}"


class BorderVersion(models.Model):
    """One row whose stamp changes with the borders, so that every process knows when to load them anew."""

    stamp = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.stamp
