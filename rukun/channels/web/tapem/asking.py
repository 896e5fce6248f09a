"""What the address and the session of a validator say: what they want to look at, and since when they sit here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from rukun.channels.web.request.asked import Asked
from rukun.validation.desk.queue import read_sieve
from rukun.validation.desk.waiting import Sieve

SINCE = "tapem-since"
FILTERS = ("kelurahan", "jenis", "tanda")
# So many codes travel in an address: what was left for later, or lies on the desk already.
CODES_MOST = 150


def sieve_asked(request: Asked) -> Sieve:
    """The filters of the address."""
    return read_sieve(request.GET.dict())


def filters_in(request: Asked, **more: str) -> str:
    """The filters again as a query string that begins with `?`, with what is added; "" for nothing."""
    stated: Mapping[str, str] = {name: request.GET.get(name, "").strip() for name in FILTERS} | more
    found = urlencode({name: value for name, value in stated.items() if value}, safe=",")
    return f"?{found}" if found else ""


def codes_in(request: Asked, name: str) -> list[str]:
    """Codes of reports in the address, the newest kept where there are too many."""
    return [code for code in request.GET.get(name, "").upper().split(",") if code.isalnum()][-CODES_MOST:]


def sitting_since(request: Asked) -> datetime:
    """Since when this person sits at the desk in this session; from now on, where they did not."""
    if SINCE not in request.session:
        request.session[SINCE] = request.now.isoformat()
    return datetime.fromisoformat(request.session[SINCE])
