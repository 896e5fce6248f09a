"""A walker that has begun before anything happened, and the people who can be reached by each way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from rukun.notices import walking
from rukun.notices.models import Notice
from rukun.people.actions import register_person
from rukun.people.queries import actor_of
from rukun.people.rules import Actor

Told = Callable[[Actor], list[str]]


@pytest.fixture
def begun(kota: Path, noon: datetime) -> datetime:
    """The moment at which the walker began to listen: noon of the first of June."""
    walking.begin(at=noon)
    return noon


@pytest.fixture
def told() -> Told:
    """What somebody was told, oldest first, as matters."""

    def matters(actor: Actor) -> list[str]:
        return list(
            Notice.objects.filter(person_id=actor.person_id).order_by("at", "id").values_list("matter", flat=True)
        )

    return matters


@pytest.fixture
def hadi(noon: datetime) -> Actor:
    """A resident who signs in with a telephone number."""
    person = register_person(login="+6281234567890", name="Hadi", pseudonym="H", password=None, at=noon)
    return actor_of(person.pk, noon)
