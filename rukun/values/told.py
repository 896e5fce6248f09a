"""What a program tells as JSON, whatever it really sent."""

from __future__ import annotations

import json
from typing import Any


def object_in(content: bytes | str) -> dict[str, Any] | None:
    """The object that was sent; None where it is broken, something else, or nested deeper than Python follows."""
    told = anything_in(content)
    return told if isinstance(told, dict) else None


def anything_in(content: bytes | str) -> Any:
    """The same of any kind; None where it cannot be read."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
