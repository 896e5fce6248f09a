"""The methods of a city's folder, and the inputs of a table as they are read again from downloaded files."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rukun.ranking.method import Method, read_method
from rukun.values.refused import Refused
from rukun.values.time import Month


@dataclass(frozen=True, slots=True)
class InputRow:
    """A line of the downloaded inputs."""

    report: str
    kelurahan: str
    held_seconds: int
    allowed_seconds: int
    is_closed: bool
    was_forwarded: bool
    stars: int | None
    is_reopened: bool
    proof_stood: bool | None
    outcome: str = ""


def methods_in(folder: Path) -> list[tuple[Method, bytes]]:
    """Every method in the folder, by the month from which it holds; refused where two begin with the same."""
    found = [
        (read_method(file.name, content), content) for file in folder.glob("*.toml") if (content := file.read_bytes())
    ]
    found.sort(key=lambda one: one[0].months_from)
    for (before, _), (after, _) in pairwise(found):
        if before.months_from == after.months_from:
            raise Refused("method", "Dua cara menghitung ({one}, {other}) mulai pada bulan yang sama.",
                          one=before.version, other=after.version)  # fmt: skip
    return found


def method_for(folder: Path, month: Month) -> tuple[Method, bytes]:
    """The method that holds for a month: of those that begin with it or before, the last."""
    holding = [one for one in methods_in(folder) if one[0].months_from <= str(month)]
    if not holding:
        raise Refused("method", "Tidak ada cara menghitung peringkat untuk {month} di {name}.", name=folder.name,
                      month=month)  # fmt: skip
    return holding[-1]
