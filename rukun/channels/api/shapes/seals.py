"""Seals of the log, and proofs."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import Anything, Asking, Moment, Paged


class SealTold(Schema):
    """A seal over the log."""

    number: int = Field(description="Its number, from 1.", examples=[17])
    at: Moment = Field(description="When it was made.")
    size: int = Field(description="How many entries it covers.", examples=[4_211])
    root: str = Field(description="The root of their tree, in hexadecimal.")
    note: str = Field(description="The signed note, as mirrors and witnesses read it.")


class SealsAsked(Paged):
    """Which seals."""

    after: int = Field(0, ge=0, le=2**53, description="Only those after the seal with this number.")


class ProofTold(Schema):
    """A proof, as docs/verify-a-proof.md explains it."""

    proof: Anything = Field(description="The proof.")


class GrowthAsked(Asking):
    """Between which sizes of the log."""

    first: int = Field(ge=0, le=2**53, description="How many entries were seen.", examples=[0])
    size: int | None = Field(
        None, ge=0, le=2**53, description="How many are shown now; the newest seal's, where left out."
    )
