"""The desk: the tickets of the office in whose seat the key's holder sits, and what is done with them.

A ticket's ETag names how it stands. With `If-Match` an act is refused where somebody was quicker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ninja import Query

from rukun.channels.api import paging
from rukun.channels.api.asking import Asked, body_of
from rukun.channels.api.reports import urgent_told, written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.desk import ActSent, DeskTicket, TicketsAsked
from rukun.channels.api.shapes.parts import CodeInPath, Page
from rukun.followup import access, actions
from rukun.followup.crew import working
from rukun.followup.desk import queue
from rukun.followup.desk.rows import row_of
from rukun.followup.desk.sieve import URGENT, read_sieve
from rukun.followup.seen import mark_of
from rukun.people import queries as people
from rukun.people.rules import Scope
from rukun.reports import queries as reports
from rukun.reports.confided import note_read
from rukun.reports.photos import keep_photo, refuse_too_large
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.followup.models import Ticket
    from rukun.people.rules import SeatHeld

Act = Callable[["Ticket", ActSent, "SeatHeld", Asked], object]


@serves("GET", "/desk/tickets", Terms(Page[DeskTicket], "desk", Scope.READ))
def list_tickets(request: Asked, asked: Query[TicketsAsked]) -> Reply:
    """The tickets that the desk of the key's holder holds, the most urgent first.

    Nine queries, with those of the key.
    """
    at = paging.place(request, asked.cursor)
    sieve = read_sieve({"status": [asked.state.value] if asked.state else [], "mendesak": [asked.urgent * URGENT]})
    desk = queue.desk_for(access.desk_of(request.actor))
    page = queue.page_of(desk, sieve, request.now, after=str(at[0]) if at else "")
    kinds = reports.codes_of_kinds()
    told, headers = paging.turned(request, [_row(row, kinds) for row in page.rows], [page.next] if page.next else None)
    return reply(told, headers)


@serves("GET", "/desk/tickets/{code}", Terms(DeskTicket, "desk", Scope.READ))
def get_ticket(request: Asked, code: CodeInPath) -> Reply:
    """One ticket of the desk, with the ETag that an act may name."""
    ticket, desk = access.ticket_to_work(request.actor, code)
    note_read(ticket.report, by=request.actor, seat=desk, at=request.now)
    return _one(ticket.report.code)


@serves("POST", "/desk/tickets/{code}/acts", Terms(DeskTicket, "desk", Scope.ACT, 200, (412,), ActSent, True))
def act_on_ticket(request: Asked, code: CodeInPath) -> Reply:
    """Take, pause, resume, finish (with a photo of the result), decline or forward a ticket of the desk; mark it as
    urgent, or no more.

    With If-Match (the ticket's ETag) 412 where it changed meanwhile. Afterwards the ticket as it stands; what was
    forwarded is told once more, and is then the other office's.
    """
    sent = body_of(request, ActSent)
    ticket, desk = access.ticket_to_work(request.actor, code)
    _refuse_changed(request, ticket)
    ACTS[sent.do](ticket, sent, desk, request)
    note_read(ticket.report, by=request.actor, seat=desk, at=request.now)
    return _one(ticket.report.code)


def _refuse_changed(request: Asked, ticket: Ticket) -> None:
    wanted = [one.strip().removeprefix("W/") for one in request.headers.get("If-Match", "").split(",") if one.strip()]
    if wanted and "*" not in wanted and f'"{mark_of(ticket)}"' not in wanted:
        raise Refused("changed", "Tiket ini diubah sementara itu; baca lagi, lalu putuskan.", field="If-Match")


def _one(code: str) -> Reply:
    row = row_of(code)
    kinds = reports.codes_of_kinds()
    return reply(_row(row, kinds) | {"words": row.words}, {"ETag": f'"{mark_of(row)}"'})


def _row(row: Any, kinds: dict[int, str]) -> dict[str, Any]:
    return {
        "code": row.code, "state": row.state, "category": kinds[row.kind], "words": "" if row.is_private else row.words,
        "kelurahan": row.kelurahan, "unit": row.unit or row.unit_wide, "is_private": row.is_private,
        "received_at": written(row.received_at), "due_at": written(row.due_at), "changed_at": written(row.changed_at),
        "done_at": written(row.done_at), "paused_until": row.paused_until.isoformat() if row.paused_until else None,
        "urgent": urgent_told(row), "forwards": row.forwards, "reopened": row.reopened,
    }  # fmt: skip


def _take(ticket: Ticket, _: ActSent, desk: SeatHeld, request: Asked) -> None:
    actions.take(ticket, desk=desk, at=request.now)


def _resume(ticket: Ticket, _: ActSent, desk: SeatHeld, request: Asked) -> None:
    actions.resume(ticket, desk=desk, at=request.now)


def _pause(ticket: Ticket, sent: ActSent, desk: SeatHeld, request: Asked) -> None:
    if sent.until is None:
        raise Refused("expected", "Tulis sampai kapan ditunda.", field="until")
    actions.pause(ticket, reason=sent.reason, words=sent.words, expected=sent.until, desk=desk, at=request.now)


def _decline(ticket: Ticket, sent: ActSent, desk: SeatHeld, request: Asked) -> None:
    actions.decline(ticket, reason_code=sent.reason, words=sent.words, desk=desk, at=request.now)


def _forward(ticket: Ticket, sent: ActSent, desk: SeatHeld, request: Asked) -> None:
    if not sent.office:
        raise Refused("office", "Pilih kantor yang dituju.", field="office")
    actions.dispose(ticket, to=people.office(sent.office), reason=sent.words, desk=desk, at=request.now)


def _urgent(ticket: Ticket, sent: ActSent, desk: SeatHeld, request: Asked) -> None:
    actions.mark_urgent(ticket, reason_code=sent.reason, desk=desk, at=request.now)


def _calm(ticket: Ticket, _: ActSent, desk: SeatHeld, request: Asked) -> None:
    actions.mark_calm(ticket, desk=desk, at=request.now)


def _finish(ticket: Ticket, sent: ActSent, desk: SeatHeld, request: Asked) -> None:
    file = next(iter(request.FILES.getlist("photos")), None)
    if file is not None:
        refuse_too_large(file.size or 0)
    proof = keep_photo(file.read(), at=request.now) if file is not None else None
    working.finish_with_upload(ticket, words=sent.words, proof=proof, desk=desk, at=request.now)


ACTS: dict[str, Act] = {
    "take": _take, "pause": _pause, "resume": _resume, "finish": _finish, "decline": _decline, "forward": _forward,
    "urgent": _urgent, "calm": _calm,
}  # fmt: skip
