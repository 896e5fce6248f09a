"""By which clock the city in a folder lives. Asked whenever settings are read: it reads no more than it has to."""

from __future__ import annotations

from pathlib import Path

from rukun.areas.listing import first_code
from rukun.values.zones import Zone, zone_of

# The headings and the first lines of a list, however long its names are.
READ_BYTES = 8_192


def zone_in(folder: Path) -> Zone:
    """The zone of the city in this folder, told by the first line of its list of areas; WIB without one.

    One province holds all that a city lists, so any line would tell the same. What is wrong with a list is told where
    it is read (`rukun kota check`, `rukun setup`), and not here.
    """
    for file in sorted((folder / "areas").glob("*.csv")):
        with file.open("rb") as content:
            return zone_of(first_code(content.read(READ_BYTES)))
    return Zone.WIB
