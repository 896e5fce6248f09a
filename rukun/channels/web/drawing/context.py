"""What every template knows."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from rukun.channels.web.drawing import guides
from rukun.channels.web.request.asked import owner_of
from rukun.channels.web.request.closed import strip
from rukun.channels.web.warga.kabar import unread_of
from rukun.followup.oversight.rules import OVERSEERS, OWN_FIGURES
from rukun.funds.access import ANSWERS, LAW_ROLES
from rukun.people.rules import DESK_ROLES, HEAD_OF, INVITES, UNIT_ROLES, Role
from rukun.rights.access import AUDITS
from rukun.sosialisasi.asked.rules import ANSWERING
from rukun.sosialisasi.helped.rules import TYPING
from rukun.sosialisasi.rules import ORGANISERS

# What a seat is for now and then, in the order of the menu. Where these are many they open at one word of it.
BESIDE: dict[str, Set[Role]] = {
    "has_sessions": set(ORGANISERS),
    "has_questions": set(ANSWERING),
    "has_counter": set(TYPING),
    "has_assistants": set(HEAD_OF.values()),
    "has_oversight": {*OVERSEERS, *OWN_FIGURES},
    "has_law": set(LAW_ROLES),
    "has_programs": {Role.ADMINISTRATOR},
    "has_invitations": set(INVITES),
}
MANY = 4


def house(request: HttpRequest) -> dict[str, Any]:
    """Whether this is a demonstration, which desks the reader may open, and how many notices wait for them (`unread`:
    asked only where a template shows it). No query for strangers."""
    actor = getattr(request, "actor", None)
    is_known = actor is not None and request.user.is_authenticated
    # A seat that waits for a second factor has its entry, too: it leads to where the factor is set up.
    roles = {seat.role for seat in (*actor.seats, *actor.closed)} if is_known and actor else set()
    beside = {name: bool(roles & whose) for name, whose in BESIDE.items()}
    return beside | {
        "is_demo": settings.RUKUN_DEMO,
        "closed_for_now": strip() if roles - UNIT_ROLES - {Role.WARGA} else "",
        "has_unit": bool(roles & UNIT_ROLES),
        "has_desk": bool(roles & (DESK_ROLES - {Role.PPSU})),
        "has_validation": Role.VALIDATOR in roles,
        # Else what the seat is for stands first in the menu, before one's own news.
        "has_daily_work": bool(roles & (UNIT_ROLES | DESK_ROLES | {Role.VALIDATOR})),
        "has_cash_books": bool(roles & ANSWERS),
        "has_rarer": sum(beside.values()) >= MANY,
        "has_treasury": Role.BENDAHARA in roles,
        "has_crew_phone": Role.PPSU in roles,
        "has_openings": bool(roles & AUDITS),
        "tab_owner": owner_of(actor) if is_known and actor else "",
        "unread": unread_of(actor) if actor is not None and request.user.is_authenticated else 0,
        "basemap": {"url": settings.BASEMAP_URL, "attribution": settings.BASEMAP_ATTRIBUTION},
        "guide": guides.address_of(roles, is_known=is_known),
        "now": getattr(request, "now", None),
    }
