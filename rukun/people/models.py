"""Persons and their logins, offices, seats, and who held which seat when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from rukun.areas.models import Area
from rukun.people.rules import Role, seat_name


class Persons(BaseUserManager["Person"]):
    """Makes persons; there is no superuser, because power comes from seats."""

    def create_user(self, login: str, password: str | None = None, **facts: Any) -> Person:
        person = self.model(login=login.strip().lower(), **facts)
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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_until__isnull=True) | models.Q(held_until__gt=models.F("held_from")),
                name="an_appointment_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["person", "seat"],
                condition=models.Q(held_until__isnull=True),
                name="a_person_holds_a_seat_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.seat} from {self.held_from}"
