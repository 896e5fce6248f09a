"""What a person was told, what they want to be told and how, and the browsers that may be rung."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.web.request.asked import Asked, content_sent, refuse_get, rows_asked
from rukun.channels.web.request.middleware import wants_json
from rukun.followup.access import ticket_to_work
from rukun.notices import access, actions, queries, reading
from rukun.notices.rules import (
    OF_A_MONTH,
    OF_A_SESSION,
    OF_A_UNIT,
    OF_THE_DESK,
    UNSUBSCRIBE_SALT,
    Matter,
    Way,
    matters_for,
    ways_of,
)
from rukun.notices.sayings import TITLES, WAY_WORDS
from rukun.notices.words import told
from rukun.people.rules import Actor
from rukun.senders import outside
from rukun.senders.push import Subscription, keys_are_sound
from rukun.senders.vapid import public_push_key
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of
from rukun.values.told import object_in

if TYPE_CHECKING:
    from rukun.notices.models import Notice

NOTICES_A_PAGE = 30
BODY_BYTES_MAX = 4_000
LOOKS = {
    Matter.OPENED: "inbox", Matter.TAKEN: "loader", Matter.FORWARDED: "send", Matter.DONE: "circle-check",
    Matter.DECLINED: "circle-minus", Matter.REOPENED: "rotate-ccw", Matter.LATE: "clock-alert",
    Matter.COMMENTED: "message-circle", Matter.STRUCK: "circle-x", Matter.ACCEPTED: "circle-check",
    Matter.UPHELD: "circle-check", Matter.REJECTED: "circle-x",
    Matter.CLOSED: "calendar-check", Matter.PAID: "banknote", Matter.OVERDUE: "clock-alert",
    Matter.DIGEST: "mail",
    Matter.HIDDEN: "eye-off", Matter.SHOWN: "eye", Matter.CONTACT: "phone",
    Matter.PAUSED: "circle-pause", Matter.RESUMED: "play", Matter.AMENDED: "pencil", Matter.MERGED: "merge",
    Matter.UNMERGED: "ungroup",
    Matter.ASSIGNED: "hard-hat", Matter.HANDED_UP: "send", Matter.CONFIRMED: "circle-check-big",
    Matter.DISPUTED: "circle-x", Matter.AUDITED: "search",
    Matter.INVITED: "calendar-check", Matter.MOVED: "clock-alert", Matter.CANCELLED: "circle-x",
    Matter.ANSWERED: "circle-check", Matter.UNANSWERED: "circle-question-mark",
    Matter.UNIT_ASKED: "inbox", Matter.UNIT_TOLD: "circle-check", Matter.UNIT_ENDED: "merge",
    Matter.SHARED: "split", Matter.PART_GIVEN: "inbox", Matter.PART_DONE: "circle-check", Matter.PART_BACK: "inbox",
    Matter.PART_READY: "circle-check",
    Matter.PART_ENDED: "circle-minus", Matter.PARTLY: "circle-dashed",
    Matter.ASKED: "message-circle-question-mark", Matter.REPLIED: "message-circle", Matter.FOLLOWED: "map-pin",
}  # fmt: skip
# What is read at one address, whatever it is about.
ALWAYS_AT = {
    Matter.CONTACT: "data-dibuka", Matter.ANSWERED: "tanya-ajukan", Matter.UNANSWERED: "tanya-petugas",
    Matter.UNIT_ENDED: "akun", Matter.PART_GIVEN: "bagian",
}  # fmt: skip
# Where on the page of a report something is asked of whoever is told.
ASKED_AT = {Matter.ASKED: "#tanya", Matter.DONE: "#jawab", Matter.DECLINED: "#jawab"}


def page(request: Asked) -> HttpResponse:
    """The notices, newest first, by day."""
    person = request.actor.known_id
    here, paged = rows_asked(request, queries.notices_of(person), NOTICES_A_PAGE)
    facts = {
        **paged,
        "days": [(day, [_row(notice) for notice in rows]) for day, rows in groupby(here, _day)],
        "unread_here": queries.unread_count(person),
        "newest": max((notice.pk for notice in here), default=0),
        "address": "",
    }
    return render(request, "warga/kabar.html", facts)


def _day(notice: Notice) -> date:
    return day_of(notice.at)


def _row(notice: Notice) -> dict[str, Any]:
    return {"notice": notice, "told": told(notice), "icon": LOOKS[Matter(notice.matter)]}


def open_one(request: Asked, number: int) -> HttpResponse:
    """Read, and on to what it is about."""
    notice = access.notice_to_open(request.actor, number)
    reading.mark_read(notice, at=request.now)
    matter, about = Matter(notice.matter), notice.about.partition(":")[2]
    if matter is Matter.FOLLOWED:
        return redirect("ikuti-kabar", number=notice.pk)
    if matter in ALWAYS_AT:
        return redirect(ALWAYS_AT[matter])
    if notice.report_id is not None:
        return _to_report(request, matter, about)
    if matter in OF_A_MONTH:
        return redirect(f"{reverse('bulan-ini')}?bulan={about.partition(':')[2]}")
    if matter in OF_A_SESSION:
        return redirect("undangan-acara", code=about)
    if matter in OF_A_UNIT:
        return redirect("penataan-satu", number=int(about))
    return redirect(f"{reverse('pengawasan')}?wilayah={about.partition(':')[0]}")


def _to_report(request: Asked, matter: Matter, code: str) -> HttpResponse:
    """To the ticket, for the desk that is told of its work and still holds it; else to the report, and there to what
    is asked of whoever is told."""
    if matter in OF_THE_DESK:
        with suppress(Refused):
            ticket_to_work(request.actor, code)
            return redirect("tiket", code=code)
    return redirect(f"{reverse('laporan-satu', args=[code])}{ASKED_AT.get(matter, '')}")


def read_all(request: Asked) -> HttpResponse:
    """Everything up to the newest that the page showed."""
    refuse_get(request)
    newest = number_in(request.POST.get("newest", ""))
    if newest is None:
        raise hidden()
    reading.mark_all_read(by=request.actor, until=newest, at=request.now)
    return redirect("kabar")


def choose(request: Asked) -> HttpResponse:
    """The table of matters and ways, quiet hours, and the browsers."""
    person = request.actor.known_id
    ways = ways_of(request.user.get_username())
    matters = matters_for(seat.role for seat in request.actor.seats)
    if request.method == "POST":
        wanted = {(matter, way) for matter in matters for way in ways if request.POST.get(f"{matter}-{way}") == "on"}
        is_quiet = request.POST.get("quiet") == "on"
        actions.choose(wanted=wanted, ways=ways, is_quiet=is_quiet, by=request.actor, at=request.now)
        return redirect(f"{reverse('kabar-atur')}?tersimpan=1")
    chosen = queries.chosen_by(person)
    facts = {
        "ways": [(way, WAY_WORDS[way]) for way in ways],
        "rows": [
            (matter, TITLES[matter], [(f"{matter}-{way}", WAY_WORDS[way], chosen.wants(matter, way)) for way in ways])
            for matter in matters
        ],
        "chosen": chosen,
        "has_email": Way.EMAIL in ways,
        "rings": any(way in ways for way in (Way.PUSH, Way.TEXT)),
        "devices": list(queries.devices_of(person)),
        "key": public_push_key(settings.RUKUN_HOME),
        "is_saved": request.GET.get("tersimpan") == "1",
    }
    return render(request, "warga/kabar-atur.html", facts)


def push_key(_request: Asked) -> JsonResponse:
    """The key by which a browser's push service will know this site."""
    return JsonResponse({"key": public_push_key(settings.RUKUN_HOME)})


