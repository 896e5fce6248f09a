"""Persons and how they sign in, offices, seats, who held which seat when, and who is invited to one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from rukun.areas.models import Area
from rukun.people.logins import normal_login
from rukun.people.rules import Role, Scope, seat_name


class Persons(BaseUserManager["Person"]):
    """Makes persons; there is no superuser, because power comes from seats."""

    def create_user(self, login: str, password: str | None = None, **facts: Any) -> Person:
        person = self.model(login=normal_login(login), **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with a login (telephone number or e-mail). The public sees the pseudonym, never the name."""

    login = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    pseudonym = models.CharField(max_length=60)
    language = models.CharField(max_length=2, default="id")
    is_active = models.BooleanField(default=True)
    is_simulated = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    # When a code that was sent to the login came back: until then nobody knows whether it is really theirs.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Since when nobody signs in with it any more; and when all that was theirs was dropped (`rights`).
    closed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Persons] = Persons()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.pseudonym


class Office(models.Model):
    """A body that holds tickets and answers for them: a kelurahan, a kecamatan, an SKPD, a utility."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    crew = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "area"], name="offices_of_a_kind")]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A jabatan: a role over an area (in an office, for officials). It outlives whoever holds it."""

    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["role", "area"], condition=models.Q(office=None), name="one_seat_a_role_and_area"
            ),
            models.UniqueConstraint(fields=["role", "area", "office"], name="one_seat_a_role_area_and_office"),
        ]

    def __str__(self) -> str:
        return seat_name(Role(self.role), self.area.area_code)


class Appointment(models.Model):
    """Who holds a seat, by which letter (SK), from which day until the day before `held_until`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    sk = models.CharField(max_length=80)
    held_from = models.DateField()
    held_until = models.DateField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)  # Of who left it on its first day: it opens nothing since.

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_until__isnull=True) | models.Q(held_until__gt=models.F("held_from")),
                name="an_appointment_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["person", "seat"], condition=models.Q(held_until__isnull=True),
                name="a_person_holds_a_seat_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} in {self.seat} from {self.held_from}"


class Session(AbstractBaseSession):
    """A session, by the digest of its key (`people.sessions`). With a person it is a device that is signed in."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    agent = models.CharField(max_length=300, blank=True)
    network = models.CharField(max_length=45, blank=True)
    # By which session at the city's own sign-in it began, as a keyed digest: where that one ends, this one does.
    came_by = models.CharField(max_length=40, blank=True, db_index=True)


class Attempt(models.Model):
    """Something that failed, or costs something, at the door: kept for a day to slow down whoever tries too often.

    `subject` is a digest (of a login, or a person's id); `device` is set when the device is known for that login.
    """

    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=40)
    network = models.CharField(max_length=45)
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "subject", "at"], name="attempts_at_a_subject"),
            models.Index(fields=["kind", "network", "at"], name="attempts_from_a_network"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at}"


class SentCode(models.Model):
    """Six digits that were sent to a login, as a keyed digest; without a person for a login that nobody has."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    purpose = models.CharField(max_length=12)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=40)
    made_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class CodeApp(models.Model):
    """An authenticator app of a person (TOTP). The secret is sealed with the installation's key."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    secret = models.TextField()
    # The newest half minute whose code was used: no code is taken twice.
    last_counter = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"app of {self.person_id}"


class Passkey(models.Model):
    """A passkey (WebAuthn) of a person, by which they sign in without a password."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SpareCode(models.Model):
    """One of ten codes on paper that open the second step once each."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="a_spare_code_is_another_each_time")]

    def __str__(self) -> str:
        return f"spare code {self.pk}"


class Invitation(models.Model):
    """A code that seats whoever uses it first. Only its digest is kept, and two signs to recognise it by.

    `place` tells the board members of one unit apart, who share a seat: one open invitation each.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=40, unique=True)
    ends_with = models.CharField(max_length=2)
    sk = models.CharField(max_length=80)
    replaces = models.BooleanField(default=False)
    issued_by = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "place"],
                condition=models.Q(revoked_at__isnull=True, used_at__isnull=True),
                name="one_open_invitation_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | models.Q(used_at__isnull=True),
                name="what_was_used_is_not_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.seat} (..{self.ends_with})"


class ApiKey(models.Model):
    """A key by which another program hands on reports. Only its digest is kept, and its first signs to tell it by.

    `scopes` are what it may do, with blanks between; `holder` is the person in whose name and seats it does so. Such a
    key ends (`expires_at`): it opens what its holder shows a second factor for.
    """

    name = models.CharField(max_length=80)
    contact = models.CharField(max_length=120)
    digest = models.CharField(max_length=40, unique=True)
    begins_with = models.CharField(max_length=12)
    per_hour = models.PositiveIntegerField()
    per_day = models.PositiveIntegerField()
    scopes = models.CharField(max_length=60, default=Scope.REPORT.value)
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    issued_by = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(per_hour__gt=0, per_day__gte=models.F("per_hour")),
                name="a_key_may_be_used_each_hour_and_more_each_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.begins_with}..)"


class KeyUse(models.Model):
    """How often a key was used in an hour: what its quota is counted by, on every host."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+")
    hour = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "hour"], name="the_use_of_a_key_is_counted_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.used} in {self.hour}"


class Sending(models.Model):
    """What a program sent under an idempotency key of its own, as digests, and what it was answered.

    Forgotten after a while, like the uses of a key: what a sending brought about stays.
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=40)
    body = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "digest"], name="a_sending_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.status} at {self.at}"
