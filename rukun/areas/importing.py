"""Reads files of areas (GeoJSON, GeoPackage, Shapefile, CSV) into rows, and says of each row that it refuses why.

Nothing is written here. Shapes come out as WKB in WGS 84 whatever the file's own system is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from rukun.areas import cells
from rukun.areas.listing import records
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused

# Where a file keeps the code, the most particular first; and the name, by kind.
CODE_COLUMNS = ("rt_kode", "rw_kode", "kode", "code", "kecamatan_kode", "kota_kode")
NAME_COLUMNS = {
    Kind.PROVINSI: ("provinsi", "name"),
    Kind.KOTA: ("kota", "name"),
    Kind.KECAMATAN: ("kecamatan", "name"),
    Kind.KELURAHAN: ("kelurahan", "desa", "name"),
    Kind.RW: ("nama_rw",),
    Kind.RT: ("nama_rt",),
}
VECTOR_ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".zip")


@dataclass(frozen=True, slots=True)
class Row:
    """One area of a file: its number in the file (from 1), code, name, and shape (None in a register)."""

    number: int
    code: AreaCode
    name: str
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, and why, in plain words."""

    number: int
    code: str
    words: str


@dataclass(slots=True)
class Reading:
    """What a file says: rows to take, rows refused, and remarks on rows that were taken after mending."""

    rows: list[Row] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    mended: list[RefusedRow] = field(default_factory=list)


def read(file: Path, *, layer: str | None = None, kind: Kind | None = None) -> Reading:
    """Every row of the file, taken or refused. One that cannot be read at all, or has none, is refused as a whole."""
    if not file.is_file():
        raise Refused("file", "Berkas {name} tidak ada.", name=file.name)
    if file.suffix.lower() == ".csv":
        reading = _read(_csv_records(file), kind, has_shapes=False)
    elif file.suffix.lower() in VECTOR_ENDINGS:
        reading = _read(_vector_records(file, layer), kind, has_shapes=True)
    else:
        raise Refused(
            "file", "Berkas {name}: jenisnya tidak dikenal; pakai GeoJSON, GPKG, SHP, atau CSV.", name=file.name
        )
    if not (reading.rows or reading.refused):
        raise Refused("file", "Berkas {name} tidak memuat satu baris pun.", name=file.name)
    return reading


def _read(
    records: Iterator[tuple[Mapping[str, Any], BaseGeometry | None]], kind: Kind | None, *, has_shapes: bool
) -> Reading:
    reading, seen = Reading(), dict[str, int]()
    for number, (record, shape) in enumerate(records, start=1):
        try:
            row = _row(number, record, shape, kind, seen)
            if has_shapes:
                row = _with_valid_shape(row, reading)
        except Refused as refusal:
            reading.refused.append(RefusedRow(number, _code(record), str(refusal)))
        else:
            seen[row.code.digits] = number
            reading.rows.append(row)
    return reading


def _row(
    number: int, record: Mapping[str, Any], shape: BaseGeometry | None, kind: Kind | None, seen: dict[str, int]
) -> Row:
    text = _code(record)
    if not text:
        raise Refused("code", "Tidak ada kolom kode; dicari: {columns}.", columns=", ".join(CODE_COLUMNS))
    code = AreaCode.parse(text)
    if kind is not None and code.kind is not kind:
        raise Refused(
            "kind", "Kode {area} adalah {found}, bukan {wanted}.", area=text, found=code.kind.value, wanted=kind.value
        )
    if code.digits in seen:
        raise Refused("twice", "Kode {area} sudah ada di baris {row}.", area=text, row=seen[code.digits])
    name = _name(code, record)
    if not name:
        raise Refused("name", "Nama wilayah {area} kosong.", area=text)
    return Row(number, code, name, shape)


def _code(record: Mapping[str, Any]) -> str:
    return next((str(record[column]).strip() for column in CODE_COLUMNS if record.get(column)), "")


def _name(code: AreaCode, record: Mapping[str, Any]) -> str:
    for column in NAME_COLUMNS[code.kind]:
        if record.get(column):
            return cells.name_of(str(record[column]).strip())
    return f"{code.kind.value.upper()} {code.digits[-3:]}" if code.kind in (Kind.RW, Kind.RT) else ""


def _with_valid_shape(row: Row, reading: Reading) -> Row:
    shape = row.shape
    if shape is None or shape.is_empty:
        raise Refused("shape", "Tidak ada gambar batasnya.")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise Refused("shape", "Koordinatnya di luar bumi; periksa sistem koordinat berkas ini.")
    if not shape.is_valid:
        shape = _polygons_only(shapely.make_valid(shape))
        reading.mended.append(
            RefusedRow(row.number, row.code.official, "Batasnya memotong dirinya sendiri; sudah dirapikan.")
        )
    if shape.is_empty or shape.area == 0 or not shape.geom_type.endswith("Polygon"):
        raise Refused("shape", "Batasnya bukan bidang.")
    return Row(row.number, row.code, row.name, shapely.force_2d(shape))


def _polygons_only(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type.endswith("Polygon")]
    return shapely.union_all(parts)


def _csv_records(file: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
    try:
        for record in records(file.read_bytes()):
            yield record, None
    except ValueError:
        raise Refused("file", "Berkas {name} tidak dapat dibaca sebagai CSV (UTF-8).", name=file.name) from None


def _vector_records(file: Path, layer: str | None) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
    # Heavy, and only needed by whoever imports.
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    source = f"/vsizip/{file}" if file.suffix.lower() == ".zip" else str(file)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(source)]
        if layer is None and len(layers) > 1:
            raise Refused("layer", "Sebutkan salah satu lapisan: {layers}.", field="layer", layers=", ".join(layers))
        meta, _, shapes, columns = pyogrio.raw.read(source, layer=layer)
    except (DataSourceError, DataLayerError):
        raise Refused("file", "Berkas {name} atau lapisannya tidak dapat dibaca.", name=file.name) from None
    drawn = _in_wgs84(shapely.from_wkb(shapes), meta["crs"]) if shapes is not None else [None] * len(columns[0])
    names = [str(name) for name in meta["fields"]]
    for number, shape in enumerate(drawn):
        yield {name: columns[i][number] for i, name in enumerate(names)}, shape


def _in_wgs84(shapes: Any, crs: str | None) -> Any:
    """Transformed when the file says that it is in another system; one that says nothing is believed to be WGS 84."""
    from pyproj import CRS, Transformer

    wgs84 = CRS.from_epsg(4326)
    own = CRS.from_user_input(crs) if crs else wgs84
    if own == wgs84 or own.to_authority() == ("OGC", "CRS84"):
        return shapes
    move = Transformer.from_crs(own, wgs84, always_xy=True)

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(move.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, moved)
