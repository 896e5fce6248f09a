"""What somebody typed into a field of one line, as it is kept."""

from __future__ import annotations


def one_line(words: str) -> str:
    """On one line, with single spaces, without what no screen shows."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
