"""Dana: the month of every kelurahan, and how one of them is closed, approved and paid, each by another person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions, queries
from rukun.funds.access import seat_to_answer, seats_that_answer
from rukun.funds.queries.months import left_in_dissolved, months_beside, units_of_month
from rukun.people.rules import Role
from rukun.values.code import AreaCode, Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month, newest_months

if TYPE_CHECKING:
    from rukun.funds.models import Closing

# Step in the address -> the state it starts from (None: open), and who takes it.
STEPS: dict[str, tuple[str | None, Role]] = {
    "tutup": (None, Role.BENDAHARA), "setujui": ("closed", Role.LURAH), "bayar": ("approved", Role.BENDAHARA),
}  # fmt: skip
WAYS: dict[str, Callable[..., Closing]] = {
    "tutup": actions.close_month, "setujui": actions.approve_month, "bayar": actions.pay_month,
}  # fmt: skip
MONTHS_SHOWN = 6
# What somebody has agreed to pay is looked at first.
FIRST = ("pay", "approve", "close", "")


def city(request: Asked) -> HttpResponse:
    """Every kelurahan that the reader answers for, with how far its month is; one alone is shown at once."""
    seats = seats_that_answer(request.actor)
    wards = {area.pk: area for seat in seats for area in areas.areas_of(Kind.KELURAHAN, seat.area)}
    rows = sorted(wards.values(), key=lambda area: area.code)
    month = month_asked(request, Month.of(request.now).previous)
    if len(rows) == 1:
        return redirect(reverse("dana-kelurahan", args=[rows[0].code]) + f"?bulan={month}")
    beside = sorted(months_beside(rows, month), key=lambda row: FIRST.index(row.step))
    busy = [row for row in beside if not row.is_idle]
    told = {
        "month": month, "months": newest_months(request.now, MONTHS_SHOWN), "rows": busy or beside,
        "idle": [row for row in beside if row.is_idle] if busy else [],
        "total": sum(row.closing.total for row in beside if row.closing),
        "steps": {step: sum(row.step == step for row in beside) for step in ("close", "approve", "pay", "")},
    }  # fmt: skip
    return render(request, "bendahara/dana.html", told)


def ward(request: Asked, code: str) -> HttpResponse:
    """One kelurahan's month: what is open, what each unit gets, and the next step."""
    return render(request, "bendahara/kelurahan.html", _ward(request, code))


def step(request: Asked, code: str, name: str) -> HttpResponse:
    """What becomes final by this step, and the button; then the step itself."""
    if name not in STEPS:
        raise hidden()
    told, wrong, status = _ward(request, code), "", 200
    if request.method == "POST":
        try:
            more = {"despite": request.POST.get("despite", "")} if name == "tutup" else {}
            WAYS[name](told["code"], told["month"], by=request.actor, at=request.now, **more)
            return redirect(told["address"])
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    told |= {"step": name, "wrong": wrong, "despite": request.POST.get("despite", "")}
    return render(request, "bendahara/langkah.html", told, status=status)


def accept(request: Asked, code: str) -> HttpResponse:
    """Corrections that were ticked go into the next month that is closed."""
    refuse_get(request)
    kelurahan = _kelurahan(code)
    numbers = [n for text in request.POST.getlist("koreksi") if (n := number_in(text)) is not None]
    if not numbers:
        raise Refused("choose", "Pilih dahulu koreksi yang diterima.", field="koreksi")
    month = month_asked(request, Month.of(request.now))
    actions.accept_corrections(kelurahan, numbers=numbers, by=request.actor, at=request.now)
    return redirect(reverse("dana-kelurahan", args=[code]) + f"?bulan={month}")


def pass_on(request: Asked, code: str) -> HttpResponse:
    """What is left in the kas of a unit that is no more goes on."""
    refuse_get(request)
    unit = areas.area(AreaCode.parse(code))
    actions.pass_on_kas(unit, by=request.actor, at=request.now)
    return redirect("dana-kelurahan", code=unit.area_code.up_to(Kind.KELURAHAN).digits)


def _ward(request: Asked, code: str) -> dict[str, Any]:
    kelurahan = _kelurahan(code)
    seat_to_answer(request.actor, kelurahan)
    month = month_asked(request, Month.of(request.now).previous)
    if month > Month.of(request.now):
        raise Refused("month", "Bulan {month} belum mulai.", field="month", month=month)
    closing, law = queries.closing_of(kelurahan, month), ""
    try:
        units = units_of_month(kelurahan, month, request.now)
    except Refused as refusal:
        units, law = [], words_of(refusal)
    return {
        "code": kelurahan,
        "kelurahan": areas.area(kelurahan),
        "month": month,
        "months": newest_months(request.now, MONTHS_SHOWN),
        "closing": closing,
        "ready": None if closing else queries.readiness(kelurahan, month, request.now),
        "units": units,
        "law": law,
        "total": sum(one.total for one in units),
        "before": sum(one.before or 0 for one in units),
        "corrections": list(queries.unaccepted(kelurahan)),
        "stranded": queries.stranded(kelurahan),
        "gone": left_in_dissolved(kelurahan, request.now),
        "next": _next_step(request, kelurahan, closing),
        "may_accept": _may(request, kelurahan, Role.BENDAHARA),
        "address": reverse("dana-kelurahan", args=[kelurahan.digits]) + f"?bulan={month}",
    }


def _next_step(request: Asked, kelurahan: AreaCode, closing: Closing | None) -> tuple[str, str]:
    """The step that comes next, and why this reader does not take it: empty words where they may."""
    state = closing.state if closing else None
    name = next((name for name, (start, _) in STEPS.items() if start == state), "")
    if not name:
        return "", ""
    if not _may(request, kelurahan, STEPS[name][1]):
        return name, "role"
    before = {closing.closed_by_id, closing.approved_by_id} if closing else set()
    return name, "same" if request.actor.person_id in before else ""


def _may(request: Asked, kelurahan: AreaCode, role: Role) -> bool:
    return request.actor.seat_as(role, over=kelurahan) is not None


def _kelurahan(code: str) -> AreaCode:
    kelurahan = AreaCode.parse(code)
    if kelurahan.kind is not Kind.KELURAHAN:
        raise hidden()
    return kelurahan
