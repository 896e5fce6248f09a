"""Publish the table of a month."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from rukun.areas.models import Area
from rukun.ranking import queries
from rukun.ranking.files import method_for
from rukun.ranking.models import Standing, Table
from rukun.ranking.standings import standing_table
from rukun.trail.actions import record
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of
from rukun.values.time import Month


@transaction.atomic
def publish_table(month: Month, *, scoring: Path, at: datetime, by: str = "clock") -> Table:
    """The table by the method in the folder `scoring` that holds for the month; the same facts are published once."""
    method, _ = method_for(scoring, month)
    told = standing_table(month, method, queries.inputs(month, at), queries.wards())
    last = queries.newest_table(month)
    if last is not None and (last.method_digest, last.inputs_digest) == (told["method_digest"], told["inputs_digest"]):
        return last
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    table = Table.objects.create(
        month=month.first, number=last.number + 1 if last else 1, method=method.version, method_digest=method.digest,
        inputs_digest=told["inputs_digest"], content=content, published_at=at,
    )  # fmt: skip
    ids = dict(Area.objects.filter(kind=Kind.KELURAHAN).values_list("code", "id"))
    Standing.objects.bulk_create(
        Standing(
            table=table, kelurahan_id=ids[AreaCode.parse(row["code"]).digits], rank=row["rank"],
            rank_low=row["rank_low"], rank_high=row["rank_high"], score=row["score"], reports=row["reports"],
        )
        for row in told["rows"]
    )  # fmt: skip
    facts = {
        "number": table.number, "method": method.digest, "inputs": told["inputs_digest"], "seed": told["seed"],
        "table": digest_of(content.encode()),
    }  # fmt: skip
    record("ranking.published", at=at, seat=by, about=f"ranking:{month}", facts=facts)
    return table
