"""The ranking and the statements of a month anew from downloaded files alone: no database, no Django, no settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rukun.funds.decree import Decree, in_force, read_decree
from rukun.funds.quality import Measured
from rukun.funds.rules import Fact, Line, as_applied, days_existed, granted, settle, sort_out
from rukun.funds.sealed import Stated, stated, told
from rukun.ranking.files import InputRow, method_for
from rukun.ranking.rules import RankedKind, Ward, rolled_up
from rukun.ranking.spans import Span
from rukun.ranking.standings import standing_table
from rukun.transparency.open_data.reading import Record, checked, read
from rukun.transparency.open_data.writing import sums_in
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

UNIT_KINDS = (Kind.RT.value, Kind.RW.value)


def ranking_of(
    root: Path, month: Month | Span, form: str = "", of: RankedKind = RankedKind.KELURAHAN
) -> dict[str, Any]:
    """The table of a month or span; the same answer as `rukun ranking compute`, to the last digit."""
    span = month if isinstance(month, Span) else Span(month)
    name = "ranking-skpd-inputs" if of is RankedKind.SKPD else "ranking-inputs"
    rows = (_input(row) for one in span.months for row in read(root, str(one), name, form))
    wards = _ranked(root, span.last, of, form)
    for path in sums_in(root):
        if path.startswith("methods/"):
            checked(root, path)
    method, _ = method_for(root / "methods", span.first)
    return standing_table(span, method, rows, wards, of)


def _input(row: Record) -> InputRow:
    held_by = row.pop("office", None) or row["kelurahan"]
    return InputRow(**row | {"kelurahan": held_by, "outcome": row["outcome"] or ""})


def _ranked(root: Path, month: Month, of: RankedKind, form: str) -> list[Ward]:
    name = "ranking-skpd" if of is RankedKind.SKPD else "ranking-kelurahan"
    wards = [Ward(**row) for row in read(root, str(month), name, form)]
    if of in (RankedKind.KELURAHAN, RankedKind.SKPD):
        return wards
    return rolled_up(wards, of, {row["code"]: row["name"] for row in read(root, "areas", "areas", form)})


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version of a decree, and since when it was known to the system."""

    at: datetime
    decree: Decree


@dataclass(frozen=True, slots=True)
class Papers:
    """What the statements of a month are made from, by unit, as the files tell it."""

    month: Month
    decrees: tuple[Loaded, ...]
    counting: frozenset[str]
    units: Mapping[str, list[Record]]
    verdicts: Mapping[str, list[Record]]
    measures: Mapping[str, dict[str, tuple[int, int]]]
    corrections: Mapping[str, list[tuple[int, int]]]
    training: Mapping[str, dict[int, date]]


def month_of(root: Path, month: Month, within: AreaCode | None = None, form: str = "") -> list[dict[str, Any]]:
    """The statements of every kelurahan (or of one): the same answer as `rukun month compute`, seals and all."""
    closings = sorted(read(root, str(month), "closings", form), key=lambda row: row["kelurahan"])
    if within is not None:
        closings = [row for row in closings if AreaCode(row["kelurahan"]).is_within(within)]
        if not closings:
            raise Refused("area-code", "{area} tidak ada dalam berkas bulan ini.", area=within.official)
    papers = _papers(root, month, form)
    return [told(AreaCode(row["kelurahan"]), month, row["state"], [*_statements(papers, row)]) for row in closings]


def _papers(root: Path, month: Month, form: str) -> Papers:
    units: dict[str, list[Record]] = defaultdict(list)
    for row in read(root, "areas", "areas", form):
        if row["kind"] in UNIT_KINDS:
            units[AreaCode(row["code"]).up_to(Kind.KELURAHAN).digits].append(row)
    verdicts: dict[str, list[Record]] = defaultdict(list)
    for row in read(root, str(month), "verdicts", form):
        verdicts[row["unit"]].append(row)
    measures: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in read(root, str(month), "measures", form):
        measures[row["unit"]][row["measure"]] = (row["good"], row["cases"])
    corrections: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in read(root, str(month), "corrections", form):
        corrections[row["unit"]].append((row["correction"], row["left"]))
    counting = frozenset(row["category"] for row in read(root, "categories", "categories", form) if row["counts"])
    decrees = tuple(_decrees(root, form))
    return Papers(
        month, decrees, counting, units, verdicts, measures, corrections, _training(root, month, form, decrees)
    )


