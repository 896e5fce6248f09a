"""Kinds of reports, and areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from ninja import Query

from rukun.areas import queries as areas
from rukun.channels.api import paging
from rukun.channels.api.asking import Asked
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import AreaInPath, Page
from rukun.channels.api.shapes.places import AreasAsked, AreaTold, AreaWhole, CategoriesTold
from rukun.reports import queries as reports
from rukun.reports.questions import Question, questions_for
from rukun.transparency.money.queries import above
from rukun.values.code import AreaCode

if TYPE_CHECKING:
    from rukun.areas.models import Area

KEPT = 300


@serves("GET", "/categories", Terms(CategoriesTold, "areas"))
def list_categories(request: Asked) -> Reply:  # noqa: ARG001  a view takes its request
    """The kinds of reports, with what is asked besides for each.

    One query.
    """
    asked, english = reports.questions(), get_language() == "en"
    rows = [
        {
            "code": one.code, "name": one.name_en if english else one.name, "group": one.group,
            "needs_followup": one.needs_followup, "deadline_hours": one.deadline_hours,
            "around_the_clock": one.around_the_clock,
            "questions": [_question(each, english) for each in questions_for(asked, one.code) if each.asks],
        }
        for one in reports.categories()
    ]  # fmt: skip
    return reply({"items": rows}, kept=KEPT)


@serves("GET", "/areas", Terms(Page[AreaTold], "areas"))
def list_areas(request: Asked, asked: Query[AreasAsked]) -> Reply:
    """Areas by their codes, of one level or within another area.

    One query.
    """
    at = paging.place(request, asked.cursor)
    within = AreaCode.parse(asked.within) if asked.within else None
    found = areas.areas_listed(asked.kind, within, after=str(at[0]) if at else "", most=asked.limit + 1)
    shown = found[: asked.limit]
    after = [shown[-1].code] if len(found) > asked.limit else None
    told, headers = paging.turned(request, [area_told(one) for one in shown], after)
    return reply(told, headers, kept=KEPT)


@serves("GET", "/areas/{code}", Terms(AreaWhole, "areas"))
def get_area(request: Asked, code: AreaInPath) -> Reply:  # noqa: ARG001
    """One area with those that it lies in and those one level below.

    Three queries.
    """
    found = areas.area(code)
    told = area_told(found) | {
        "above": [named(one) for one in above(found)],
        "below": [named(one) for one in areas.children(found.area_code)],
    }
    return reply(told, kept=KEPT)


def area_told(area: Area) -> dict[str, Any]:
    parent = area.area_code.parent
    return {
        "code": area.official_code, "name": area.name, "kind": area.kind,
        "parent": parent.official if parent else None, "population": area.population,
        "founded_on": area.founded_on.isoformat() if area.founded_on else None,
        "dissolved_on": area.dissolved_on.isoformat() if area.dissolved_on else None,
    }  # fmt: skip


def named(area: Area) -> dict[str, str]:
    return {"code": area.official_code, "name": area.name}


def _question(one: Question, english: bool) -> dict[str, Any]:
    values = [{"key": each.key, "name": each.name_en if english else each.name} for each in one.values]
    return {
        "code": one.code, "name": one.name_en if english else one.name, "hint": one.hint_en if english else one.hint,
        "datatype": one.datatype, "required": one.required, "values": values,
    }  # fmt: skip
