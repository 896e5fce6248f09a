"""Keputusan: who answers for the law brings a version of a decree, reads what it changes and costs, and agrees."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked, month_asked, refuse_get
from rukun.channels.web.request.middleware import STATUS, words_of
from rukun.funds import actions, queries
from rukun.funds.access import seat_for_law
from rukun.funds.decree import read_decree
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.funds.models import DecreeProposal
    from rukun.funds.queries import Difference

FILE_BYTES_MAX = 200_000
# A page reckons so many kelurahan while somebody waits; the command reckons a whole city.
KELURAHAN_AT_ONCE = 12
UNITS_SHOWN = 60


def listed(request: Asked) -> HttpResponse:
    """What stands, and what waits for another person."""
    seat_for_law(request.actor)
    return render(request, "keputusan/daftar.html", _list())


def bring(request: Asked) -> HttpResponse:
    """A file with its cases; every mistake in either is told beside the form."""
    seat_for_law(request.actor)
    refuse_get(request)
    try:
        name, content = _uploaded(request, "decree", ".toml")
        _, cases = _uploaded(request, "cases", ".cases.toml")
        made = actions.propose_decree(name, content, cases, by=request.actor, at=request.now)
    except Refused as refusal:
        told = _list() | {"wrong": words_of(refusal)}
        return render(request, "keputusan/daftar.html", told, status=STATUS.get(refusal.code, 400))
    return redirect("keputusan-satu", digest=made.digest)


def one(request: Asked, digest: str) -> HttpResponse:
    """One version: what it says, what it changes, and the two answers to it."""
    seat_for_law(request.actor)
    proposal, wrong, status = queries.proposal_by_digest(digest), "", 200
    if request.method == "POST":
        try:
            _decide(request, proposal)
            return redirect("keputusan")
        except Refused as refusal:
            wrong, status = words_of(refusal), STATUS.get(refusal.code, 400)
    decree = read_decree(proposal.decree, proposal.text.encode())
    told = {
        "proposal": proposal,
        "decree": decree,
        "changes": _changes(proposal),
        "is_own": proposal.proposed_by_id == request.actor.person_id,
        "wrong": wrong,
        "reason": request.POST.get("reason", ""),
        "month": Month.of(request.now).previous,
    }
    return render(request, "keputusan/satu.html", told, status=status)


def compare(request: Asked, digest: str) -> HttpResponse:
    """A month that was, under the law as it stands and under this version."""
    seat_for_law(request.actor)
    proposal = queries.proposal_by_digest(digest)
    decree = read_decree(proposal.decree, proposal.text.encode())
    month = month_asked(request, Month.of(request.now).previous)
    told: dict[str, Any] = {
        "proposal": proposal, "decree": decree, "month": month, "areas": areas.areas_of(Kind.KECAMATAN),
        "asked": request.GET.get("wilayah", ""),
    }  # fmt: skip
    if told["asked"]:
        told |= _compared(request, AreaCode.parse(told["asked"]), month, decree)
    return render(request, "keputusan/banding.html", told)


def _compared(request: Asked, within: AreaCode, month: Month, decree: Any) -> dict[str, Any]:
    kelurahan = list(areas.areas_of(Kind.KELURAHAN, within))
    if not 1 <= len(kelurahan) <= KELURAHAN_AT_ONCE:
        raise Refused("area", "Pilih sebuah kecamatan atau kelurahan.", field="wilayah")
    everything: list[Difference] = []
    sums = []
    for found, differences in queries.compare_each(within, month, decree, request.now):
        sums.append(queries.sum_of(found, differences))
        everything += differences
    spread = queries.spread(everything)
    most = max(n for _, _, n in spread) or 1
    return {
        "area": areas.area(within),
        "sums": sums,
        "whole": queries.sum_of(areas.area(within), everything),
        "spread": [(low, high, n, round(100 * n / most, 1)) for low, high, n in spread],
        "steepest": -queries.CLASSES[0],
        "units": sorted(everything, key=lambda d: (d.change, d.unit.code))[:UNITS_SHOWN],
        "is_cut": len(everything) > UNITS_SHOWN,
    }


def _decide(request: Asked, proposal: DecreeProposal) -> None:
    doing = request.POST.get("do", "")
    if doing == "approve":
        actions.approve_decree(proposal, by=request.actor, at=request.now)
    elif doing == "turn-down":
        reason = request.POST.get("reason", "")
        actions.turn_down_decree(proposal, reason=reason, by=request.actor, at=request.now)
    else:
        raise Refused("do", "Pilih apa yang hendak dilakukan.")


def _list() -> dict[str, Any]:
    loaded = sorted(queries.loaded_decrees().values(), key=lambda pair: pair[1].effective_from, reverse=True)
    return {"loaded": loaded, "waiting": queries.proposals_waiting()}


def _uploaded(request: Asked, field: str, ending: str) -> tuple[str, bytes]:
    """Name without the ending, and content, of a file in the form."""
    file = request.FILES.get(field)
    if file is None or not file.name or not file.name.endswith(ending):
        raise Refused("file", "Pilih berkas yang namanya berakhir {ending}.", field=field, ending=ending)
    if (file.size or 0) > FILE_BYTES_MAX:
        raise Refused("file", "Berkas keputusan paling besar 200 kB.", field=field)
    return PurePath(file.name).name.removesuffix(ending), file.read()


def _changes(proposal: DecreeProposal) -> list[tuple[str, str]]:
    """Lines that the version adds or takes away from the one that stands; all of it where none stands."""
    standing = queries.loaded_decrees().get(proposal.decree)
    before = standing[0].text.splitlines() if standing else []
    lines = unified_diff(before, proposal.text.splitlines(), lineterm="", n=1)
    kinds = {"+": "added", "-": "gone", "@": "place"}
    return [(kinds.get(line[:1], "same"), line[1:]) for line in lines if not line.startswith(("+++", "---"))]
