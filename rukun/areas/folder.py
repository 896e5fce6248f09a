"""What a city's folder says of its areas: lists and borders, and every mistake in them. No database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rukun.areas import importing
from rukun.areas.importing import Row
from rukun.areas.listing import Listing, read_together
from rukun.values.refused import Refused

TOLD_AT_MOST = 5


def listing_of(folder: Path) -> Listing:
    """`areas/*.csv` as one list, in the order of their names, with every fault that is in it."""
    return read_together({file.name: file.read_bytes() for file in sorted((folder / "areas").glob("*.csv"))})


def borders_in(folder: Path) -> dict[str, importing.Reading]:
    """`areas/*.geojson` by their names; one that cannot be read at all is refused."""
    return {file.name: importing.read(file) for file in sorted((folder / "areas").glob("*.geojson"))}


def mistakes_in(listing: Listing, borders: Mapping[str, importing.Reading]) -> Iterator[str]:
    """Whatever of it cannot be loaded, in words."""
    for one in listing.faults:
        place = f"areas/{one.file}:{one.line}" if one.file else f"areas: baris {one.line}"
        yield f"{place} {one.column}: {one.words}"
    for file, reading in borders.items():
        for row in reading.refused:
            yield f"areas/{file}: {row.number} {row.code}: {row.words}"
    # With a line of a list left out, what lies in it would be told to lie in nothing.
    if not listing.faults:
        yield from _in_nothing({one.code.digits for one in listing.areas}, borders)


def refuse_mistakes(listing: Listing, borders: Mapping[str, importing.Reading]) -> None:
    """A folder is loaded whole or not at all."""
    if wrong := list(mistakes_in(listing, borders)):
        more = f" (+{len(wrong) - TOLD_AT_MOST})" if wrong[TOLD_AT_MOST:] else ""
        told = " ".join(wrong[:TOLD_AT_MOST]) + more
        raise Refused("areas", "Wilayah dalam folder kota tidak dapat dimuat: {wrong}", wrong=told)


def _in_nothing(known: set[str], borders: Mapping[str, importing.Reading]) -> Iterator[str]:
    """Borders of what lies in an area that nothing tells of."""
    every: list[tuple[str, Sequence[Row]]] = [(file, reading.rows) for file, reading in borders.items()]
    known = known | {row.code.digits for _, rows in every for row in rows}
    for file, rows in every:
        for row in rows:
            above = row.code.parent
            if above is not None and above.digits not in known:
                words = Refused("parent", "Wilayah di atasnya ({code}) tidak ada dalam daftar.", code=above.official)
                yield f"areas/{file}: {row.number} {row.code.official}: {words}"
