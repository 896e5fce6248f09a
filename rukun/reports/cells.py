"""The cells by which reports near a place are found (pure)."""

from __future__ import annotations

import h3

from rukun.values.place import Place

# H3 cells of this resolution are some 66 m across: "near-by" is a cell and its ring.
CELL_RESOLUTION = 10


def cell_of(place: Place) -> str:
    """The cell that holds a place."""
    return str(h3.latlng_to_cell(place.lat, place.lon, CELL_RESOLUTION))


def cells_near(place: Place) -> list[str]:
    """The cell that holds a place, and the ring of cells around it."""
    return sorted(h3.grid_disk(cell_of(place), 1))
