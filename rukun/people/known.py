"""Whom a session belongs to: Django's own way, without a question where the person came with the session itself."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.contrib.auth.backends import ModelBackend

from rukun.databases.kept import Kept
from rukun.people.models import Person

PERSON: Kept[Person] = Kept(lambda number: Person.objects.filter(pk=number), int)
# The person of the session that was read last here. Whoever opens a session tells whose it is, or that it is nobody's;
# it is believed once.
_CAME: ContextVar[Person | None] = ContextVar("came", default=None)


def came_with_session(person: Person | None) -> None:
    """Told with each session that is read, before anybody asks whose it is."""
    _CAME.set(person)


class Known(ModelBackend):
    """Named in the settings. Sessions that were begun with Django's own go on with it."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person, while they may sign in; one query where they did not come with the session."""
        person = _CAME.get()
        _CAME.set(None)
        if person is None or person.pk != user_id:
            person = PERSON.first(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
