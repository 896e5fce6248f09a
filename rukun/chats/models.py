"""Conversations, what was heard in them, what is to be said, and the pictures that wait for a report.

None of it is a fact of the city: it leaves no trail, and is gone when the report is sent or some days later.
"""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person


class Conversation(models.Model):
    """One address on one channel, and where its report in the making stands.

    `address` is a keyed digest, `sealed` the address itself, closed with the installation's key: it is opened to answer
    and for nothing else. `person` is whose address it is known to be. Whoever works on it holds it until `lease_until`
    (`claim` says who), so that what is said in one conversation keeps its order.
    """

    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=40)
    sealed = models.TextField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    state = models.JSONField(default=dict)
    is_open = models.BooleanField(default=False)
    heard_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="an_address_has_one_conversation_a_channel")
        ]
        indexes = [models.Index(fields=["is_open", "heard_at"], name="conversations_by_age")]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class Inbound(models.Model):
    """A message that came in, by a digest of its id: the same one twice does nothing. What it held goes when it was
    answered; the digest stays as long as the conversation is kept."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        # More than anybody says in a while: only that it came is known.
        DROPPED = "dropped"

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10)
    key = models.CharField(max_length=40)
    heard = models.JSONField(default=dict)
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="a_message_is_heard_once")]
        indexes = [
            models.Index(fields=["conversation", "id"], condition=models.Q(state="waiting"), name="heard_in_order"),
            models.Index(fields=["conversation", "at"], name="heard_lately"),
        ]

    def __str__(self) -> str:
        return f"heard {self.pk}: {self.state}"


class Outbound(models.Model):
    """A message to be sent; `key` is the same at every try. What it says goes when it was sent.

    `is_ask`: it asks for what is missing, and gives way to a later one as long as nobody tried to send it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DEAD = "dead"

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=32, unique=True)
    says = models.JSONField(default=dict)
    is_ask = models.BooleanField(default=False)
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "id"], condition=models.Q(state="waiting"), name="said_in_order"),
            models.Index(fields=["conversation", "state"], name="said_in_a_conversation"),
        ]

    def __str__(self) -> str:
        return f"said {self.pk}: {self.state}"


class HeldPhoto(models.Model):
    """A picture that was sent in a conversation whose report is not filed yet: nobody sweeps it away meanwhile."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64)
    original = models.CharField(max_length=64)
    form = models.CharField(max_length=8)
    original_size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "digest"], name="a_picture_is_held_once_a_conversation")
        ]
        indexes = [models.Index(fields=["digest"], name="held_pictures_by_digest")]

    def __str__(self) -> str:
        return self.digest[:12]
