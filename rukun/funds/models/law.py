"""Decrees as loaded, and what two people have to agree on before one is."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Person, Seat


class LoadedDecree(models.Model):
    """A version of a decree's file as it was loaded; a changed file is loaded beside and stands after it.

    Append-only.
    """

    decree = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decree", "digest"], name="a_version_is_loaded_once")]

    def __str__(self) -> str:
        return f"{self.decree} {self.digest[:8]}"


class DecreeProposal(models.Model):
    """A version of a decree that one person (or, without one, the operator's folder) brings and another agrees to.

    `approved` is None while nobody has decided.
    """

    decree = models.SlugField(max_length=60)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    cases = models.TextField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_in = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_in = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decree", "digest"], condition=models.Q(approved=None), name="a_version_waits_once"
            ),
            models.CheckConstraint(
                condition=models.Q(proposed_by=None)
                | models.Q(decided_by=None)
                | ~models.Q(proposed_by=models.F("decided_by")),
                name="who_proposes_a_decree_does_not_decide",
            ),
            models.CheckConstraint(
                condition=models.Q(approved=None) | models.Q(decided_by__isnull=False), name="somebody_decides_a_decree"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decree} {self.digest[:8]}, {'waiting' if self.approved is None else self.approved}"
