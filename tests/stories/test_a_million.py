"""What is asked of every report again and again is answered without going through all there is of something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from rukun.followup.queries.desk import untreated
from rukun.transparency.queries import public_reports
from rukun.validation.queries import unjudged
from rukun.values.code import AreaCode
from tests.conftest import KELURAHAN

Asked = Callable[[datetime], "QuerySet[Any]"]


@pytest.mark.parametrize(
    "asked",
    [
        lambda at: untreated(at, None),
        lambda at: untreated(at, timedelta(days=3)),
        lambda _: unjudged(AreaCode(KELURAHAN)),
    ],
    ids=["every report without a ticket", "the newest without a ticket", "what waits to be judged"],
)
def test_what_lacks_something_is_found_by_looking_for_it_and_not_in_a_list_of_all(
    kota: Path, noon: datetime, asked: Asked
) -> None:
    """PostgreSQL compares each row with the whole list once that outgrows its memory: at a million it never ended."""
    sql = str(asked(noon).query)
    assert "NOT (EXISTS(" in sql.replace("NOT EXISTS(", "NOT (EXISTS(") and "IN (SELECT" not in sql


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite looks each report up anyway")
def test_a_public_list_reads_of_all_verdicts_only_the_strikes_for_privacy(kota: Path) -> None:
    with connection.cursor() as cursor:
        # A few rows are read through faster than looked up; a city has millions.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_nestloop = off")
        sql, parameters = public_reports().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "struck_for_privacy" in plan, plan
