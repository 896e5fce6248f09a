"""A quiet month: attested by the head of a unit, and looked at here and there."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Seat


class Attestation(models.Model):
    """ "Nihil": the head of a unit says that there was nothing to report in a month. Append-only."""

    unit = models.ForeignKey(Area, models.PROTECT, related_name="+")
    month = models.DateField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="a_quiet_month_is_attested_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}: nihil"


class SpotCheck(models.Model):
    """Somebody of the kelurahan or of Tapem went and looked: the attestation stood, or did not. Append-only."""

    attestation = models.OneToOneField(Attestation, models.PROTECT, related_name="spot")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    stood = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.attestation}, {'stood' if self.stood else 'did not stand'}"
