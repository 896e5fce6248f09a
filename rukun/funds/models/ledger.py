"""The books: where money is, and how it moved."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.funds.models.closing import Closing


class Account(models.Model):
    """A place where money is, by who owns it and what it is there for.

    The budget of the city and of a kelurahan; what is owed to a unit, approved for it, handed to the bank for it; a
    unit's kas; what it spent, what went to the tax office, what it gave back.
    """

    class Kind(models.TextChoices):
        CITY = "city"
        BUDGET = "budget"
        OWED = "owed"
        APPROVED = "approved"
        SENT = "sent"
        KAS = "kas"
        SPENT = "spent"
        TAX = "tax"
        RETURNED = "returned"

    owner = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "kind"], name="one_account_a_kind_and_owner")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.owner}"


class Transfer(models.Model):
    """Money moved from one place (credit) to another (debit). Append-only; the same `key` moves money once."""

    debit = models.ForeignKey(Account, models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    cause = models.CharField(max_length=20)
    key = models.CharField(max_length=80, unique=True)
    closing = models.ForeignKey(Closing, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="money_really_moves"),
            models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="money_goes_somewhere_else"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} to {self.debit}"
