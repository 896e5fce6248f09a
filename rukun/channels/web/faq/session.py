"""What is asked in a session, and what the session changed."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.sosialisasi.access import session_to_run
from rukun.sosialisasi.asked import actions, queries
from rukun.sosialisasi.asked.rules import ASKED_MAX, TOPIC_WORDS, Topic, topic_of
from rukun.sosialisasi.effect.access import session_to_weigh
from rukun.sosialisasi.effect.queries import effect_around
from rukun.sosialisasi.effect.rules import DAYS_LOOKED_AT
from rukun.sosialisasi.rules import ORGANISERS
from rukun.validation.rules import REASON_WORDS
from rukun.values.refused import Refused
from rukun.values.words import sentence

REASONS: dict[str, str] = {reason.value: words for reason, words in REASON_WORDS.items()}
OTHER = sentence("Sebab lain.")


def take_down(request: Asked, code: str) -> HttpResponse:
    """One question after the other, while people ask; what was typed is never lost."""
    session, _ = session_to_run(request.actor, code)
    typed = {name: request.POST.get(name, "").strip() for name in ("key", "topic", "words")}
    typed["key"] = typed["key"] or uuid.uuid4().hex
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            asking = actions.Asking(typed["key"], topic_of(typed["topic"]), typed["words"])
            actions.take_down(session, asking, by=request.actor, at=request.now)
            return redirect(f"{reverse('sosialisasi-tanya', args=[session.code])}?topik={typed['topic']}")
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    typed["topic"] = typed["topic"] or request.GET.get("topik", "") or Topic.REGISTER.value
    told = {
        "session": session, "typed": typed, "wrong": wrong, "topics": TOPIC_WORDS.items(), "most": ASKED_MAX,
        "questions": list(queries.of_session(session.pk)),
    }  # fmt: skip
    return render(request, "faq/di-sesi.html", told, status=status)


def effect(request: Asked, code: str) -> HttpResponse:
    """The share struck before and after, for those who came and those who did not, and by reason."""
    session = session_to_weigh(request.actor, code)
    found = effect_around(session)
    told = {
        "session": session,
        "rows": [(sentence("RT/RW yang ketuanya datang"), found.came), (sentence("RT/RW yang lain"), found.others)],
        "reasons": [(REASONS.get(reason, OTHER), change) for reason, change in found.to_teach],
        "days": DAYS_LOOKED_AT,
        "runs": request.actor.seat_as(*ORGANISERS) is not None,
    }
    return render(request, "faq/akibat.html", told)
