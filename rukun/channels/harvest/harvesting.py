"""One run: what is new since the last, what changed, and what was open and has not been heard of.

A run may be cut off anywhere. How far it has come is noted after each span of time, when all of it is kept; the next
run begins there, a little earlier, because a request may appear late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rukun.channels.harvest.calling import Absent, Row, Server
from rukun.channels.harvest.windows import CHANGED, ID, everything, spans
from rukun.followup import importing
from rukun.followup.importing import Hears, Tally
from rukun.reports.history.fieldmap import FieldMap
from rukun.values.refused import Refused

LOT, SINGLES_MAX = 50, 500
FIRST_RUN = timedelta(days=90)


@dataclass(slots=True)
class Harvest:
    """A run against one server at one moment."""

    server: Server
    fieldmap: FieldMap
    hears: Hears
    at: datetime
    by: str = "clock"
    tally: Tally = field(default_factory=Tally)
    seen: set[str] = field(default_factory=set)
    waiting: int = 0

    def run(self, since: datetime | None = None) -> Iterator[Tally]:
        """Go through it; how far it is, again and again."""
        known_until = importing.seen_until(self.fieldmap)
        back = timedelta(days=self.fieldmap.harvest.look_back_days)
        begins = since or (known_until - back if known_until else self.at - FIRST_RUN)
        try:
            for span in spans(begins, self.at):
                yield from self._keep(everything(self.server, *span))
                importing.note_seen(self.fieldmap, span[1])
            if known_until is not None:
                yield from self._changes(known_until - back)
            yield from self._unheard()
        except Absent as said:
            raise Refused("answer", "Server menolak permintaan ini ({why}).", why=said) from None
        importing.count_days(self.tally.days)

    def _changes(self, since: datetime) -> Iterator[Tally]:
        """What the server says changed, where it can be asked that: also what was opened again."""
        try:
            for span in spans(since, self.at):
                yield from self._keep(everything(self.server, *span, by=CHANGED))
        except Absent:
            return

    def _unheard(self) -> Iterator[Tally]:
        """What is still open for all that we know, asked for by its id: every server can be asked so."""
        singles = 0
        for lot in batched_names(importing.open_there(self.fieldmap), self.seen):
            rows = self._lot(lot)
            if not rows and singles < SINGLES_MAX:
                singles += len(lot)
                rows = [row for name in lot for row in self.server.one(name)]
            yield from self._keep(row for row in rows if row.get(ID) in lot)

    def _lot(self, names: tuple[str, ...]) -> list[Row]:
        try:
            return self.server.requests({ID: ",".join(names)})
        except Absent:
            return []

    def _keep(self, rows: Iterable[Row]) -> Iterator[Tally]:
        named = self._named(rows)
        yield from importing.bring_in(named, self.fieldmap, hears=self.hears, at=self.at, by=self.by, tally=self.tally)

    def _named(self, rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
        """Each request once a run, with its id; what has none behind its token yet is left for the next run."""
        for row in rows:
            if not row.get(ID) and row.get("token"):
                behind = self.server.behind_token(row["token"])
                row[ID] = next((one[ID] for one in behind if one.get(ID)), "")
            name = row.get(ID, "")
            if not name:
                self.waiting += 1
            elif name not in self.seen:
                self.seen.add(name)
                yield len(self.seen), row


def batched_names(names: Iterable[str], without: set[str]) -> Iterator[tuple[str, ...]]:
    """The names in lots, without some."""
    lot: list[str] = []
    for name in names:
        if name not in without:
            lot.append(name)
        if len(lot) == LOT:
            yield tuple(lot)
            lot = []
    if lot:
        yield tuple(lot)
