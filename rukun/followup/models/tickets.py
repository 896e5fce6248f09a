"""Tickets, the steps they went through, where they were forwarded, why they wait, and what was put right in them."""

from __future__ import annotations

from django.db import models

from rukun.areas.models import Area
from rukun.followup.models.desk import CrewMember
from rukun.followup.rules import Outcome, State
from rukun.people.models import Office, Seat
from rukun.reports.models import Category, Report

WAS_CLOSED, IS_OPEN = models.Q(done_at__isnull=False), models.Q(done_at__isnull=True)


class Ticket(models.Model):
    """The follow-up of one report. `state` moves along `rules.NEXT`; each move is a `Step`.

    Category, areas and point are what is believed now: the report's at first, then as amended. The report itself is
    never edited. `changed_at` is the last thing done to it, `outcome` what its newest closing is worth so far.
    `reported_as` is the kind that the report was filed as, which stays: public lists go by it, and are read from one
    index. None where the version before opened it, until `kinds.note_kinds` comes by.

    What `is_urgent` is so for a reason of the city's `follow-up.toml`, and is to be begun by `urgent_until` where the
    city says by when. It goes first; its deadline, and all that is counted, stays as it is (`urgency`). `parts` is how
    many parts of it were ever given to other offices.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    holder = models.ForeignKey(Office, models.PROTECT, related_name="+", db_index=False)
    crew = models.ForeignKey(CrewMember, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    reported_as = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    kelurahan = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    rw = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    rt = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    held_since = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    paused_until = models.DateField(null=True, blank=True)
    pause_reason = models.CharField(max_length=24, blank=True, default="")
    outcome = models.CharField(
        max_length=12, blank=True, default="", choices=[(outcome.value, outcome.value) for outcome in Outcome]
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    forwards = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    escalated = models.PositiveSmallIntegerField(default=0)
    is_urgent = models.BooleanField(default=False, db_default=False)
    urgent_because = models.CharField(max_length=24, blank=True, default="", db_default="")
    urgent_until = models.DateTimeField(null=True, blank=True)
    parts = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="paused", paused_until__isnull=False)
                | models.Q(~models.Q(state="paused"), paused_until__isnull=True),
                name="a_paused_ticket_says_until_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | models.Q(~models.Q(state="merged"), merged_into__isnull=True),
                name="a_merged_ticket_names_the_other",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "declined"], outcome__in=[outcome.value for outcome in Outcome])
                | models.Q(~models.Q(state__in=["done", "declined"]), outcome=""),
                name="a_closing_has_an_outcome",
            ),
        ]
        indexes = [
            # All that a list of one kind and its count ask: of a desk's thousand tickets none is looked at for them.
            models.Index(fields=["holder", "state", "due_at", "category", "id"], name="list_of_a_holder"),
            models.Index(fields=["state", "due_at"], name="queue_of_all"),
            models.Index(fields=["kelurahan", "state", "due_at", "category", "id"], name="list_of_a_kelurahan"),
            models.Index(fields=["holder", "-done_at", "-id"], condition=WAS_CLOSED, name="archive_of_a_holder"),
            models.Index(fields=["kelurahan", "-done_at", "-id"], condition=WAS_CLOSED, name="archive_of_a_kelurahan"),
            models.Index(fields=["-done_at", "-id"], condition=WAS_CLOSED, name="archive_newest_first"),
            # The newest that are open, of a city or a kelurahan, without a look at what was closed since.
            models.Index(fields=["-received_at"], condition=IS_OPEN, name="open_newest_first"),
            models.Index(fields=["holder", "changed_at"], name="changes_of_a_holder"),
            models.Index(fields=["kelurahan", "changed_at"], name="changes_of_a_kelurahan"),
            models.Index(fields=["received_at"], name="tickets_by_arrival"),
            models.Index(fields=["reported_as", "state", "-received_at", "-report"], name="tickets_of_a_kind"),
            models.Index(fields=["id"], condition=models.Q(reported_as=None), name="tickets_without_their_kind"),
            models.Index(fields=["changed_at"], name="tickets_by_change"),
            models.Index(fields=["done_at"], condition=models.Q(outcome="claimed"), name="closings_nobody_answered"),
            models.Index(fields=["paused_until"], condition=models.Q(state="paused"), name="pauses_by_their_end"),
            models.Index(
                fields=["holder", "due_at", "id"], condition=models.Q(is_urgent=True), name="urgent_of_a_holder"
            ),
            models.Index(fields=["crew", "state"], condition=models.Q(crew__isnull=False), name="work_of_a_crew"),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="merged_into_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.state}"


class Step(models.Model):
    """One move of a ticket, or (before is after) one thing done to it. Append-only.

    `reason` is the code of a refusal or a pause, as the city's `follow-up.toml` names it.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+", db_index=False)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    at = models.DateTimeField()
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24, blank=True, default="")
    words = models.TextField(blank=True)
    proof = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "at"], name="steps_of_a_ticket"),
            models.Index(fields=["at"], name="steps_by_time"),
            models.Index(fields=["proof"], condition=~models.Q(proof=""), name="steps_with_a_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.before or 'new'} to {self.after}"


class Disposisi(models.Model):
    """A forwarding with an order. Append-only; what lies between two of them is a holder's time."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+", db_index=False)
    giver = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(Office, models.PROTECT, related_name="+")
    reason = models.TextField()
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="forwardings_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker}"


class Delay(models.Model):
    """Why it is not done yet, until when, and by whom next. Append-only.

    `stops_until` is the latest moment to which the clock stands still for it (None: the clock runs on), and
    `due_before` when the ticket was due before: both as the city's rules were on that day. One that `asks` is a
    question to whoever reported.
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=24)
    words = models.TextField()
    expected = models.DateField()
    next_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    stops_until = models.DateTimeField(null=True)
    due_before = models.DateTimeField()
    asks = models.BooleanField(default=False, db_default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="a_delay_says_why")]
        indexes = [models.Index(fields=["ticket", "at"], name="delays_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.reason} until {self.expected}"

    def is_told(self, state: str) -> bool:
        """Whether it still says why a ticket in this state is not done: a question is no promise of the office's."""
        return not self.asks or state == State.PAUSED


class Amendment(models.Model):
    """A category or a place put right, with what was believed before and after. Append-only."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    field = models.CharField(max_length=12, choices=[("category", "category"), ("place", "place")])
    before = models.JSONField()
    after = models.JSONField()
    words = models.TextField(blank=True)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "at"], name="amendments_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.field} of {self.ticket_id}"


class Merge(models.Model):
    """One ticket was found to be another's problem and goes on in it. Append-only; the newest of a ticket stands,
    unless it was taken back (`Unmerge`)."""

    source = models.ForeignKey(Ticket, models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="a_ticket_merges_into_another")
        ]
        indexes = [models.Index(fields=["source"], name="merges_of_a_ticket")]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class Unmerge(models.Model):
    """They were two things after all: the ticket goes on by itself again, as if it had never been merged. Append-only,
    once for each merging. `ticket` is the merged one's."""

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="+")
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="an_unmerging_says_why")]

    def __str__(self) -> str:
        return f"{self.ticket_id} by itself again"
