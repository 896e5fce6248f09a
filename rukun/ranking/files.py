"""The inputs of a table as files that anyone can download, and the table again from the files alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from rukun.ranking.method import Method, read_method
from rukun.ranking.rules import HandledReport, Ward
from rukun.ranking.standings import standing_table
from rukun.values.refused import Refused
from rukun.values.time import Month

INPUT_COLUMNS = (
    "report", "kelurahan", "held_seconds", "allowed_seconds", "is_closed", "was_forwarded", "stars", "is_reopened",
    "proof_stood", "outcome",
)  # fmt: skip
WARD_COLUMNS = ("code", "name", "population", "crew")


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


def write_inputs(
    folder: Path, month: Month, method: bytes, rows: Iterable[HandledReport], wards: Iterable[Ward]
) -> None:
    """Three files: the facts, the kelurahan, the method."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"ranking-inputs-{month}.csv").open("w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(INPUT_COLUMNS)
        for row in sorted(rows, key=lambda r: (r.kelurahan, r.report)):
            writer.writerow([_cell(getattr(row, column)) for column in INPUT_COLUMNS])
    with (folder / f"ranking-kelurahan-{month}.csv").open("w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(WARD_COLUMNS)
        for ward in sorted(wards, key=lambda w: w.code):
            writer.writerow([_cell(getattr(ward, column)) for column in WARD_COLUMNS])
    (folder / f"ranking-method-{month}.toml").write_bytes(method)


def recompute(folder: Path, month: Month) -> dict[str, Any]:
    """The table from the three files, without a database; the same as was published, to the last digit."""
    try:
        content = (folder / f"ranking-method-{month}.toml").read_bytes()
        with (folder / f"ranking-kelurahan-{month}.csv").open(newline="", encoding="utf-8") as text:
            wards = [_ward(line) for line in csv.DictReader(text)]
        with (folder / f"ranking-inputs-{month}.csv").open(newline="", encoding="utf-8") as text:
            rows = [_input(line) for line in csv.DictReader(text)]
    except FileNotFoundError as missing:
        raise Refused("file", "Berkas {name} tidak ada.", name=Path(missing.filename).name) from None
    except (KeyError, ValueError, TypeError) as wrong:
        raise Refused("file", "Berkas masukan tidak dapat dibaca: {wrong}.", wrong=wrong) from None
    return standing_table(month, read_method("ranking-method", content), rows, wards)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return int(value) if isinstance(value, bool) else value


def _ward(line: dict[str, str]) -> Ward:
    return Ward(line["code"], line["name"], _whole(line["population"]), _whole(line["crew"]))


def _input(line: dict[str, str]) -> InputRow:
    proof = line["proof_stood"]
    return InputRow(
        line["report"], line["kelurahan"], int(line["held_seconds"]), int(line["allowed_seconds"]),
        line["is_closed"] == "1", line["was_forwarded"] == "1", _whole(line["stars"]), line["is_reopened"] == "1",
        None if proof == "" else proof == "1", line.get("outcome") or "",
    )  # fmt: skip


def _whole(cell: str) -> int | None:
    return int(cell) if cell else None
