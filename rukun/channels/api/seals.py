"""The seals of the log with their roots, the proof of an entry, and that the log only grew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.conf import settings
from ninja import Path, Query
from pydantic import Field

from rukun.channels.api import paging
from rukun.channels.api.asking import Asked
from rukun.channels.api.reports import written
from rukun.channels.api.serving import Reply, Terms, reply, serves
from rukun.channels.api.shapes.parts import Page
from rukun.channels.api.shapes.seals import GrowthAsked, ProofTold, SealsAsked, SealTold
from rukun.trail import proving, queries
from rukun.transparency import sealed

if TYPE_CHECKING:
    from rukun.trail.models import Seal

KEPT = 60
NumberInPath = Path[Annotated[int, Field(description="A number, from 1.", ge=1, le=2**53, examples=[1])]]


@serves("GET", "/seals", Terms(Page[SealTold], "seals"))
def list_seals(request: Asked, asked: Query[SealsAsked]) -> Reply:
    """The seals after a number, oldest first: what a mirror walks through.

    One query.
    """
    at = paging.place(request, asked.cursor)
    rows = queries.seals_after(int(at[0]) if at else asked.after, asked.limit + 1)
    shown = rows[: asked.limit]
    after = [shown[-1].number] if len(rows) > asked.limit else None
    told, headers = paging.turned(request, [_told(one) for one in shown], after)
    return reply(told, headers, kept=KEPT)


@serves("GET", "/seals/{number}", Terms(SealTold, "seals"))
def get_seal(request: Asked, number: NumberInPath) -> Reply:  # noqa: ARG001  a view takes its request
    """One seal.

    Two queries.
    """
    return reply(_told(queries.seal_of(number)), kept=KEPT)


@serves("GET", "/proofs/entries/{number}", Terms(ProofTold, "seals", refuses=(409,)))
def prove_entry(request: Asked, number: NumberInPath) -> Reply:  # noqa: ARG001
    """That an entry stands in the sealed log; its content only where that is for everybody.

    Fifteen queries at most.
    """
    return reply({"proof": sealed.proved(str(number), settings.RUKUN_HOME)}, kept=KEPT)


@serves("GET", "/proofs/growth", Terms(ProofTold, "seals", refuses=(409,)))
def prove_growth(request: Asked, asked: Query[GrowthAsked]) -> Reply:  # noqa: ARG001
    """That the log of one size begins the log of another."""
    return reply({"proof": proving.prove_growth(asked.first, asked.size)}, kept=KEPT)


def _told(seal: Seal) -> dict[str, Any]:
    return {"number": seal.number, "at": written(seal.at), "size": seal.size, "root": bytes(seal.root).hex(),
            "note": seal.note}  # fmt: skip
