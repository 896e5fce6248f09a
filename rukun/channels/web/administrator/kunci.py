"""Keys of programs: which may hand on reports, how many, and since when; given and withdrawn here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people import access, actions, queries
from rukun.people.rules import KEY_CONTACT_MAX, KEY_NAME_MAX, QUOTA_MAX
from rukun.reports.queries import relayed_by_key
from rukun.values.number import typed_number_in
from rukun.values.refused import Refused

FIELDS = ("name", "contact", "per_hour", "per_day")
USUAL = {"name": "", "contact": "", "per_hour": "60", "per_day": "500"}


def page(request: Asked) -> HttpResponse:
    """The keys, and the form for another; what was typed is never lost, and a key is shown once."""
    seat = access.seat_that_gives_keys(request.actor)
    if request.method != "POST":
        return _shown(request, USUAL)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        terms = actions.KeyTerms(typed["name"], typed["contact"], _whole(typed["per_hour"]), _whole(typed["per_day"]))
        made = actions.issue_key(terms, by=seat, at=request.now)
    except Refused as refusal:
        return _shown(request, typed, {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400))
    told = {"made": made, "address": request.build_absolute_uri("/open311/v2")}
    response = render(request, "administrator/kunci-baru.html", told)
    response.headers["Cache-Control"] = "no-store"
    return response


def withdraw(request: Asked, number: int) -> HttpResponse:
    """Nothing is taken by this key any more."""
    refuse_get(request)
    key, seat = access.key_to_withdraw(request.actor, number)
    actions.withdraw_key(key, by=seat, at=request.now)
    return redirect(reverse("kunci-program"))


def _shown(
    request: Asked, typed: dict[str, str], wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    used, filed = queries.uses_today(request.now), relayed_by_key()
    rows = [(key, used.get(key.pk, 0), filed.get(key.pk, 0)) for key in queries.keys_issued()]
    told = {
        "rows": rows, "typed": typed, "wrong": wrong or {}, "name_max": KEY_NAME_MAX, "contact_max": KEY_CONTACT_MAX,
        "quota_max": QUOTA_MAX,
    }  # fmt: skip
    return render(request, "administrator/kunci.html", told, status=status)


def _whole(typed: str) -> int:
    """A number of uses; 0, which is refused further on, where none was typed."""
    return typed_number_in(typed, 8) or 0
