"""Pages for the heads of RT and RW and their boards: the month, and what it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.asked import Asked, month_asked
from rukun.channels.web.middleware import words_of
from rukun.funds import queries as funds
from rukun.funds.access import unit_to_read
from rukun.funds.decree import PerReport
from rukun.reports import queries as reports
from rukun.transparency.queries import with_state
from rukun.validation import queries as validation
from rukun.validation.rules import REASON_WORDS, StrikeReason
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.areas.models import Area

REPORTS_SHOWN = 200


def month(request: Asked) -> HttpResponse:
    """Which reports of the month count, which were struck and why, and what money that makes."""
    seat = unit_to_read(request.actor)
    unit = areas.area(seat.area)
    closed = funds.months_of_unit(seat.area)
    now = Month.of(request.now)
    months = list(dict.fromkeys([now, now.previous, *closed]))[:12]
    asked = month_asked(request, closed[0] if closed and closed[0] == now.previous else now)
    statement = funds.statement_of(seat.area, asked)
    draft, without = (None, "") if statement else _draft(request, unit, asked)
    decree = funds.decree_of(statement) if statement else draft and draft.decree
    counts = validation.counts_of_unit(seat.area, asked)
    grant = decree.grants[Kind(unit.kind)] if decree else None
    cap = grant.counted_per_month_max if isinstance(grant, PerReport) else None
    rows = list(with_state(reports.reports_for_unit(seat.area, asked))[:REPORTS_SHOWN])
    verdicts = validation.standing_of_many([row.pk for row in rows])
    told = {
        "unit": unit,
        "role": seat.role.value,
        "month": asked,
        "months": months,
        "counts": counts,
        "total_reports": sum(counts.values()),
        "bar": _bar(counts, cap),
        "cap": cap,
        "statement": statement,
        "lines": list(statement.lines.all()) if statement else list(draft.lines) if draft else [],
        "total": statement.total if statement else draft.total if draft else 0,
        "decree": decree,
        "without": without,
        "rows": [(row, verdicts.get(row.pk), _reason(verdicts.get(row.pk))) for row in rows],
    }
    return render(request, "pengurus/bulan-ini.html", told)


def _draft(request: Asked, unit: Area, month: Month) -> tuple[funds.Due | None, str]:
    """What the month makes so far, or why nobody can say."""
    try:
        return funds.due_of_unit(unit, month, request.now), ""
    except Refused as refusal:
        return None, words_of(refusal)


def _bar(counts: dict[str, int], cap: int | None) -> list[tuple[str, float, float]]:
    """Name, start and width of each part of the bar, in percent; what is left is room up to the cap."""
    whole = max(cap or 0, sum(counts.values()), 1)
    parts, start = [], 0.0
    for name, key in (("valid", "valid"), ("unjudged", "waiting"), ("struck", "struck")):
        width = 100 * counts[key] / whole
        parts.append((name, round(start, 3), round(width, 3)))
        start += width
    return parts


def _reason(verdict: object) -> str:
    reason = getattr(verdict, "reason", "")
    return REASON_WORDS[StrikeReason(reason)] if reason else ""
