"""Changes of units, as they were entered, answered and carried out."""

from __future__ import annotations

from django.db import models

from rukun.areas.asked import Outline
from rukun.areas.models import Area
from rukun.penataan.rules import DECISION_MAX, LIVE, State, What
from rukun.people.models import Person, Seat
from rukun.values.code import AreaCode


class Change(models.Model):
    """An RT or RW that is to begin, to go into another, to end or to get a border: what was entered never changes, its
    state does.

    `unit` is a code and no key: of one that is to be founded there is no area yet.
    """

    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=[(one.value, one.value) for one in What])
    unit = models.CharField(max_length=16)
    into = models.CharField(max_length=16, blank=True)
    # Of one that is founded or gets a border: where it lies, and how that is to be put. Never changed.
    shape = models.BinaryField(null=True)
    is_drawn = models.BooleanField(default=False, db_default=False)
    cuts = models.BooleanField(default=False, db_default=False)
    on = models.DateField()
    decision = models.CharField(max_length=DECISION_MAX)
    decided_on = models.DateField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_in = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=[(one.value, one.value) for one in State])
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_in = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    # Why it was not agreed to, or could not be done on its day.
    reason = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(state__in=sorted(one.value for one in LIVE)),
                name="one_change_of_a_unit_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("proposed_by")),
                name="who_enters_a_change_does_not_agree_to_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["agreed", "done"]) | models.Q(answered_by__isnull=False),
                name="no_unit_changes_unless_somebody_agreed",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False) | ~models.Q(state="done"),
                name="what_is_done_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.what} on {self.on}: {self.state}"

    @property
    def unit_code(self) -> AreaCode:
        return AreaCode(self.unit)

    @property
    def into_code(self) -> AreaCode | None:
        return AreaCode(self.into) if self.into else None

    @property
    def border(self) -> Outline | None:
        return None if self.shape is None else Outline(bytes(self.shape), self.is_drawn, self.cuts)
