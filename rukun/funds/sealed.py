"""A month of a kelurahan as it is told and as it is sealed (pure): from the tables, or anew from downloaded files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from json.encoder import encode_basestring_ascii
from typing import Any, NamedTuple

from rukun.funds.quality import Measured
from rukun.funds.readiness import Came
from rukun.funds.rules import Line
from rukun.values.code import AreaCode
from rukun.values.digest import canonical_plain, digest_of, digest_of_words
from rukun.values.time import Month

# What becomes of a judged report where a month is counted, in the order in which they are sorted out.
FATES = ("counted", "beyond", "out_of_bound", "not_counting", "struck")


KEPT = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


class Stated(NamedTuple):
    """One statement: whose, under which version of which decree, its lines, and the reports by what became of them.

    `came`: the stages of sosialisasi that the decree asks about, with their days; None where it asks about none.
    `kept`: the reports by what became of them, what was measured, and what the head was trained in, as a statement
    keeps them: in one spelling.
    """

    unit: str
    name: str
    decree: str
    decree_digest: str
    lines: tuple[Line, ...]
    reports: Mapping[str, Sequence[str]]
    measured: Measured
    came: Came | None
    total: int
    kept: str


def stated(
    whose: tuple[str, str],
    decree: tuple[str, str],
    lines: tuple[Line, ...],
    reports: Mapping[str, Sequence[str]],
    measured: Measured,
    came: Came | None,
) -> Stated:
    """What is stated of a unit (its code and name) under a decree (its id and digest)."""
    total, kept = sum([line.amount for line in lines]), _codes_of(reports, measured, came)
    return Stated(*whose, *decree, lines, reports, measured, came, total, kept)


def _codes_of(reports: Mapping[str, Sequence[str]], measured: Measured, came: Came | None) -> str:
    kept = {what: f"[{','.join(map(encode_basestring_ascii, codes))}]" for what, codes in reports.items()}
    if measured:
        kept["measured"] = KEPT.encode(dict(measured))
    if came is not None:
        kept["came"] = KEPT.encode(spelled(came))
    return "{" + ",".join([f'"{name}":{kept[name]}' for name in sorted(kept)]) + "}"


def nothing_of(came: Came | None) -> str:
    """The same of a unit of which nothing is stated."""
    return _codes_of(dict.fromkeys(FATES, ()), {}, came)


def spelled(came: Came) -> dict[str, str]:
    """Stages and days as JSON has them."""
    return {str(stage): day.isoformat() for stage, day in sorted(came.items())}


def seal_of(month: Month, statements: Sequence[Stated]) -> str:
    """The digest of a closing; its statements come by the code of their unit."""
    of = str(month)
    return digest_of(canonical_plain({"statements": [_sealed(one, of) for one in statements]}))


def _sealed(one: Stated, month: str) -> dict[str, object]:
    return {
        "unit": one.unit, "month": month, "decree": one.decree_digest, "total": one.total,
        "lines": [[line.what, line.count, line.rate, line.amount] for line in one.lines],
        "reports": digest_of_words(one.kept),
    }  # fmt: skip


def told(kelurahan: AreaCode, month: Month, state: str, statements: Sequence[Stated]) -> dict[str, Any]:
    """The answer of `rukun month compute` and `rukun month recompute` for one kelurahan. A draft has no seal."""
    return {
        "kelurahan": kelurahan.official,
        "month": str(month),
        "state": state,
        "total": sum(one.total for one in statements),
        "digest": "" if state == "draft" else seal_of(month, statements),
        "statements": [_told(one) for one in statements],
    }


def _told(one: Stated) -> dict[str, Any]:
    return {
        "unit": one.unit, "name": one.name, "decree": one.decree, "decree_digest": one.decree_digest,
        "total": one.total, "lines": [asdict(line) for line in one.lines],
        **{what: list(codes) for what, codes in one.reports.items()},
        "measured": {name: list(figures) for name, figures in one.measured.items()},
    } | ({} if one.came is None else {"came": spelled(one.came)})  # fmt: skip
