"""Reports as they are asked for and told."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import AREA_PATTERN, Asking, Moment, Named, Paged, Point
from rukun.followup.parts.rules import PartState
from rukun.followup.rules import State


class ReportsAsked(Paged):
    """Which reports; what is left out asks for nothing."""

    area: str | None = Field(None, description="Within the area with this code.", pattern=AREA_PATTERN,
                             examples=["31.74.03.1002"])  # fmt: skip
    category: str | None = Field(None, description="Codes of kinds, with commas between.", examples=["sampah,banjir"],
                                 max_length=400)  # fmt: skip
    state: State | None = Field(None, description="How its ticket stands.")
    open: bool | None = Field(None, description="Whether anything is still to be done.")
    received_from: datetime | None = Field(None, description="Received at this moment or later.")
    received_until: datetime | None = Field(None, description="Received at this moment or earlier.")
    changed_from: datetime | None = Field(
        None, description="Closed, or while it is open changed, at this moment or later."
    )
    bbox: str | None = Field(None, description="west,south,east,north in degrees.", max_length=120,
                             examples=["106.80,-6.27,106.83,-6.25"])  # fmt: skip
    words: str | None = Field(
        None, description="Holds all of these words; the last may be a beginning.", max_length=200
    )


class ReportAsked(Asking):
    """What is told besides."""

    held: bool = Field(False, description="Also which office held it how long.")


class PhotoTold(Schema):
    """A photo."""

    digest: str = Field(description="SHA-256 of the picture as it is kept.")
    url: str = Field(description="Where it lies (JPEG).")


class Placed(Schema):
    """Where it is: areas, and a point where one was sent."""

    kelurahan: Named = Field(description="The kelurahan.")
    rw: str | None = Field(description="Code of the RW.", examples=["3174031002004"])
    rt: str | None = Field(description="Code of the RT.", examples=["3174031002004001"])
    point: Point | None = Field(description="The point, where one was sent.")


class UrgentTold(Schema):
    """That it goes first."""

    reason: str = Field(description="Why: a code of the city's `follow-up.toml`.", examples=["danger"])
    until: Moment | None = Field(description="By when somebody should have begun; null where the city names no hours.")


class TicketTold(Schema):
    """How it is followed up."""

    state: State = Field(description="How it stands.")
    holder: str = Field(description="The office that holds it.", examples=["Kelurahan Bangka"])
    category: str = Field(description="The kind as it is believed now.", examples=["sampah"])
    due_at: Moment | None = Field(description="Until when it should be done.")
    done_at: Moment | None = Field(description="When it was closed.")
    paused_until: str | None = Field(description="The day until which it waits.")
    urgent: UrgentTold | None = Field(
        description="That an office lets it go first, or the city its kind, and why; null for all others. Its deadline "
        "and what is counted are as without."
    )
    outcome: str | None = Field(description="What a closing is worth: claimed, confirmed, disputed or unconfirmed.")


class ReportTold(Schema):
    """A report as a list tells it."""

    code: str = Field(description="Its code.", examples=["9F3A7K2M1Q"])
    url: str = Field(description="Its page for people.")
    category: str = Field(description="The kind as it was said.", examples=["sampah"])
    words: str = Field(description="What was said, without numbers of telephones and identity cards.")
    placed: Placed = Field(description="Where it is.")
    photos: list[PhotoTold] = Field(description="What everybody may see.")
    is_open: bool = Field(description="Whether anything is still to be done.")
    ticket: TicketTold | None = Field(description="Its follow-up; null before it has one, and for activities.")
    received_at: Moment = Field(description="When it came in.")
    changed_at: Moment = Field(description="When it was closed; while it is open, when something was done last.")
    channel: str = Field(
        description="By which door, where somebody else typed it; empty otherwise.", examples=["counter"]
    )


class Moved(Schema):
    """One moment of its course."""

    at: Moment = Field(description="When.")
    state: State = Field(description="How it stood from then on.")
    office: str = Field(description="Which office did it; empty for the clock.")
    words: str = Field(description="What was said to the reporter; may be empty.")
    photo: PhotoTold | None = Field(description="The photo of the result.")


class PartTold(Schema):
    """One office's share of the work, where several have to work on one report."""

    number: int = Field(description="Its number.", examples=[1])
    category: str = Field(description="Its kind.", examples=["lampu-jalan"])
    office: str = Field(description="The office that has it.", examples=["Dinas Bina Marga"])
    state: PartState = Field(description="How it stands.")
    task: str = Field(description="What is to be done.")
    words: str = Field(description="What was said of it last.")
    due_at: Moment = Field(description="Until when it should be done.")
    ended_at: Moment | None = Field(description="When it was done, or taken back by the office that leads.")


class VerdictTold(Schema):
    """Whether it was found true."""

    is_valid: bool = Field(description="False: struck out.")
    reason: str | None = Field(description="Why it was struck out.")
    given_at: Moment = Field(description="When.")


class HeldTold(Schema):
    """How long it spent with an office."""

    office: str = Field(description="The office.")
    seconds: int = Field(description="Seconds of its deadline.", examples=[7_200])


class ReportWhole(ReportTold):
    """A report with its course."""

    is_private: bool = Field(description="True only for a key whose holder may read it.")
    supports: int = Field(description="How many others see the same.")
    verdict: VerdictTold | None = Field(description="Whether it was found true; null where nobody judged it.")
    held: list[HeldTold] | None = Field(description="Which office held it how long; null where it was not asked for.")
    merged_into: str | None = Field(description="The code of the report with which it goes on.")
    retracted: str | None = Field(
        description="Why whoever reported took it back: mistake, solved or other. It counts no more, and is closed "
        "unless others report or support the same."
    )
    parts: list[PartTold] = Field(
        description="What other offices have to do of it. The ticket is closed only when all of it has ended."
    )
    course: list[Moved] = Field(description="What was done, oldest first.")


class CommentTold(Schema):
    """What somebody said to a report. Persons are not named: a seat, or a resident."""

    number: int = Field(description="Its number.", examples=[17])
    at: Moment = Field(description="When.")
    seat: str | None = Field(
        description="The seat in which it was said; null for a resident.", examples=["lurah@3174031002"]
    )
    words: str = Field(description="What was said; empty where it is hidden.")
    hidden_because: str | None = Field(description="Why it is hidden.")
