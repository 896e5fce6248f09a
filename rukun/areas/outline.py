"""One border as a person brings it: read from GeoJSON, and refused with what is wrong with it (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, isfinite, radians
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from rukun.areas.asked import Outline
from rukun.values.refused import Refused
from rukun.values.told import object_in
from rukun.values.words import sentence

BYTES_MAX, POINTS_MAX = 300_000, 2_000
# Smaller than a house is a slip of the hand.
LEAST_M2 = 100.0
METRES_A_DEGREE = 111_195.0
# The names under which a file may say that it is in degrees (the older GeoJSON let it say otherwise).
DEGREES = ("CRS84", "4326")
FIELD = "batas"


def read_outline(content: bytes | str) -> BaseGeometry:
    """The one area of a GeoJSON, as one polygon or several; refused where it is none, not closed, or crosses itself."""
    if len(content) > BYTES_MAX:
        raise Refused("outline", "Berkas batas paling besar {most} kB.", field=FIELD, most=BYTES_MAX // 1000)
    told = object_in(content)
    if told is None:
        raise Refused("outline", "Berkas ini bukan GeoJSON.", field=FIELD)
    _refuse_other_system(told)
    shape = _shaped(_only_one(told))
    if not shape.is_valid:
        raise Refused("outline", "Garis batasnya memotong dirinya sendiri.", field=FIELD)
    if area_m2(shape) < LEAST_M2:
        raise Refused("outline", "Batasnya terlalu kecil untuk sebuah wilayah.", field=FIELD)
    return shape


def asked_for(content: bytes | str, *, is_drawn: bool, cuts: bool) -> Outline:
    """The border of a GeoJSON as it is entered; refused where it is none."""
    return Outline(shapely.to_wkb(shapely.normalize(read_outline(content))), is_drawn, cuts)


def area_m2(shape: BaseGeometry) -> float:
    """Square metres, true enough for what a kelurahan holds."""
    return float(shape.area * METRES_A_DEGREE**2 * cos(radians(shape.centroid.y)))


def _refuse_other_system(told: Mapping[str, Any]) -> None:
    system = str(told.get("crs") or "")
    if system and not any(name in system for name in DEGREES):
        raise Refused("outline", "Berkas ini tidak memakai WGS 84; simpan sebagai EPSG:4326.", field=FIELD)


def _only_one(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The geometry of the file, which holds no second one."""
    if told.get("type") == "FeatureCollection":
        features = told.get("features")
        many = len(features) if isinstance(features, list) else 0
        if not isinstance(features, list) or many != 1:
            raise Refused("outline", "Berkas ini memuat {n} gambar; simpan satu batas saja.", field=FIELD, n=many)
        told = features[0] if isinstance(features[0], dict) else {}
    geometry = told.get("geometry") if told.get("type") == "Feature" else told
    return geometry if isinstance(geometry, dict) else {}


def _shaped(geometry: Mapping[str, Any]) -> BaseGeometry:
    kind, inner = geometry.get("type"), geometry.get("coordinates")
    if kind in ("LineString", "MultiLineString"):
        raise Refused("outline", "Gambarnya garis, bukan bidang; tutup garisnya menjadi bidang.", field=FIELD)
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(inner, list) or not inner:
        raise Refused("outline", "Batasnya bukan bidang.", field=FIELD)
    left = POINTS_MAX
    parts = []
    for part in inner if kind == "MultiPolygon" else [inner]:
        if not isinstance(part, list) or not part:
            raise Refused("outline", "Batasnya bukan bidang.", field=FIELD)
        rings = [_ring(ring, left) for ring in part]
        left -= sum(map(len, rings))
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _ring(told: Any, most: int) -> list[tuple[float, float]]:
    if not isinstance(told, list) or len(told) > most:
        raise Refused("outline", "Batasnya paling banyak {most} sudut.", field=FIELD, most=POINTS_MAX)
    points = list(_points(told))
    if len(set(points)) < 3:
        raise Refused("outline", "Batas sebuah bidang paling sedikit tiga sudut.", field=FIELD)
    if points[0] != points[-1]:
        words = sentence("Garis batasnya belum tertutup: titik terakhir harus sama dengan titik pertama.")
        raise Refused("outline", words, field=FIELD)
    return points


def _points(told: list[Any]) -> Iterator[tuple[float, float]]:
    for point in told:
        if not isinstance(point, list) or len(point) < 2 or not all(_is_number(one) for one in point[:2]):
            raise Refused("outline", "Ada titik batas yang bukan bujur dan lintang.", field=FIELD)
        lon, lat = map(float, point[:2])
        if abs(lon) <= 90 < abs(lat) <= 180:
            raise Refused("outline", "Bujur dan lintang berkas ini tertukar.", field=FIELD)
        if not (abs(lon) <= 180 and abs(lat) <= 90):
            raise Refused("outline", "Koordinatnya bukan derajat; simpan sebagai WGS 84 (EPSG:4326).", field=FIELD)
        yield lon, lat


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool) and isfinite(one)