def _training(root: Path, month: Month, form: str, decrees: Iterable[Loaded]) -> Mapping[str, dict[int, date]]:
    """Unit to the stages its head came to. Not asked for where no decree waits for it: older files have none."""
    training: dict[str, dict[int, date]] = defaultdict(dict)
    if any(loaded.decree.readiness for loaded in decrees):
        for row in read(root, str(month), "training", form):
            training[row["unit"]][row["stage"]] = row["came_on"]
    return training


def _decrees(root: Path, form: str) -> Iterator[Loaded]:
    for row in read(root, "decrees", "decrees", form):
        decree = read_decree(row["decree"], checked(root, f"decrees/{row['file']}").read_bytes())
        yield Loaded(row["loaded_at"], decree)


def _statements(papers: Papers, closing: Record) -> Iterator[Stated]:
    """One kelurahan's, by code, under the law as it was known when the month was closed."""
    month, is_closed, as_of = papers.month, closing["state"] != "draft", closing["as_of"]
    known: dict[str, Decree] = {}
    for loaded in papers.decrees:
        if loaded.at <= as_of:
            known[loaded.decree.id] = loaded.decree
    ruling = {kind: in_force(known.values(), kind, month, day_of(as_of)) for kind in (Kind.RT, Kind.RW)}
    for row in sorted(papers.units.get(closing["kelurahan"], ()), key=lambda row: row["code"]):
        if (begun := row.get("begin_known_at")) and begun > as_of:
            continue
        unit = _as_known(row, as_of)
        if days_existed(month, unit["founded_on"], unit["dissolved_on"]):
            yield _stated(papers, unit, ruling[Kind(unit["kind"])], is_closed=is_closed)


def _as_known(unit: Record, as_of: datetime) -> Record:
    """A unit as it stood in the books at a moment: that it ends may have been entered later."""
    known = unit.get("end_known_at")
    return unit | {"dissolved_on": None} if known and known > as_of else unit


def _stated(papers: Papers, unit: Record, ruling: Decree, *, is_closed: bool) -> Stated:
    code, kind, month = unit["code"], Kind(unit["kind"]), papers.month
    came = None if ruling.readiness is None else ruling.readiness.asked(papers.training.get(code, {}))
    decree = as_applied(ruling, kind, month, came)
    founded, dissolved = unit["founded_on"], unit["dissolved_on"]
    rows = sorted(papers.verdicts.get(code, ()), key=lambda row: row["place"])
    there = [row for row in rows if _existed(row["counted_on"], founded, dissolved)]
    facts = [fact for row in there if (fact := _fact(row, decree, is_closed=is_closed))]
    reports = sort_out(decree, kind, facts, papers.counting)
    measured: Measured = papers.measures.get(code, {})
    existed = days_existed(month, founded, dissolved)
    own = granted(decree.grants[kind], month, existed, len(reports.counted), len(reports.beyond), measured)
    lines = (*own.lines, *_corrected(own.total, papers.corrections.get(code, ()), decree.taken_back_percent_max))
    return stated((code, unit["name"]), (decree.id, decree.digest), lines, reports.codes, measured, came)


def _corrected(own: int, left: Iterable[tuple[int, int]], percent_max: int) -> Iterator[Line]:
    for _, part in settle(own, [*left], percent_max):
        yield Line("correction", 1, part, part)


def _existed(day: date, founded: date | None, dissolved: date | None) -> bool:
    return (founded is None or founded <= day) and (dissolved is None or day < dissolved)


def _fact(row: Record, decree: Decree, *, is_closed: bool) -> Fact | None:
    """What counts of a verdict: in a closed month what stood when it was closed, in an open one what stands."""
    is_valid = row["was_valid"] if is_closed else row["is_valid"]
    if is_valid is None:
        return None
    return (row["report"], row["counted_on"], row["category"], is_valid, row[f"{decree.place_bound}_distance_m"])
