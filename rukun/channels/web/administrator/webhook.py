"""Webhooks: which addresses hear of events, how each is doing, and what is sent again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.people.rules import SeatHeld
from rukun.senders import outside
from rukun.values.refused import Refused
from rukun.webhooks import access, actions, queries
from rukun.webhooks.rules import (
    ADDRESS_LENGTH_MAX,
    CONTACT_MAX,
    EVENTS,
    HIDDEN,
    NAME_MAX,
    TRIES_MAX,
    refuse_bad_address,
)

if TYPE_CHECKING:
    from rukun.webhooks.models import Subscription

FIELDS = ("url", "name", "contact")
Do = Callable[["Subscription", SeatHeld, Asked], str]


def page(request: Asked) -> HttpResponse:
    """The addresses, and the form for another; what was typed is never lost."""
    seat = access.desk_of_webhooks(request.actor)
    if request.method != "POST":
        return _shown(request, dict.fromkeys(FIELDS, ""), [*EVENTS])
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    kinds = request.POST.getlist("kinds")
    try:
        refuse_bad_address(typed["url"])
        outside.refuse_uncallable(typed["url"], own=settings.WEBHOOK_NETWORKS)
        wish = actions.Wish(typed["url"], kinds, typed["name"], typed["contact"])
        made = actions.subscribe(wish, by=seat, at=request.now)
    except Refused as refusal:
        wrong = {refusal.field or "form": words_of(refusal)}
        return _shown(request, typed, kinds, wrong, STATUS.get(refusal.code, 400))
    return _secret(request, made)


def one(request: Asked, number: int) -> HttpResponse:
    """One address with its newest deliveries; what is done to it is done here."""
    subscription, seat = access.subscription_at_desk(request.actor, number)
    if request.method == "POST":
        return _done(request, subscription, seat)
    told = {
        "one": subscription, "count": queries.counted([subscription])[subscription.pk],
        "newest": queries.deliveries_of(subscription), "dead": queries.deliveries_of(subscription, is_dead=True),
        "events": [(kind, EVENTS[kind]) for kind in subscription.chosen if kind in EVENTS], "tries_max": TRIES_MAX,
        "shown": queries.SHOWN,
    }  # fmt: skip
    return render(request, "administrator/webhook-satu.html", told)


def _done(request: Asked, subscription: Subscription, seat: SeatHeld) -> HttpResponse:
    asked = request.POST.get("do", "")
    if asked == "rotate":
        return _secret(request, actions.rotate_secret(subscription, by=seat, at=request.now))
    do = DOING.get(asked)
    if do is None:
        raise Refused("form", "Pilih apa yang dilakukan.")
    messages.success(request, do(subscription, seat, request))
    return redirect("webhook") if asked == "end" else redirect("webhook-satu", subscription.pk)


def _pause(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    actions.pause(subscription, by=seat, at=request.now)
    return gettext("Dijeda. Kabar yang datang menunggu.")


def _resume(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    actions.resume(subscription, by=seat, at=request.now)
    return gettext("Dilanjutkan. Kabar yang menunggu segera dikirim.")


def _end(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    actions.end(subscription, by=seat, at=request.now)
    return gettext("Langganan diakhiri.")


def _ping(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    actions.ping(subscription, by=seat, at=request.now)
    return gettext("Uji coba dikirim. Muat ulang halaman ini sebentar lagi.")


def _replay(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    delivery = access.delivery_in(subscription, request.POST.get("delivery", ""))
    actions.replay(delivery, by=seat, at=request.now)
    return gettext("Kiriman itu segera dikirim lagi.")


def _replay_all(subscription: Subscription, seat: SeatHeld, request: Asked) -> str:
    many = actions.replay_all(subscription, by=seat, at=request.now)
    return ngettext("{n} kiriman segera dikirim lagi.", "{n} kiriman segera dikirim lagi.", many).format(n=many)


DOING: Mapping[str, Do] = {
    "pause": _pause, "resume": _resume, "end": _end, "ping": _ping, "replay": _replay, "replay-all": _replay_all,
}  # fmt: skip


def _shown(
    request: Asked, typed: dict[str, str], kinds: list[str], wrong: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    found = list(queries.subscriptions())
    counts = queries.counted(found)
    told: dict[str, Any] = {
        "rows": [(one, counts[one.pk]) for one in found], "typed": typed, "wrong": wrong or {},
        "events": [(kind, event, kind in kinds, kind == HIDDEN) for kind, event in EVENTS.items()],
        "url_max": ADDRESS_LENGTH_MAX, "name_max": NAME_MAX, "contact_max": CONTACT_MAX,
    }  # fmt: skip
    return render(request, "administrator/webhook.html", told, status=status)


def _secret(request: Asked, made: actions.Shared) -> HttpResponse:
    """Shown once, and kept by no browser."""
    response = render(request, "administrator/webhook-rahasia.html", {"made": made})
    response.headers["Cache-Control"] = "no-store"
    return response
