"""Whom a session belongs to: Django's own way, with a question that is put together once, because every page of whoever
is signed in begins with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from rukun.databases.kept import Kept
from rukun.people.models import Person

PERSON: Kept[Person] = Kept(lambda number: Person.objects.filter(pk=number), int)


class Known(ModelBackend):
    """Named in the settings. Sessions that were begun with Django's own go on with it."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person, while they may sign in; one query."""
        person = PERSON.first(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
