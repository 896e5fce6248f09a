"""Kinds of reports and areas."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import Code, Named, Paged
from rukun.values.code import Kind


class ChoiceTold(Schema):
    """One answer of a list."""

    key: str = Field(description="What is sent.", examples=["gerobak"])
    name: str = Field(description="What is shown.", examples=["A cartload"])


class QuestionTold(Schema):
    """What is asked besides for this kind; its answer goes into `answers` by this code."""

    code: str = Field(description="The name of the answer.", examples=["besar"])
    name: str = Field(description="The question.", examples=["Size of the heap"])
    hint: str = Field(description="A hint; may be empty.")
    datatype: str = Field(description="string, number, datetime, text, singlevaluelist or multivaluelist.")
    required: bool = Field(description="Whether it has to be answered.")
    values: list[ChoiceTold] = Field(description="What may be answered, for lists.")


class CategoryTold(Schema):
    """A kind of report."""

    code: str = Field(description="For programs.", examples=["sampah"])
    name: str = Field(description="In the asker's language.", examples=["Rubbish"])
    group: str = Field(description="problem or activity.", examples=["problem"])
    needs_followup: bool = Field(description="Whether somebody has to act on it.")
    deadline_hours: int | None = Field(description="Within how many hours.", examples=[24])
    around_the_clock: bool = Field(description="Whether these hours run at night and on holidays.")
    questions: list[QuestionTold] = Field(description="What is asked besides.")


class CategoriesTold(Schema):
    """Every kind in use."""

    items: list[CategoryTold] = Field(description="In the order of the screen.")


class AreaTold(Schema):
    """An area."""

    code: Code
    name: str = Field(description="Its name.", examples=["Bangka"])
    kind: Kind = Field(description="Which of the six levels.")
    parent: str | None = Field(description="The code of the area that it lies in.", examples=["31.74.03"])
    population: int | None = Field(description="Residents, where the register says it.", examples=[24_300])
    founded_on: str | None = Field(description="First day, where known.")
    dissolved_on: str | None = Field(description="The day from which it is no more.")


class AreaWhole(AreaTold):
    """An area with those that it lies in and that lie in it."""

    above: list[Named] = Field(description="What it lies in, the largest first.")
    below: list[Named] = Field(description="The areas one level below.")


class AreasAsked(Paged):
    """Which areas."""

    kind: Kind | None = Field(None, description="Only of this level.")
    within: str | None = Field(
        None, description="Only within the area with this code.", examples=["31.74"], max_length=16
    )
