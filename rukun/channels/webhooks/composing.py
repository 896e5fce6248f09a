"""What a delivery says: what happened and when, and the report as everyone may read it at the moment of sending.

The report is read when it is sent and not when the event was laid ready: what was hidden meanwhile does not leave.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from rukun.transparency.listing import Listed, listed
from rukun.transparency.wished import Wish
from rukun.validation.queries import standing_of
from rukun.webhooks.rules import HIDDEN, PING

if TYPE_CHECKING:
    from rukun.webhooks.models import Delivery


def body_of(delivery: Delivery) -> bytes | None:
    """The body; None where the report is not for everyone any more, which only `report.hidden` tells. Five queries."""
    if delivery.kind == PING:
        return _written(delivery, {"id": delivery.key})
    found = listed(Wish(codes=(delivery.about,)))
    if not found and delivery.kind != HIDDEN:
        return None
    report = report_of(found[0]) if found else None
    return _written(delivery, {"service_request_id": delivery.about, "report": report})


def report_of(one: Listed) -> dict[str, Any]:
    """By the names that Open311 has for it, and ours where it has none."""
    report, ticket, verdict = one.report, one.ticket, standing_of(one.report)
    place = report.rt or report.rw or report.kelurahan
    return {
        "service_request_id": report.code,
        "status": "open" if one.is_open else "closed",
        "service_code": report.category.code,
        "service_name": report.category.name,
        "description": one.words or None,
        "agency_responsible": ticket.holder.name if ticket else None,
        "requested_datetime": moment(report.received_at),
        "updated_datetime": moment(one.changed_at),
        "expected_datetime": moment(ticket.due_at) if ticket else None,
        "address_id": place.code,
        "lat": report.lat,
        "long": report.lon,
        "media_urls": [settings.SITE_URL + reverse("foto", args=[digest]) for digest in one.photos],
        "url": settings.SITE_URL + reverse("laporan-satu", args=[report.code]),
        "state": one.state.value if one.state else None,
        "outcome": (ticket.outcome or None) if ticket else None,
        "verdict": {"is_valid": verdict.is_valid, "reason": verdict.reason or None} if verdict else None,
    }


def moment(at: datetime) -> str:
    """In UTC and whole seconds, as in Open311."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(delivery: Delivery, told: dict[str, Any]) -> bytes:
    whole = {"type": delivery.kind, "timestamp": moment(delivery.at), "data": told}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
