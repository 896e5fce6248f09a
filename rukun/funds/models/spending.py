"""What a unit did with its money: expenses, what it asked, what it planned, and what it accounted for. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Seat


class Fact(models.Model):
    """Somebody of a unit said this from a seat at a moment."""

    unit = models.ForeignKey(Area, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Expense(Fact):
    """Money that left the kas of a unit, and what the catalogue said of it at that time.

    `at` is when it was entered in the books, `day` what the receipt says. `rests_on` names the decree or the answer
    behind `ruling`. Either there is a picture of the receipt, or a reason why there is none. `key` is the phone's: the
    same expense sent twice is one. `moved` is the key of the transfer; what was held back as tax moved under the same
    key with "-tax".
    """

    day = models.DateField()
    use = models.CharField(max_length=40)
    use_name = models.CharField(max_length=120)
    ruling = models.CharField(max_length=8)
    rests_on = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    tax = models.BigIntegerField(default=0)
    supplier = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    receipt = models.CharField(max_length=64, blank=True)
    without = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64, unique=True)
    moved = models.CharField(max_length=80, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "at"], name="expenses_of_a_unit"),
            models.Index(fields=["receipt"], name="expense_by_receipt"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="an_expense_costs_something"),
            models.CheckConstraint(
                condition=models.Q(tax__gte=0) & models.Q(tax__lt=models.F("amount")), name="tax_is_part_of_the_price"
            ),
            models.CheckConstraint(
                condition=~models.Q(receipt="") | ~models.Q(without=""), name="a_receipt_or_why_there_is_none"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.use} {self.amount}"


class Reversal(models.Model):
    """An expense that was entered wrongly is taken back as a whole; the right one is entered anew."""

    expense = models.OneToOneField(Expense, models.PROTECT, related_name="reversal")
    words = models.TextField()
    moved = models.CharField(max_length=80, unique=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.expense} taken back"


class Question(Fact):
    """May the money buy this? What the catalogue leaves to the kelurahan, under one decree (its id)."""

    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    decree = models.CharField(max_length=60)
    use = models.CharField(max_length=40, blank=True)
    amount = models.BigIntegerField(null=True)
    words = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["kelurahan", "decree"], name="questions_of_a_kelurahan")]

    def __str__(self) -> str:
        return self.words


class Answer(models.Model):
    """The kelurahan's answer, once: part of the catalogue there as long as the same decree rules."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="answer")
    ruling = models.CharField(max_length=8)
    limit = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300)
    article = models.CharField(max_length=120, blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ruling="up-to", limit__gt=0) | models.Q(ruling__in=["yes", "no"], limit=None),
                name="an_answer_with_a_limit_says_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.ruling}"


class Budget(Fact):
    """What a unit means to spend on a use in a year; the newest line of a use stands."""

    year = models.PositiveSmallIntegerField()
    use = models.CharField(max_length=40)
    amount = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "year"], name="budget_of_a_unit")]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="a_budget_is_no_debt")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.use}"


class Handover(Fact):
    """A board hands the kas over: what was counted (`stated`) beside what the books said at that moment."""

    stated = models.BigIntegerField()
    booked = models.BigIntegerField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(stated__gte=0), name="counted_money_is_no_debt")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.stated}"


class Takeover(models.Model):
    """The other side of a handover: what was found there, counted by another person."""

    handover = models.OneToOneField(Handover, models.PROTECT, related_name="takeover")
    found = models.BigIntegerField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(found__gte=0), name="found_money_is_no_debt")]

    def __str__(self) -> str:
        return f"{self.handover}, found {self.found}"


class Register(Fact):
    """The register of a month, handed in: what it said, and the digest of its lines."""

    month = models.DateField()
    received = models.BigIntegerField()
    spent = models.BigIntegerField()
    balance = models.BigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="a_register_is_handed_in_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.month:%Y-%m}"


class Accounted(Fact):
    """The SPJ of a quarter, handed in: what it said, how many receipts were missing, and the digest of its lines."""

    quarter = models.DateField()
    spent = models.BigIntegerField()
    balance = models.BigIntegerField()
    missing = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "quarter"], name="an_spj_is_handed_in_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.quarter:%Y-%m}"


class Meeting(Fact):
    """The residents' meeting (musyawarah) of a half-year, where the account was read; a picture of its minutes."""

    half = models.DateField()
    held_on = models.DateField()
    present = models.PositiveIntegerField()
    minutes = models.CharField(max_length=64)
    words = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["minutes"], name="meeting_by_minutes")]
        constraints = [models.UniqueConstraint(fields=["unit", "half"], name="a_half_year_is_read_out_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.half:%Y-%m}"
