"""Many tickets of one thing: what the clock gathered, and what the desk made of it."""

from __future__ import annotations

from django.db import models

from rukun.followup.models.tickets import Ticket
from rukun.people.models import Office, Seat
from rukun.reports.models import Category


class Incident(models.Model):
    """One thing that many reported within hours. `target` is the ticket in which the desk goes on with all of them,
    decided in `seat`; `parted_at` is when the desk said that they are not one thing. `size` counts what was gathered.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    size = models.PositiveIntegerField(default=0)
    target = models.ForeignKey(Ticket, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    parted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__isnull=True) | models.Q(seat__isnull=False),
                name="an_incident_becomes_one_ticket_by_a_desk",
            )
        ]
        indexes = [
            models.Index(fields=["holder", "-last_at"], name="incidents_of_a_holder"),
            models.Index(fields=["last_at"], condition=models.Q(target__isnull=False), name="incidents_to_be_followed"),
        ]

    def __str__(self) -> str:
        return f"{self.category_id} at {self.holder_id}: {self.size}"


class Gathered(models.Model):
    """A ticket that belongs to an incident."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.ticket_id} in {self.incident_id}"
