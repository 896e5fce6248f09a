"""Holidays, tickets, the steps they went through, forwardings, and ratings."""

from __future__ import annotations

from django.db import models

from rukun.followup.rules import State
from rukun.people.models import Office, Person, Seat
from rukun.reports.models import Report


class Holiday(models.Model):
    """A day on which deadlines stand still, loaded from the city's `holidays.toml`."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Ticket(models.Model):
    """The follow-up of one report. `state` moves along `rules.NEXT`; each move is a `Step`."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    holder = models.ForeignKey(Office, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    held_since = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    escalated = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["holder", "state", "due_at"], name="queue_of_a_holder"),
            models.Index(fields=["state", "due_at"], name="queue_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.state}"


class Step(models.Model):
    """One move of a ticket, or one thing done to it. Append-only."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    proof = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "at"], name="steps_of_a_ticket"),
            models.Index(fields=["proof"], condition=~models.Q(proof=""), name="steps_with_a_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"


class Disposisi(models.Model):
    """A forwarding with an order. Append-only; what lies between two of them is a holder's time."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    giver = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(Office, models.PROTECT, related_name="+")
    reason = models.TextField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="forwardings_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker}"


class Rating(models.Model):
    """The reporter's stars for a closing. Append-only: one for each closing."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closing = models.PositiveSmallIntegerField()
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="stars_run_from_one_to_five"),
            models.UniqueConstraint(fields=["ticket", "person", "closing"], name="a_closing_is_rated_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stars} stars"
