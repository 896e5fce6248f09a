"""The mapping files that are shipped, and where one that is named lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rukun.reports.history.fieldmap import FieldMap, read_fieldmap
from rukun.values.refused import Refused

SHIPPED = Path(__file__).parent / "mappings"


def shipped() -> Iterator[tuple[Path, str]]:
    """Each of them, with the first line of what it says of itself."""
    for path in sorted(SHIPPED.glob("*.toml")):
        yield path, path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")


def fieldmap_named(name: str) -> FieldMap:
    """The mapping of a file, or of a shipped one by its name."""
    own, ours = Path(name), SHIPPED / f"{Path(name).name}.toml"
    path = own if own.is_file() else ours
    if not path.is_file():
        raise Refused("mapping", "Berkas pemetaan {name} tidak ada.", name=name)
    try:
        return read_fieldmap(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise Refused("mapping", "Berkas pemetaan {name} tidak dapat dibaca sebagai UTF-8.", name=name) from None
