"""What the whole city has once: areas with borders, kinds of reports, decrees, methods, how far sosialisasi is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from rukun.areas.models import Area, Boundary
from rukun.funds.models import LoadedDecree
from rukun.ranking.files import methods_in
from rukun.reports.models import Category
from rukun.transparency.open_data.dictionary import datasets
from rukun.transparency.open_data.taught import coverage_rows
from rukun.transparency.open_data.writing import Features, Row, write_sheet, write_whole

READ_AT_ONCE = 2_000
FOLDERS = ("areas", "categories", "decrees", "methods", "sosialisasi")
DECREES, METHODS, BORDERS = "decrees", "methods", "areas.geojson"


def write_ground(root: Path, scoring: Path, formats: Collection[str]) -> None:
    """Eight queries, read as they are written; borders as GeoJSON beside the CSV."""
    write_sheet(root / "areas", datasets()["areas"], _areas(), formats)
    if "csv" in formats:
        features = Features(root / "areas" / BORDERS)
        for feature in _borders():
            features.add(feature)
        features.close()
    else:
        (root / "areas" / BORDERS).unlink(missing_ok=True)
    write_sheet(root / "categories", datasets()["categories"], _categories(), formats)
    write_sheet(root / DECREES, datasets()["decrees"], _decrees(), formats)
    for row in LoadedDecree.objects.order_by("id"):
        write_whole(root / DECREES / decree_file(row.decree, row.digest), row.text.encode())
    write_sheet(root / "sosialisasi", datasets()["sosialisasi-coverage"], coverage_rows(), formats)
    for method, content in methods_in(scoring):
        write_whole(root / METHODS / f"{method.version}.toml", content)


def decree_file(decree: str, digest: str) -> str:
    """The name of a version's file."""
    return f"{decree}.{digest[:12]}.toml"


def _areas() -> Iterator[Row]:
    rows = Area.objects.order_by("code").values_list(
        "code", "kind", "name", "population", "founded_on", "dissolved_on", "merged_into__code", "begin_known_at",
        "end_known_at",
    )  # fmt: skip
    yield from rows.iterator(READ_AT_ONCE)


def _borders() -> Iterator[dict[str, Any]]:
    # Here, because a backup and its restore name these folders and draw no border.
    import shapely

    rows = Boundary.objects.filter(valid_until=None).order_by("area__code")
    told = rows.values_list("area__code", "area__kind", "area__name", "approximate", "source", "shape")
    for code, kind, name, approximate, source, shape in told.iterator(READ_AT_ONCE):
        geometry = json.loads(shapely.to_geojson(shapely.from_wkb(bytes(shape))))
        properties = {"code": code, "kind": kind, "name": name, "approximate": approximate, "source": source}
        yield {"type": "Feature", "geometry": geometry, "properties": properties}


def _categories() -> Iterator[Row]:
    names = ("code", "name", "name_en", "needs_followup", "counts", "deadline_hours")
    yield from Category.objects.order_by("code").values_list(*names)


def _decrees() -> Iterator[Row]:
    for row in LoadedDecree.objects.order_by("loaded_at", "id"):
        yield (row.decree, row.digest, row.loaded_at, decree_file(row.decree, row.digest))
