"""Incidents that wait for a desk's decision, above its queue."""

from __future__ import annotations

from typing import Any

from django import template

from rukun.followup.incidents.looking import incidents_of
from rukun.values.refused import Refused

register = template.Library()


@register.inclusion_tag("kelurahan/_kejadian.html", takes_context=True)
def incidents_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """Each as a way to its page; nothing where there is none. One query."""
    request = context["request"]
    try:
        return {"incidents": incidents_of(request.actor, request.now)}
    except Refused:
        return {"incidents": []}
