"""Verdicts that stood before the facts of their report came to stand beside them are filled from it, all at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path

from django.db import connection

from rukun.people.rules import Actor
from rukun.reports.models import Category
from rukun.validation import actions
from rukun.validation.models import CurrentVerdict
from rukun.validation.rules import StrikeReason
from rukun.validation.standing import COUNTED_BY
from tests.made import judged_valid, reports_for_unit


def test_verdicts_of_before_are_filled_from_their_reports(kota: Path, ani: Actor, dodi: Actor, noon: datetime) -> None:
    """By the statement of the migration; that all migrations run is asked where a run begins with them."""
    made = reports_for_unit(ani, [date(2016, 6, 1)], 3)
    judged_valid(made[:2], dodi, noon)
    actions.strike(made[2], StrikeReason.TEST, by=dodi, at=noon)
    before = list(CurrentVerdict.objects.order_by("report_id").values())
    other = Category.objects.exclude(pk=made[0].category_id).first()
    CurrentVerdict.objects.update(
        received_at=noon - timedelta(days=900), code="", category=other, rt_distance_m=901, rw_distance_m=902,
        kelurahan_distance_m=903,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(import_module("rukun.validation.migrations.0006_counted_beside").FILL)
    assert list(CurrentVerdict.objects.order_by("report_id").values()) == before
    assert [row["is_valid"] for row in before] == [True, True, False]
    for row, report in zip(CurrentVerdict.objects.order_by("report_id"), made, strict=True):
        assert [getattr(row, fact) for fact in COUNTED_BY] == [getattr(report, fact) for fact in COUNTED_BY]