def devices(request: Asked) -> HttpResponse:
    """A browser says that it may be rung, or with `"gone": true` that it may no longer."""
    refuse_get(request)
    asked = _read_json(request)
    endpoint, keys = asked.get("endpoint"), asked.get("keys")
    if not isinstance(endpoint, str) or not endpoint:
        raise Refused("endpoint", "Perangkat ini tidak memberi alamat yang dapat dipakai.", field="endpoint")
    if asked.get("gone") is True:
        return JsonResponse({"removed": actions.remove_endpoint(endpoint, by=request.actor, at=request.now)})
    told = keys if isinstance(keys, dict) else {}
    given = Subscription(endpoint, str(told.get("p256dh", "")), str(told.get("auth", "")))
    _refuse_unusable(given)
    browser = actions.Browser(given.endpoint, given.p256dh, given.auth, _label(request))
    device = actions.add_device(browser, by=request.actor, at=request.now)
    return JsonResponse({"device": device.pk, "label": device.label}, status=201)


def _read_json(request: Asked) -> dict[str, Any]:
    content = content_sent(request)
    asked = object_in(content if len(content) <= BODY_BYTES_MAX else b"")
    if asked is None:
        raise Refused("body", "Kiriman ini tidak dapat dibaca.")
    return asked


def _refuse_unusable(given: Subscription) -> None:
    """What cannot be encrypted for, and addresses that this server must not call."""
    words = "Perangkat ini tidak memberi alamat yang dapat dipakai."
    if not keys_are_sound(given):
        raise Refused("keys", words, field="keys")
    try:
        outside.refuse_inside(given.endpoint)
    except outside.NotOutside:
        raise Refused("endpoint", words, field="endpoint") from None
    except outside.NoAnswer:
        raise Refused("busy", "Layanan dorong perangkat ini belum dapat dihubungi; coba lagi nanti.") from None


def _label(request: Asked) -> str:
    """`Chrome Mobile, Android`: by what the browser says of itself."""
    from ua_parser import parse

    found = parse(request.headers.get("User-Agent", "")[:300])
    names = [part.family for part in (found.user_agent, found.os) if part]
    return ", ".join(names) or "?"


def remove_device(request: Asked, number: int) -> HttpResponse:
    """Ring this browser no more."""
    refuse_get(request)
    device = access.device_to_remove(request.actor, number)
    actions.remove_device(device, by=request.actor, at=request.now)
    return JsonResponse({"removed": 1}) if wants_json(request) else redirect("kabar-atur")


@csrf_exempt
def stop_email(request: Asked, token: str) -> HttpResponse:
    """The link below every e-mail: asks, and stops at the press of a button, or at once when a mailbox asks in its
    owner's name (RFC 8058). It works for whoever holds the link, signed in or not, and tells nothing of whom it is."""
    try:
        person = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        raise hidden() from None
    if request.method == "POST":
        actions.stop_email(person_id=person, at=request.now)
    return render(request, "warga/kabar-berhenti.html", {"is_stopped": request.method == "POST"})


def unread_of(actor: Actor) -> Callable[[], int]:
    """For the header of every page: how many notices wait. It is asked once, and only by a page that shows it."""
    return cache(lambda: queries.unread_count(actor.person_id))
