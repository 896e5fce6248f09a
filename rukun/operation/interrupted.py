"""Whether a restore was begun in a home and is not through: nothing else may start there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rukun.values.refused import Refused


def file_of(home: Path) -> Path:
    return home / "restore.json"


def begun_in(home: Path) -> dict[str, Any] | None:
    """What the restore noted; None where none is under way."""
    try:
        noted: dict[str, Any] = json.loads(file_of(home).read_bytes())
    except FileNotFoundError:
        return None
    return noted


def refuse_half(home: Path) -> None:
    """For whatever would serve or work in a home that is only half there."""
    if begun := begun_in(home):
        raise Refused(
            "unfinished", "Pemulihan cadangan {name} belum selesai; ulangi rukun restore sampai selesai.",
            name=begun["backup"],
        )  # fmt: skip
