"""Writes what was taken over, each row once, whoever else does the same at this moment. Part of an act that
`followup` completes with tickets and leaves a trace of: nothing here is called on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rukun.reports.history.fates import Fate, Outcome
from rukun.reports.history.fieldmap import FieldMap
from rukun.reports.history.judging import Changed, Ready, standing, standing_of
from rukun.reports.models import Origin, Report, Source, Told
from rukun.reports.rules import code_of
from rukun.trail.append import append_many
from rukun.values.digest import canonical_plain, digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import iso

TRIES = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written: the new reports with how they stand at their source, and those that stand otherwise now."""

    ready: Sequence[Ready]
    changed: Sequence[Changed]

    def facts(self, source: Source) -> dict[str, object]:
        """What the trail says of it: numbers, and one digest over what every row became."""
        rows = [
            {
                "code": one.report.code, "at": iso(one.report.received_at), "category": one.report.category.code,
                "kelurahan": one.ward, "words": digest_of_words(one.report.words),
                "fate": one.outcome.fate.value,
            }
            for one in self.ready
        ]  # fmt: skip
        changed = [{"report": one.report_id, "fate": one.outcome.fate.value} for one in self.changed]
        rows.sort(key=lambda row: str(row["code"]))
        digest = digest_of_words(canonical_plain({"rows": rows, "changed": changed}).decode())
        return {"source": source.code, "rows": digest, "filed": len(self.ready), "changed": len(self.changed)}


def source_of(fieldmap: FieldMap) -> Source:
    """The source of a mapping, with the name and address that the mapping says now."""
    facts = fieldmap.source
    told = {"name": facts.name, "address": facts.address}
    source, is_new = Source.objects.get_or_create(code=facts.code, defaults=told)
    if not is_new and (source.name, source.address) != (facts.name, facts.address):
        Source.objects.filter(pk=source.pk).update(**told)
        source.name, source.address = facts.name, facts.address
    return source


def lock(source: Source) -> Source:
    """The source, held until the transaction ends: of two that bring in its rows at once, one waits for the other."""
    return Source.objects.select_for_update().get(pk=source.pk)


def keep(source: Source, ready: Sequence[Ready], changed: Sequence[Changed], at: datetime) -> Kept:
    """Write what is still new under the lock of its source, and how everything stands there."""
    known = standing([one.report.key for one in ready])
    fresh = [one for one in ready if one.report.key not in known]
    stood = standing_of([one.report_id for one in changed])
    moved = [one for one in changed if not one.outcome.agrees(stood.get(one.report_id, Outcome()))]
    _name_apart(fresh)
    append_many(one.report for one in fresh)
    ids = dict(Report.objects.filter(key__in=[one.report.key for one in fresh]).values_list("key", "id"))
    for one in fresh:
        one.report.pk = ids[one.report.key]
    append_many(Origin(report_id=one.report.pk, source_id=source.pk, name=one.name, taken_at=at) for one in fresh)
    told = [(one.report.pk, one.outcome) for one in fresh if one.outcome.fate is not Fate.UNKNOWN]
    told += [(one.report_id, one.outcome) for one in moved]
    append_many(
        Told(report_id=report, fate=outcome.fate.value, since=outcome.since, note=outcome.note, at=at)
        for report, outcome in told
    )
    return Kept(fresh, moved)


def _name_apart(fresh: Sequence[Ready]) -> None:
    """A code that another report bears already, or one of the same batch, gives way to the next; one query a round."""
    for attempt in range(1, TRIES + 1):
        codes = [one.report.code for one in fresh]
        taken = set(Report.objects.filter(code__in=codes).values_list("code", flat=True))
        again = [one for place, one in enumerate(fresh) if one.report.code in taken or one.report.code in codes[:place]]
        if not again:
            return
        for one in again:
            one.report.code = code_of(one.report.key, attempt)
    raise Refused("busy", "Laporan belum dapat disimpan; kirim lagi sebentar lagi.")
