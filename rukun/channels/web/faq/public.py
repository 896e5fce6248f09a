"""Tanya jawab: what everyone may read, found in everyday words; and asking what is not there yet."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds.queries import decree_for
from rukun.funds.uses import search
from rukun.people.rules import UNIT_ROLES
from rukun.sosialisasi.asked import actions, queries
from rukun.sosialisasi.asked.rules import ANSWERING, ASKED_MAX, TOPIC_WORDS, Published, Topic, found, topic_of
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

OWN_SHOWN = 30
LETTERS_MAX = 200


def page(request: Asked) -> HttpResponse:
    """The answers by topic, or those that a question is about; and what the money may buy, where it asks for that."""
    asked = request.GET.get("cari", "").strip()[:LETTERS_MAX]
    topic = topic_of(request.GET["topik"]) if request.GET.get("topik") else None
    listed = queries.published(topic or "", request.GET.get("untuk", "")[:40])
    told = {
        "asked": asked,
        "topic": topic,
        "topics": TOPIC_WORDS.items(),
        "found": found(listed, asked) if asked else None,
        "by_topic": [] if asked else _by_topic(listed),
        "of_money": _of_money(request, asked) if asked and topic in (None, Topic.MONEY) else None,
        "answers_here": request.actor.seat_as(*ANSWERING) is not None,
    }
    return render(request, "faq/tanya.html", told)


def _by_topic(listed: list[Published]) -> list[tuple[str, list[Published]]]:
    groups = [(words, [one for one in listed if one.topic is topic]) for topic, words in TOPIC_WORDS.items()]
    return [group for group in groups if group[1]]


def _of_money(request: Asked, asked: str) -> dict[str, Any] | None:
    """What the catalogue of the decree in force says to the same words; None where no decree rules."""
    try:
        decree = decree_for(Kind.RT, Month.of(request.now), day_of(request.now))
    except Refused:
        return None
    answers = search(decree.uses, asked).answers
    return {"decree": decree, "answers": answers} if answers else None


def ask(request: Asked) -> HttpResponse:
    """A form, and what became of what was asked; what was typed is never lost."""
    typed = {name: (request.POST or request.GET).get(name, "").strip() for name in ("key", "topic", "words")}
    typed["key"] = typed["key"] or uuid.uuid4().hex
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            asking = actions.Asking(typed["key"], topic_of(typed["topic"]), typed["words"])
            actions.ask(asking, kelurahan=_home(request), by=request.actor, at=request.now)
            return redirect(f"{reverse('tanya-ajukan')}?terkirim=1")
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    told = {
        "typed": typed,
        "wrong": wrong,
        "topics": TOPIC_WORDS.items(),
        "most": ASKED_MAX,
        "is_sent": "terkirim" in request.GET,
        "own": queries.of_person(request.actor.known_id)[:OWN_SHOWN],
        "near": found(queries.published(), typed["words"])[:3] if wrong and typed["words"] else [],
    }
    return render(request, "faq/ajukan.html", told, status=status)


def _home(request: Asked) -> Any:
    """The kelurahan of a board member, whose office answers; a resident's question goes to the whole city's desk."""
    seat = request.actor.seat_as(*UNIT_ROLES)
    return areas.area(seat.area.up_to(Kind.KELURAHAN)) if seat else None
