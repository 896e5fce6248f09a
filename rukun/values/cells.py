"""Cells of tables that people open in a spreadsheet: what somebody typed is text there, and never computed."""

from __future__ import annotations

import re

# What makes a spreadsheet compute, in the signs of any keyboard.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
UNSEEN = " \u00a0\u200b\ufeff"
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


def plain_cell(text: str) -> str:
    """The text as a cell that no spreadsheet computes: an apostrophe stands before what it would take for a formula."""
    return f"'{text}" if text.lstrip(UNSEEN).startswith(FORMULA) else text


def plain(cell: object) -> object:
    """The same for a cell of any kind; what is a number, also one that is written as text, stays one."""
    return plain_cell(cell) if isinstance(cell, str) and not NUMBER.fullmatch(cell) else cell


def not_computed(text: str) -> str:
    """The text without such a beginning, for programs that would take an apostrophe for a part of it."""
    return text.lstrip("".join(FORMULA) + UNSEEN)
