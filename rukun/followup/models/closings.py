"""What proves a closing, what citizens and auditors say of it, and what they say when they are asked."""

from __future__ import annotations

from django.db import models

from rukun.followup.models.tickets import Delay, Step, Ticket
from rukun.followup.rules import CodeState, Verdict
from rukun.people.models import Person, Seat


class Proof(models.Model):
    """What is known of the picture that a finishing step shows. Append-only.

    `code` is the one that was to be seen in the picture, `metres` how far it was taken from the ticket's place, and
    `before_digest` the picture of the same place before the work.
    """

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=12, blank=True)
    code_state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in CodeState])
    before_digest = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=8, default="after")

    class Meta:
        indexes = [
            models.Index(fields=["digest"], name="proofs_by_digest"),
            models.Index(
                fields=["before_digest"], condition=~models.Q(before_digest=""), name="proofs_by_what_was_before"
            ),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Rating(models.Model):
    """Stars for a closing by its reporter or a supporter. One for each person and closing, never edited."""

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
        indexes = [models.Index(fields=["at"], name="ratings_by_time")]

    def __str__(self) -> str:
        return f"{self.stars} stars"


class Replied(models.Model):
    """What whoever reported answered to a question of the desk. Once, never edited; only desks and they read it.

    Not guarded by the database as other facts are, because a person who leaves is taken out of it.
    """

    delay = models.OneToOneField(Delay, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="a_reply_says_something")]
        indexes = [models.Index(fields=["at"], name="replies_by_time")]

    def __str__(self) -> str:
        return f"reply to {self.delay_id}"


class Answer(models.Model):
    """A citizen's verdict on a closing: it is so, it is not, some of it is, or they do not know. One for each person
    and closing, never edited.

    Not guarded by the database as other facts are, because a person who leaves is taken out of it.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    closing = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=[(verdict.value, verdict.value) for verdict in Verdict])
    words = models.TextField(blank=True)
    photo = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "person", "closing"], name="a_closing_is_answered_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="disputed") | ~models.Q(words=""), name="a_dispute_says_what_is_wrong"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="partly") | ~models.Q(words=""), name="a_partly_says_what_is_left"
            ),
        ]
        indexes = [
            models.Index(fields=["photo"], condition=~models.Q(photo=""), name="answers_with_a_photo"),
            models.Index(fields=["at"], name="answers_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ticket_id}"


class Audit(models.Model):
    """Somebody in an auditing seat looked at a closing, and whether it stood. Append-only; the newest stands."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    closing = models.PositiveSmallIntegerField()
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    stood = models.BooleanField()
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="an_audit_says_what_was_seen")]
        indexes = [models.Index(fields=["ticket", "at"], name="audits_of_a_ticket")]

    def __str__(self) -> str:
        return f"audit of {self.ticket_id}"
