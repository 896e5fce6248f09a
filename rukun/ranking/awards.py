"""Awards as data, and whom each proposes by its rule (pure): a city's file says kinds, periods and deciders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot
from statistics import NormalDist
from typing import Any

from rukun.people.rules import Role
from rukun.ranking.spans import SpanKind
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.refused import Refused


class Rule(StrEnum):
    """How the one to propose is found."""

    BEST = "best"
    IMPROVED = "improved"
    BEST_RW = "best-rw"


class Outcome(StrEnum):
    GIVEN = "given"
    DECLINED = "declined"


# Who may decide, and the area for which such a seat answers.
DECIDERS = {Role.CAMAT: Kind.KECAMATAN, Role.WALI_KOTA: Kind.KOTA, Role.LURAH: Kind.KELURAHAN}
# Of tables from before they told it.
LEVEL = 0.9
# A rolling span ends with every month: what is given for it would be given three times.
SPANS = frozenset({SpanKind.MONTH, SpanKind.QUARTER})


@dataclass(frozen=True, slots=True)
class AwardKind:
    """One kind: its name on the paper, its rule, every how many months, among whom, and who decides."""

    key: str
    name: str
    rule: Rule
    span: SpanKind
    within: Kind
    decides: Role
    # Fewer valid reports give an RW no award; a kelurahan needs what gives it a rank.
    reports_least: int

    @property
    def stated(self) -> dict[str, Any]:
        return {
            "key": self.key, "name": self.name, "rule": self.rule.value, "span": self.span.value,
            "within": self.within.value, "decides": self.decides.value, "reports_least": self.reports_least,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """Who, among whom, and the figures that led to it."""

    kind: AwardKind
    within: str
    area: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class UnitDone:
    """What was judged of one RT or RW in a month: valid reports, struck ones, days with a valid one, kinds.

    Of an RW with its RT, `days` is the mean over its units: many of them make nobody more active.
    """

    code: str
    valid: int
    struck: int
    days: float
    kinds: int
    units: int = 1

    @property
    def judged(self) -> int:
        return self.valid + self.struck

    @property
    def struck_share(self) -> float | None:
        return self.struck / self.judged if self.judged else None


def read_awards(name: str, content: bytes) -> list[AwardKind]:
    """The kinds in a file; refused with the first mistake that is in it."""
    try:
        rows = tomllib.loads(content.decode()).get("award", [])
        kinds = [_kind(row) for row in rows]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise Refused("awards", "{name}: bukan berkas TOML yang sah ({wrong}).", name=name, wrong=wrong) from None
    except (KeyError, TypeError, ValueError) as wrong:
        raise Refused("awards", "{name}: kurang atau salah: {wrong}.", name=name, wrong=wrong) from None
    if len({kind.key for kind in kinds}) < len(kinds):
        raise Refused("awards", "{name}: dua penghargaan bernama sama.", name=name)
    for kind in kinds:
        if kind.span not in SPANS or kind.decides not in DECIDERS:
            raise Refused("awards", "{name}: masa atau pemutus {key} tidak dikenal.", name=name, key=kind.key)
        if LENGTH_OF[DECIDERS[kind.decides]] > LENGTH_OF[kind.within]:
            raise Refused("awards", "{name}: pemutus {key} tidak membawahi wilayahnya.", name=name, key=kind.key)
        if kind.rule is Rule.BEST_RW and kind.span is not SpanKind.MONTH:
            raise Refused("awards", "{name}: RW dinilai per bulan, bukan {key}.", name=name, key=kind.key)
    return kinds


def _kind(row: Mapping[str, Any]) -> AwardKind:
    return AwardKind(
        key=str(row["key"]), name=str(row["name"]), rule=Rule(row["rule"]), span=SpanKind(row["span"]),
        within=Kind(row["within"]), decides=Role(row["decides"]), reports_least=int(row.get("reports_least", 0)),
    )  # fmt: skip


def proposed_by_table(kind: AwardKind, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Proposed]:
    """For each area within which it is given the kelurahan that the rule names; none where two are alike.

    The best is not told apart from the next where both stand at the same score; who else may be best is told with it.
    The most improved is who gained most points since the span before, and only where that is more than chance gives
    the luckiest of all that are compared.
    """
    if kind.rule is Rule.IMPROVED and before is None:
        return []
    then = {row["code"]: row for row in before["rows"] if row["rank"] is not None} if before else {}
    among: dict[str, list[tuple[float, Mapping[str, Any]]]] = {}
    for row in now["rows"]:
        old = then.get(row["code"])
        if row["rank"] is None or (kind.rule is Rule.IMPROVED and old is None):
            continue
        points = float(row["score"])
        if old is not None and kind.rule is Rule.IMPROVED:
            points -= float(old["score"])
        digits = AreaCode.parse(row["code"]).up_to(kind.within).digits
        among.setdefault(digits, []).append((round(points, 2), row))
    level = float(now.get("fairness", {}).get("level", LEVEL))
    return [one for within, rows in sorted(among.items()) if (one := _first(kind, within, rows, then, level))]


def _first(
    kind: AwardKind, within: str, rows: Sequence[tuple[float, Mapping[str, Any]]],
    then: Mapping[str, Mapping[str, Any]], level: float,
) -> Proposed | None:  # fmt: skip
    if kind.rule is Rule.IMPROVED:
        rows = [
            (gained, row) for gained, row in rows
            if is_more_than_chance(gained, row, then[row["code"]], len(rows), level)
        ]  # fmt: skip
    most = max(points for points, _ in rows) if rows else None
    best = [row for points, row in rows if points == most]
    if len(best) != 1:
        return None
    row = best[0]
    facts = {key: row[key] for key in ("rank", "rank_low", "rank_high", "score", "score_low", "score_high", "reports")}
    if kind.rule is Rule.IMPROVED:
        facts |= {"score_before": then[row["code"]]["score"], "gained": most}
    else:
        others = sum(one is not row and one["score_high"] >= row["score_low"] for _, one in rows)
        facts |= {"not_told_apart": others, "compared": len(rows)}
    return Proposed(kind, within, AreaCode.parse(row["code"]).digits, facts)


def is_more_than_chance(
    gained: float, now: Mapping[str, Any], then: Mapping[str, Any], compared: int, level: float
) -> bool:
    """Whether so many points are more than chance gives the luckiest of so many in the given share of months. Both
    scores err, and whoever looks for the largest of forty differences finds one that is large."""
    normal = NormalDist()
    wide = 2 * normal.inv_cdf((1 + level) / 2)
    error = hypot(
        (now["score_high"] - now["score_low"]) / wide, (then["score_high"] - then["score_low"]) / wide
    )  # fmt: skip
    return gained > normal.inv_cdf(level ** (1 / compared)) * error


def proposed_units(kind: AwardKind, done: Sequence[UnitDone]) -> list[Proposed]:
    """For each area the RW whose units were active on most days in the mean, then reported of most kinds; what was
    struck disqualifies from a tenth of its reports on. How many reports it filed decides nothing: nobody collects
    points by filing more, and an RW of twenty RT is not ahead of one of five."""
    among: dict[str, list[UnitDone]] = {}
    for unit in done:
        code = AreaCode(unit.code)
        if code.kind is Kind.RW and unit.valid >= max(1, kind.reports_least) and 10 * unit.struck < unit.judged:
            among.setdefault(code.up_to(kind.within).digits, []).append(unit)
    found = []
    for within, units in sorted(among.items()):
        most = max((unit.days, unit.kinds) for unit in units)
        best = [unit for unit in units if (unit.days, unit.kinds) == most]
        if len(best) == 1:
            unit = best[0]
            facts = {
                "valid": unit.valid, "struck": unit.struck, "days": unit.days, "kinds": unit.kinds, "units": unit.units,
            }  # fmt: skip
            found.append(Proposed(kind, within, unit.code, facts))
    return found
