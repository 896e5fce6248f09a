"""What a letter lists: the reports as everyone may see them at the moment at which it is read or sent.

Which they are was settled when the letter was made; what was hidden since is not in it any more. The words of a report
are never in it: a letter cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from rukun.followup.rules import STATE_WORDS, State
from rukun.notices.followed import place_words
from rukun.people.words import unit_words
from rukun.reports.models import Report
from rukun.transparency.queries import publicly, with_state
from rukun.values.code import AreaCode


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a letter: its code, its kind, where it lies, and how it stands ("" where nobody follows it up)."""

    code: str
    kind: str
    place: str
    state: str

    @property
    def words(self) -> str:
        return f"{self.kind}, {self.place}" + (f": {self.state}" if self.state else "")


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter tells of one place. `new` and `changed` are how many there are, the rows those that are listed;
    `area` is the code of the area, or `point` the middle of the circle."""

    words: str
    new: int
    changed: int
    new_rows: Sequence[Row]
    changed_rows: Sequence[Row]
    area: str
    point: tuple[float, float] | None


def parts_of(facts: Mapping[str, Any]) -> list[Part]:
    """The places of a letter with their reports, in the language that is spoken; without those where nothing is left
    that may be seen. One query."""
    told = facts["places"]
    codes = {code for place in told for code in (*place["new_codes"], *place["changed_codes"])}
    rows = {report.code: _row(report) for report in with_state(publicly(Report.objects.filter(code__in=codes)))}
    parts = [_part(place, rows) for place in told]
    return [part for part in parts if part.new or part.changed]


def _part(place: Mapping[str, Any], rows: Mapping[str, Row]) -> Part:
    new, changed = (
        [rows[code] for code in place[f"{what}_codes"] if code in rows] for what in ("new", "changed")
    )  # fmt: skip
    return Part(
        place_words(place),
        place["new"] - len(place["new_codes"]) + len(new),
        place["changed"] - len(place["changed_codes"]) + len(changed),
        new, changed,
        "" if place["metres"] else AreaCode(place["area"]).official,
        (place["lat"], place["lon"]) if place["metres"] else None,
    )  # fmt: skip


def _row(report: Any) -> Row:
    kind, unit = report.category, report.rt or report.rw or report.kelurahan
    state = report.ticket_state or (State.WAITING if kind.needs_followup and not report.is_taken_over else "")
    return Row(
        report.code, kind.name_en if get_language() == "en" else kind.name, unit_words(unit.area_code, unit.name),
        gettext(STATE_WORDS[State(state)]) if state else "",
    )  # fmt: skip
