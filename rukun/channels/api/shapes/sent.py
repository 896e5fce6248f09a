"""What is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, field_validator

from rukun.channels.api.shapes.parts import AREA_PATTERN, Moment, Named
from rukun.reports.retracting import Retracting
from rukun.values.told import anything_in


class Sending(BaseModel):
    """What is sent holds nothing that is not described."""

    model_config = ConfigDict(extra="forbid")


class ReportSent(Sending):
    """A report. Words or a photo, and a point or an area, have to be there."""

    category: str = Field(description="The code of a kind.", examples=["sampah"], max_length=40)
    words: str = Field("", description="What is wrong.", examples=["Tumpukan sampah di depan pos"], max_length=10_000)
    lat: float | None = Field(None, description="Latitude in degrees.", examples=[-6.2607], ge=-90, le=90)
    lon: float | None = Field(None, description="Longitude in degrees.", examples=[106.8168], ge=-180, le=180)
    area: str | None = Field(None, description="Code of a kelurahan, RW or RT: instead of a point, or at a border.",
                             pattern=AREA_PATTERN, examples=["31.74.03.1002"])  # fmt: skip
    address: str = Field("", description="How the place is called; stands in the words.", max_length=500)
    seen_at: datetime | None = Field(None, description="When it was seen; now, where it is left out.")
    answers: dict[str, str | list[str]] = Field(default_factory=dict, description="Answers to the kind's questions.",
                                                examples=[{"besar": "gerobak"}])  # fmt: skip
    sender: str = Field("", description="The program's own name for the person or device, so that two people who "
                        "say the same are two. Kept only within a digest.", max_length=200)  # fmt: skip
    is_private: bool = Field(False, description="Only for keys that somebody holds: read by holder and desk alone.")
    for_unit: str | None = Field(None, description="Only for keys of an RT/RW board: in which unit's name.",
                                 pattern=AREA_PATTERN)  # fmt: skip

    @field_validator("answers", mode="before")
    @classmethod
    def from_a_form(cls, told: Any) -> Any:
        """In a form it is written as JSON."""
        return anything_in(told or "{}") if isinstance(told, str) else told


class RetractionSent(Sending):
    """Why a report is taken back: a kind of reason and no words, for everybody reads it."""

    reason: Retracting = Field(description="Why: it is wrong, what it tells is solved, or something else.",
                               examples=["solved"])  # fmt: skip


class Retracted(Schema):
    """A report that was taken back. It counts no more, and is closed unless others report or support the same."""

    code: str = Field(description="Its code.", examples=["9F3A7K2M1Q"])
    reason: Retracting = Field(description="Why, as it was said the first time.", examples=["solved"])
    at: Moment = Field(description="When.")


class CommentSent(Sending):
    """Something to say."""

    words: str = Field(description="What is said.", examples=["Masih ada, saya lewat tadi."], max_length=2_000)
    in_seat: bool = Field(False, description="Say it in the seat that answers for the report, not as a resident.")


class Filed(Schema):
    """What became of a sending. The same for the same Idempotency-Key."""

    code: str = Field(description="The code of the report.", examples=["9F3A7K2M1Q"])
    url: str = Field(description="Its page for people.")
    self: str = Field(description="Its address here.")
    kelurahan: Named = Field(description="Where it was taken to be.")
    rw: str | None = Field(description="Code of the RW.")
    rt: str | None = Field(description="Code of the RT.")
    received_at: Moment = Field(description="When it came in.")


class Supported(Schema):
    """How many support a report now."""

    supports: int = Field(description="How many.", examples=[3])
    is_supported: bool = Field(description="Whether the key's holder does.")
