"""Verdicts that stood before the facts of their report came to stand beside them are filled from it, all at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rukun.people.rules import Actor
from rukun.validation import actions
from rukun.validation.models import CurrentVerdict
from rukun.validation.rules import StrikeReason
from rukun.validation.standing import COUNTED_BY
from tests.made import judged_valid, reports_for_unit


def test_verdicts_of_before_are_filled_from_their_reports(
    committed: Path, ani: Actor, dodi: Actor, noon: datetime
) -> None:
    made = reports_for_unit(ani, [date(2016, 6, 1)], 3)
    judged_valid(made[:2], dodi, noon)
    actions.strike(made[2], StrikeReason.TEST, by=dodi, at=noon)
    before = list(CurrentVerdict.objects.order_by("report_id").values())
    newest = [node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] == "validation"]
    MigrationExecutor(connection).migrate([("validation", "0005_desk")])
    MigrationExecutor(connection).migrate(newest)
    assert list(CurrentVerdict.objects.order_by("report_id").values()) == before
    assert [row["is_valid"] for row in before] == [True, True, False]
    for row, report in zip(CurrentVerdict.objects.order_by("report_id"), made, strict=True):
        assert [getattr(row, fact) for fact in COUNTED_BY] == [getattr(report, fact) for fact in COUNTED_BY]
