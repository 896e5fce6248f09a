"""Who helps a seat, forms on paper, which reports somebody else typed, and how long it all took."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import Person, Seat
from rukun.reports.models import Report


class Assistant(models.Model):
    """Somebody whom the head of a unit, or the office, named to report for it: until either says that it ends.

    An assistant files reports in the name of the seat and nothing else: no money, no objection, no attestation.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_by = models.CharField(max_length=40)
    named_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "person"], condition=models.Q(ended_at=None), name="somebody_assists_a_seat_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | ~models.Q(ended_by=""), name="somebody_ends_an_assistance"
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(ended_at=None), name="seats_that_somebody_assists")
        ]

    def __str__(self) -> str:
        return f"assistant of {self.seat_id}"


class PaperForm(models.Model):
    """A sheet of paper on which a unit writes one report; its QR code says `code`. It is read in once.

    `picture` is the photo of the filled sheet, by the digest of its bytes: seen by the office alone.
    """

    code = models.CharField(max_length=10, unique=True)
    unit = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    issued_by = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    picture = models.CharField(max_length=64, blank=True, default="", db_index=True)
    pictured_at = models.DateTimeField(null=True, blank=True)
    report = models.OneToOneField(Report, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="forms_of_a_unit_stand_in_order")]

    def __str__(self) -> str:
        return f"form {self.number} of {self.unit_id}"


class Helped(models.Model):
    """A report that somebody typed for a unit (at the counter, from a form, or as its assistant), or at the counter for
    a resident: then `unit` is the kelurahan of that counter. Append-only."""

    class Way(models.TextChoices):
        COUNTER = "counter"
        PAPER = "paper"
        ASSISTANT = "assistant"
        RESIDENT = "resident"

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    unit = models.ForeignKey(Area, models.PROTECT, related_name="+")
    typed_by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-at"], name="typed_for_a_unit")]

    def __str__(self) -> str:
        return f"{self.way} {self.report_id}"


class Effort(models.Model):
    """How many seconds a seat's forms took in a month, from opening to sending: a sum, of nobody in particular."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    month = models.DateField()
    seconds = models.PositiveIntegerField(default=0)
    forms = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seat", "month"], name="one_sum_a_seat_and_month")]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.month:%Y-%m}: {self.seconds} s"
