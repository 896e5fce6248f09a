"""Put the category or the place of a ticket right, with a trace. The report itself stays as it was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rukun.areas.queries import ids_of, locator
from rukun.followup import queries
from rukun.followup.actions.forwarding import send_on
from rukun.followup.models import Amendment, Step, Ticket
from rukun.followup.moving import change, needed, recorded, refuse_closed, refuse_other_desk
from rukun.followup.rules import AMENDED
from rukun.followup.urgency import urgent_of_kind
from rukun.people.queries import offices_by_code
from rukun.people.rules import SeatHeld
from rukun.reports.models import Category
from rukun.trail.append import append
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import day_of

MOVED = "Tempatnya ternyata di wilayah kantor lain."


@transaction.atomic
def amend_category(ticket: Ticket, *, category: Category, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """It is another kind of problem than was reported. Its deadline becomes that of the right kind, counted from when
    this office got it; who holds it stays, and may forward it."""
    refuse_other_desk(ticket, desk)
    refuse_closed(ticket)
    if not category.needs_followup or category.retired_on is not None or category.pk == ticket.category_id:
        raise Refused("category", "Pilih jenis masalah yang lain.", field="category")
    said = needed(words, "Tulis apa yang keliru.")
    before, after = {"category": ticket.category.code}, {"category": category.code}
    due_at = queries.calendar().due_at(
        ticket.held_since, category.deadline_hours or 0, around_the_clock=category.around_the_clock,
        stops=queries.stops_of_ticket(ticket),
    )  # fmt: skip
    was, now = (queries.terms().urgent_by_kind(kind.code) for kind in (ticket.category, category))
    change(ticket, at=at, category=category, due_at=due_at, **urgent_of_kind(ticket, was, now))
    _amend(ticket, "category", before, after, words=said, desk=desk, at=at)
    return recorded(ticket, "ticket.amended", desk=desk, at=at, words=said, field="category", before=before["category"],
                    after=after["category"])  # fmt: skip


@transaction.atomic
def amend_place(ticket: Ticket, *, lat: float, lon: float, words: str, desk: SeatHeld, at: datetime) -> Ticket:
    """It is somewhere else than was reported. In another kelurahan it is routed anew, and the clock goes with it."""
    refuse_other_desk(ticket, desk)
    refuse_closed(ticket)
    said = needed(words, "Tulis apa yang keliru.")
    before, found = _place_of(ticket), locator().locate(Place(lat, lon))
    codes = [code for code in (found.kelurahan, found.rw, found.rt) if code is not None]
    ids = ids_of(codes)
    kelurahan, rw, rt = (ids.get(c.digits) if c else None for c in (found.kelurahan, found.rw, found.rt))
    if kelurahan is None:
        raise Refused("place", "Kelurahan ini tidak ada dalam daftar kami.", field="place")
    was = ticket.kelurahan.code
    change(ticket, at=at, lat=lat, lon=lon, kelurahan_id=kelurahan, rw_id=rw, rt_id=rt)
    ticket.refresh_from_db(fields=["kelurahan", "rw", "rt"])
    _amend(ticket, "place", before, _place_of(ticket), words=said, desk=desk, at=at)
    recorded(ticket, "ticket.amended", desk=desk, at=at, words=said, field="place", before=was,
             after=ticket.kelurahan.code)  # fmt: skip
    if ticket.kelurahan.code != was:
        _route_anew(ticket, desk=desk, at=at)
    return ticket


def _amend(
    ticket: Ticket, field: str, before: Mapping[str, Any], after: Mapping[str, Any], *, words: str, desk: SeatHeld,
    at: datetime,
) -> None:  # fmt: skip
    append(
        Amendment(ticket=ticket, field=field, before=before, after=after, words=words, seat_id=desk.id, at=at)
    )  # fmt: skip
    append(
        Step(
            ticket=ticket, before=ticket.state, after=ticket.state, at=at, seat_id=desk.id, office=ticket.holder,
            reason=AMENDED, words=words,
        )
    )  # fmt: skip


def _place_of(ticket: Ticket) -> dict[str, Any]:
    return {
        "lat": ticket.lat, "lon": ticket.lon, "kelurahan": ticket.kelurahan.code,
        "rw": ticket.rw.code if ticket.rw else None, "rt": ticket.rt.code if ticket.rt else None,
    }  # fmt: skip


def _route_anew(ticket: Ticket, *, desk: SeatHeld, at: datetime) -> None:
    kind = ticket.category
    code = queries.routes().office_for(kind.code, kind.owner, ticket.kelurahan.code, day_of(at))
    offices = offices_by_code({code, ticket.kelurahan.code})
    to = offices.get(code) or offices.get(ticket.kelurahan.code)
    if to is not None and to.pk != ticket.holder_id:
        send_on(ticket, to, said=MOVED, desk=desk, at=at)
