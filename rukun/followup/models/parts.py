"""Parts of a ticket that other offices work on, and what was done to each."""

from __future__ import annotations

from django.db import models

from rukun.followup.models.tickets import Ticket
from rukun.followup.parts.rules import ENDED, PARTS_MAX, PartState
from rukun.people.models import Office, Seat
from rukun.reports.models import Category

IS_OPEN = models.Q(ended_at__isnull=True)


class Part(models.Model):
    """What one office has to do of a ticket that lies with another: its kind, its `task` in words that everybody reads,
    and a deadline of its own. `state` moves along `parts.rules.NEXT`; each move is a `PartStep`."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    task = models.TextField()
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in PartState])
    given_at = models.DateTimeField()
    held_since = models.DateTimeField()
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    forwards = models.PositiveSmallIntegerField(default=0)
    escalated = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="a_part_has_a_number_of_its_own"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=PARTS_MAX), name="a_ticket_has_ten_parts_at_most"
            ),
            models.CheckConstraint(condition=~models.Q(task=""), name="a_part_says_what_is_to_be_done"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ENDED], ended_at__isnull=False)
                | models.Q(~models.Q(state__in=[state.value for state in ENDED]), ended_at__isnull=True),
                name="a_part_that_ended_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "due_at", "id"], condition=IS_OPEN, name="open_parts_of_a_holder"),
            models.Index(fields=["due_at"], condition=IS_OPEN, name="open_parts_by_deadline"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}/{self.number} {self.state}"


class PartStep(models.Model):
    """One move of a part. Append-only. `taker` is to whom it was given, with the deadline that they got."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    taker = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["part", "at"], name="steps_of_a_part")]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"
