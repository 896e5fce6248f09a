"""A whole number as a form, an address or a header tells it."""

from __future__ import annotations

import re

# Thousands, parted by points or by commas.
GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")
# So many digits fit into every column that keeps a number; Python itself reads no more than 4,300 of them.
DIGITS_MAX = 18


def number_in(text: str, digits_max: int = DIGITS_MAX) -> int | None:
    """The number, where the text is nothing but so many digits 0 to 9 at most; else None.

    `str.isdigit` alone lets through what `int` refuses: `²`, and numbers as long as a page.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits_max else None


def typed_number_in(text: str, digits_max: int = DIGITS_MAX) -> int | None:
    """The number as people write it, `1.000` and `1,000` too; None for anything else: `1.5` is not fifteen."""
    return number_in(re.sub("[.,]", "", text) if GROUPED.fullmatch(text) else text, digits_max)
