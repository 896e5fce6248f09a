"""Pieces that several answers share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Path, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

Item = TypeVar("Item")
AREA_PATTERN = (
    r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$|^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{10}|[0-9]{13}|[0-9]{16})$"
)
MONTH_PATTERN = r"^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])$"
Moment = Annotated[
    str, WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2016-06-01T12:00:00+07:00"]})
]
Code = Annotated[str, Field(description="An area's official code.", examples=["31.74.03.1002"])]
CodeInPath = Path[
    Annotated[str, Field(description="The code of a report.", examples=["9F3A7K2M1Q"], min_length=1, max_length=20)]
]
AreaInPath = Path[
    Annotated[str, Field(description="The code of an area, with dots or without.", examples=["31.74.03.1002"],
                         pattern=AREA_PATTERN)]
]  # fmt: skip
MonthInPath = Path[Annotated[str, Field(description="A month.", examples=["2016-06"], pattern=MONTH_PATTERN)]]


class Asking(Schema):
    """What may stand in a query: nothing else."""

    model_config = ConfigDict(extra="ignore")


class Paged(Asking):
    """How a list is turned."""

    cursor: str | None = Field(None, description="Where the page before ended: take it from `next`.", max_length=600)
    limit: int = Field(50, ge=1, le=200, description="How many at most.", examples=[50])


class Page(Schema, Generic[Item]):
    """A page of a list."""

    items: list[Item] = Field(description="What is on this page.")
    next: str | None = Field(description="The address of the next page; null on the last.")


class Named(Schema):
    """An area by code and name."""

    code: Code
    name: str = Field(description="Its name.", examples=["Bangka"])


class Point(Schema):
    """A place (WGS 84)."""

    lat: float = Field(description="Latitude in degrees.", examples=[-6.2607])
    lon: float = Field(description="Longitude in degrees.", examples=[106.8168])


Anything = dict[str, Any]
Moments = datetime
