"""The worked cases beside a decree, and whether the decree gives what they say (pure)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rukun.funds.decree import Decree
from rukun.funds.quality import Measured
from rukun.funds.readiness import Came
from rukun.funds.rules import as_applied, entitlement, settle
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

KEYS = {
    "title", "unit", "month", "every_day", "on_days", "existed", "counted", "total", "measured", "corrections", "came",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, a unit and month, valid reports a day, what was measured, to which stages of sosialisasi its head
    came and when, open corrections of earlier months, and the total that must come out."""

    title: str
    unit: Kind
    month: Month
    valid_per_day: dict[date, int]
    existed: int
    counted: int | None
    total: int
    measured: Measured
    corrections: tuple[int, ...] = ()
    came: Came = field(default_factory=dict)


def read_cases(name: str, text: str) -> list[Case]:
    """The cases of a `*.cases.toml`; refused where one cannot be understood."""
    try:
        stated = tomllib.loads(text).get("case", [])
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("cases", "{name}: bukan berkas TOML yang sah ({wrong}).", name=name, wrong=wrong) from None
    try:
        return [_case(name, entry) for entry in stated]
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise Refused("cases", "{name}: sebuah kasus tidak terbaca ({wrong}).", name=name, wrong=wrong) from None


def _case(name: str, entry: dict[str, Any]) -> Case:
    missing, unknown = {"title", "unit", "month", "total"} - entry.keys(), entry.keys() - KEYS
    if missing or unknown or entry["unit"] not in ("rt", "rw"):
        raise Refused("cases", "{name}: kasus {title} kurang atau berlebih: {keys}.", name=name,
                      title=entry.get("title", "?"), keys=", ".join(sorted(missing | unknown)) or "unit")  # fmt: skip
    month = Month.parse(entry["month"])
    if "on_days" in entry:
        per_day = {date(month.year, month.month, int(day)): int(count) for day, count in entry["on_days"].items()}
    else:
        per_day = dict.fromkeys(month.days, int(entry.get("every_day", 0)))
    return Case(
        title=str(entry["title"]), unit=Kind(entry["unit"]), month=month, valid_per_day=per_day,
        existed=int(entry.get("existed", month.length)), counted=_whole(entry.get("counted")),
        total=int(entry["total"]),
        measured={name: (int(good), int(cases)) for name, (good, cases) in entry.get("measured", {}).items()},
        corrections=tuple(int(amount) for amount in entry.get("corrections", ())),
        came={int(stage): _day(day) for stage, day in entry.get("came", {}).items()},
    )  # fmt: skip


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError(f"{value!r} is no day")
    return value


def failures(decree: Decree, cases: list[Case]) -> Iterator[str]:
    """A sentence for each case whose total or count comes out otherwise."""
    for case in cases:
        held = as_applied(decree, case.unit, case.month, case.came)
        found = entitlement(held, case.unit, case.month, case.valid_per_day, case.existed, case.measured)
        parts = settle(found.total, list(enumerate(case.corrections)), decree.taken_back_percent_max)
        total = found.total + sum(part for _, part in parts)
        if total != case.total:
            yield f"{decree.id}: {case.title}: {total} bukan {case.total}"
        if case.counted is not None and found.counted != case.counted:
            yield f"{decree.id}: {case.title}: {found.counted} laporan dihitung, bukan {case.counted}"
