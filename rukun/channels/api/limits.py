"""How often: a key by its quotas, everybody else by the pace of their network; told with every answer.

The headers are those of the IETF's draft (`RateLimit-Policy`, `RateLimit`), and `Retry-After` where it is too much.
"""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpResponse

from rukun.channels.api.asking import Asked
from rukun.people.entering.throttle import address_behind, network_of
from rukun.people.pacing import Pace, Paced
from rukun.values.refused import Refused

PACE = Pace()


def pace(request: Asked, *, who: str = "") -> None:
    """Count a read without a key; refused, with how long to wait, where its network asked too often. `who` is counted
    in the network's place where somebody is known: a carrier's customers share one."""
    most = settings.API_READS_PER_MINUTE
    if not most:
        return
    paced = PACE.step(who or _network(request), most=most, at=request.now)
    request.paced = paced  # type: ignore[attr-defined]
    if paced.is_over:
        raise Refused("often", "Terlalu sering bertanya tanpa kunci. Coba lagi dalam {seconds} detik.",
                      seconds=paced.seconds)  # fmt: skip


def _network(request: Asked) -> str:
    passed, direct = request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR", ""))
    return network_of(address_behind(passed, direct, settings.RUKUN_PROXIES))


def told(request: Asked, response: HttpResponse) -> HttpResponse:
    """The answer with what is left."""
    paced = cast(Paced | None, getattr(request, "paced", None))
    if request.quota is not None:
        response.headers["RateLimit-Policy"] = (
            f'"hour";q={request.key.per_hour};w=3600, "day";q={request.key.per_day};w=86400'
        )
        response.headers["RateLimit"] = f'"hour";r={max(0, request.quota.left)};t={request.quota.seconds}'
    elif paced is not None:
        response.headers["RateLimit-Policy"] = f'"minute";q={paced.most};w=60'
        response.headers["RateLimit"] = f'"minute";r={max(0, paced.left)};t={paced.seconds}'
    return response
