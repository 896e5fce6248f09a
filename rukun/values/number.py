"""A whole number as a form, an address or a header tells it."""

from __future__ import annotations

# So many digits fit into every column that keeps a number; Python itself reads no more than 4,300 of them.
DIGITS_MAX = 18


def number_in(text: str, digits_max: int = DIGITS_MAX) -> int | None:
    """The number, where the text is nothing but so many digits 0 to 9 at most; else None.

    `str.isdigit` alone lets through what `int` refuses: `²`, and numbers as long as a page.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits_max else None
