"""The same thing done to many tickets: asked first where words are needed, and told for each what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.drawing import queue
from rukun.channels.web.meja.doing import Typed, details_of
from rukun.channels.web.meja.lines import Line, Writer
from rukun.channels.web.meja.source import VERBS
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.followup import access
from rukun.followup import queries as followup
from rukun.followup.crew import members
from rukun.followup.desk import many, shelf, together
from rukun.followup.desk import queue as queries
from rukun.followup.desk.sieve import read_sieve
from rukun.people import queries as people
from rukun.reports import queries as reports
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.followup.desk.many import Told

NAMED = {verb.name: verb for verb in VERBS}
# Done at once; the others ask for words, an office or a day before.
AT_ONCE = frozenset({"take"})


def act(request: Asked) -> HttpResponse:
    """Take, assign, forward, pause, merge or decline many; what could not be done stays selected."""
    refuse_get(request)
    doing = request.POST.get("do", "")
    if doing not in NAMED:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")
    codes, is_all = _codes(request), bool(request.POST.get("semua"))
    if not codes:
        raise Refused("codes", "Pilih dahulu satu tiket atau lebih.", field="kode")
    is_sure = request.POST.get("yakin") == "1" or (doing in AT_ONCE and not is_all)
    if not is_sure:
        return _asked(request, doing, codes)
    try:
        answers = _done(request, doing, codes)
    except Refused as refusal:
        return _asked(request, doing, codes, refusal)
    if all(answer.ok for answer in answers):
        address = queue.address(queue.asking(request.GET), jadi=str(len(answers)))
        return redirect(f"{reverse('meja')}?{address}")
    return _told(request, doing, answers)


def _codes(request: Asked) -> list[str]:
    """Those that were selected; or all that the address asks for."""
    if not request.POST.get("semua") or request.POST.get("yakin"):
        return [code.upper() for code in dict.fromkeys(request.POST.getlist("kode"))]
    desk, sieve = queries.desk_for(access.desk_of(request.actor)), read_sieve(dict(request.GET.lists()))
    codes = queries.codes_of(queries.sifted(desk, sieve, request.now), sieve)
    if len(codes) > queries.ACTED_ON_MOST:
        raise Refused(
            "many", "Paling banyak {most} tiket sekaligus; persempit saringannya.", most=queries.ACTED_ON_MOST
        )
    return codes


def _done(request: Asked, doing: str, codes: list[str]) -> list[Told]:
    typed = Typed(request.POST, {}, access.desk_of(request.actor), request.now)
    if doing == "merge":
        return together.merge_each(
            codes, into=typed["utama"].upper(), words=typed.words, by=request.actor, at=request.now
        )
    verb = {"forward": "dispose"}.get(doing, doing)
    if doing == "assign" and not typed["crew"]:
        verb = "unassign"
    return many.act_on_many(codes, verb, by=request.actor, at=request.now, **details_of(doing, typed))


def _asked(request: Asked, doing: str, codes: list[str], refusal: Refused | None = None) -> HttpResponse:
    """What is needed before: words, an office, a day; with everything that was typed."""
    told = _page(request, doing, codes) | {
        "offices": people.offices_to_forward_to(queries.desk_for(access.desk_of(request.actor)).office),
        "crew": members.active_crew(queries.desk_for(access.desk_of(request.actor)).office.code),
        "templates": shelf.templates_for(queries.desk_for(access.desk_of(request.actor)).office),
        "decline_reasons": followup.terms().declines.values(),
        "delay_reasons": followup.terms().waits,
        "typed": request.POST,
        "wrong": words_of(refusal) if refusal else "",
        "into": request.POST.get("utama", ""),
    }
    return render(request, "kelurahan/massal.html", told, status=400 if refusal else 200)


def _told(request: Asked, doing: str, answers: list[Told]) -> HttpResponse:
    """For each ticket what became of it; those that were refused are still selected."""
    left = [answer.code for answer in answers if not answer.ok]
    words = {answer.code: words_of(answer.words) for answer in answers if answer.words}
    told = _page(request, doing, [answer.code for answer in answers])
    told["results"] = [(line, words.get(line.code, "")) for line in told["lines"]]
    seen = {line.code for line in told["lines"]}
    told["unseen"] = [(answer.code, words.get(answer.code, "")) for answer in answers if answer.code not in seen]
    asked = dict(queue.asking(request.GET)) | {"pilih": left}
    told |= {"done": len(answers) - len(left), "left": left, "back": queue.address(asked), "verbs": VERBS}
    return render(request, "kelurahan/massal-hasil.html", told, status=409)


def _page(request: Asked, doing: str, codes: list[str]) -> dict[str, Any]:
    desk = queries.desk_for(access.desk_of(request.actor))
    rows = {row.code: row for row in queries.rows_named(desk.tickets, codes)}
    address = queue.address(queue.asking(request.GET))
    writer = Writer(request.now, reports.every_category(), {}, address, is_wide=True)
    lines: list[Line] = [writer.line(rows[code]) for code in codes if code in rows]
    return {
        "verb": NAMED[doing],
        "doing": doing,
        "lines": lines,
        "query": address,
        "back": address,
        "office": desk.office,
    }
