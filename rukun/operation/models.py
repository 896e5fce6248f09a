"""Figures that are kept so that nobody counts millions to be told them, and when the system is closed for a while."""

from __future__ import annotations

from django.db import models


class Figure(models.Model):
    """One number about the system, by its name: kept by the worker, or noted by a command (derived; may be lost)."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.FloatField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.value:g}"


class Maintenance(models.Model):
    """From when until when nothing may be written, and what people are told. Append-only but for its end."""

    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("begun_at")), name="a_closing_time_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.begun_at} until {self.until}"
