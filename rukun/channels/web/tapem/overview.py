"""Where a validator begins: appeals, how far they are, what waits in each kelurahan, how the samples stand."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.channels.web.tapem.appeals import waiting
from rukun.channels.web.tapem.asking import sitting_since
from rukun.channels.web.tapem.words import flag_name
from rukun.penataan.queries import waiting_within
from rukun.reports.queries import categories
from rukun.validation import access
from rukun.validation.desk import queue
from rukun.validation.sample import queries as samples
from rukun.values.time import Month


def desk(request: Asked) -> HttpResponse:
    """The desk of Tapem."""
    seat = access.validator_seat(request.actor)
    sitting_since(request)
    wards = queue.waiting_by_ward(request.actor, seat.area)
    last = Month.of(request.now).previous
    told = {
        "area": areas.area(seat.area),
        "wards": wards,
        "total": sum(ward.all for ward in wards),
        "progress": queue.progress_of(request.actor, seat.area, request.now),
        "kinds": list(categories()),
        "flags": [(kind, flag_name(kind), n) for kind, n in queue.flags_waiting(request.actor, seat.area).items()],
        "sampled": last,
        "samples": samples.sampling_states(seat.area, last),
        "units_changing": waiting_within([seat.area]),
        **waiting(request, seat.area),
    }
    return render(request, "tapem/meja.html", told)
