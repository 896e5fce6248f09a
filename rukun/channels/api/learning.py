"""Sosialisasi for everyone: sessions to come, and which stage was taught where."""

from __future__ import annotations

from ninja import Query

from rukun.channels.api.asking import Asked
from rukun.channels.api.places import named
from rukun.channels.api.reports import written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.learning import CoverageAsked, CoverageTold, SessionsTold
from rukun.sosialisasi import queries
from rukun.values.code import AreaCode

UPCOMING = 100


@serves("GET", "/sessions", Terms(SessionsTold, "sosialisasi"))
def list_sessions(request: Asked) -> Reply:
    """The next sessions, the soonest first.

    One query.
    """
    rows = [
        {
            "code": one.code, "kelurahan": named(one.kelurahan), "stage": one.stage, "place": one.place,
            "starts_at": written(one.starts_at), "ends_at": written(one.ends_at), "capacity": one.capacity,
        }
        for one in queries.upcoming(request.now, UPCOMING)
    ]  # fmt: skip
    return reply({"items": rows})


@serves("GET", "/coverage", Terms(CoverageTold, "sosialisasi"))
def get_coverage(request: Asked, asked: Query[CoverageAsked]) -> Reply:  # noqa: ARG001  a view takes its request
    """Every kelurahan with the stages that were taught there.

    Two queries.
    """
    groups = queries.covered_now(AreaCode.parse(asked.within) if asked.within else None)
    rows = [
        {
            "kelurahan": named(one.area),
            "stages": [{"stage": stage, "first_on": day.isoformat()} for stage, day in sorted(one.stages.items())],
        }
        for group in groups
        for one in group.kelurahan
    ]
    return reply({"items": rows})
