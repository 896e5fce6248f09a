"""A report as the standard's request: its fields in the standard's order and names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext

from rukun.channels.open311.offering import name_of
from rukun.followup.rules import STATE_WORDS, State
from rukun.transparency.listing import Further, Listed
from rukun.transparency.redaction import told_channel
from rukun.values.code import Kind
from rukun.values.markup import Many

if TYPE_CHECKING:
    from rukun.areas.models import Area

Absolute = Callable[[str], str]
# As CitySDK names them, which programs know; how we name it stands beside.
DETAILED = {
    State.WAITING: "RECEIVED", State.REOPENED: "RECEIVED", State.IN_HAND: "IN_PROCESS", State.PAUSED: "IN_PROCESS",
    State.DONE: "PROCESSED", State.DECLINED: "REJECTED", State.MERGED: "PROCESSED",
    State.RETRACTED: "PROCESSED", None: "PROCESSED",
}  # fmt: skip


def request_of(one: Listed, absolute: Absolute) -> dict[str, Any]:
    """What the standard tells of one report; no query."""
    report, ticket = one.report, one.ticket
    place = report.rt or report.rw or report.kelurahan
    return {
        "service_request_id": report.code,
        "status": "open" if one.is_open else "closed",
        "status_notes": _notes(one),
        "service_name": name_of(report.category),
        "service_code": report.category.code,
        "description": one.words or None,
        "agency_responsible": ticket.holder.name if ticket else None,
        "service_notice": None,
        "requested_datetime": written(report.received_at),
        "updated_datetime": written(one.changed_at),
        "expected_datetime": written(ticket.due_at) if ticket else None,
        "address": address_of(place, report.kelurahan),
        "address_id": place.code,
        "zipcode": None,
        "lat": report.lat,
        "long": report.lon,
        "media_url": photo_url(one.photos[0], absolute) if one.photos else None,
    }


def further_of(one: Listed, more: Further, absolute: Absolute) -> dict[str, Any]:
    """What the standard does not know: area, time held, support, photos, and what it was merged into; no query."""
    report, ticket = one.report, one.ticket
    held = [{"agency": held.office, "seconds": held.seconds} for held in more.held]
    return {
        "channel": told_channel(report.channel),
        "url": absolute(reverse("laporan-satu", args=[report.code])),
        "kelurahan": report.kelurahan.area_code.official,
        "rw": report.rw.code if report.rw else None,
        "rt": report.rt.code if report.rt else None,
        "detailed_status": DETAILED[one.state],
        "state": one.state.value if one.state else None,
        "outcome": (ticket.outcome or None) if ticket else None,
        "urgent": (ticket.urgent_because or None) if ticket else None,
        "believed_service_code": ticket.category.code if ticket else report.category.code,
        "held_seconds": sum(one.seconds for one in more.held) if ticket else None,
        "held": Many("holder", held),
        "supports": more.supports,
        "photos": Many("photo", [photo_url(digest, absolute) for digest in one.photos]),
        "parent_service_request_id": more.merged_into or None,
    }


def written(moment: datetime) -> str:
    """In UTC and whole seconds: the one spelling that every known reader takes."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def photo_url(digest: str, absolute: Absolute) -> str:
    return absolute(reverse("foto", args=[digest]))


def address_of(place: Area, kelurahan: Area) -> str:
    """`RT 005/RW 002, Kelurahan Rukun Jaya, Kecamatan Rukun`: from the smallest to the largest."""
    code, parts = place.code, []
    if place.kind == Kind.RT:
        parts.append(f"RT {code[13:16]}/RW {code[10:13]}")
    elif place.kind == Kind.RW:
        parts.append(f"RW {code[10:13]}")
    parts.append(f"Kelurahan {kelurahan.name}")
    if kelurahan.parent is not None:
        parts.append(f"Kecamatan {kelurahan.parent.name}")
    return ", ".join(parts)


def _notes(one: Listed) -> str:
    if one.state is None and one.report.is_taken_over:
        return gettext("Diambil alih dari sistem lain; hasilnya tidak tercatat di sana.")
    if one.state is None:
        return gettext("Kegiatan lingkungan: dicatat, tidak perlu tindak lanjut.")
    words = gettext(STATE_WORDS[one.state])
    if one.ticket is not None and one.ticket.paused_until is not None:
        return gettext("{state} sampai {day}").format(state=words, day=one.ticket.paused_until.isoformat())
    return words
