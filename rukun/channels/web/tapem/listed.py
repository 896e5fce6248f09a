"""The list: many reports at a time, to accept or strike together what need not be opened one by one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.request.asked import Asked, page_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.channels.web.tapem.asking import FILTERS, filters_in, sieve_asked, sitting_since
from rukun.channels.web.tapem.told import reasons
from rukun.channels.web.tapem.words import FLAG_NAMES, flag_name
from rukun.reports.queries import categories
from rukun.validation import access, actions
from rukun.validation.desk import queue
from rukun.validation.looking.risks import flags_of_many
from rukun.validation.rules import StrikeReason
from rukun.values.number import number_in
from rukun.values.refused import Refused

ROWS_A_PAGE = 50


def page(request: Asked) -> HttpResponse:
    """What waits, the riskiest first, under the filters of the address."""
    seat = access.validator_seat(request.actor)
    sitting_since(request)
    wrong, status = "", 200
    if request.method == "POST":
        try:
            return redirect(_address(request, did=_act(request)))
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    sieve, turned = sieve_asked(request), page_asked(request)
    found = queue.listed(request.actor, seat.area, sieve, (turned - 1) * ROWS_A_PAGE, ROWS_A_PAGE + 1)
    shown = found[:ROWS_A_PAGE]
    flags = flags_of_many([report.pk for report in shown])
    did = request.GET.get("jadi", "")
    told = {
        "rows": [(report, [flag_name(flag.kind) for flag in flags.get(report.pk, [])]) for report in shown],
        "wards": queue.wards_within(seat.area),
        "kinds": list(categories()),
        "flags": [(kind.value, flag_name(kind)) for kind in FLAG_NAMES],
        "reasons": reasons(),
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "address": filters_in(request).removeprefix("?"),
        "filters": filters_in(request),
        "page": turned,
        "has_more": len(found) > ROWS_A_PAGE,
        "chosen": set(request.POST.getlist("code")),
        "typed": request.POST,
        "wrong": wrong,
        "did": number_in(did, 5),
    }  # fmt: skip
    return render(request, "tapem/daftar.html", told, status=status)


def _act(request: Asked) -> int:
    """How many were judged."""
    codes, doing = request.POST.getlist("code"), request.POST.get("do", "")
    if not codes:
        raise Refused("choose", "Pilih dahulu laporannya.")
    if doing == "accept":
        reports = access.reports_to_accept_together(request.actor, codes)
        return len(actions.accept_many(reports, by=request.actor, at=request.now))
    if doing == "strike":
        return len(_strike(request, codes))
    raise Refused("do", "Pilih apa yang hendak dilakukan.")


def _strike(request: Asked, codes: list[str]) -> list[object]:
    try:
        reason = StrikeReason(request.POST.get("reason", ""))
    except ValueError:
        raise Refused("reason", "Pilih alasan mencoret: pelapor akan membacanya.", field="reason") from None
    reports = access.reports_to_judge(request.actor, codes)
    note = request.POST.get("note", "")
    return list(actions.strike_many(reports, reason, by=request.actor, at=request.now, note=note))


def _address(request: Asked, *, did: int) -> str:
    filters = filters_in(request)
    return f"{reverse('tapem-daftar')}{filters}{'&' if filters else '?'}{urlencode({'jadi': did})}"
