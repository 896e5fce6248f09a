"""What became of photos that were sent straight to the store, below the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from rukun.reports.direct.looking import outcomes_of

if TYPE_CHECKING:
    from rukun.reports.models import Report

register = template.Library()


@register.inclusion_tag("parts/_unggahan.html")
def uploads_of(report: Report) -> dict[str, Any]:
    """How many photos are still worked on, and how many could not be read; nothing where there is none."""
    found = outcomes_of(report)
    return {"waiting": found[""], "unread": found["refused"] + found["gone"]}
