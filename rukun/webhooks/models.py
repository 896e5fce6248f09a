"""Addresses that hear of public events, what each is to be told, and how far the trail was read for them."""

from __future__ import annotations

from django.db import models

from rukun.people.models import ApiKey
from rukun.trail.models import CursorOfReader, Event, SeenByReader


class Cursor(CursorOfReader):
    """How far the trail was read for webhooks."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number=1), name="there_is_one_cursor_of_webhooks")]


class Seen(SeenByReader):
    """What was told before it was sealed."""


class Subscription(models.Model):
    """An address, what it hears of, and how it is doing. `key` is the program's; None: the city's own.

    Whoever sends to it holds it until `lease_until` (`claim` says who), so that one slow address is in one hand only
    and its deliveries keep their order. The secrets are sealed.
    """

    class State(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        STOPPED = "stopped"

    key = models.ForeignKey(ApiKey, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=80)
    contact = models.CharField(max_length=120)
    url = models.CharField(max_length=1000)
    kinds = models.CharField(max_length=500)
    secret = models.CharField(max_length=200)
    old_secret = models.CharField(max_length=200, blank=True)
    old_until = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.ACTIVE)
    # Why it is paused by itself: "dead" or "gone"; empty where somebody paused it.
    why = models.CharField(max_length=10, blank=True)
    changed_at = models.DateTimeField()
    # When its owner is to be told of that; None where there is nothing to tell.
    tell_owner_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    rest_until = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "tried_at"], name="webhooks_by_turn"),
            models.Index(
                fields=["tell_owner_at"], condition=models.Q(tell_owner_at__isnull=False), name="owners_to_be_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.url}"

    @property
    def chosen(self) -> list[str]:
        """The kinds of events that it hears of."""
        return self.kinds.split()


class Delivery(models.Model):
    """One event for one address, and what became of it. `key` is its id outside, the same at every try."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        # Tried often enough: it waits for somebody to have it sent again.
        DEAD = "dead"
        # What it told of is for everyone no longer, or nobody listens there any more.
        DROPPED = "dropped"

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="+", db_index=False)
    event = models.ForeignKey(
        Event, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    # The code of the report; of a test the delivery's own key.
    about = models.CharField(max_length=40)
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    replays = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "event"], name="an_address_hears_of_an_event_once")
        ]
        indexes = [
            models.Index(
                fields=["subscription", "due_at"], condition=models.Q(state="waiting"), name="webhooks_waiting"
            ),
            models.Index(
                fields=["subscription", "about", "id"], condition=models.Q(state="waiting"), name="webhooks_in_order"
            ),
            models.Index(fields=["subscription", "-id"], name="webhooks_of_an_address"),
            models.Index(fields=["state", "settled_at"], name="webhooks_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}: {self.state}"
