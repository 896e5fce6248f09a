"""The desk that answers: what waits and since when, an answer, and the second person who agrees to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds.queries import decree_for
from rukun.sosialisasi.asked import access, actions, queries
from rukun.sosialisasi.asked.rules import TOPIC_WORDS, found, topic_of
from rukun.values.code import Kind
from rukun.values.number import number_in
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of

SHOWN = 100
NEAR_SHOWN = 5
FIELDS = ("topic", "heading", "words", "use", "because", "reply")


def listed(request: Asked) -> HttpResponse:
    """Questions without an answer, the oldest first, and answers that wait for a second person."""
    seats = access.seats_that_answer(request.actor)
    waiting = list(queries.waiting(seats)[:SHOWN])
    told = {
        "waiting": [_aged(question, request.now) for question in waiting],
        "count": queries.counts_waiting(seats),
        "late_days": settings.RUKUN_QUESTION_DAYS,
        "to_approve": list(queries.to_approve()[:SHOWN]) if access.may_approve(request.actor) else [],
        "topics": TOPIC_WORDS.items(),
    }
    return render(request, "faq/petugas.html", told)


def _aged(question: Any, now: datetime) -> tuple[Any, int, bool]:
    """A question, how many days it has waited, and whether that is too long."""
    days = (now - question.at).days
    return question, days, days >= settings.RUKUN_QUESTION_DAYS


def answer(request: Asked, number: int) -> HttpResponse:
    """One question: write an answer, settle it with one that is there, or put it aside."""
    question, _ = access.question_to_answer(request.actor, number)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            _do(request, number, typed)
            return redirect("tanya-petugas")
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    else:
        typed |= {"topic": question.topic, "heading": question.words[:200]}
    told = {
        "question": question,
        "days": (request.now - question.at).days,
        "typed": typed,
        "wrong": wrong,
        "near": found(queries.published(), question.words)[:NEAR_SHOWN],
        **_choices(request),
    }
    return render(request, "faq/jawab.html", told, status=status)


def _do(request: Asked, number: int, typed: dict[str, str]) -> None:
    by, at = request.actor, request.now
    match request.POST.get("do", ""):
        case "settle":
            reply = typed["reply"]
            known = number_in(reply) or 0
            actions.settle_with(number, known, by=by, at=at)
        case "aside":
            actions.put_aside(number, typed["because"], by=by, at=at)
        case _:
            actions.answer(number, _written(request, typed), by=by, at=at)


def _written(request: Asked, typed: dict[str, str]) -> actions.Written:
    """What was typed; a use of the money only where the catalogue in force has it."""
    use = typed["use"]
    if use and use not in {code for code, _ in _uses(request)}:
        raise Refused("use", "Pilih dahulu untuk apa uangnya.", field="use")
    return actions.Written(topic_of(typed["topic"]), typed["heading"], typed["words"], use)


def _choices(request: Asked) -> dict[str, Any]:
    return {"topics": TOPIC_WORDS.items(), "uses": _uses(request)}


def _uses(request: Asked) -> list[tuple[str, str]]:
    """Code and name of every use in the catalogue of the decree in force; none where no decree rules."""
    try:
        decree = decree_for(Kind.RT, Month.of(request.now), day_of(request.now))
    except Refused:
        return []
    return [(use.code, use.name) for use in decree.uses]


def revise(request: Asked, number: int) -> HttpResponse:
    """A better answer in place of a published one, which stands until somebody else has agreed."""
    reply, _ = access.reply_to_revise(request.actor, number)
    typed = {name: request.POST.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            actions.revise(number, _written(request, typed), by=request.actor, at=request.now)
            return redirect("tanya-petugas")
        except Refused as refusal:
            wrong, status = {refusal.field or "form": words_of(refusal)}, STATUS.get(refusal.code, 400)
    else:
        typed |= {"topic": reply.topic, "heading": reply.heading, "words": reply.words, "use": reply.use}
    told = {"typed": typed, "wrong": wrong, "reply": reply, **_choices(request)}
    return render(request, "faq/perbaiki.html", told, status=status)


def decide(request: Asked, number: int) -> HttpResponse:
    """Agree to an answer, or send it back with why."""
    refuse_get(request)
    if request.POST.get("do") == "approve":
        actions.approve(number, by=request.actor, at=request.now)
    else:
        actions.send_back(number, request.POST.get("because", ""), by=request.actor, at=request.now)
    return redirect(reverse("tanya-petugas"))
