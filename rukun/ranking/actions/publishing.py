"""Publish the tables of a month and of the spans that end with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from rukun.areas.models import Area
from rukun.ranking import queries
from rukun.ranking.files import method_for
from rukun.ranking.kept import packed
from rukun.ranking.models import LineInputs, Standing, Table
from rukun.ranking.rules import HandledReport, RankedKind
from rukun.ranking.spans import Span, SpanKind, settled_at, spans_ending
from rukun.ranking.standings import standing_table
from rukun.trail.actions import record
from rukun.values.code import AreaCode, Kind
from rukun.values.digest import digest_of
from rukun.values.refused import Refused
from rukun.values.time import Month

# Each with the facts of a whole kelurahan.
ROWS_AT_ONCE = 50


@transaction.atomic
def publish_table(
    month: Month | Span, *, scoring: Path, at: datetime, by: str = "clock", of: RankedKind = RankedKind.KELURAHAN,
    facts: Sequence[HandledReport] | None = None,
) -> Table:  # fmt: skip
    """The table by the method in the folder `scoring` that held when the span began, so that everybody knew the rule
    before it counted; the same facts are published once. `facts` are those of the span where they were read before."""
    span = month if isinstance(month, Span) else Span(month)
    method, _ = method_for(scoring, span.first)
    if facts is None:
        facts = queries.inputs(span, at, of)
    told = standing_table(span, method, facts, queries.ranked(of), of)
    last = queries.newest_table(span.last, of, span.kind)
    if last is not None and (last.method_digest, last.inputs_digest) == (told["method_digest"], told["inputs_digest"]):
        return last
    content = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    table = Table.objects.create(
        month=span.last.first, span=span.kind.value, of=of.value, number=last.number + 1 if last else 1,
        method=method.version, method_digest=method.digest, inputs_digest=told["inputs_digest"], content=content,
        published_at=at,
    )  # fmt: skip
    if of is RankedKind.KELURAHAN:
        _place(table, told["rows"], facts)
    told_to_all = {
        "number": table.number, "method": method.digest, "inputs": told["inputs_digest"], "seed": told["seed"],
        "table": digest_of(content.encode()),
    }  # fmt: skip
    whose = "" if of is RankedKind.KELURAHAN else f":{of.value}"
    record("ranking.published", at=at, seat=by, about=f"ranking:{span}{whose}", facts=told_to_all)
    return table


def _place(table: Table, rows: list[dict[str, Any]], facts: Sequence[HandledReport]) -> None:
    """Each kelurahan's place, and of a month what it was made from: pages tell reasons of months alone."""
    ids = dict(Area.objects.filter(kind=Kind.KELURAHAN).values_list("code", "id"))
    Standing.objects.bulk_create(
        Standing(
            table=table, kelurahan_id=ids[AreaCode.parse(row["code"]).digits], rank=row["rank"],
            rank_low=row["rank_low"], rank_high=row["rank_high"], score=row["score"], reports=row["reports"],
        )
        for row in rows
    )  # fmt: skip
    if table.span != SpanKind.MONTH:
        return
    held: dict[str, list[HandledReport]] = defaultdict(list)
    for fact in facts:
        held[fact.kelurahan].append(fact)
    LineInputs.objects.bulk_create(
        (LineInputs(table=table, kelurahan_id=ids[code], content=packed(own)) for code, own in sorted(held.items())),
        batch_size=ROWS_AT_ONCE,
    )


def publish_tables(month: Month, *, scoring: Path, at: datetime, by: str = "clock") -> list[Table]:
    """Everything that is published once a month is over: the kelurahan of the month and of its spans, kecamatan, kota
    and SKPD of the month. A span that began before any method held has no table."""
    read = {one: queries.inputs(one, at) for one in Span(month, SpanKind.ROLLING).months}
    made = []
    for span in spans_ending(month):
        facts = [fact for one in span.months for fact in read[one]]
        try:
            made.append(publish_table(span, scoring=scoring, at=at, by=by, facts=facts))
        except Refused:
            if span.kind is SpanKind.MONTH:
                raise
    for of in (RankedKind.KECAMATAN, RankedKind.KOTA):
        made.append(publish_table(month, scoring=scoring, at=at, by=by, of=of, facts=read[month]))
    made.append(publish_table(month, scoring=scoring, at=at, by=by, of=RankedKind.SKPD))
    return made


def publish_due(*, scoring: Path, at: datetime) -> int:
    """The tables of the month that is over: at once, and again on each day until it is settled where facts changed,
    because verdicts of its last days come later. Returns how many were published."""
    month = Month.of(at).previous
    if at >= settled_at(month) and queries.newest_table(month) is not None:
        return 0
    if not queries.has_tickets(month):
        return 0
    return sum(table.published_at == at for table in publish_tables(month, scoring=scoring, at=at))
