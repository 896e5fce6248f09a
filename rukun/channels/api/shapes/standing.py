"""Published tables of the ranking."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import Anything, Asking, Moment, Named
from rukun.ranking.rules import RankedKind
from rukun.ranking.spans import SpanKind


class TablesAsked(Asking):
    """Whose tables, over which span."""

    of: RankedKind = Field(RankedKind.KELURAHAN, description="Who is ranked.")
    span: SpanKind = Field(SpanKind.MONTH, description="A month, or the span that ends with it.")


class MonthsTold(Schema):
    """Months that have a table, the newest first."""

    items: list[str] = Field(description="Months.", examples=[["2016-06", "2016-05"]])


class TableTold(Schema):
    """A table as it was published."""

    month: str = Field(description="The month.", examples=["2016-06"])
    of: RankedKind = Field(description="Who is ranked.")
    span: SpanKind = Field(description="The span.")
    number: int = Field(description="1 for the first publication; later ones stand after it.")
    method: str = Field(description="The version of the method.", examples=["2016-6"])
    method_digest: str = Field(description="SHA-256 of the method.")
    inputs_digest: str = Field(description="SHA-256 of the facts it was made from.")
    published_at: Moment = Field(description="When.")
    content: Anything = Field(description="The table: rows with score, rank, both bounds of the rank and parts; prior, "
                              "weights and the fairness check; as the method describes it.")  # fmt: skip


class PlaceTold(Schema):
    """Where it stood in a month."""

    month: str = Field(description="The month.")
    rank: int | None = Field(description="Its rank; null without one.")
    score: float | None = Field(description="Its score.")


class CostTold(Schema):
    """A report that cost points."""

    number: int = Field(description="Its place in the list.")
    points: float = Field(description="What the score would gain without it.")
    code: str | None = Field(description="Its code, where everybody may open it.")
    held_seconds: int = Field(description="How long it was held.")
    allowed_seconds: int = Field(description="How long it might have been.")


class WhyTold(Schema):
    """Why a kelurahan stands where it does."""

    area: Named = Field(description="The kelurahan.")
    month: str = Field(description="The month.")
    number: int = Field(description="Which publication of the table.")
    row: Anything = Field(description="Its row of the table.")
    past: list[PlaceTold] = Field(description="Earlier months, the newest first.")
    costs: list[CostTold] = Field(description="What cost most, the costliest first.")
