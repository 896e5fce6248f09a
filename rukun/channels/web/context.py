"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rukun.people.rules import DESK_ROLES, UNIT_ROLES, Role


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether this is a demonstration, and which desks the reader may open. No query for strangers."""
    actor = getattr(request, "actor", None)
    roles = {seat.role for seat in actor.seats} if actor is not None and request.user.is_authenticated else set()
    return {
        "is_demo": settings.RUKUN_DEMO,
        "has_unit": bool(roles & UNIT_ROLES),
        "has_desk": bool(roles & (DESK_ROLES - {Role.PPSU})),
        "has_validation": Role.VALIDATOR in roles,
        "basemap": {"url": settings.BASEMAP_URL, "attribution": settings.BASEMAP_ATTRIBUTION},
        "now": getattr(request, "now", None),
    }
