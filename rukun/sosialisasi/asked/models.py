"""Questions as they were asked, and answers that two people stand for."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Person, Seat
from rukun.sosialisasi.asked.rules import Topic

TOPICS = [(topic.value, topic.value) for topic in Topic]


class Reply(models.Model):
    """An answer, in words that everyone may read: written by one person, then approved by another, or sent back.

    `heading` is the question as the public reads it: what people asked may name somebody. `use` is the code of a use in
    the catalogue of the money. `replaces` is an earlier answer, which is retired when this one is approved.
    """

    topic = models.CharField(max_length=10, choices=TOPICS)
    heading = models.CharField(max_length=200)
    words = models.TextField()
    use = models.CharField(max_length=40, blank=True, default="")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_in = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_in = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=200, blank=True, default="")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("written_by")),
                name="who_answers_does_not_approve",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at=None) | models.Q(returned_at=None), name="approved_or_sent_back"
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at=None) | ~models.Q(because=""), name="what_is_sent_back_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic", "id"],
                condition=models.Q(approved_at__isnull=False, retired_at=None),
                name="published_replies",
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class Question(models.Model):
    """What somebody wanted to know: in the app (`person`) or in a session, where it was taken down by a seat.

    It waits until a published answer settles it, its own or one that was there already, or until it is put aside with
    a reason. `key` is the client's, so that the same one sent twice is one.
    """

    key = models.CharField(max_length=64, unique=True)
    topic = models.CharField(max_length=10, choices=TOPICS)
    words = models.CharField(max_length=500)
    kelurahan = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    sosialisasi = models.ForeignKey(
        "sosialisasi.Sosialisasi", models.PROTECT, null=True, blank=True, related_name="+"
    )  # fmt: skip
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_down_by = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, blank=True, related_name="questions")
    settled_at = models.DateTimeField(null=True, blank=True)
    put_aside_at = models.DateTimeField(null=True, blank=True)
    put_aside_because = models.CharField(max_length=200, blank=True, default="")
    # When those who should answer were told that it waits too long: told once.
    chased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(put_aside_at=None) | ~models.Q(put_aside_because=""),
                name="what_is_put_aside_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | models.Q(reply__isnull=False), name="an_answer_settles_it"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(settled_at=None, put_aside_at=None), name="questions_that_wait"
            ),
            models.Index(fields=["person", "at"], name="questions_of_a_person"),
            models.Index(fields=["sosialisasi"], name="questions_of_a_session"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.settled_at is None and self.put_aside_at is None
