"""Money and decrees. Rupiah are whole numbers."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from rukun.channels.api.shapes.parts import MONTH_PATTERN, Asking, Moment, Named
from rukun.transparency.law import Standing


class PeriodAsked(Asking):
    """A month or a year; without either the present year."""

    month: str | None = Field(None, description="A month.", examples=["2016-06"], pattern=MONTH_PATTERN)
    year: str | None = Field(None, description="A year.", examples=["2016"], pattern="^(19|[2-9][0-9])[0-9]{2}$")


class SumsTold(Schema):
    """Rupiah of a period."""

    stated: int = Field(description="What statements say of its months.", examples=[975_000])
    received: int = Field(description="What was paid to units.", examples=[975_000])
    returned: int = Field(description="What went back.", examples=[0])
    spent: int = Field(description="What was spent.", examples=[450_000])
    unproven_amount: int = Field(description="Spent without a receipt.", examples=[0])


class UseTold(Schema):
    """What was spent on one use."""

    name: str = Field(description="The use.")
    amount: int = Field(description="Rupiah.", examples=[120_000])


class MonthTold(SumsTold):
    """The rupiah of a month."""

    month: str = Field(description="The month.", examples=["2016-06"])


class LineTold(SumsTold):
    """The rupiah of an area below."""

    area: Named = Field(description="The area.")
    is_own: bool = Field(description="The RW's own money beside that of its RT.")
    balance: int = Field(description="In its kas at the end.", examples=[525_000])


class MoneyTold(Schema):
    """What an area received and spent."""

    area: Named = Field(description="The area.")
    first_month: str = Field(description="The first month of the period.")
    last_month: str = Field(description="Its last month.")
    total: SumsTold = Field(description="The whole period.")
    before: int = Field(description="Rupiah in the kas before it.", examples=[0])
    balance: int = Field(description="Rupiah in the kas at its end.", examples=[525_000])
    units: int = Field(description="Units that ever received money.")
    months: list[MonthTold] = Field(description="Each month that has begun.")
    uses: list[UseTold] = Field(description="By use, the largest first.")
    below: list[LineTold] = Field(description="The areas one level below.")
    as_of: Moment | None = Field(description="Until when the books were added up; null where they were read just now.")


class DecreeTold(Schema):
    """A decree."""

    code: str = Field(description="Its code.", examples=["2016-operasional"])
    title: str = Field(description="How it is called.")
    standing: Standing = Field(description="In force now, ahead, past, or not known to move money.")
    effective_from: str = Field(description="Its first day.")
    effective_until: str | None = Field(description="Its last day, where it has one.")
    replaces: list[str] = Field(description="Codes of those that it revokes.")
    replaced_by: str | None = Field(description="The code of the one that followed.")


class PaidTold(Schema):
    """What it pays a kind of unit."""

    kind: str = Field(description="rt or rw.")
    form: str = Field(description="flat, per-report or service.")


class VersionTold(Schema):
    """A version of its file."""

    digest: str = Field(description="SHA-256.")
    loaded_at: Moment = Field(description="When it was loaded.")


class DecreeWhole(DecreeTold):
    """A decree with what it pays and its versions."""

    paid: list[PaidTold] = Field(description="What it pays.")
    versions: list[VersionTold] = Field(description="The versions of its file, oldest first.")


class DecreesTold(Schema):
    """Every decree that was ever loaded; what is in force first."""

    items: list[DecreeTold] = Field(description="The decrees.")
