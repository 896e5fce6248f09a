"""Notices, what people chose, their devices, what is to be sent, and how far the trail has been read."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from rukun.notices.rules import Way
from rukun.people.models import Person
from rukun.reports.models import Report
from rukun.trail.models import CursorOfReader, Event, SeenByReader


class Cursor(CursorOfReader):
    """How far the trail was read for notices."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number=1), name="there_is_one_cursor")]


class Seen(SeenByReader):
    """What was told before it was sealed."""


class Reader(models.Model):
    """An e-mail address that is told of places without an account. It was confirmed from its own mailbox before it was
    kept, and goes with everything about it as soon as its owner leaves."""

    address = models.CharField(max_length=254, unique=True)
    language = models.CharField(max_length=5)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"reader {self.pk}"


_TO_SOMEBODY = models.Q(person__isnull=False, reader=None) | models.Q(person=None, reader__isnull=False)


class Notice(models.Model):
    """One thing that one person (or reader) is told, once. `about` is "report:CODE", "session:CODE" or
    "month:UNIT:YYYY-MM"; a digest of what somebody follows is "follow:DAY" and comes of no single event.

    The words are made when they are shown, in the reader's language; `facts` fills their gaps. What is not for the
    page here (`is_shown`) only goes out by other ways.
    """

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    reader = models.ForeignKey(Reader, models.CASCADE, null=True, related_name="+", db_index=False)
    event = models.ForeignKey(
        Event, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )  # fmt: skip
    # Which there are, `rules.Matter` says; naming them here would make every new one a migration.
    matter = models.CharField(max_length=12)
    about = models.CharField(max_length=40)
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="+")
    facts = models.TextField(default="{}")
    at = models.DateTimeField()
    is_shown = models.BooleanField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "person", "matter", "about"], name="a_person_is_told_once"),
            models.CheckConstraint(condition=_TO_SOMEBODY, name="a_notice_is_to_somebody"),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["person"], condition=models.Q(is_shown=True, read_at=None), name="unread_of_a_person"),
            models.Index(fields=["at"], name="notices_by_time"),
            models.Index(fields=["reader"], condition=models.Q(reader__isnull=False), name="notices_of_a_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.about}"

    @property
    def stated(self) -> dict[str, Any]:
        """The facts as they were found when the event was read."""
        facts: dict[str, Any] = json.loads(self.facts)
        return facts


class Choice(models.Model):
    """One matter by one way, switched away from what holds by default."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    matter = models.CharField(max_length=12)
    way = models.CharField(max_length=5)
    is_wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "matter", "way"], name="a_choice_is_made_once")]

    def __str__(self) -> str:
        return f"{self.matter} by {self.way}: {'on' if self.is_wanted else 'off'}"


class Listener(models.Model):
    """How somebody listens, where it is not as by default: quiet at night, and no e-mail at all."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    is_quiet = models.BooleanField(default=True)
    email_off = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"person {self.pk}"


class PushDevice(models.Model):
    """A browser that said it may be rung: its service's address, its public key, the secret that both know."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    rung_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "id"], name="devices_of_a_person")]

    def __str__(self) -> str:
        return self.label


class Delivery(models.Model):
    """One notice by one way (to one device), and what became of it.

    What leaves in one message carries one `bundle`: the key that is the same at every try. Whoever sends holds a lease;
    when it has run out, whoever held it is taken for dead.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    reader = models.ForeignKey(Reader, models.CASCADE, null=True, related_name="+", db_index=False)
    way = models.CharField(max_length=5, choices=[(way.value, way.value) for way in Way if way is not Way.APP])
    device = models.ForeignKey(PushDevice, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    bundle = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "way", "device"], name="a_device_is_rung_once"),
            models.UniqueConstraint(
                fields=["notice", "way"], condition=models.Q(device=None), name="a_notice_goes_by_a_way_once"
            ),
            models.CheckConstraint(
                condition=models.Q(way="push", device__isnull=False) | (~models.Q(way="push") & models.Q(device=None)),
                name="only_a_push_rings_a_device",
            ),
            models.CheckConstraint(condition=_TO_SOMEBODY, name="a_delivery_is_to_somebody"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="deliveries_waiting"),
            models.Index(fields=["bundle"], condition=~models.Q(bundle=""), name="deliveries_in_a_bundle"),
            models.Index(fields=["state", "settled_at"], name="deliveries_settled"),
            models.Index(fields=["reader"], condition=models.Q(reader__isnull=False), name="deliveries_to_a_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state}"
