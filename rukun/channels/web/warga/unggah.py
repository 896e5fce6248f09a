"""Permission for a telephone to send a photo straight to the store, where the operator has opened that way."""

from __future__ import annotations

from django.http import JsonResponse

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.people.pacing import Pace
from rukun.reports.direct import rules, store
from rukun.values.refused import Refused, hidden
from rukun.values.time import day_of

PACE = Pace()


def permit(request: Asked) -> JsonResponse:
    """Where the photo goes and what has to be sent with it; afterwards the report names it by `claim`."""
    refuse_get(request)
    if not store.is_open():
        raise hidden()
    person = request.actor.known_id
    paced = PACE.step(str(person), most=rules.SIGNED_A_MINUTE, at=request.now)
    if paced.is_over:
        raise Refused("often", "Terlalu banyak foto sekaligus. Coba lagi dalam {seconds} detik.", seconds=paced.seconds)
    asked = request.POST
    claim = rules.claim_of(
        day_of(request.now), asked.get("digest", ""), asked.get("size", ""), asked.get("kind", "")
    )  # fmt: skip
    signed = store.permission(claim, person)
    return JsonResponse(
        {"url": signed["url"], "fields": signed["fields"], "claim": str(claim)}, headers={"Cache-Control": "no-store"}
    )
