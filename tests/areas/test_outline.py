"""One border as people bring it: what can be read is, and what is wrong with the rest is said by name."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas.outline import BYTES_MAX, POINTS_MAX, area_m2, read_outline
from rukun.values.refused import Refused

SQUARE = [[106.5, -6.5], [106.51, -6.5], [106.51, -6.49], [106.5, -6.49], [106.5, -6.5]]
AREA = {"type": "Polygon", "coordinates": [SQUARE]}
FEATURE = {"type": "Feature", "properties": {"nama": "RT 1"}, "geometry": AREA}


def of(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    "told",
    [
        AREA, FEATURE, {"type": "FeatureCollection", "features": [FEATURE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]}, AREA | {"crs": {"properties": {"name": "EPSG:4326"}}},
        of([[*point, 12.5] for point in SQUARE]),
    ],
)  # fmt: skip
def test_an_area_is_read_however_a_file_holds_it(told: dict[str, Any]) -> None:
    shape = read_outline(json.dumps(told))
    assert shape.equals(shapely.Polygon(SQUARE)) and not shape.has_z
    assert area_m2(shape) == pytest.approx(1_228_000, rel=0.01)


MANY = [[106.5 + number / 1e5, -6.5] for number in range(POINTS_MAX + 1)]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("", "bukan GeoJSON"), ("[]", "bukan GeoJSON"), ("{", "bukan GeoJSON"), ("[" * 100_000, "bukan GeoJSON"),
        (b"\xff\xfe", "bukan GeoJSON"), ({}, "bukan bidang"), (FEATURE | {"geometry": None}, "bukan bidang"),
        ({"type": "Point", "coordinates": [106.5, -6.5]}, "bukan bidang"), (of(), "bukan bidang"),
        ({"type": "MultiPolygon", "coordinates": [1]}, "bukan bidang"),
        ({"type": "LineString", "coordinates": SQUARE}, "garis, bukan bidang"),
        ({"type": "FeatureCollection", "features": [FEATURE, FEATURE]}, "memuat 2 gambar"),
        ({"type": "FeatureCollection", "features": []}, "memuat 0 gambar"),
        ({"type": "FeatureCollection", "features": [None]}, "bukan bidang"),
        (of(SQUARE[:-1]), "belum tertutup"), (of(SQUARE[:2]), "tiga sudut"), (of([]), "tiga sudut"),
        (of([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]), "memotong dirinya"),
        (of([[106.5, -6.5], [106.50001, -6.5], [106.5, -6.49999], [106.5, -6.5]]), "terlalu kecil"),
        (of([[lat, lon] for lon, lat in SQUARE]), "tertukar"),
        (of([[700_000, 9_280_000]]), "bukan derajat"),
        (of([["x", 1]]), "bukan bujur"), (of([[True, 1]]), "bukan bujur"),
        (of([[106.5]]), "bukan bujur"), (of(MANY), "2000 sudut"), ("x" * (BYTES_MAX + 1), "300 kB"),
        (AREA | {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::23830"}}}, "EPSG:4326"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 3], [4, 5], [NaN, 1]]]}', "bukan bujur"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_name_and_at_the_field(told: Any, words: str) -> None:
    content = json.dumps(told) if isinstance(told, dict) else told
    with pytest.raises(Refused, match=words) as refused:
        read_outline(content)
    assert refused.value.field == "batas"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features", "crs"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]), ANYTHING)
def test_whatever_a_program_sends_is_an_area_or_refused(kind: str, inner: Any) -> None:
    content = json.dumps({"type": kind, "coordinates": inner, "geometry": inner, "features": inner})
    with suppress(Refused):
        assert read_outline(content).is_valid
