"""Who was shown somebody's data is noted, once a day, and what cannot be noted is not shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from rukun.people.actions import note_opened
from rukun.people.models import DataOpened
from rukun.people.opened import What
from rukun.people.rules import Actor
from rukun.trail.models import Event
from rukun.values.refused import Refused


def test_it_is_noted_once_a_day_and_matter_without_oneself(
    kota: Path, ani: Actor, budi: Actor, citra: Actor, noon: datetime
) -> None:
    seat, people = citra.seats[0], [ani.known_id, budi.known_id, citra.known_id]
    facts = {"about": "area:9999991001", "seat": seat, "by": citra.person_id}
    assert note_opened(people, What.NAME, at=noon, **facts) == 2, "one's own name is not"  # type: ignore[arg-type]
    assert note_opened(people, What.NAME, at=noon, **facts) == 0  # type: ignore[arg-type]
    assert note_opened(people, What.CONTACT, at=noon, **facts) == 2  # type: ignore[arg-type]
    assert note_opened(people, What.NAME, at=noon + timedelta(days=1), **facts) == 2  # type: ignore[arg-type]
    events = Event.objects.filter(verb="data.opened")
    assert events.count() == 3 and all(event.seat == seat.named for event in events)
    assert "Budi" not in "".join(event.facts for event in events)


def test_the_note_is_neither_changed_nor_taken_away(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    note_opened([budi.known_id], What.NAME, about="x:1", seat=citra.seats[0], at=noon)
    for attempt in (lambda: DataOpened.objects.update(about="y"), lambda: DataOpened.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert DataOpened.objects.get().about == "x:1"


def test_what_cannot_be_noted_is_not_shown(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    def read_only(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if sql.startswith("INSERT"):
            raise DatabaseError("the database is read-only")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(read_only), pytest.raises(Refused, match="hanya dibuka bila dapat dicatat"):
        note_opened([budi.known_id], What.NAME, about="x:1", seat=citra.seats[0], at=noon)
