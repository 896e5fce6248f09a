"""One ticket: everything about it, and everything that may be done with it; then the next of the queue."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.drawing import queue
from rukun.channels.web.meja.doing import CLOSING, Typed, do
from rukun.channels.web.meja.told import JUST_DONE, just_done, mark_of
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import words_of
from rukun.channels.web.request.shown import note_private
from rukun.followup import access, actions, seen, story
from rukun.followup import queries as followup
from rukun.followup.crew import assigning, members, proving, tasks
from rukun.followup.desk import at_desk, nearby, shelf
from rukun.followup.desk import queue as queries
from rukun.followup.desk.sieve import read_sieve
from rukun.followup.parts import queries as queries_of_parts
from rukun.followup.rules import OPEN, State
from rukun.people import queries as people
from rukun.reports import queries as reports
from rukun.transparency.queries import map_of_place
from rukun.validation.looking.proofs import with_doubts
from rukun.values.refused import Refused, hidden

if TYPE_CHECKING:
    from rukun.followup.models import Ticket
    from rukun.people.rules import SeatHeld

FORMS = frozenset(
    {"note", "ask", "finish", "forward", "pause", "merge", "unmerge", "split", "urgent", "category", "place", "decline"}
)
NOTING, UNMERGING = "note", "unmerge"


def page(request: Asked, code: str) -> HttpResponse:
    """See it and work on it. Who loses to somebody else is told what happened, and keeps what was typed."""
    ticket, desk, may_work = at_desk.ticket_at_desk(request.actor, code)
    refusal: Refused | None = None
    doing = request.POST.get("do", "")
    if request.method == "POST":
        if not may_work:
            raise hidden()
        try:
            _act(request, ticket, desk, doing)
            return redirect(_afterwards(request, ticket, desk, doing))
        except Refused as caught:
            refusal = caught
            ticket, desk, may_work = at_desk.ticket_at_desk(request.actor, code)
    note_private(request, ticket.report, seat=desk)
    told = _told(request, ticket, desk) | {
        "may_work": may_work and ticket.state in OPEN,
        "may_note": may_work,
        "wrong": words_of(refusal) if refusal else "",
        "wrong_at": doing if refusal and may_work and doing in _sections(ticket) else "",
        "doing": doing,
        "typed": request.POST,
        "chosen_codes": request.POST.getlist("kode"),
    }
    return render(request, "kelurahan/tiket.html", told, status=409 if refusal else 200)


def _sections(ticket: Ticket) -> Set[str]:
    """What may be done with it in a form of its own, where it is told what was wrong with it."""
    if ticket.state not in OPEN:
        return {NOTING, UNMERGING}
    return FORMS - {"pause", "ask"} if ticket.state == State.PAUSED else FORMS


def _act(request: Asked, ticket: Ticket, desk: SeatHeld, doing: str) -> None:
    typed = Typed(request.POST, request.FILES, desk, request.now)
    if doing != NOTING:
        # A note overwrites nothing that somebody else may have done meanwhile.
        seen.refuse_unseen(ticket, request.POST.get("seen", ""))
    if doing == "merge":
        codes = request.POST.getlist("kode")
        if not codes:
            raise Refused("codes", "Pilih tiket yang digabungkan ke tiket ini.", field="kode")
        sources = [access.ticket_to_work(request.actor, code)[0] for code in codes]
        actions.merge(sources, target=ticket, words=typed.words, desk=desk, at=request.now)
        return
    if doing == UNMERGING:
        codes = request.POST.getlist("kode")
        if not codes:
            raise Refused("codes", "Pilih laporan yang dipisahkan kembali.", field="kode")
        sources = [access.ticket_to_unmerge(request.actor, code)[0] for code in codes]
        actions.unmerge(sources, words=typed.words, desk=desk, at=request.now)
        return
    do(ticket, doing, typed)


def _afterwards(request: Asked, ticket: Ticket, desk: SeatHeld, doing: str) -> str:
    """Back to the ticket after what leaves it open; else to the next of the queue, or to the same place in it."""
    code = ticket.report.code
    here, asked = reverse("tiket", args=[code]), {n: vs for n, vs in request.GET.lists() if n != JUST_DONE}
    if doing not in CLOSING:
        query = queue.address(asked)
        return f"{here}?{query}" if query else here
    sieve = read_sieve(dict(request.GET.lists()))
    _, following = queries.neighbours(queries.sifted(queries.desk_for(desk), sieve, request.now), sieve, ticket)
    if request.POST.get("lanjut") and following:
        return f"{reverse('tiket', args=[following])}?{queue.address(asked, jadi=mark_of(doing, code))}"
    back = queue.address(asked, fokus=following if asked else "", jadi=mark_of(doing, code))
    return f"{reverse('meja')}?{back}"


def _told(request: Asked, ticket: Ticket, desk: SeatHeld) -> dict[str, Any]:
    report = ticket.report
    asked = {name: values for name, values in request.GET.lists() if name not in ("fokus", "mirip", JUST_DONE)}
    whose, sieve = queries.desk_for(desk), read_sieve(dict(request.GET.lists()))
    before, following = queries.neighbours(queries.sifted(whose, sieve, request.now), sieve, ticket)
    course = story.story_of(ticket, request.now)
    is_open = ticket.state in OPEN
    kinds = reports.every_category()
    return {
        "ticket": ticket,
        "just_done": just_done(request.GET.get(JUST_DONE, "")),
        "report": report,
        "photos": reports.photos_shown(report),
        "supports": reports.supports_of(report),
        "course": course,
        "given": followup.given_to(report, course.first_office),
        "kinds": [kind for kind in kinds if kind.needs_followup and kind.retired_on is None],
        "kinds_by_id": {kind.pk: kind for kind in kinds},
        "offices": people.offices_to_forward_to(ticket.holder) if is_open else (),
        "templates": shelf.templates_for(whose.office) if is_open else (),
        "merged": followup.merged_from(ticket) if course.merged else (),
        **_near(ticket, request.GET.get("mirip", "")),
        "question": followup.terms().question if report.filer_id is not None and not report.is_retracted else None,
        "due_forwarded": followup.due_for(ticket, request.now) if is_open else None,
        "map": map_of_place(ticket.kelurahan_id, ticket.lat, ticket.lon, report.code),
        "seen": seen.mark_of(ticket),
        "pairs": with_doubts(proving.pairs_of(ticket, report)),
        **_crew_of(ticket, desk, is_open=is_open),
        **_parts_of(ticket),
        **_reasons(),
        "is_open": is_open,
        "is_paused": ticket.state == State.PAUSED,
        "address": queue.address(asked),
        "in_address": [(name, value) for name, values in asked.items() for value in values],
        "back": queue.address(asked, fokus=report.code),
        "before": before,
        "following": following,
    }


def _near(ticket: Ticket, asked: str) -> dict[str, Any]:
    """What might be the same problem, and what was looked for."""
    return {"near_asked": asked, "candidates": nearby.candidates_for(ticket, asked) if ticket.state in OPEN else ()}


def _reasons() -> dict[str, Any]:
    """Why something is declined, put off or urgent, as the city has decided."""
    terms = followup.terms()
    return {
        "decline_reasons": terms.declines.values(),
        "delay_reasons": terms.waits,
        "urgent_reasons": terms.urgents.values(),
    }


def _parts_of(ticket: Ticket) -> dict[str, Any]:
    """What other offices have to do of it, and what each said last."""
    parts = queries_of_parts.parts_of(ticket)
    return {"parts": parts, "said_last": queries_of_parts.said_of(parts)}


def _crew_of(ticket: Ticket, desk: SeatHeld, *, is_open: bool) -> dict[str, Any]:
    """Who may be sent, and what came back from whoever was; names stand in the course for the desk alone."""
    told: dict[str, Any] = {"sent": assigning.assignments_of(ticket)}
    if is_open:
        told |= {
            "crew": members.active_crew(desk.office),
            "kept": tasks.kept_for_desk(ticket),
            "handed_back": tasks.handed_back(ticket),
        }
    return told
