"""Sosialisasi: sessions and what was taught where."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import AREA_PATTERN, Asking, Moment, Named


class SessionTold(Schema):
    """A session to come."""

    code: str = Field(description="Its code.")
    kelurahan: Named = Field(description="For which kelurahan.")
    stage: int = Field(description="Which stage of the curriculum.", examples=[1])
    place: str = Field(description="Where it is held.")
    starts_at: Moment = Field(description="When it begins.")
    ends_at: Moment = Field(description="When it ends.")
    capacity: int = Field(description="How many have room.", examples=[60])


class SessionsTold(Schema):
    """The next sessions, the soonest first; at most a hundred."""

    items: list[SessionTold] = Field(description="The sessions.")


class CoverageAsked(Asking):
    """Where."""

    within: str | None = Field(None, description="Only within this area.", pattern=AREA_PATTERN, examples=["31.74"])


class StageTaught(Schema):
    """A stage that was taught."""

    stage: int = Field(description="Which stage.")
    first_on: str = Field(description="The first day.", examples=["2016-03-01"])


class KelurahanTaught(Schema):
    """A kelurahan and what was taught there."""

    kelurahan: Named = Field(description="The kelurahan.")
    stages: list[StageTaught] = Field(description="Each stage that was taught.")


class CoverageTold(Schema):
    """Every kelurahan, by code."""

    items: list[KelurahanTaught] = Field(description="The kelurahan.")
