"""A row and what tells of it are both there, or neither."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, connection

from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.trail.append import append_with
from rukun.trail.models import Countersignature, Event, Seal, Unsealed
from rukun.values.time import day_of
from tests.made import IN_RT_5, report


def _told(verb: str, noon: datetime) -> Event:
    return Event(verb=verb, at=noon, seat="warga", about="thing:1", facts="{}")


def test_both_are_there_with_their_ids_and_wait_for_a_seal(committed: Path, noon: datetime) -> None:
    first, second = _told("thing.done", noon), _told("thing.told", noon)
    assert append_with(first, second)
    assert {first.pk: "thing.done", second.pk: "thing.told"} == dict(
        Event.objects.filter(about="thing:1").values_list("id", "verb")
    )
    assert Unsealed.objects.filter(event__in=[first.pk, second.pk]).count() == 2
    assert not first._state.adding and not second._state.adding


def test_where_what_tells_of_it_is_refused_the_row_is_not_there(committed: Path, noon: datetime) -> None:
    """No transaction is open around them."""
    assert not connection.in_atomic_block
    with pytest.raises(IntegrityError):
        append_with(_told("thing.done", noon), _told("an act without its thing", noon))
    assert not Event.objects.filter(about="thing:1").exists()


def test_where_another_came_first_nothing_tells_of_it(committed: Path, noon: datetime) -> None:
    seal = Seal.objects.create(number=1, at=noon, size=1, root=b"r", peaks=b"p", note="n")

    def signed() -> Countersignature:
        return Countersignature(seal=seal, witness="a witness", signed_at=noon, line="")

    assert append_with(signed(), _told("thing.signed", noon))
    again, told = signed(), _told("thing.signed", noon)
    assert not append_with(again, told)
    assert again.pk is None and told.pk is None
    assert Event.objects.filter(verb="thing.signed").count() == Countersignature.objects.count() == 1


def test_a_row_is_read_back_as_it_was_said_moments_days_and_what_was_left_out(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    """What goes to the database without being prepared comes back as the same."""
    said = report(budi, noon)
    kept = Report.objects.get(pk=said.pk)
    assert (said.received_at, said.counted_on, said.lat, said.seat_id, said.unit_id) == (
        noon, day_of(noon), IN_RT_5.lat, None, None,
    )  # fmt: skip
    assert {**kept.__dict__, "_state": None} == {
        name: value for name, value in {**said.__dict__, "_state": None}.items() if name in kept.__dict__
    }
