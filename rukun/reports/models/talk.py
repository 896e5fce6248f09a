"""What people do with each other's reports: support and comments."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person, Seat
from rukun.reports.models.said import Report


class Support(models.Model):
    """Somebody else sees the same problem. May be taken back, and is then gone."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="a_person_supports_a_report_once")]
        indexes = [models.Index(fields=["person", "-at"], name="supports_of_a_person")]

    def __str__(self) -> str:
        return f"support of {self.report_id}"


class Comment(models.Model):
    """What somebody said to a report, in a seat where they answered for it (None: as a resident). Never edited."""

    key = models.CharField(max_length=64, unique=True)
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="a_comment_says_something")]
        indexes = [
            models.Index(fields=["report", "id"], name="comments_of_a_report"),
            models.Index(fields=["person", "at"], name="comments_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.report_id}"


class HiddenComment(models.Model):
    """A comment that a handler took out of sight, and why. Append-only: the place where it stood says the reason."""

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="hiding")
    reason = models.CharField(max_length=300)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="hiding_states_its_reason")]

    def __str__(self) -> str:
        return f"comment {self.comment_id} hidden"
