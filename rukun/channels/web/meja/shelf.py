"""What the desk keeps for itself: saved views of the queue, and words to the citizen."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from rukun.channels.web.drawing import queue
from rukun.channels.web.request.asked import Asked, refuse_get
from rukun.channels.web.request.middleware import words_of
from rukun.followup import access
from rukun.followup.desk import keeping, shelf
from rukun.followup.desk import queue as queries
from rukun.followup.desk.sieve import read_sieve
from rukun.followup.rules import STATE_WORDS
from rukun.people.rules import Role
from rukun.values.number import number_in
from rukun.values.refused import Refused, hidden


def views(request: Asked) -> HttpResponse:
    """Keep the view of an address under a name, or drop one."""
    refuse_get(request)
    desk = access.desk_of(request.actor)
    office = queries.desk_for(desk).office
    if request.POST.get("do") == "drop":
        keeping.drop_view(
            number=_number(request), office=office, person_id=request.actor.known_id, desk=desk, at=request.now
        )
        return redirect("meja")
    asked = QueryDict(request.POST.get("address", "")[: keeping.ADDRESS_MOST + 1])
    read_sieve(dict(asked.lists()))  # refused here, and not each time that it is opened
    address = queue.address(queue.asking(asked))
    person = None if request.POST.get("office") else request.actor.known_id
    keeping.keep_view(
        name=request.POST.get("name", ""), address=address, office=office, person_id=person, desk=desk, at=request.now
    )
    return redirect(f"{reverse('meja')}?{address}")


def templates(request: Asked) -> HttpResponse:
    """The words of the office and of the city; a lurah or the head of a desk writes the office's own."""
    desk = access.desk_of(request.actor)
    office, may_write = queries.desk_for(desk).office, desk.role is not Role.STAFF_KELURAHAN
    refusal: Refused | None = None
    if request.method == "POST":
        if not may_write:
            raise hidden()
        try:
            if request.POST.get("do") == "retire":
                keeping.retire_template(number=_number(request), office=office, desk=desk, at=request.now)
            else:
                typed = {name: request.POST.get(name, "") for name in ("state", "name", "words")}
                keeping.keep_template(**typed, office=office, desk=desk, at=request.now)
            return redirect("meja-templat")
        except Refused as caught:
            if caught.code == "hidden":
                raise
            refusal = caught
    told = {
        "office": office,
        "kept": list(shelf.templates_for(office)),
        "states": [(state.value, STATE_WORDS[state]) for state in keeping.SPOKEN_STATES],
        "may_write": may_write,
        "wrong": words_of(refusal) if refusal else "",
        "typed": request.POST,
    }
    return render(request, "kelurahan/templat.html", told, status=400 if refusal else 200)


def _number(request: Asked) -> int:
    number = number_in(request.POST.get("number", ""))
    if number is None:
        raise hidden()
    return number
