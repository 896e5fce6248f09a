"""Makes from the boundaries of Surabaya (OpenStreetMap) and the official codes the list that kota/surabaya began with,
and the borders with those codes, to be imported:

    .venv/bin/python tools/make_surabaya_areas.py list BOUNDARIES CODES > surabaya.csv
    .venv/bin/rukun kota new kota/surabaya --name "Kota Surabaya" --areas surabaya.csv --rt 1000000 --rw 1250000
    .venv/bin/python tools/make_surabaya_areas.py borders BOUNDARIES > surabaya.geojson
    .venv/bin/rukun areas import surabaya.geojson

BOUNDARIES holds surabaya_kelurahan.geojson and surabaya_rw.geojson, CODES districts.csv and villages.csv of Kemendagri.
`borders` takes the codes from kota/surabaya/areas/areas.csv.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

PROVINCE, KOTA = ("35", "Jawa Timur"), ("35.78", "Surabaya")
COLUMNS = ("code", "kind", "name", "parent", "lat", "lon", "km2", "rw")
# What the map spells otherwise than the office, within its kecamatan.
SPELT = {
    "tambakosowilangon": "tambakosowilangun", "alonaloncontong": "alunaluncontong", "bringin": "beringin",
    "kejawenputihtambak": "kejawanputihtambak", "ngidenjangkungan": "ngindenjangkungan", "drsutomo": "drsoetomo",
}  # fmt: skip
# The map says no kecamatan of this one.
KECAMATAN_OF = {"embongkaliasin": "genteng"}
# Two that the newest list of the office joined into Tanjung Perak (35.78.12.1006), and their codes before: the list
# leaves these two free between 1003 and 1006. Which of them was whose has not been seen in a source.
BEFORE = {("pabeancantian", "peraktimur"): "35.78.12.1004", ("pabeancantian", "perakutara"): "35.78.12.1005"}
AREAS = Path(__file__).resolve().parent.parent / "kota" / "surabaya" / "areas" / "areas.csv"
NUMBERED = re.compile(r"RW ?(\d{1,2})")


def letters(name: str | None) -> str:
    return re.sub(r"[^a-z]", "", (name or "").lower())


def features(folder: Path, kind: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
    """What the map says of each area, and its shape."""
    for feature in json.loads((folder / f"surabaya_{kind}.geojson").read_text(encoding="utf-8"))["features"]:
        yield feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"]))


def key_of(kecamatan: str | None, kelurahan: str) -> tuple[str, str]:
    """A kelurahan by the letters of its kecamatan and of itself, as the office spells them."""
    name = letters(kelurahan)
    return KECAMATAN_OF.get(name, letters(kecamatan)), SPELT.get(name, name)


def wards_of(folder: Path, codes: dict[tuple[str, str], str]) -> dict[str, BaseGeometry]:
    """Code to shape of every kelurahan."""
    return {codes[key_of(said["kecamatan"], said["name"])]: shape for said, shape in features(folder, "kelurahan")}


def units_of(folder: Path, wards: dict[str, BaseGeometry]) -> dict[tuple[str, int], list[BaseGeometry]]:
    """Kelurahan and number to the shapes of every RW.

    It belongs to the kelurahan in which it lies: for one the map names another, in another kecamatan. Parts of the map
    that have no number (a campus, a graveyard, an industrial estate) are no RW: nobody heads them, and none is owed
    anything. One number that is drawn twice is one RW of two parts.
    """
    tree, order = shapely.STRtree(list(wards.values())), list(wards)
    found: dict[tuple[str, int], list[BaseGeometry]] = defaultdict(list)
    for said, shape in features(folder, "rw"):
        if number := NUMBERED.fullmatch(said["name"] or ""):
            (ward,) = tree.query(shape.representative_point(), predicate="within").tolist()
            found[order[ward], int(number[1])].append(shape)
    return found


def listed(folder: Path, codes: Path) -> Iterator[dict[str, object]]:
    """The rows of the list: the official codes and names, an inner point and the size of each kelurahan, every RW."""
    districts, villages = (
        [
            row
            for row in csv.DictReader((codes / name).read_text(encoding="utf-8").splitlines())
            if row["code"].startswith(KOTA[0])
        ]  # fmt: skip
        for name in ("districts.csv", "villages.csv")
    )
    kecamatan = {row["code"]: row["name"] for row in districts}
    named = {(letters(kecamatan[row["district_code"]]), letters(row["name"])): row for row in villages}
    wards = wards_of(folder, {key: row["code"] for key, row in named.items()} | BEFORE)
    names = {row["code"]: row["name"] for row in villages} | {
        "35.78.12.1004": "Perak Timur", "35.78.12.1005": "Perak Utara",
    }  # fmt: skip
    units, globe = units_of(folder, wards), Geod(ellps="WGS84")
    yield {"code": PROVINCE[0], "kind": "provinsi", "name": PROVINCE[1]}
    yield {"code": KOTA[0], "kind": "kota", "name": KOTA[1], "parent": PROVINCE[0]}
    for code, name in sorted(kecamatan.items()):
        yield {"code": code, "kind": "kecamatan", "name": name, "parent": KOTA[0]}
    for code, shape in sorted(wards.items()):
        numbers = sorted(number for ward, number in units if ward == code)
        point, square_m = shape.representative_point(), abs(globe.geometry_area_perimeter(shape)[0])
        yield {
            "code": code, "kind": "kelurahan", "name": names[code], "parent": code[:8], "lat": f"{point.y:.4f}",
            "lon": f"{point.x:.4f}", "km2": f"{square_m / 1e6:.4f}", "rw": len(numbers),
        }  # fmt: skip
        for number in numbers:
            yield {"kind": "rw", "name": f"RW {number:02d}", "parent": code}


def borders(folder: Path, areas: Path = AREAS) -> dict[str, object]:
    """Every kelurahan and RW with its border and its code, as `rukun areas import` takes them."""
    rows = list(csv.DictReader(areas.read_text(encoding="utf-8").splitlines()))
    kecamatan = {row["code"]: row["name"] for row in rows if len(row["code"]) == 8}
    wards = [row for row in rows if len(row["code"]) == 13 and "." in row["code"]]
    shapes = wards_of(
        folder, {(letters(kecamatan[row["code"][:8]]), letters(row["name"])): row["code"] for row in wards}
    )
    names = {row["code"]: row["name"] for row in rows}
    made = [feature({"kode": code, "kelurahan": names[code]}, shape) for code, shape in sorted(shapes.items())]
    for (ward, number), parts in sorted(units_of(folder, shapes).items()):
        code = f"{ward.replace('.', '')}{number:03d}"
        made.append(feature({"rw_kode": code, "nama_rw": names[code]}, shapely.union_all(parts)))
    return {"type": "FeatureCollection", "features": made}


def feature(said: dict[str, str], shape: BaseGeometry) -> dict[str, object]:
    return {"type": "Feature", "properties": said, "geometry": json.loads(shapely.to_geojson(shape))}


def main() -> None:
    """`list BOUNDARIES CODES` or `borders BOUNDARIES`, to standard output."""
    if sys.argv[1] == "list":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(listed(Path(sys.argv[2]), Path(sys.argv[3])))
    else:
        json.dump(borders(Path(sys.argv[2])), sys.stdout)


if __name__ == "__main__":
    main()
