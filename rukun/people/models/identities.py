"""Who a person is at the city's own sign-in."""

from __future__ import annotations

from django.db import models

from rukun.people.models.persons import Person


class Identity(models.Model):
    """Who a person is at the city's own sign-in: the issuer, and what it calls them for ever (its subject).

    `shown` is the name or address by which they recognise it under Akun; nobody is found by it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    shown = models.CharField(max_length=120, blank=True)
    connected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="an_identity_is_one_person"),
            models.UniqueConstraint(fields=["person", "issuer"], name="a_person_has_one_identity_an_issuer"),
        ]

    def __str__(self) -> str:
        return f"identity {self.pk} at {self.issuer}"
