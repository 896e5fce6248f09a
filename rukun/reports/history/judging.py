"""Looks at rows of another system before anything is written: what is new, what has changed, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from rukun.areas.models import Area
from rukun.areas.queries import areas_of, ids_of, locator
from rukun.reports.history.fates import Fate, Outcome
from rukun.reports.history.fieldmap import FieldMap, plain
from rukun.reports.history.rows import Earlier, Named, Record, RefusedRow, earlier, named, outcome_of
from rukun.reports.models import Category, Report, Told
from rukun.reports.placing import chain_of, set_point
from rukun.reports.queries import categories
from rukun.reports.rules import code_of
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.digest import digest_of_words
from rukun.values.refused import Refused
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.areas.geometry import Locator

KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Ready:
    """A new report, not yet written: the kelurahan (code) in which it lies, what it is called at its source, and how it
    stands there."""

    report: Report
    ward: str
    name: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Changed:
    """A report that was taken over before and stands otherwise at its source now."""

    report_id: int
    outcome: Outcome


@dataclass(slots=True)
class Looked:
    """What a batch of rows is: new ones, changed ones, how many are known as they are, and every refusal."""

    ready: list[Ready] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    known: int = 0
    twice: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    rows_refused: int = 0

    def refuse(self, why: Sequence[RefusedRow]) -> None:
        """One row more is not taken, for one reason or several."""
        self.refused += why
        self.rows_refused += 1


class Wards:
    """The kelurahan by code and by name; a name that two of them bear asks for its kecamatan."""

    def __init__(self, areas: Iterable[Area], above: Mapping[str, str]) -> None:
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, list[tuple[str, str]]] = {}
        for area in areas:
            self.by_code[area.code] = area.pk
            kecamatan = plain(above.get(area.code[: LENGTH_OF[Kind.KECAMATAN]], ""))
            self.by_name.setdefault(plain(area.name), []).append((area.code, kecamatan))

    def find(self, said: str, kecamatan: str) -> str:
        """The code of the kelurahan that a row names; refused where there is none, or more than one."""
        digits = said.replace(".", "")
        if digits in self.by_code:
            return digits
        found = self.by_name.get(plain(said), [])
        if len(found) > 1 and kecamatan:
            found = [one for one in found if one[1] == plain(kecamatan)]
        if not found:
            raise Refused("place", "Kelurahan “{name}” tidak ada dalam daftar kami.", name=said[:60])
        if len(found) > 1:
            raise Refused("place", "Ada lebih dari satu kelurahan “{name}”; sebut kecamatannya.", name=said[:60])
        return found[0][0]


class Judge:
    """What rows are held against: our kinds, borders and kelurahan, read once; and which rows came already."""

    def __init__(self, fieldmap: FieldMap, now: datetime) -> None:
        self.fieldmap, self.now = fieldmap, now
        self.kinds: dict[str, Category] = {kind.code: kind for kind in categories()}
        self.borders: Locator = locator()
        above = dict(areas_of(Kind.KECAMATAN).values_list("code", "name"))
        self.wards = Wards(areas_of(Kind.KELURAHAN), above)
        # Where each row of this reading stood first: ten bytes a row, so that a million rows are no burden.
        self.first: dict[bytes, int] = {}

    def look(self, rows: Sequence[tuple[int, Record]]) -> Looked:
        """What each of these rows is; two queries, however many."""
        looked = Looked()
        fresh = [row for number, record in rows if (row := self._named(number, record, looked)) is not None]
        known = standing([row.key for row in fresh])
        for row in fresh:
            if row.key in known:
                self._again(row, *known[row.key], looked)
            else:
                self._new(row, looked)
        looked.refused.sort(key=lambda one: one.number)
        return looked

    def _named(self, number: int, record: Record, looked: Looked) -> Named | None:
        try:
            row = named(self.fieldmap, number, record)
        except Refused as nameless:
            looked.refuse([RefusedRow(number, "", nameless.field, nameless.code, str(nameless))])
            return None
        mark = bytes.fromhex(digest_of_words(row.key)[: 2 * KEY_BYTES])
        before = self.first.setdefault(mark, number)
        if before == number:
            return row
        looked.twice += 1
        again = Refused("twice", "Baris {row} sudah memuat laporan ini.", row=before)
        column = self.fieldmap.identity.columns[0]
        looked.refuse([RefusedRow(number, row.identity, column, again.code, str(again))])
        return None

    def _again(self, row: Named, report: int, stood: Outcome | None, looked: Looked) -> None:
        """A row that came before adds nothing, unless it stands otherwise now."""
        try:
            outcome = outcome_of(self.fieldmap, row.record, None, self.now)
        except Refused as refusal:
            column = self.fieldmap.outcome.column
            looked.refuse([RefusedRow(row.number, row.identity, column, refusal.code, str(refusal))])
            return
        if stood is None or outcome.agrees(stood):
            looked.known += 1
        else:
            looked.changed.append(Changed(report, outcome))

    def _new(self, row: Named, looked: Looked) -> None:
        read = earlier(self.fieldmap, row, self.kinds, self.now)
        if isinstance(read, Earlier):
            try:
                looked.ready.append(Ready(*self._report(read), row.identity, read.outcome))
                return
            except Refused as refusal:
                place = self.fieldmap.place
                column = place.lat or place.pair or place.shape or place.kelurahan
                read = [RefusedRow(row.number, row.identity, column, refusal.code, str(refusal))]
        looked.refuse(read)

    def _report(self, read: Earlier) -> tuple[Report, str]:
        """The report with its own time and place, nobody's, for no unit, of no seat; and the code of its kelurahan."""
        key = read.named.key
        report = Report(
            key=key, code=code_of(key), channel=self.fieldmap.source.code, category=self.kinds[read.category],
            words=read.words, is_private=read.is_private, captured_at=read.at, received_at=read.at,
            counted_on=day_of(read.at),
        )  # fmt: skip
        if read.place is not None:
            found = self.borders.locate(read.place)
            set_point(report, read.place, found)
            codes: list[AreaCode | None] = [found.kelurahan, found.rw, found.rt]
        else:
            report.placed = "by-hand"
            codes = chain_of(AreaCode(self.wards.find(read.kelurahan, read.kecamatan)))
        ids = ids_of(code for code in codes if code is not None)
        kelurahan, report.rw_id, report.rt_id = (ids.get(code.digits) if code else None for code in codes)
        if kelurahan is None or codes[0] is None:
            raise Refused("place", "Kelurahan ini tidak ada dalam daftar kami.")
        report.kelurahan_id = kelurahan
        return report, codes[0].digits


def standing(keys: Sequence[str]) -> dict[str, tuple[int, Outcome | None]]:
    """Which of these keys are taken: the report (id), and how it stood at its source last (None: it was not taken over,
    whoever filed it under this key); two queries."""
    rows = list(Report.objects.filter(key__in=keys).values_list("key", "id", "origin__taken_at"))
    if not rows:
        return {}
    stood = standing_of([report for _, report, _ in rows])
    return {key: (report, stood.get(report, Outcome()) if taken_at else None) for key, report, taken_at in rows}


def standing_of(reports: Sequence[int]) -> dict[int, Outcome]:
    """How these reports (ids) stand at their source, where it said anything; one query."""
    rows = Told.objects.filter(report__in=reports).order_by("id").values_list("report_id", "fate", "since")
    return {report: Outcome(Fate(fate), since) for report, fate, since in rows}
