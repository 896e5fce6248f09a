"""What the crew in the street works with: passes for a day, who was sent to what, and what came back from there."""

from __future__ import annotations

from django.db import models

from rukun.followup.models.desk import CrewMember
from rukun.followup.models.tickets import Step, Ticket
from rukun.followup.rules import CodeState
from rukun.people.models import Seat


class CrewPass(models.Model):
    """What lets one telephone see and do the tasks of one member of a crew, for one day in the city.

    The link and the device are kept as keyed digests only. `seat` is in whose name it acts: the desk that issued it, or
    the seat of a PPSU who signed in (then there is no link). `turned_away` counts who came second with the same link.
    """

    crew = models.ForeignKey(CrewMember, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    issued_at = models.DateTimeField()
    device = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    turned_away = models.PositiveSmallIntegerField(default=0)
    turned_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~models.Q(digest=""), name="a_link_is_another_each_time"
            ),
            models.UniqueConstraint(fields=["device"], condition=~models.Q(device=""), name="a_device_holds_one_pass"),
            models.CheckConstraint(
                condition=models.Q(device="", opened_at__isnull=True)
                | models.Q(~models.Q(device=""), opened_at__isnull=False),
                name="an_opened_pass_has_a_device",
            ),
        ]
        indexes = [models.Index(fields=["crew", "day"], name="passes_of_a_day")]

    def __str__(self) -> str:
        return f"pass of {self.crew_id} for {self.day}"


class Assignment(models.Model):
    """A desk gave a ticket to somebody of its crew, or (`crew` None) took it back. Append-only, beside its step."""

    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    crew = models.ForeignKey(CrewMember, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="assignments_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} to {self.crew_id}"


class CrewWork(models.Model):
    """What a telephone of the crew sent of one task, once each by the key it made. Append-only.

    `source` is the digest of the camera's file before the code was drawn into it. `step` is what it led to; without one
    the ticket had meanwhile gone elsewhere, and what was sent is kept for the desk.
    """

    key = models.CharField(max_length=64, unique=True)
    crew_pass = models.ForeignKey(CrewPass, models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    did = models.CharField(max_length=8, choices=[("done", "done"), ("cannot", "cannot")])
    words = models.TextField(blank=True)
    photo = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=12, blank=True)
    code_state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in CodeState])
    taken_at = models.DateTimeField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(did="done") | ~models.Q(photo=""), name="done_is_shown_by_a_photo"
            ),
            models.CheckConstraint(
                condition=~models.Q(did="cannot") | ~models.Q(words=""), name="what_cannot_be_done_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["ticket", "at"], name="crew_work_on_a_ticket"),
            models.Index(fields=["photo"], condition=~models.Q(photo=""), name="crew_work_by_photo"),
            models.Index(fields=["source"], condition=~models.Q(source=""), name="crew_work_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.did} {self.ticket_id}"
