"""The seal for everyone: roots, the proof of an entry, that the log only grew, and who watches it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from rukun.channels.web.request.asked import Asked, page_asked
from rukun.channels.web.request.middleware import wants_json
from rukun.trail import actions, proving, queries, signers
from rukun.trail.note import COSIGNATURE, read_verifier
from rukun.transparency import sealed
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden
from rukun.values.time import iso

EACH_PAGE = 30
MIRRORED_AT_ONCE = 1000
WITNESSED_SHOWN = 50
# A seal is made every few minutes at the earliest; what is sealed never changes.
NEWEST_KEPT, SEALED_KEPT = 60, 86_400


def page(request: Asked) -> HttpResponse:
    """The seals, newest first; four queries, and one for each earlier key."""
    number = page_asked(request)
    seals, count = queries.newest_seals(number, EACH_PAGE)
    told = {
        "newest": queries.newest_seal() if number > 1 else next(iter(seals), None),
        "seals": seals,
        "count": count,
        "page": number,
        "has_more": number * EACH_PAGE < count,
        "address": "",
        "verifier": signers.verifier(settings.RUKUN_HOME),
        "earlier": signers.earlier(settings.RUKUN_HOME),
        "witnesses": len(settings.RUKUN_WITNESSES),
        "command": f"rukun trail witness {request.build_absolute_uri('/').rstrip('/')} --home saksi --every 900",
    }
    return render(request, "portal/segel.html", told)


def newest(request: Asked) -> HttpResponse:  # noqa: ARG001  a view
    """The newest signed note, at the address that mirrors and witnesses ask."""
    seal = queries.newest_seal()
    if seal is None:
        raise hidden()
    return _text(seal.note, NEWEST_KEPT)


def key(request: Asked) -> HttpResponse:  # noqa: ARG001  a view
    """The city's public key in the form of a signed note."""
    return _text(signers.verifier(settings.RUKUN_HOME) + "\n", NEWEST_KEPT)


def one(request: Asked, number: int) -> HttpResponse:  # noqa: ARG001  a view
    """The signed note of one seal."""
    return _text(queries.seal_of(number).note, SEALED_KEPT)


def listed(request: Asked) -> JsonResponse:
    """The seals that follow number `sesudah`, oldest first, at most a thousand: what a mirror walks through.

    Beside the present key those before it, each with the event in which it names the next and the seal that holds it.
    """
    after = _number(request.GET.get("sesudah", "0"), "sesudah")
    seals = queries.seals_after(after, MIRRORED_AT_ONCE)
    rows = [
        {"number": seal.number, "at": iso(seal.at), "size": seal.size, "root": bytes(seal.root).hex(),
         "note": seal.note}
        for seal in seals
    ]  # fmt: skip
    told = {
        "verifier": signers.verifier(settings.RUKUN_HOME),
        "earlier": [asdict(one) for one in signers.earlier(settings.RUKUN_HOME)],
        "seals": rows,
    }
    return _json(told, NEWEST_KEPT)


def entry(request: Asked) -> HttpResponse:
    """The proof of an entry (`nomor`), or the entries about a thing (`tentang`) to choose from."""
    number, about = request.GET.get("nomor", "").strip(), request.GET.get("tentang", "").strip()
    told: dict[str, Any] = {"number": number, "about": about}
    if number:
        told["proof"] = sealed.proved(number, settings.RUKUN_HOME)
    elif about:
        told["entries"] = sealed.entries_about(about)
    return render(request, "portal/segel-bukti.html", told)


def entry_as_json(request: Asked) -> JsonResponse:
    """The proof of an entry for a program."""
    return _json(sealed.proved(request.GET.get("nomor", ""), settings.RUKUN_HOME), NEWEST_KEPT)


def growth(request: Asked) -> HttpResponse:
    """That the log under one seal (`dari`) begins the log under another (`ke`)."""
    first, second = request.GET.get("dari", "").strip(), request.GET.get("ke", "").strip()
    told: dict[str, Any] = {"first": first, "second": second, "newest": queries.newest_seal()}
    if first:
        begun = queries.seal_of(_number(first, "dari"))
        ended = queries.seal_of(_number(second, "ke")) if second else told["newest"]
        told["growth"] = proving.prove_between(begun, ended)
    return render(request, "portal/segel-tumbuh.html", told)


def growth_as_json(request: Asked) -> JsonResponse:
    """The same between two sizes of the log, for a witness: how many events it saw, and how many are shown now."""
    first = _number(request.GET.get("dari", ""), "dari")
    size = _number(request.GET["ke"], "ke") if "ke" in request.GET else None
    return _json(proving.prove_growth(first, size), SEALED_KEPT if size else NEWEST_KEPT)


@csrf_exempt
def witnesses(request: Asked) -> HttpResponse:
    """Who watches; and where a witness that the city knows leaves its signature (the signature is who it is)."""
    if request.method == "POST":
        size = _number(request.POST.get("isi", ""), "isi")
        line = request.POST.get("baris", "")[:2000]
        made = actions.countersign(size=size, line=line, witnesses=settings.RUKUN_WITNESSES, at=request.now)
        if wants_json(request):
            return JsonResponse({"seal": made.seal_id, "witness": made.witness})
        return redirect("segel-saksi")
    known = [(read_verifier(verifier, COSIGNATURE)[0], verifier) for verifier in settings.RUKUN_WITNESSES]
    told = {"known": known, "signed": queries.countersignatures(WITNESSED_SHOWN)}
    return render(request, "portal/segel-saksi.html", told)


def _number(text: str, field: str) -> int:
    number = number_in(text, sealed.DIGITS_AT_MOST)
    if number is None:
        raise Refused("number", "Nomor ditulis dengan angka.", field=field)
    return number


def _text(content: str, kept: int) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = f"public, max-age={kept}"
    return answer


def _json(told: dict[str, Any], kept: int) -> JsonResponse:
    answer = JsonResponse(told, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Cache-Control"] = f"public, max-age={kept}"
    return answer
