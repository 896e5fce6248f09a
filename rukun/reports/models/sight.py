"""What should not be seen: concerns, decisions on what of a report the public sees, and who looked up its reporter."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Seat
from rukun.reports.hiding import Hidden
from rukun.reports.models.said import Report
from rukun.reports.models.talk import Comment


class Concern(models.Model):
    """Somebody says that a report or a comment should not be seen as it is. Append-only.

    Who said it stands only as a keyed digest (`teller`), so that each says it once of the same thing; it is told to
    nobody. `about` is that thing: "photos", "words", "all", or "comment:NUMBER"; `after` is the number of the newest
    decision on the report when it was raised (0: none), and what a handler decides after it settles it.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=30)
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    teller = models.CharField(max_length=40)
    after = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "about", "teller"], name="a_concern_is_raised_once"),
            models.CheckConstraint(condition=~models.Q(reason="other", words=""), name="another_concern_is_told"),
        ]
        indexes = [models.Index(fields=["at"], name="concerns_oldest_first")]

    def __str__(self) -> str:
        return f"{self.about} of {self.report_id}: {self.reason}"


class Hiding(models.Model):
    """What of a report (or of a comment on it) the public sees from now on. Append-only: the newest stands.

    It may hide nothing: then it says that the content is shown, or shown again. `seat` is None where somebody's concern
    hid it until a handler decides. Numbers run within a report, so two decisions at once meet in one.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, related_name="+")
    photos = models.BooleanField()
    words = models.BooleanField()
    whole = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="hidings_stand_in_order"),
            models.CheckConstraint(
                condition=models.Q(whole=False) | models.Q(photos=True, words=True),
                name="what_is_hidden_whole_is_hidden_in_every_part",
            ),
            models.CheckConstraint(
                condition=models.Q(photos=False, words=False) | ~models.Q(reason=""),
                name="what_is_hidden_has_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | models.Q(whole=False), name="a_concern_hides_no_whole_report"
            ),
        ]
        indexes = [models.Index(fields=["comment", "number"], name="hidings_of_a_comment")]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.number}"

    @property
    def hidden(self) -> Hidden:
        return Hidden(self.photos, self.words, self.whole)


class CurrentHiding(models.Model):
    """Derived: what the newest decision on a report hides; no row where none was ever taken. A test compares."""

    report = models.OneToOneField(Report, models.PROTECT, primary_key=True, related_name="current_hiding")
    photos = models.BooleanField()
    words = models.BooleanField()
    whole = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["report"], condition=models.Q(whole=True), name="reports_hidden_whole")]

    def __str__(self) -> str:
        return f"of {self.report_id}"


class ContactOpened(models.Model):
    """A handler looked up how to reach the reporter, and why. Append-only: the reporter reads it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="opening_states_its_reason")]
        indexes = [models.Index(fields=["report", "-at"], name="openings_of_a_report")]

    def __str__(self) -> str:
        return f"contact of {self.report_id}"
