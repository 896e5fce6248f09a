"""The weekly e-mail before it leaves: as it would be today, for the area that the reader oversees."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from rukun.areas import queries as areas
from rukun.channels.web.request.asked import Asked
from rukun.followup.oversight.access import area_overseen
from rukun.followup.oversight.weekly import monday_of
from rukun.notices import weekly


def preview(request: Asked) -> HttpResponse:
    """The figures of the week that ended last, as the mailbox gets them."""
    area = areas.area(area_overseen(request.actor, request.GET.get("wilayah", "").strip()))
    facts = weekly.facts_for(area, monday_of(request.now), request.now)
    told = {
        "area": area,
        "gaps": weekly.gaps_of(facts),
        "lines": weekly.lines_of(facts),
        "heads": weekly.heads(),
        "offices": weekly.offices_of(facts),
        "left": weekly.left_words(facts),
        "text": weekly.text_of(facts),
    }
    return render(request, "pengawasan/ringkasan.html", told)
