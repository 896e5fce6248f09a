"""Tickets as a desk sees them, and what is done with them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import Moment, Paged
from rukun.channels.api.shapes.reports import UrgentTold
from rukun.channels.api.shapes.sent import Sending
from rukun.followup.rules import State


class TicketsAsked(Paged):
    """Which tickets of the desk; open ones, where nothing is said."""

    state: State | None = Field(None, description="Only in this state.")
    urgent: bool = Field(False, description="Only what is urgent.")


class DeskTicket(Schema):
    """A ticket of the desk."""

    code: str = Field(description="The code of its report.", examples=["9F3A7K2M1Q"])
    state: State = Field(description="How it stands.")
    category: str = Field(description="The kind as it is believed.", examples=["sampah"])
    words: str = Field(description="What was said, whole; empty in lists where it is private (read the ticket).")
    kelurahan: str = Field(description="The name of the kelurahan.")
    unit: str | None = Field(description="Code of the RT or RW.")
    is_private: bool = Field(description="Not for the public.")
    received_at: Moment = Field(description="When the report came in.")
    due_at: Moment = Field(description="Until when it should be done.")
    changed_at: Moment = Field(description="When something was done last.")
    done_at: Moment | None = Field(description="When it was closed.")
    paused_until: str | None = Field(description="The day until which it waits.")
    urgent: UrgentTold | None = Field(description="Why it goes first; null where it waits for its turn.")
    forwards: int = Field(description="How often it was forwarded.", examples=[0])
    reopened: int = Field(description="How often it was asked for again.", examples=[0])


class ActSent(Sending):
    """What is to be done with a ticket."""

    do: Literal["take", "pause", "resume", "finish", "decline", "forward", "urgent", "calm"] = Field(
        description="What."
    )
    words: str = Field("", description="To the reporter; not for take and resume.", max_length=2_000)
    reason: str = Field(
        "", description="For pause, decline and urgent: a code of the city's `follow-up.toml`.", max_length=40
    )
    until: date | None = Field(None, description="For pause: the day by which it goes on.")
    office: str = Field("", description="For forward: the code of the office.", max_length=40)
