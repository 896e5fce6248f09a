"""The key itself, and the reports of its holder."""

from __future__ import annotations

from ninja import Query

from rukun.channels.api import paging
from rukun.channels.api.asking import Asked
from rukun.channels.api.reports import report_told
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.own import KeyTold
from rukun.channels.api.shapes.parts import Page, Paged
from rukun.channels.api.shapes.reports import ReportTold
from rukun.people.rules import Scope
from rukun.transparency.listing import listed, place_of
from rukun.transparency.wished import Wish
from rukun.values.refused import Refused


@serves("GET", "/key", Terms(KeyTold, "own"))
def get_key(request: Asked) -> Reply:
    """What the key that is shown may do, and what is left of its quota."""
    if not hasattr(request, "key") or request.quota is None:
        raise Refused("key-missing", "Sertakan kunci program (Authorization: Bearer …).", field="Authorization")
    key = request.key
    told = {
        "name": key.name, "begins_with": key.begins_with, "scopes": key.scopes.split(),
        "has_holder": key.holder_id is not None, "seats": [seat.named for seat in request.actor.seats],
        "per_hour": key.per_hour, "per_day": key.per_day, "left": max(0, request.quota.left),
    }  # fmt: skip
    return reply(told, {"Cache-Control": "no-store"})


@serves("GET", "/own/reports", Terms(Page[ReportTold], "own", Scope.READ))
def list_own_reports(request: Asked, asked: Query[Paged]) -> Reply:
    """What the key's holder reported, private reports among them, newest first."""
    at = paging.place(request, asked.cursor)
    after = (paging.moment(at[0]), int(at[1])) if at else None
    rows = listed(Wish(filer=request.actor.known_id, after=after, most=asked.limit + 1))
    shown = rows[: asked.limit]
    ends = place_of(shown[-1]) if len(rows) > asked.limit else None
    told, headers = paging.turned(request, [report_told(one, request) for one in shown], ends)
    return reply(told, headers)
