"""Views of a queue that somebody gave a name."""

from __future__ import annotations

from django.db import models

from rukun.people.models import Office, Person


class SavedView(models.Model):
    """Filters and order of a queue under a name: of one person at a desk, or (person is None) of the whole office."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "person", "name"], name="a_person_names_a_view_once"),
            models.UniqueConstraint(
                fields=["office", "name"], condition=models.Q(person=None), name="an_office_names_a_view_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
