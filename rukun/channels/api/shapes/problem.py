"""What a refusal looks like."""

from __future__ import annotations

from ninja import Schema
from pydantic import Field


class Wrong(Schema):
    """One thing that does not fit."""

    field: str = Field(description="Which parameter or field.", examples=["limit"])
    code: str = Field(description="missing, unknown, choice, range, length or value.", examples=["range"])
    words: str = Field(description="In the asker's language.", examples=["Nilainya di luar batas."])


class ProblemTold(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field(
        description="Where the code is explained.", examples=["https://rukun.contoh.go.id/api/v1/#hidden"]
    )
    title: str = Field(description="The status in words.", examples=["Not Found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What was wrong, in the language of Accept-Language (id or en).")
    instance: str = Field(description="The address that was asked.", examples=["/api/v1/reports/9F3A7K2M1Q"])
    code: str = Field(description="For programs; never changes.", examples=["hidden"])
    words: str = Field(description="The same as detail.")
    field: str = Field(description="Which input was wrong; empty where none was.", examples=["code"])
    errors: list[Wrong] = Field(description="Each thing that does not fit; mostly empty.")
