"""Categories, reports, photos and the pictures that are kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models

from rukun.areas.models import Area
from rukun.people.models import ApiKey, Person, Seat
from rukun.reports.hiding import NOTHING, Hidden
from rukun.values.code import AreaCode


class Category(models.Model):
    """A kind of problem or of neighbourhood activity, loaded from the city's `categories.toml`.

    `borders` is the version of the borders, where it was asked for with the kind (`areas.queries.with_borders`).
    """

    borders: str | None = None
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    group = models.CharField(max_length=20)
    icon = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    needs_followup = models.BooleanField()
    counts = models.BooleanField()
    owner = models.CharField(max_length=40)
    deadline_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    around_the_clock = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needs_followup=False) | models.Q(deadline_hours__gt=0),
                name="what_needs_followup_has_a_deadline",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """What one person said of one place. Never edited; carries no status and no price.

    `unit` is the RT or RW it was made for (None: a resident for themselves) and `seat` the seat in which it was made;
    `kelurahan`, `rw` and `rt` are where its place lies, as far as borders tell. `counted_on` is its day in the city by
    the rule of the offline phone. `lies_in` are its kelurahan, RW and RT where it was filed just now.
    """

    lies_in: Sequence[AreaCode | None] = ()
    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=12, unique=True)
    channel = models.CharField(max_length=20)
    # Not each by itself: what is asked for by one of them finds it at the beginning of an index below.
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    cell = models.CharField(max_length=15, blank=True)
    placed = models.CharField(max_length=10)
    # Codes of every area that the place may belong to, where more than one of a kind is within the doubt of borders.
    candidates = models.CharField(max_length=200, blank=True)
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    rw = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    rt = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    filer = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    # How far the point lies from the unit's RT, RW and kelurahan (0 inside; None: no point, or no border is known).
    rt_distance_m = models.PositiveIntegerField(null=True)
    rw_distance_m = models.PositiveIntegerField(null=True)
    kelurahan_distance_m = models.PositiveIntegerField(null=True)
    is_private = models.BooleanField(default=False)
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True, placed="by-hand")
                | models.Q(lat__isnull=False, lon__isnull=False),
                name="a_report_has_a_point_or_was_placed_by_hand",
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True) | models.Q(seat__isnull=False),
                name="a_report_for_a_unit_names_the_seat",
            ),
        ]
        indexes = [
            models.Index(fields=["kelurahan", "-received_at"], name="reports_of_a_kelurahan"),
            models.Index(fields=["unit", "counted_on"], name="reports_of_a_unit"),
            models.Index(fields=["filer", "-received_at"], name="reports_of_a_person"),
            models.Index(fields=["cell", "-received_at"], name="reports_of_a_cell"),
            # What is alike within some metres: at five million reports the cells around a place hold thousands.
            models.Index(fields=["category", "cell", "lat", "lon"], name="reports_alike_near_a_place"),
            models.Index(fields=["-received_at"], name="reports_newest_first"),
            models.Index(fields=["category", "-received_at"], name="reports_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_taken_over(self) -> bool:
        """Whether another system took it in (`origin` says which); a query, unless `origin` was joined."""
        return getattr(self, "origin", None) is not None

    @property
    def is_retracted(self) -> bool:
        """Whether whoever made it took it back (`retraction` says why); a query, unless `retraction` was joined."""
        return getattr(self, "retraction", None) is not None

    def is_of(self, person_id: int) -> bool:
        """Whether somebody reported this and stands by it: not whoever took it back."""
        return self.filer_id == person_id and not self.is_retracted

    @property
    def hidden(self) -> Hidden:
        """What of it the public does not see; a query, unless `current_hiding` was joined."""
        standing = getattr(self, "current_hiding", None)
        return Hidden(standing.photos, standing.words, standing.whole) if standing else NOTHING


class Picture(models.Model):
    """A picture that is kept, by the SHA-256 of its bytes: drawn anew here, so it holds nothing but what is seen.

    Photos of reports and proofs of finished work name it by its digest. `kept_at` is when somebody last sent it,
    `sized_at` when its smaller sizes were made.
    """

    digest = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    sized_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kept_at"], name="pictures_by_age"),
            models.Index(fields=["-kept_at"], condition=models.Q(sized_at=None), name="pictures_to_be_sized"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Original(models.Model):
    """A file that arrived, by the SHA-256 of its bytes, and what its camera said; the file itself is not kept.

    Never shown to the public: it is for telling whether a report is true. It belongs to the file and not to the
    picture, because the same picture may arrive from two files that say different things, and not to the photo of a
    report, because proofs have one as well and the same file sent twice says the same.
    """

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="originals")
    digest = models.CharField(max_length=64)
    form = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    # False: the camera told no offset from UTC, and the city's time was assumed.
    is_zone_said = models.BooleanField(default=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    make = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "picture"], name="a_file_arrives_once_for_a_picture"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="a_camera_says_a_whole_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.digest[:12]}"


class Photo(models.Model):
    """A photo of a report: the picture it shows, and the file it came as."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="photos", db_index=False)
    digest = models.CharField(max_length=64)
    original = models.CharField(max_length=64, blank=True, default="", db_default="")
    order = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="photos_stand_in_order")]
        indexes = [models.Index(fields=["digest"], name="photos_by_digest")]

    def __str__(self) -> str:
        return self.digest[:12]


class Relay(models.Model):
    """By which key another program handed a report on. Append-only; says nothing of whoever it came from."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.report_id} by {self.key_id}"
