"""Brings in the rows of another system, batch by batch: however often it is begun, and by however many, each row once.

Nothing has to be remembered between two runs. A row is known by its key, so whoever begins again after a kill -9 walks
past what is there already and goes on behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db.models import OuterRef, Q, Subquery

from rukun.areas.models import Area
from rukun.followup.actions.taking_over import take_over
from rukun.followup.models import Step
from rukun.followup.oversight.tallying import count_day
from rukun.reports.history.fates import Fate
from rukun.reports.history.fieldmap import FieldMap
from rukun.reports.history.judging import Judge, Looked
from rukun.reports.history.keeping import source_of
from rukun.reports.history.rows import Record, RefusedRow
from rukun.reports.models import Origin, Source, Told
from rukun.values.time import day_of

# On SQLite nobody else writes while a batch is written: half a second is what somebody who reports may wait.
ROWS_AT_ONCE = 500
Rows = Iterable[tuple[int, Record]]
Hears = Callable[[RefusedRow], None]


@dataclass(slots=True)
class Tally:
    """What became of the rows so far. `kinds` and `wards` (ids) count what is new."""

    rows: int = 0
    filed: int = 0
    known: int = 0
    changed: int = 0
    opened: int = 0
    twice: int = 0
    rows_refused: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wards: Counter[int] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    days: set[date] = field(default_factory=set)

    def add(self, rows: int, looked: Looked) -> None:
        self.rows += rows
        self.known += looked.known
        self.twice += looked.twice
        self.rows_refused += looked.rows_refused
        self.refusals.update(one.code for one in looked.refused)
        for one in looked.ready:
            self.kinds[one.report.category.code] += 1
            self.wards[one.report.kelurahan_id] += 1
            self.fates[one.outcome.fate.value] += 1
            self.days.add(day_of(one.report.received_at))
            if one.outcome.since is not None:
                self.days.add(day_of(one.outcome.since))


def look_through(rows: Rows, fieldmap: FieldMap, *, hears: Hears, at: datetime) -> Iterator[Tally]:
    """What bringing in these rows would do, batch by batch, and every refusal; nothing is written."""
    judge, tally = Judge(fieldmap, at), Tally()
    for batch in _batches(rows):
        looked = judge.look(batch)
        tally.add(len(batch), looked)
        tally.filed += len(looked.ready)
        tally.changed += len(looked.changed)
        for refused in looked.refused:
            hears(refused)
        yield tally


def bring_in(
    rows: Rows, fieldmap: FieldMap, *, hears: Hears, at: datetime, by: str = "clock", tally: Tally | None = None
) -> Iterator[Tally]:
    """Bring them in, a batch in a transaction; what became of the rows up to then after each, added to `tally`."""
    judge, source, tally = Judge(fieldmap, at), source_of(fieldmap), tally or Tally()
    for batch in _batches(rows):
        looked = judge.look(batch)
        tally.add(len(batch), looked)
        if looked.ready or looked.changed:
            done = take_over(source, looked.ready, looked.changed, at=at, by=by)
            tally.filed += done.filed
            tally.changed += done.changed
            tally.opened += done.opened
            tally.known += len(looked.ready) + len(looked.changed) - done.filed - done.changed
            tally.days |= {day_of(at)} if done.changed or done.opened else set()
        for refused in looked.refused:
            hears(refused)
        yield tally


def seen_until(fieldmap: FieldMap) -> datetime | None:
    """Up to which moment a harvest has seen everything of this source; None before the first."""
    return source_of(fieldmap).seen_until


def note_seen(fieldmap: FieldMap, until: datetime) -> None:
    """Everything up to this moment is kept. Progress is no fact: it leaves no event, and never goes back."""
    source = source_of(fieldmap)
    later = Q(seen_until=None) | Q(seen_until__lt=until)
    Source.objects.filter(later, pk=source.pk).update(seen_until=until)


def open_there(fieldmap: FieldMap) -> list[str]:
    """What the reports are called that their source said last to be open, oldest first."""
    newest = Told.objects.filter(report=OuterRef("report")).order_by("-id").values("fate")[:1]
    open_ones = Origin.objects.filter(source__code=fieldmap.source.code).annotate(fate=Subquery(newest))
    return list(open_ones.filter(fate=Fate.OPEN.value).order_by("id").values_list("name", flat=True))


def ward_names(counts: Counter[int]) -> dict[str, int]:
    """How many lie in each kelurahan, by code and name, most first; one query."""
    areas = Area.objects.in_bulk([*counts])
    return {f"{areas[ward].area_code.official} {areas[ward].name}": many for ward, many in counts.most_common()}


def count_days_of(source: str) -> int:
    """Count anew every day on which anything happened to a report of the source: offices' figures are kept by the day.
    Counting twice gives the same, so it is safe after an import that was cut off. How many days."""
    moments = Step.objects.filter(ticket__report__origin__source__code=source).values_list("at", flat=True)
    return count_days({day_of(at) for at in moments.iterator(5_000)})


def count_days(days: Iterable[date]) -> int:
    """Count these days anew; how many they are."""
    return sum(count_day(day) >= 0 for day in sorted(days))


def _batches(rows: Rows) -> Iterator[list[tuple[int, Record]]]:
    left = iter(rows)
    while batch := list(islice(left, ROWS_AT_ONCE)):
        yield batch
