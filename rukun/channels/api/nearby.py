"""Before somebody reports: which unit holds a place, which units there are to choose, and what is near and alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext
from ninja import Query

from rukun.areas import queries as areas
from rukun.channels.api.asking import Asked, reader
from rukun.channels.api.reports import page_of, photo_told
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.nearby import AlikeAsked, AlikesTold, LocatedTold, PlaceAsked, UnitsTold
from rukun.channels.api.shapes.parts import AreaInPath
from rukun.followup.rules import STATE_WORDS, State
from rukun.people.words import unit_words
from rukun.reports import queries as reports
from rukun.transparency.alike import Alike, near_alike, supported_by
from rukun.transparency.rules import colour_of
from rukun.values.code import AreaCode, Kind
from rukun.values.contacts import without_contacts
from rukun.values.place import Place
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.areas.models import Area

KEPT = 300


@serves("GET", "/places", Terms(LocatedTold, "areas"))
def find_place(request: Asked, asked: Query[PlaceAsked]) -> Reply:  # noqa: ARG001
    """The unit that holds a place, in words; and those between which it may lie, where a border is near.

    One query.
    """
    found = areas.locator().locate(Place(asked.lat, asked.lon))
    unit = found.rt or found.rw or found.kelurahan
    # Of each chain only the last link: the RT, and not once more the RW and the kelurahan around it.
    ends = [code for code in found.candidates if not any(o != code and o.is_within(code) for o in found.candidates)]
    if unit not in ends or len(ends) == 1:
        ends = []
    names = areas.areas_by_code({code.up_to(Kind.KELURAHAN) for code in (unit, *ends)})
    told = _unit(unit, names) | {
        "placed": found.placed, "distance_m": round(found.distance_m), "doubt": [_unit(code, names) for code in ends],
    }  # fmt: skip
    return reply(told)


@serves("GET", "/areas/{code}/units", Terms(UnitsTold, "areas"))
def list_units(request: Asked, code: AreaInPath) -> Reply:
    """The RW and RT of a kelurahan, to choose from.

    Two queries.
    """
    ward = areas.area(AreaCode.parse(code).up_to(Kind.KELURAHAN).digits)
    rows = [(unit.area_code, unit_words(unit.area_code, "")) for unit in areas.units_of(
        ward.area_code, on=day_of(request.now)
    )]  # fmt: skip
    rts = [{"code": code.official, "name": words} for code, words in rows if code.kind is Kind.RT]
    told = {
        "code": ward.official_code,
        "name": ward.name,
        "rw": [
            {"code": code.official, "name": words, "rt": [rt for rt in rts if rt["code"].startswith(code.digits)]}
            for code, words in rows
            if code.kind is Kind.RW
        ],
    }
    return reply(told, kept=KEPT)


@serves("GET", "/reports/alike", Terms(AlikesTold, "reports"))
def list_alike(request: Asked, asked: Query[AlikeAsked]) -> Reply:
    """Reports of the same kind near by: support one of them instead of filing it twice.

    Two queries where nothing is near, else three; one more for somebody known.
    """
    found = near_alike(Place(asked.lat, asked.lon), reports.category(asked.category), request.now)
    supported = supported_by(reader(request).person_id, [one.report for one in found])
    return reply({"items": [_alike(request, one, one.report.pk in supported) for one in found]})


def _unit(code: AreaCode, names: Mapping[str, Area]) -> dict[str, Any]:
    """`RT 005/RW 003, Kelurahan Bangka`."""
    ward = gettext("Kelurahan {name}").format(name=names[code.up_to(Kind.KELURAHAN).digits].name)
    words = ward if code.kind is Kind.KELURAHAN else f"{unit_words(code, '')}, {ward}"
    return {"code": code.official, "words": words}


def _alike(request: Asked, one: Alike, is_supported: bool) -> dict[str, Any]:
    report: Any = one.report
    state, category = State(report.ticket_state or State.WAITING), report.category
    return {
        "code": report.code, "url": page_of(report.code, request), "category": category.code,
        "category_name": category.name_en if get_language() == "en" else category.name,
        "words": without_contacts(report.said),
        "state": state.value, "state_words": gettext(STATE_WORDS[state]),
        "colour": colour_of(state.value, needs_followup=True).name.lower(), "distance_m": one.distance_m,
        "photo": photo_told(report.photo, request) if report.photo else None, "supports": report.supports,
        "is_supported": is_supported,
    }  # fmt: skip
