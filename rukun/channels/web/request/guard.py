"""A row of the access table, and the guard that stands before its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from rukun.databases.routing import lately
from rukun.databases.strangers import is_stranger
from rukun.people.rules import Role
from rukun.values.refused import Refused, hidden

ANYONE = "anyone"
SIGNED_IN = "signed-in"
Roles = frozenset[Role]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address, its name, the view, who may ask, and whether strangers may be shown what is a second old."""

    address: str
    name: str
    view: View
    who: str | Roles
    may_lag: bool = False


def guarded(route: Route) -> View:
    """The view, for those who may ask for it."""

    @wraps(route.view)
    def view(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if route.who != ANYONE:
            if not request.user.is_authenticated:
                raise Refused("sign-in", "Masuk dahulu untuk membuka halaman ini.")
            if isinstance(route.who, frozenset) and request.actor.seat_as(*route.who) is None:  # type: ignore[attr-defined]
                return way_to_a_closed_seat(request, route.who)
        if route.may_lag and is_stranger(request):
            return lately(lambda: route.view(request, *arguments, **named), is_lost=_is_lost)
        return route.view(request, *arguments, **named)

    return view


def _is_lost(answer: HttpResponseBase) -> bool:
    return answer.status_code == 404


def way_to_a_closed_seat(request: HttpRequest, who: Roles) -> HttpResponseBase:
    """To the second factor, for whoever holds such a seat but has not shown one; for others nothing is here."""
    if not any(seat.role in who for seat in request.actor.closed):  # type: ignore[attr-defined]
        raise hidden()
    return redirect(f"{reverse('akun-kunci')}?{urlencode({'next': request.path})}")
