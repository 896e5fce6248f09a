"""A sheet as the page tells it: the signals in words, the place in words and as a drawing, what to compare it with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, ngettext

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.shown import note_private
from rukun.channels.web.tapem.words import flag_name
from rukun.channels.web.templatetags.numbers import ribuan
from rukun.channels.web.templatetags.written import unit_name
from rukun.funds.queries import place_bounds
from rukun.transparency.drawings.grounds import Ground, grounds_of
from rukun.validation.access import sheets_to_judge
from rukun.validation.desk.sheets import Sheet
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.validation.sample.queries import plan
from rukun.values.code import LENGTH_OF, AreaCode, Kind
from rukun.values.words import sentence

if TYPE_CHECKING:
    from rukun.reports.models import Report
    from rukun.validation.looking.risks import ShownFlag

POINTS_WIDEST = 400
# Why a report was picked for a human, beside its risk.
WHY_WORDS = {
    "risk": sentence("Risikonya di atas batas"),
    "drawn": sentence("Terundi untuk diperiksa"),
    "unit": sentence("Unitnya diperiksa semua: satu laporannya yang terundi keliru"),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A flag in the reader's words: its short name, the sentence with its evidence, and what it adds to the risk."""

    name: str
    words: str
    points: int
    width: int
    other: Report | None

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for the report."""
        return self.points < 0


@dataclass(frozen=True, slots=True)
class Told:
    """A sheet with all that is written on it."""

    sheet: Sheet
    signals: Sequence[Signal]
    ground: Ground | None
    where: str
    is_outside: bool
    why: str
    is_risky: bool
    reasons: Sequence[tuple[int, str, str]]

    @property
    def report(self) -> Report:
        return self.sheet.report


def told_of(request: Asked, reports: Sequence[int]) -> list[Told]:
    """The reports (ids) that the actor may judge, in this order, with all that is written about them."""
    sheets = sheets_to_judge(request.actor, reports, request.now)
    note_private(request, *(sheet.report for sheet in sheets))
    bounds = place_bounds([_kind_and_day(sheet.report) for sheet in sheets], request.now)
    of_report = {sheet.report.pk: bounds[_kind_and_day(sheet.report)] for sheet in sheets}
    others = {sheet.report.pk: [alike.report for alike in sheet.alike] for sheet in sheets}
    grounds = grounds_of([sheet.report for sheet in sheets], of_report, others)
    return [_told(sheet, grounds.get(sheet.report.pk), of_report[sheet.report.pk]) for sheet in sheets]


def _kind_and_day(report: Report) -> tuple[Kind, Any]:
    assert report.unit is not None  # only reports for a unit are judged
    return Kind(report.unit.kind), report.counted_on


def _told(sheet: Sheet, ground: Ground | None, bound: tuple[Kind, int]) -> Told:
    where, is_outside = where_words(sheet.report, bound)
    return Told(
        sheet=sheet, signals=[_signal(flag) for flag in sheet.flags], ground=ground, where=where, is_outside=is_outside,
        why=gettext(WHY_WORDS[sheet.why]) if sheet.why else "",
        is_risky=sheet.risk is not None and sheet.risk >= plan().threshold, reasons=reasons(),
    )  # fmt: skip


def reasons() -> list[tuple[int, str, str]]:
    """The reasons to strike with the digit that chooses each, in the reader's language."""
    return [(n, reason.value, gettext(words)) for n, (reason, words) in enumerate(REASON_WORDS.items(), start=1)]


def reason_words(reason: str) -> str:
    """`Fotonya pernah dipakai`; "" for no reason."""
    return gettext(REASON_WORDS[StrikeReason(reason)]) if reason else ""


def _signal(flag: ShownFlag) -> Signal:
    width = min(100, round(abs(flag.points) / POINTS_WIDEST * 100))
    words = gettext(flag.words).format(**{**flag.facts, **_spans(flag.facts)})
    return Signal(flag_name(flag.kind), words, flag.points, max(4, width), flag.other)


def _spans(facts: Mapping[str, object]) -> dict[str, str]:
    """The spans of time among the evidence with their unit: `1 hari`, `3 jam`, `kurang dari sehari`."""
    days, hours, minutes = (int(str(facts.get(unit, 0))) for unit in ("days", "hours", "minutes"))
    return {
        "days": ngettext("{n} hari", "{n} hari", days).format(n=days) if days else gettext("kurang dari sehari"),
        "hours": ngettext("{n} jam", "{n} jam", hours).format(n=hours) if hours else gettext("kurang dari sejam"),
        "minutes": ngettext("{n} menit", "{n} menit", minutes).format(n=minutes),
    }


def where_words(report: Report, bound: tuple[Kind, int]) -> tuple[str, bool]:
    """How far the place lies from its unit, in a sentence, and whether that is beyond what the decree allows."""
    assert report.unit is not None
    distances = {
        Kind.RT: report.rt_distance_m,
        Kind.RW: report.rw_distance_m,
        Kind.KELURAHAN: report.kelurahan_distance_m,
    }
    kind, tolerance = bound
    unit, own, far = unit_name(report.unit), distances[Kind(report.unit.kind)], distances[kind]
    held = (
        unit_name(AreaCode(report.unit.code[: LENGTH_OF[kind]])) if kind is not Kind.KELURAHAN else gettext("kelurahan")
    )
    facts = {
        "unit": unit,
        "held": held,
        "metres": ribuan(far or 0),
        "own": ribuan(own or 0),
        "tolerance": ribuan(tolerance),
    }
    if far is None and own is None:
        return gettext("Jarak dari {unit} tidak diketahui.").format(**facts), False
    if own == 0:
        return gettext("Di dalam {unit}.").format(**facts), False
    if not far:
        return gettext("{own} m di luar {unit}, masih di dalam {held}.").format(**facts), False
    if far <= tolerance:
        return gettext("{metres} m di luar {held}, masih dalam toleransi {tolerance} m.").format(**facts), False
    return gettext("{metres} m di luar {held}: melewati toleransi {tolerance} m.").format(**facts), True
