"""How money reaches units: their bank accounts, what was handed to the bank, what the bank answered, and cash."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.funds.models.closing import Statement
from rukun.people.models import Person, Seat


class BankAccount(models.Model):
    """An account that somebody proposed for a unit. Append-only; it counts when another person agreed, after a rest."""

    unit = models.ForeignKey(Area, models.PROTECT, related_name="+")
    bank = models.CharField(max_length=20)
    number = models.CharField(max_length=34)
    holder = models.CharField(max_length=80)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "at"], name="bank_accounts_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.masked}"

    @property
    def masked(self) -> str:
        """The bank and the last four digits: all of the number that anybody reads on a page."""
        return f"{self.bank} ••••{self.number[-4:]}"


class AccountDecision(models.Model):
    """Another person agreed to an account, or turned it down. Append-only."""

    account = models.OneToOneField(BankAccount, models.PROTECT, related_name="decision")
    is_agreed = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.account}: {'agreed' if self.is_agreed else 'turned down'}"


class Batch(models.Model):
    """Payments of an area handed to the bank together, in one file of one layout. Append-only."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    layout = models.CharField(max_length=40)
    layout_digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    total = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"batch {self.pk}: {self.count} payments, {self.total}"

    @property
    def named(self) -> str:
        return f"{self.pk:06}"


class Payment(models.Model):
    """One statement's money on its way: through the bank in a batch, or in cash with a receipt. Append-only.

    A payment that failed is followed by another with the next `attempt`.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="payments")
    account = models.ForeignKey(BankAccount, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=64, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["receipt"], name="payment_by_receipt")]
        constraints = [
            models.UniqueConstraint(fields=["statement", "attempt"], name="attempts_stand_in_order"),
            models.CheckConstraint(
                condition=models.Q(batch__isnull=False, account__isnull=False, receipt="")
                | models.Q(batch__isnull=True, account__isnull=True) & ~models.Q(receipt=""),
                name="through_the_bank_or_in_cash_with_a_receipt",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_payment_pays_something"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the bank is told and answers with."""
        return f"RKN{self.statement_id:09}-{self.attempt}"


class BankAnswer(models.Model):
    """What the bank said of one payment. Append-only; its file is named by its digest."""

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="answer")
    is_paid = models.BooleanField()
    code = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    file = models.CharField(max_length=64)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.payment}: {self.code}"
