"""What a view is given: Django's request with what the middleware adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.crypto import salted_hmac

from rukun.people.rules import Actor
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import Month

if TYPE_CHECKING:
    from django.db.models import QuerySet

Row = TypeVar("Row")


class Asked(HttpRequest):
    """A request with the one reading of the clock and the actor."""

    now: datetime
    actor: Actor


def month_asked(request: Asked, default: Month) -> Month:
    """The month in the address, or the default when none is named."""
    text = request.GET.get("bulan", "")
    return Month.parse(text) if text else default


def page_asked(request: Asked) -> int:
    """The page in the address, from 1."""
    page = number_in(request.GET.get("halaman", "1"))
    if page is None or not 1 <= page <= 10_000:
        raise Refused("page", "Nomor halaman ditulis dengan angka.")
    return page


def rows_asked(
    request: Asked, found: QuerySet[Any, Row] | Sequence[Row], each: int
) -> tuple[list[Row], dict[str, Any]]:
    """The rows of the page in the address; and, for `parts/_pages.html`, which page it is and whether more follow."""
    page = page_asked(request)
    rows = list(found[(page - 1) * each : page * each + 1])
    return rows[:each], {"page": page, "has_more": len(rows) > each}


def content_sent(request: HttpRequest) -> bytes:
    """What was sent, whole; nothing where it is a form with files, which was read in parts before a page is asked."""
    try:
        return request.body
    except RawPostDataException:
        return b""


def owner_of(actor: Actor) -> str:
    """A name for the person that says nothing: what a telephone or a tab keeps of what they wrote is under it."""
    return salted_hmac("rukun.lapor.owner", str(actor.known_id)).hexdigest()[:32]


def refuse_get(request: Asked) -> None:
    """For addresses that only take forms."""
    if request.method != "POST":
        raise hidden()
