"""What a desk works with: the city's holidays and routes, its crew, and words that it uses often."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Office, Person


class Holiday(models.Model):
    """A day on which deadlines stand still, loaded from the city's `holidays.toml`."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Routing(models.Model):
    """Which office is in charge of a category in an area, from one day to the day before another.

    Loaded from the city's `routing.toml`. `office` is a code, or "kelurahan" for the kelurahan of the place.
    """

    category = models.CharField(max_length=40)
    area = models.CharField(max_length=16)
    office = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="a_route_ends_after_it_began",
            ),
            models.UniqueConstraint(fields=["category", "area", "since"], name="one_route_a_category_area_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.category} in {self.area} to {self.office}"


class CrewMember(models.Model):
    """Somebody who does the work for an office; `person` where they have an account of their own."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=32, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="a_crew_has_each_name_once")]

    def __str__(self) -> str:
        return self.name


class Template(models.Model):
    """Words to the citizen that a desk uses often; without an office they are the city's own."""

    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    words = models.TextField()
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "state", "name"], name="a_template_has_a_name_of_its_own")
        ]

    def __str__(self) -> str:
        return self.name
