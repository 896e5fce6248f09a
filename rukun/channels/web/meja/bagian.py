"""Parts of other offices' tickets: what a desk has to do of them, and one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.channels.web.meja.doing import Typed, office_asked
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.followup.access import desk_of
from rukun.followup.parts import access, actions, queries
from rukun.followup.parts.rules import PartState
from rukun.followup.seen import mark_of
from rukun.people import queries as people
from rukun.reports import queries as reports
from rukun.transparency.access import sight_of
from rukun.transparency.queries import map_of_place, struck_for_privacy
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.followup.models import Part
    from rukun.people.rules import Actor, SeatHeld


def listed(request: Asked) -> HttpResponse:
    """What waits here, due first, and what came back to whoever leads."""
    office = desk_of(request.actor).office
    back = queries.given_back(office)
    told = {"parts": queries.parts_at(office), "back": back, "said_last": queries.said_of(back)}
    return render(request, "kelurahan/bagian.html", told)


def page(request: Asked, number: int) -> HttpResponse:
    """See one and work on it; who loses to somebody else is told, and keeps what was typed."""
    part, desk = access.part_at_desk(request.actor, number)
    wrong = ""
    if request.method == "POST":
        try:
            _act(part, Typed(request.POST, request.FILES, desk, request.now))
            return _afterwards(part, desk)
        except Refused as refusal:
            wrong = words_of(refusal)
            part, desk = access.part_at_desk(request.actor, number)
    typed = {"wrong": wrong, "doing": request.POST.get("do", ""), "typed": request.POST}
    told = _told(part, desk, request.actor) | typed
    return render(request, "kelurahan/bagian-satu.html", told, status=409 if wrong else 200)


def _afterwards(part: Part, desk: SeatHeld) -> HttpResponse:
    """Back to the ticket for whoever leads; to the part for whoever still has it; else to what else waits."""
    if part.ticket.holder.code == desk.office:
        return redirect("tiket", code=part.ticket.report.code)
    return redirect("bagian-satu", number=part.pk) if part.holder.code == desk.office else redirect("bagian")


def _act(part: Part, typed: Typed) -> None:
    doing = typed["do"]
    if doing not in ACTS:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    if typed["seen"] and typed["seen"] != mark_of(part):
        raise Refused("conflict", "Sementara Anda mengisi, bagian ini diubah. Yang Anda tulis masih ada di bawah; "
                      "periksa, lalu kirim lagi bila masih perlu.")  # fmt: skip
    ACTS[doing](part, typed)


def _told(part: Part, desk: SeatHeld, by: Actor) -> dict[str, Any]:
    """What everybody may see of the report, and what may be done: a part gives nobody a right to read more."""
    ticket, report = part.ticket, part.ticket.report
    holds, leads = part.holder.code == desk.office, ticket.holder.code == desk.office
    is_open = part.state in (PartState.WAITING, PartState.IN_HAND)
    may_send = is_open or (leads and part.ended_at is None)
    sight = sight_of(by, report, is_struck_for_privacy=bool(struck_for_privacy([report])))
    return {
        "part": part,
        "ticket": ticket,
        "report": report,
        "words": sight.said(report.words) if sight.shows_words else "",
        "photos": reports.photos_shown(report) if sight.shows_photos else (),
        "map": map_of_place(ticket.kelurahan_id, ticket.lat, ticket.lon, report.code),
        "steps": queries.steps_of_part(part),
        "seen": mark_of(part),
        "holds": holds,
        "leads": leads,
        "is_open": is_open,
        "may_send": may_send,
        "offices": people.offices_to_forward_to(part.holder) if may_send else (),
    }


def _send(part: Part, typed: Typed) -> None:
    actions.send_on(part, to=office_asked(typed), words=typed.words, desk=typed.desk, at=typed.at)


ACTS: dict[str, Callable[[Part, Typed], object]] = {
    "take": lambda part, typed: actions.take(part, desk=typed.desk, at=typed.at),
    "finish": lambda part, typed: actions.finish(part, words=typed.words, desk=typed.desk, at=typed.at),
    "return": lambda part, typed: actions.hand_back(part, words=typed.words, desk=typed.desk, at=typed.at),
    "withdraw": lambda part, typed: actions.withdraw(part, words=typed.words, desk=typed.desk, at=typed.at),
    "send": _send,
}
