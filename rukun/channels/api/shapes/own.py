"""The key, and what its holder reported."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.people.rules import Scope


class KeyTold(Schema):
    """A key as its own program sees it."""

    name: str = Field(description="Which program it was given to.", examples=["Pusat panggilan 112"])
    begins_with: str = Field(description="Its first signs.", examples=["rk_7k3qm9xt"])
    scopes: list[Scope] = Field(description="What it may do.", examples=[["report"]])
    has_holder: bool = Field(description="Whether it acts in somebody's name.")
    seats: list[str] = Field(
        description="The seats of its holder, as the log writes them.", examples=[["lurah@3174031002"]]
    )
    per_hour: int = Field(description="Uses an hour.", examples=[60])
    per_day: int = Field(description="Uses a day.", examples=[500])
    left: int = Field(description="How many are left of this hour.", examples=[59])
