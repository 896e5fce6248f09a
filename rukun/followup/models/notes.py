"""What offices tell each other of a ticket, and nobody else."""

from __future__ import annotations

from django.db import models

from rukun.followup.models.tickets import Ticket
from rukun.people.models import Office, Seat


class Note(models.Model):
    """Words for whoever holds the ticket, now or after a forwarding; no citizen reads them. Append-only."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="a_note_says_something")]
        indexes = [models.Index(fields=["ticket", "at"], name="notes_of_a_ticket")]

    def __str__(self) -> str:
        return f"note on {self.ticket_id}"
