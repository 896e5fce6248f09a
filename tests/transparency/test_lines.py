"""Rows that the database puts together as lines of a CSV are those that Python would have written."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import BooleanField, Field, FloatField, IntegerField, TextField, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rukun.areas.models import Area
from rukun.followup.actions import merge
from rukun.people.rules import Actor
from rukun.reports.actions import hide
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Report
from rukun.transparency.open_data.lines import Line
from rukun.transparency.open_data.reported import Stretch, ticket_rows
from rukun.transparency.queries import publicly
from rukun.validation import actions as validation
from rukun.validation.rules import StrikeReason
from rukun.values.time import Month
from tests.made import report, ticket

TYPES = ("VARCHAR", "BIGINT", "VARCHAR", "BOOLEAN", "DOUBLE", "DOUBLE")
TEXTS = st.none() | st.text(
    st.sampled_from(",\"'\n%\\w s") | st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20
)
NUMBERS = st.none() | st.floats(-180, 180, allow_subnormal=False)


@given(TEXTS, st.none() | st.integers(-(2**31), 2**31 - 1), TEXTS, st.none() | st.booleans(), NUMBERS, NUMBERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_says_what_its_row_has(
    kota: object, one: str | None, many: int | None, other: str | None, so: bool | None, lat: float | None,
    lon: float | None,
) -> None:  # fmt: skip
    values = (one, many, other, so)
    kinds: tuple[Field[Any, Any], ...] = (
        TextField(),
        IntegerField(),
        TextField(),
        BooleanField(),
        FloatField(),
        FloatField(),
    )
    line = Line(TYPES, [Value(value, kind) for value, kind in zip((*values, lat, lon), kinds, strict=True)])
    rows = list(Area.objects.values_list(line, *line.numbers)[:1])
    ((*told, so_told, lat_told, lon_told),) = csv.reader(line.finished(rows), strict=True)
    assert told == ["" if value is None else str(value) for value in values[:3]]
    truth = {"postgresql": ("f", "t"), "sqlite": ("0", "1")}[connection.vendor]
    assert so_told == ("" if so is None else truth[so])
    assert [float(number) if number else None for number in (lat_told, lon_told)] == [lat, lon]


def test_of_many_the_same_are_public_as_of_each(
    kota: object, budi: Actor, citra: Actor, dodi: Actor, noon: datetime
) -> None:
    seen, private, shown, hidden, otherwise = (report(budi, noon, is_private=n == 1) for n in range(5))
    validation.strike(shown, StrikeReason.PRIVACY, by=dodi, at=noon)
    validation.strike(otherwise, StrikeReason.DUPLICATE, note=seen.code, by=dodi, at=noon)
    hide(hidden, Part.WHOLE, reason=Reason.OTHER, note="Begini", desk=citra.seats[0], at=noon)
    for rows in (publicly(Report.objects.all()), publicly(Report.objects.all(), many=True)):
        assert {one.code for one in rows} == {seen.code, otherwise.code}
    assert private.code not in {one.code for one in publicly(Report.objects.all(), many=True)}


@pytest.mark.parametrize("closed", ["hidden whole", "struck for privacy", ""])
def test_what_a_report_was_merged_into_is_named_where_everyone_may_see_that(
    kota: object, budi: Actor, citra: Actor, dodi: Actor, noon: datetime, closed: str
) -> None:
    target, source = ticket(budi, noon), ticket(budi, noon)
    merge([source], target=target, words="", desk=citra.seats[0], at=noon)
    if closed == "hidden whole":
        hide(target.report, Part.WHOLE, reason=Reason.ABUSE, note="", desk=citra.seats[0], at=noon)
    elif closed:
        validation.strike(target.report, StrikeReason.PRIVACY, note="Wajah anak", by=dodi, at=noon)
    june = Month(2016, 6)
    asked = ticket_rows(Stretch(june.starts_at, june.ends_at))
    told = {row[0]: row[10] for row in asked.rows.values_list(*asked.columns)}
    assert told[source.report.code] == (None if closed else target.report.code)
    assert (target.report.code in told) == (not closed)
