"""Bulan ini: which reports of the month stand, what they make, what may be contested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.pengurus.unit import UnitAsked, unit_asked
from rukun.channels.web.request.asked import Asked, month_asked, refuse_get, rows_asked
from rukun.channels.web.request.middleware import words_of
from rukun.funds import actions
from rukun.funds import queries as funds
from rukun.funds.queries import quiet
from rukun.funds.rules import month_to_show, months_back
from rukun.people.rules import HEAD_OF
from rukun.reports import queries as reports
from rukun.reports.access import may_read
from rukun.sosialisasi.helped.queries import effort_of
from rukun.sosialisasi.helped.rules import minutes_of
from rukun.transparency.queries import with_state
from rukun.validation import queries as validation
from rukun.validation.access import may_appeal
from rukun.validation.queries import Contested
from rukun.values.refused import Refused
from rukun.values.time import Month
from rukun.values.words import sentence

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from rukun.reports.models import Report
    from rukun.validation.models import Verdict

REPORTS_A_PAGE = 30
TRUTHS = {
    "valid": sentence("Sah"),
    "waiting": sentence("Belum dinilai"),
    "struck": sentence("Dicoret"),
    "retracted": sentence("Ditarik"),
    "appealed": sentence("Disanggah"),
    "uncounted": sentence("Tidak menambah uang"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the month: how its work and its truth stand, and whether its words are the reader's to see."""

    report: Report
    verdict: Verdict | None
    contested: Contested | None
    uncounted: str
    is_readable: bool
    may_appeal: bool


def month(request: Asked) -> HttpResponse:
    """Which reports of the month count, which were struck and why, and what money that makes."""
    whose = unit_asked(request)
    closed = funds.months_of_unit(whose.seat.area)
    now = Month.of(request.now)
    asked = month_asked(request, now)
    counts = validation.counts_of_unit(whose.seat.area, asked)
    if "bulan" not in request.GET and not any(counts.values()) and month_to_show(request.now, closed) != now:
        asked = now.previous
        counts = validation.counts_of_unit(whose.seat.area, asked)
    if asked > now:
        raise Refused("month", "Bulan {month} belum mulai.", field="month", month=asked)
    slip, without = _slip(request, whose, asked, closed)
    counts["appealed"] = validation.appealed_of_unit(whose.seat.area, asked)
    counts["uncounted"] = len(slip.uncounted()) if slip else 0
    counts["counting"] = max(0, counts["valid"] - counts["uncounted"])
    room = slip.room if slip and not slip.closing and asked == now else None
    told = {
        "whose": whose,
        **(_quiet(request, whose, asked) if slip and slip.counts_quiet and not _stands(counts) else {}),
        "month": asked,
        "months": months_back(now, closed),
        "is_over": asked < now,
        "counts": counts,
        "filters": _filters(counts),
        "slip": slip,
        "explained": slip.explained(asked) if slip else [],
        "waiting": slip.waiting(asked) if slip else None,
        "room": room,
        "bar": _bar(counts, room),
        "without": without,
        "effort": _effort(whose, asked),
        **_listed(request, whose, asked, slip),
    }
    return render(request, "pengurus/bulan-ini.html", told)


def attest(request: Asked) -> HttpResponse:
    """The head says that there was nothing to report."""
    refuse_get(request)
    whose, asked = unit_asked(request), month_asked(request, Month.of(request.now))
    actions.attest_quiet(whose.unit, asked, by=request.actor, at=request.now)
    return redirect(f"{reverse('bulan-ini')}?unit={whose.unit.code}&bulan={asked}")


def _effort(whose: UnitAsked, month: Month) -> dict[str, int] | None:
    """Whole minutes that the month asked of the unit's board, and for how many reports; None where none was
    measured."""
    seconds, forms = effort_of(whose.seat.area, month)
    return {"minutes": minutes_of(seconds), "forms": forms} if forms else None


def _quiet(request: Asked, whose: UnitAsked, month: Month) -> dict[str, Any]:
    """Of a month without a report: what the head attested, or whether the reader is the head and may."""
    attested = quiet.attestation_of(whose.unit, month)
    is_head = attested is None and whose.seat.role in HEAD_OF.values()
    return {"quiet": attested, "may_attest": is_head and quiet.may_be_attested(whose.unit, month, request.now)}


def _slip(request: Asked, whose: UnitAsked, month: Month, closed: list[Month]) -> tuple[funds.Slip | None, str]:
    """What the month made or makes so far, or why nobody can say."""
    takes = not closed or month == closed[0].next
    try:
        return funds.slip_of(whose.unit, month, request.now, takes_corrections=takes), ""
    except Refused as refusal:
        return None, words_of(refusal)


def _listed(request: Asked, whose: UnitAsked, month: Month, slip: funds.Slip | None) -> dict[str, Any]:
    """The reports of the month that the address asks for, a page of them."""
    truth = request.GET.get("status", "")
    if truth and truth not in TRUTHS:
        raise Refused("state", "Status ini tidak dikenal.")
    uncounted = slip.uncounted() if slip else {}
    found = with_state(reports.reports_for_unit(whose.seat.area, month)).select_related("retraction")
    shown, paged = rows_asked(request, _of_truth(found, truth, uncounted), REPORTS_A_PAGE)
    kept = {"unit": whose.unit.code if len(whose.seats) > 1 else "", "bulan": str(month), "status": truth}
    return {
        **paged,
        "rows": _rows(request, whose, shown, uncounted),
        "truth": truth,
        "address": "&".join(f"{name}={value}" for name, value in kept.items() if value),
    }


def _stands(counts: dict[str, int]) -> int:
    """How many reports the month has that nobody took back."""
    return counts["valid"] + counts["waiting"] + counts["struck"]


def _filters(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Value, words and number of each way to look at the list; none for a quiet month, and none that would be empty."""
    everything = _stands(counts) + counts["retracted"]
    some = [(truth, words, counts[truth]) for truth, words in TRUTHS.items() if counts[truth]]
    return [("", sentence("Semua"), everything), *some] if everything else []


def _of_truth(found: QuerySet[Report], truth: str, uncounted: dict[str, str]) -> QuerySet[Report]:
    if truth == "uncounted":
        return found.filter(code__in=list(uncounted))
    return validation.truth_of_unit(found, truth) if truth else found


def _rows(request: Asked, whose: UnitAsked, shown: list[Report], uncounted: dict[str, str]) -> list[Row]:
    verdicts = validation.standing_of_many([report.pk for report in shown])
    contested = validation.contested(verdicts.values(), request.now)
    rows = []
    for report in shown:
        report.unit = whose.unit
        rows.append(
            Row(
                report, verdicts.get(report.pk), contested.get(report.pk), uncounted.get(report.code, ""),
                may_read(request.actor, report), may_appeal(request.actor, report),
            )
        )  # fmt: skip
    return rows


def _bar(counts: dict[str, int], room: int | None) -> list[tuple[str, float, float]]:
    """Name, start and width of each part of the bar, in percent; what is left over is what could still count."""
    left = max(0, (room or 0) - counts["waiting"])
    parts = [
        ("valid", counts["counting"]), ("uncounted", counts["uncounted"]),
        ("unjudged", counts["waiting"]), ("struck", counts["struck"]),
    ]  # fmt: skip
    whole, start, drawn = max(1, left + sum(count for _, count in parts)), 0.0, []
    for name, count in parts:
        width = 100 * count / whole
        drawn.append((name, round(start, 3), round(width, 3)))
        start += width
    return drawn
