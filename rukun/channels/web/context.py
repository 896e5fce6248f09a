"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rukun.channels.web.kabar import unread_of
from rukun.people.rules import DESK_ROLES, UNIT_ROLES, Role


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether this is a demonstration, which desks the reader may open, and how many notices wait for them (`unread`:
    asked only where a template shows it). No query for strangers."""
    actor = getattr(request, "actor", None)
    roles = {seat.role for seat in actor.seats} if actor is not None and request.user.is_authenticated else set()
    return {
        "is_demo": settings.RUKUN_DEMO,
        "has_unit": bool(roles & UNIT_ROLES),
        "has_desk": bool(roles & (DESK_ROLES - {Role.PPSU})),
        "has_validation": Role.VALIDATOR in roles,
        "unread": unread_of(actor) if actor is not None and request.user.is_authenticated else 0,
        "now": getattr(request, "now", None),
    }
