"""Penghargaan: what was given and by which figures, what waits for a decision, and the proof behind a certificate."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.akun.entering import site_of
from rukun.channels.web.request.asked import Asked, refuse_get, rows_asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.ranking import actions, queries
from rukun.ranking.access import may_decide
from rukun.ranking.awards import Outcome
from rukun.ranking.certificate import certificate_of
from rukun.trail.queries import events_about, first_seal_over
from rukun.values.refused import Refused, hidden

AWARDS_A_PAGE = 200


def listed(request: Asked) -> HttpResponse:
    """All that was given; for those who decide, what waits for them."""
    return render(request, "portal/penghargaan.html", _list(request))


def _list(request: Asked) -> dict[str, object]:
    waiting = list(queries.awards_of(given=False))
    given, paged = rows_asked(request, queries.awards_of(given=True), AWARDS_A_PAGE)
    return {
        **paged,
        "address": "",
        "given": given,
        "mine": [award for award in waiting if may_decide(request.actor, award)],
        "waiting": len(waiting),
    }


def decide(request: Asked, number: int) -> HttpResponse:
    """Give it, or not and say why."""
    refuse_get(request)
    wanted = request.POST.get("do", "")
    if wanted not in set(Outcome):
        raise Refused("outcome", "Pilih: diberikan atau tidak.")
    words = request.POST.get("words", "")
    try:
        actions.decide_award(number, outcome=Outcome(wanted), words=words, by=request.actor, at=request.now)
    except Refused as refusal:
        if refusal.field != "words":
            raise
        told = _list(request) | {"wrong": words_of(refusal), "wrong_for": number, "given_words": words}
        return render(request, "portal/penghargaan.html", told, status=STATUS.get(refusal.code, 400))
    return redirect("penghargaan")


def proof(request: Asked, token: str) -> HttpResponse:
    """What was given, and the entry of the trail that says so."""
    award = queries.award_given(token)
    if award is None:
        raise hidden()
    event = next((one for one in events_about(award.about) if one.pk == award.decision.event), None)
    seal = first_seal_over(award.about, "award.given")
    return render(request, "portal/penghargaan-bukti.html", {"award": award, "event": event, "seal": seal})


def certificate(request: Asked, token: str) -> HttpResponse:
    """The paper."""
    award = queries.award_given(token)
    if award is None:
        raise hidden()
    address = f"{site_of(request).origin}{reverse('penghargaan-bukti', args=[token])}"
    response = HttpResponse(certificate_of(award, address=address), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="piagam-{token}.pdf"'
    return response
