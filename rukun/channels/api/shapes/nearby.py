"""A place, the units to choose from, and what lies near a place."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import Asking, Code
from rukun.channels.api.shapes.reports import PhotoTold


class PlaceAsked(Asking):
    """Which place (WGS 84)."""

    lat: float = Field(description="Latitude in degrees.", examples=[-6.2607], ge=-90, le=90)
    lon: float = Field(description="Longitude in degrees.", examples=[106.8168], ge=-180, le=180)


class UnitTold(Schema):
    """A unit as a person names it."""

    code: Code
    words: str = Field(description="In the asker's language.", examples=["RT 005/RW 003, Kelurahan Bangka"])


class LocatedTold(UnitTold):
    """The smallest unit that holds a place."""

    placed: str = Field(
        description="inside, border (on the line) or nearby (in a gap between units).", examples=["inside"]
    )
    distance_m: int = Field(description="How far it is to the unit, in metres.", examples=[0])
    doubt: list[UnitTold] = Field(
        description="The units between which only a person can tell, where a border is that near; else empty."
    )


class ChoosableTold(Schema):
    """An RW or RT to choose."""

    code: Code
    name: str = Field(description="Its name.", examples=["RT 005/RW 003"])


class NeighbourhoodTold(ChoosableTold):
    """An RW with its RT."""

    rt: list[ChoosableTold] = Field(description="In the order of their numbers.")


class UnitsTold(Schema):
    """The neighbourhoods of a kelurahan."""

    code: Code
    name: str = Field(description="The kelurahan's name.", examples=["Bangka"])
    rw: list[NeighbourhoodTold] = Field(description="In the order of their numbers.")


class AlikeAsked(PlaceAsked):
    """What is about to be reported, and where."""

    category: str = Field(description="The code of a kind.", examples=["sampah"], max_length=40)


class AlikeTold(Schema):
    """A report of the same kind near by."""

    code: str = Field(description="The report's code.", examples=["9F3A7K2M1Q"])
    url: str = Field(description="Its page for people.")
    category: str = Field(description="The code of its kind.", examples=["sampah"])
    category_name: str = Field(description="In the asker's language.", examples=["Rubbish"])
    words: str = Field(description="What was said; empty where it is hidden.")
    state: str = Field(description="The ticket's state.", examples=["waiting"])
    state_words: str = Field(description="In the asker's language.", examples=["Waiting"])
    colour: str = Field(description="The state's colour on the pages: red, yellow, green or grey.", examples=["red"])
    distance_m: int = Field(description="How far it is, in metres.", examples=[12])
    photo: PhotoTold | None = Field(description="Its first photo.")
    supports: int = Field(description="How many support it.", examples=[3])
    is_supported: bool = Field(description="Whether whoever asks supports it; false for nobody.")


class AlikesTold(Schema):
    """At most three, the nearest first."""

    items: list[AlikeTold] = Field(description="Open, or closed less than a week ago, within 50 metres.")
