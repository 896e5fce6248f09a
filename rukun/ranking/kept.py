"""The facts behind one line of a table, packed to be kept beside it (pure)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable

from rukun.ranking.files import InputRow
from rukun.ranking.rules import HandledReport


def packed(rows: Iterable[HandledReport]) -> bytes:
    """Without the code of who held them: all are of one kelurahan."""
    facts = sorted(
        (row.report, row.held_seconds, row.allowed_seconds, int(row.is_closed), int(row.was_forwarded), row.stars or 0,
         int(row.is_reopened), -1 if row.proof_stood is None else int(row.proof_stood), row.outcome)
        for row in rows
    )  # fmt: skip
    return zlib.compress(json.dumps(facts, separators=(",", ":")).encode())


def unpacked(content: bytes, kelurahan: str) -> list[InputRow]:
    """As they were when the table was made."""
    return [
        InputRow(
            report, kelurahan, held, allowed, bool(is_closed), bool(was_forwarded), stars or None, bool(is_reopened),
            None if stood < 0 else bool(stood), outcome,
        )
        for report, held, allowed, is_closed, was_forwarded, stars, is_reopened, stood, outcome in json.loads(
            zlib.decompress(content)
        )
    ]  # fmt: skip
