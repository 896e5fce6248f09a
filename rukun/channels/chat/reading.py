"""Reads what other programs told in JSON, whatever it is: what is not there, or is something else, is nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

SIGNS_MAX = 8_000


def objects(told: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    found = told.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def named(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object within."""
    found = told.get(name)
    return found if isinstance(found, dict) else {}


def text_at(told: Mapping[str, Any], name: str) -> str:
    """A text or a whole number as text, without what no database keeps."""
    found = told.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found[:SIGNS_MAX].replace("\x00", "").encode(errors="ignore").decode() if isinstance(found, str) else ""


def number_at(told: Mapping[str, Any], name: str) -> float:
    """A number, also where it was written as text; 0 where it is none."""
    try:
        found = float(told.get(name) or 0)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return found if math.isfinite(found) else 0.0
