"""The city of the bench: drawn by the database itself, and by each engine the same to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rukun.areas.models import Area
from rukun.areas.queries import areas_of
from rukun.channels.bench.cities import city
from rukun.channels.bench.cities.filling import DONE, PRIME, STREAMS, STRUCK, Filled, fill
from rukun.followup.models import Step, Ticket
from rukun.followup.queries.standing import handled
from rukun.people.queries import office
from rukun.people.rules import Actor, Role
from rukun.reports.queries import category
from rukun.validation.models import CurrentVerdict
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month
from tests.conftest import KELURAHAN

WANTED, SEED = 90, 7
BEGUN = datetime(2016, 5, 31, 17, tzinfo=UTC)
Row = tuple[str, int, datetime, date, bool]


def chance(stream: str, number: int) -> int:
    """The same sum by hand."""
    begun = (number * STREAMS[stream] + SEED * 7_919 + list(STREAMS).index(stream)) % PRIME
    return (begun * begun + number * 7_919) % PRIME


def expected(units: list[int]) -> Iterator[Row]:
    for number in range(1, WANTED + 1):
        second = chance("moment", number) % (30 * 86_400)
        yield (
            f"B{number:09d}", units[chance("place", number) % len(units)], BEGUN + timedelta(seconds=second),
            date(2016, 6, 1) + timedelta(days=second // 86_400), chance("fate", number) % 10_000 >= STRUCK,
        )  # fmt: skip


def strewn(judge: Actor, seat: int) -> list[Any]:
    """Reports over the RT of one kelurahan; the RT."""
    rts = [area for area in areas_of(Kind.RT) if area.code.startswith(KELURAHAN)]
    ward, rw = rts[0].parent.parent_id, rts[0].parent_id  # type: ignore[union-attr]
    units = [(area.pk, rw, ward, office(KELURAHAN).pk, -6.5, 106.5, "") for area in rts]
    kinds = category("sampah").pk, category("kerja-bakti").pk
    fill(units, Filled(WANTED, SEED, "2016-06-01", 30, *kinds, seat, (judge.known_id, judge.seats[0].id)))
    return rts


def test_the_database_draws_what_the_sum_says_and_every_third_report_goes_its_way(
    kota: Path, ani: Actor, dodi: Actor
) -> None:
    rts = strewn(dodi, ani.seats[0].id)
    rows = CurrentVerdict.objects.order_by("code").values_list(
        "code", "unit_id", "received_at", "counted_on", "is_valid"
    )
    assert list(rows) == list(expected([area.pk for area in rts]))
    assert [*Ticket.objects.order_by("id").values_list("id", flat=True)] == [*range(3, WANTED + 1, 3)]
    done = [number for number in range(3, WANTED + 1, 3) if chance("fate", number) % 10_000 < DONE]
    assert [*Step.objects.filter(after="done").order_by("ticket").values_list("ticket", flat=True)] == done
    held = list(handled(Month(2016, 6), datetime(2016, 8, 1, tzinfo=UTC)))
    assert len(held) == WANTED // 3 and all(row.kelurahan == KELURAHAN for row in held), "the ranking has them"


def test_a_filled_city_is_measured_as_it_was_built_and_no_other(kota: Path) -> None:
    assert city.standing(WANTED) is None, "nobody is there yet"
    head = city._seat(city.HEAD, Role.KETUA_RT, AreaCode(f"{KELURAHAN}002005"))
    tapem = city._seat(city.TAPEM, Role.VALIDATOR, AreaCode(KELURAHAN[:4]))
    treasurer = city._seat(f"{city.TREASURER}{KELURAHAN}", Role.BENDAHARA, AreaCode(KELURAHAN))
    rts = strewn(tapem, head.seats[0].id)
    there = city.standing(WANTED)
    assert there is not None and (there.validator, there.head, there.treasurers) == (
        tapem,
        head,
        {KELURAHAN: treasurer},
    )
    assert there.units == Area.objects.filter(kind=Kind.RT).count() >= len(rts)
    for other in (WANTED + 1, WANTED - 1):
        with pytest.raises(Refused, match="sudah berisi"):
            city.standing(other)


def test_a_database_of_somebody_elses_is_not_filled(kota: Path, ani: Actor) -> None:
    with pytest.raises(Refused, match="sudah berisi"):
        city.build(kota, 0, SEED)
