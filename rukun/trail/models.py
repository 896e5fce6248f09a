"""Events, the place each got when it was sealed, and the seals."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import models

from rukun.values.digest import canonical_plain
from rukun.values.time import iso


class Event(models.Model):
    """One act. Append-only: the database refuses to change or remove it."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    seat = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    facts = models.TextField(default="{}")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(verb__contains="."), name="an_act_is_thing_happened"),
            models.CheckConstraint(condition=~models.Q(seat=""), name="an_act_names_the_seat"),
        ]
        indexes = [models.Index(fields=["about", "id"], name="events_about_a_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about} by {self.seat} at {iso(self.at)}"

    @property
    def stated(self) -> dict[str, Any]:
        """The facts as they were recorded."""
        facts: dict[str, Any] = json.loads(self.facts)
        return facts

    def content(self) -> bytes:
        """What is hashed: the whole event in its only spelling."""
        return content_of(self.at, self.verb, self.seat, self.about, self.facts)


def content_of(at: datetime, verb: str, seat: str, about: str, facts: str) -> bytes:
    """The content of an event from its columns: sealing and verifying read millions and make no objects of them."""
    return canonical_plain({"at": iso(at), "verb": verb, "seat": seat, "about": about, "facts": facts})


class Unsealed(models.Model):
    """Events that no seal covers yet; filled by a trigger in the same transaction, emptied by sealing."""

    event = models.OneToOneField(Event, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)

    def __str__(self) -> str:
        return str(self.pk)


class Leaf(models.Model):
    """The place of an event in the log, given when it was sealed. Append-only."""

    index = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+", db_constraint=False)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Seal(models.Model):
    """A signed root over the first `size` events, chained to the seal before. Append-only."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    note = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["size"], name="a_seal_covers_something_new"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number} over {self.size}"

    @property
    def root_hex(self) -> str:
        """The root as pages and JSON write it."""
        return bytes(self.root).hex()


class Subtree(models.Model):
    """The root of one full subtree of 256 to the power of `level` leaves: with these a proof reads few rows.

    Derived from `Leaf` and laid when sealing; whatever they say is compared with the signed root before it is told.
    """

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="a_subtree_has_one_root"),
        ]

    def __str__(self) -> str:
        return f"subtree {self.level}/{self.index}"


class Countersignature(models.Model):
    """A witness's own signature under a seal, in the form of C2SP's cosignature. Append-only."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="countersignatures")
    witness = models.CharField(max_length=100)
    signed_at = models.DateTimeField()
    line = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "witness"], name="a_witness_signs_a_seal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.witness} under {self.seal_id}"


class CursorOfReader(models.Model):
    """How far somebody read the sealed trail: one row. What happened before `begun_at` is nobody's news."""

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    index = models.BigIntegerField()
    begun_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"next is leaf {self.index}"


class SeenByReader(models.Model):
    """Events that were read before they were sealed; each goes when the cursor passes its leaf."""

    event = models.OneToOneField(Event, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)
