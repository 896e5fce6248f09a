"""The layouts of a city's folder."""

from __future__ import annotations

from pathlib import Path

from rukun.funds.banking.layout import Layout, read_layout
from rukun.values.refused import Refused


def layouts_in(folder: Path) -> dict[str, Layout]:
    """Id to layout, of every file in the folder `bank` of a city; empty where there is none."""
    return {file.stem: read_layout(file.stem, file.read_bytes()) for file in sorted(folder.glob("bank/*.toml"))}


def layout_of(folder: Path, name: str) -> Layout:
    """The layout with this id; refused where the city has none of it."""
    found = layouts_in(folder).get(name)
    if found is None:
        raise Refused("layout", "Susunan berkas bank {name} tidak ada.", name=name, field="layout")
    return found
