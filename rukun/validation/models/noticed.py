"""Tables of what the machine noticed: fingerprints of pictures, flags and risk of reports, what officials saw.

None of it is a fact about truth. All of it is derived and may be made anew, so it leaves no entry in the trail.
"""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.reports.models import Report


class Fingerprint(models.Model):
    """That a kept picture was looked at, once, by the digest of its bytes.

    `blank`, `blurred` and `screen` say in thousandths how much it looks like a picture of nothing, an unsharp one, and
    one of a screen; all 0 where the picture could not be read. `is_compared`: the ones it is like were looked for.
    """

    digest = models.CharField(max_length=64, unique=True)
    version = models.PositiveSmallIntegerField()
    is_compared = models.BooleanField()
    blank = models.PositiveSmallIntegerField()
    blurred = models.PositiveSmallIntegerField()
    screen = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="fingerprints_by_age")]

    def __str__(self) -> str:
        return self.digest[:12]


class PictureKey(models.Model):
    """A piece of a fingerprint by which alike pictures are found: they share some of these numbers.

    `place` says where in the picture, how large and how turned that piece is, or the rest of the piece.
    """

    key = models.BigIntegerField()
    place = models.BigIntegerField()
    fingerprint = models.ForeignKey(Fingerprint, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["key", "fingerprint"], name="pictures_by_key"),
            models.Index(fields=["fingerprint"], name="keys_of_a_picture"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.fingerprint_id}"


class Likeness(models.Model):
    """Two pictures that were compared and found to be one and the same, one of them edited.

    `share` is how much of what both show agrees, in thousandths.
    """

    one = models.ForeignKey(Fingerprint, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(Fingerprint, models.CASCADE, related_name="+")
    share = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField()
    is_mirrored = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="two_pictures_are_alike_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="the_earlier_picture_is_named_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} like {self.other_id}"


class WordKey(models.Model):
    """A piece of what a report says, by which copied words are found."""

    key = models.BigIntegerField()
    report = models.ForeignKey(Report, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "report"], name="a_report_has_a_word_key_once")]

    def __str__(self) -> str:
        return f"{self.key} of {self.report_id}"


class SentFrom(models.Model):
    """From which device a report for a unit was sent: a keyed digest that means nothing elsewhere or in another month.

    Kept apart from the report, never shown, and forgotten after a while.
    """

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="+")
    device = models.CharField(max_length=32)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["device", "sent_at"], name="reports_of_a_device"),
            models.Index(fields=["sent_at"], name="devices_by_age"),
        ]

    def __str__(self) -> str:
        return f"device of {self.report_id}"


class Flag(models.Model):
    """A hint that a report may not be what it says, with its evidence. It ranks what humans look at and never strikes.

    One of a kind for each report. `strength` says in thousandths how clear the evidence is, `points` what that adds to
    the risk (below 0 for what speaks for the report). `other` is the report, and `other_picture` the picture, that it
    is to be compared with; `picture` is its own.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    strength = models.PositiveSmallIntegerField()
    points = models.SmallIntegerField()
    evidence = models.JSONField(default=dict)
    other = models.ForeignKey(Report, models.SET_NULL, null=True, related_name="+")
    picture = models.CharField(max_length=64, blank=True)
    other_picture = models.CharField(max_length=64, blank=True)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="a_report_has_a_flag_of_a_kind_once"),
            models.CheckConstraint(condition=models.Q(strength__lte=1000), name="a_flag_is_at_most_certain"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.report_id}"


class Risk(models.Model):
    """How much a report deserves to be looked at, from 0 to 1000, by the weights of a version; that it has a row says
    that it was looked through.

    `unit` and `counted_on` are the report's, so that a queue goes by an index. `is_settled`: it was judged or taken
    back, so nobody has to judge it; what is not settled may be all the same, and is looked up.
    """

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="+")
    unit = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    counted_on = models.DateField()
    score = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=20)
    is_settled = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(score__lte=1000), name="a_risk_is_at_most_1000")]
        indexes = [
            models.Index(fields=["-score", "report"], name="riskiest_first"),
            models.Index(fields=["unit", "counted_on", "-score"], name="riskiest_of_a_unit"),
            # What waits for Tapem stands here alone, however much was judged before.
            models.Index(
                fields=["-score", "report"],
                condition=models.Q(is_settled=False, unit__isnull=False),
                name="riskiest_that_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.score}"


class LookedThrough(models.Model):
    """How far the reports were looked through: one row. Everything before `report` has its risk.

    `weights` is the digest of those by which it is weighed what waits to be judged: all of it, or where other weights
    came, from the report `weighed_from` on.
    `settled`: of the reports up to this one, each that waits to be judged has a risk that is not settled.
    """

    number = models.PositiveSmallIntegerField(primary_key=True, default=1)
    report = models.BigIntegerField(default=0)
    weights = models.CharField(max_length=64, default="", db_default="")
    weighed_from = models.BigIntegerField(null=True)
    settled = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number=1), name="one_look_through")]

    def __str__(self) -> str:
        return f"looked through to {self.report}"


class OfficialEvent(models.Model):
    """What officials saw: water (or another kind of matter) in an area between two moments."""

    kind = models.SlugField(max_length=40)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    source = models.CharField(max_length=60)
    told = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "begins_at", "source"], name="officials_say_it_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("begins_at")), name="an_event_goes_forward"
            ),
        ]
        indexes = [models.Index(fields=["kind", "begins_at"], name="official_events_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.area_id} at {self.begins_at}"
