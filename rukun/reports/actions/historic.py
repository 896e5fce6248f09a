"""Import what another system took in earlier, each report with its own time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from rukun.areas.queries import locator
from rukun.people.queries import actor_of, holder_of
from rukun.people.rules import ANYONE, HEAD_OF
from rukun.reports import historic
from rukun.reports.actions.file import Draft, file_report
from rukun.reports.historic import Historic, RefusedRow
from rukun.reports.models import Category, Report
from rukun.reports.queries import categories
from rukun.trail.actions import record
from rukun.values.code import Kind
from rukun.values.digest import digest_of
from rukun.values.refused import Refused


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file of earlier reports: how many are new, how many were there already, and every refusal."""

    file: str
    filed: int
    known: int
    refused: list[RefusedRow]


@transaction.atomic
def import_historic(file: Path, *, category: str, for_units: Kind | None, at: datetime, by: str = "clock") -> Imported:
    """File every report of the file that can be filed, with its own time; the same file again adds nothing.

    `for_units` (RT or RW) files each in the name of the head of the unit in which it lies, for trying out with real
    reports what a month would make; None files them as reports of residents who are not known.
    """
    reading = historic.read(file, category=category)
    kinds = {kind.code: kind for kind in categories()}
    known = set(Report.objects.filter(key__startswith=historic.KEY_BEGINS).values_list("key", flat=True))
    refused, filed = reading.refused, 0
    for row in reading.rows:
        try:
            if row.key not in known:
                _file_historic(row, kinds, for_units)
                filed += 1
        except Refused as refusal:
            refused.append(RefusedRow(row.number, row.id, refusal.code, str(refusal)))
    refused.sort(key=lambda row: row.number)
    facts = {"digest": digest_of(file.read_bytes()), "filed": filed, "refused": len(refused)}
    record("reports.imported", at=at, seat=by, about=f"file:{file.name}"[:80], facts=facts)
    return Imported(file.name, filed, sum(row.key in known for row in reading.rows), refused)


def _file_historic(row: Historic, kinds: Mapping[str, Category], for_units: Kind | None) -> Report:
    if row.category not in kinds:
        raise Refused("category", "Jenis laporan {kind} tidak dikenal.", field="category", kind=row.category)
    actor, unit = ANYONE, None
    if for_units is not None:
        found = locator().locate(row.place)
        unit = found.rt if for_units is Kind.RT else found.rw
        if unit is None:
            raise Refused("unit", "Batas {kind} di tempat ini tidak dikenal.", kind=for_units.value.upper())
        actor = actor_of(holder_of(HEAD_OF[for_units], unit, row.at).pk, row.at)
    draft = Draft(
        key=row.key, category=kinds[row.category], words=row.words, captured_at=row.at, place=row.place, for_unit=unit,
        channel=row.source[:20] or "impor",
    )  # fmt: skip
    return file_report(draft, by=actor, at=row.at)
