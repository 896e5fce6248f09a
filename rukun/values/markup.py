"""XML, which is written here and never read: elements from plain facts, without the signs that XML cannot hold (pure).

The same facts make the JSON beside it: a list loses the element around its items, what is empty is null.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 allows in a text, turned round: a sign outside of it makes the whole document unreadable.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPELLED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one kind: in XML each row stands in an element of this name, in JSON the rows alone."""

    item: str
    rows: Sequence[Any]


def text(words: str) -> str:
    """Words as they stand between tags or in an attribute."""
    return FORBIDDEN.sub("", words).translate(SPELLED)


def tag(name: str, inner: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """An element around XML that is written already."""
    said = "".join(f' {key}="{text(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def element(name: str, value: Any) -> str:
    """An element from facts: nothing, a truth, a number, words, named facts, or a list of one kind."""
    if isinstance(value, Many):
        return tag(name, "".join(element(value.item, row) for row in value.rows))
    if isinstance(value, Mapping):
        return tag(name, "".join(element(key, one) for key, one in value.items()))
    if value is None:
        return tag(name)
    return tag(name, text(str(value).lower() if isinstance(value, bool) else str(value)))


def document(name: str, value: Any) -> bytes:
    """A whole document, in UTF-8 and saying so."""
    return f"{DECLARATION}{element(name, value)}\n".encode()


def rows(many: Many) -> Sequence[Any]:
    """What JSON makes of a list (`default` of `json.dumps`); it knows all other facts by itself."""
    return many.rows
