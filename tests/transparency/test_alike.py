"""What is near and alike is offered before somebody reports it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.people.rules import Actor
from rukun.reports.models import Report
from rukun.reports.queries import category
from rukun.transparency.alike import near_alike, supported_by
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.place import Place
from tests.made import IN_RT_5, proof, report, ticket

A_METRE = 1 / 111_195


def north_of(metres: float) -> Place:
    return Place(IN_RT_5.lat + metres * A_METRE, IN_RT_5.lon)


def codes(at: datetime, kind: str = "sampah") -> list[str]:
    return [one.report.code for one in near_alike(IN_RT_5, category(kind), at)]


def test_the_nearest_three_of_the_same_kind_within_fifty_metres_are_offered(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    made = [report(budi, noon, place=north_of(metres)) for metres in (49, 12, 51, 30, 3)]
    report(budi, noon, kind="banjir")
    with CaptureQueriesContext(connection) as told:
        found = near_alike(IN_RT_5, category("sampah"), noon)
    assert len(told) == 3, "the kind, where they lie, and the reports"
    assert [(one.report.code, one.distance_m) for one in found] == [
        (made[4].code, 3), (made[1].code, 12), (made[3].code, 30),
    ]  # fmt: skip
    assert near_alike(IN_RT_5, category("sampah"), noon, without=made[4].pk)[0].report == made[1]


def test_every_place_within_fifty_metres_is_looked_at_in_whichever_cell_it_lies(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    from math import cos, radians, sin

    made = []
    for bearing in range(0, 360, 30):
        lat = IN_RT_5.lat + 48 * A_METRE * cos(radians(bearing))
        lon = IN_RT_5.lon + 48 * A_METRE * sin(radians(bearing)) / cos(radians(IN_RT_5.lat))
        if lat < -6.5:
            made.append(report(budi, noon, place=Place(lat, lon)))
            assert codes(noon)[0] in {one.code for one in made}
            assert len(codes(noon)) == min(3, len(made))


def test_the_nearest_are_offered_however_many_newer_ones_lie_further_away(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    nearest = report(budi, noon, place=north_of(1))
    further = report(budi, noon + timedelta(minutes=1), place=north_of(40))
    Report.objects.bulk_create(
        Report(**{
            field.attname: getattr(further, field.attname) for field in Report._meta.concrete_fields[1:]
        } | {"key": f"K{n}", "code": f"K{n:09d}"})
        for n in range(120)
    )  # fmt: skip
    assert codes(noon)[0] == nearest.code and len(codes(noon)) == 3


def test_behind_a_dozen_that_nobody_may_see_the_nearest_public_ones_are_found(
    kota: Path, budi: Actor, noon: datetime
) -> None:
    for _ in range(12):
        report(budi, noon, place=north_of(1), is_private=True)
    shown = [report(budi, noon, place=north_of(metres)) for metres in (20, 10, 30, 40)]
    assert codes(noon) == [shown[1].code, shown[0].code, shown[2].code]
    with CaptureQueriesContext(connection) as told:
        near_alike(IN_RT_5, category("sampah"), noon)
    assert len(told) == 5, "the kind, and twice where the nearest lie and these reports"


def test_what_was_closed_a_week_ago_is_not_offered_and_what_was_closed_yesterday_is(
    kota: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    held = ticket(budi, noon)
    followup.finish(held, words="Beres", proof=proof(), desk=citra.seats[0], at=noon)
    assert codes(noon + timedelta(days=6, hours=23)) == [held.report.code]
    assert codes(noon + timedelta(days=7)) == []


@pytest.mark.parametrize("kind", ["kerja-bakti", "siaran"])
def test_activities_are_not_alike(kota: Path, budi: Actor, noon: datetime, kind: str) -> None:
    report(budi, noon, kind=kind)
    assert codes(noon, kind) == []


def test_private_and_struck_reports_are_not_offered(kota: Path, budi: Actor, dodi: Actor, noon: datetime) -> None:
    report(budi, noon, is_private=True)
    struck = report(budi, noon)
    assert codes(noon) == [struck.code]
    validation.strike(struck, StrikeReason.PRIVACY, by=dodi, at=noon)
    assert codes(noon) == []


def test_nobody_in_particular_supports_nothing(kota: Path, budi: Actor, noon: datetime) -> None:
    assert supported_by(None, [report(budi, noon)]) == supported_by(budi.person_id, []) == set()
