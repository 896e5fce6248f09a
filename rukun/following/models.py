"""Who follows, which places, and which letters came of it."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.following.rules import Followed, Rhythm
from rukun.notices.models import Notice, Reader
from rukun.people.models import Person
from rukun.values.place import Place


class Follower(models.Model):
    """Somebody who follows places, with an account or (`reader`) without one. Changes before `told_until` were told."""

    person = models.OneToOneField(Person, models.CASCADE, null=True, related_name="+")
    reader = models.OneToOneField(Reader, models.CASCADE, null=True, related_name="+")
    rhythm = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Rhythm])
    told_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, reader=None) | models.Q(person=None, reader__isnull=False),
                name="a_follower_is_a_person_or_a_reader",
            )
        ]
        indexes = [models.Index(fields=["rhythm", "told_until"], name="followers_to_be_told")]

    def __str__(self) -> str:
        return f"follower {self.pk}"


class Follow(models.Model):
    """One place that somebody follows: an area, or so many metres around a place in it; of all kinds, or of some.

    `kinds` are the codes of these, parted by spaces. A place is kept to about a hundred metres.
    """

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="follows")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    metres = models.PositiveSmallIntegerField(default=0)
    kinds = models.TextField(blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat=None, lon=None, metres=0)
                | models.Q(lat__isnull=False, lon__isnull=False, metres__gt=0),
                name="a_circle_has_a_middle_and_a_reach",
            )
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.area_id}"

    @property
    def place(self) -> Place | None:
        """The middle of a circle; None for an area."""
        return Place(self.lat, self.lon) if self.lat is not None and self.lon is not None else None

    @property
    def where(self) -> Area:
        """The area, or the one that it went up in."""
        return self.area.merged_into or self.area

    @property
    def followed(self) -> Followed:
        """As the rules take it."""
        kinds, where = frozenset(self.kinds.split()), self.where
        return Followed(where.pk, where.area_code.kind, self.since, self.place, self.metres, kinds)


class Letter(models.Model):
    """The one notice that a follower gets on a day."""

    follower = models.ForeignKey(Follower, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    notice = models.OneToOneField(Notice, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "day"], name="a_follower_gets_one_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.follower_id} on {self.day}"
