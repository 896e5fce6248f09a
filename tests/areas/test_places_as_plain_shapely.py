"""Where a place lies is what shapely alone says of the same polygons: no shortcut changes an answer."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from rukun.areas import drawing
from rukun.areas.geometry import DOUBT_M, METRES_A_DEGREE, NEARBY_M, Locator
from rukun.values.place import Place, distance_m
from rukun.values.refused import Refused
from tests.shared import shared

DIVIDED = 12
MAPS = {
    "Jakarta, as surveyed": "boundaries_kelurahan_hdx_bps2020/kelurahan_267.geojson",
    "Jakarta, simplified": "boundaries_kelurahan_hdx_bps2020/kelurahan_267_simplified.geojson",
    "Surabaya": "boundaries_surabaya_osm/surabaya_kelurahan.geojson",
}
Shapes = dict[str, BaseGeometry]


def divided(wards: list[BaseGeometry]) -> Shapes:
    """Wards with codes of their own, some of them cut into RW and those into RT."""
    found: Shapes = {}
    for number, ward in enumerate(wards):
        code = f"9999{number:06d}"
        found[code] = ward
        if number % (len(wards) // DIVIDED + 1) == 0:
            for rw, part in enumerate(drawing.parts_of(ward, 5), start=1):
                found[f"{code}{rw:03d}"] = part
                found |= {f"{code}{rw:03d}{rt:03d}": one for rt, one in enumerate(drawing.parts_of(part, 6), start=1)}
    return found


@cache
def laid(name: str) -> tuple[Shapes, Locator, list[tuple[float, float]]]:
    """Borders, the locator over them, and their corners with the middles between."""
    if name == "strange":
        shapes = strange()
    else:
        told = json.loads(shared(MAPS[name]).read_text())["features"]
        shapes = divided([shapely.geometry.shape(feature["geometry"]) for feature in told])
    corners = []
    for shape in shapes.values():
        points = shapely.get_coordinates(shape, include_z=False).tolist()
        corners += [(x, y) for x, y in points] + [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairwise(points)]
    return shapes, Locator((code, shapely.to_wkb(shape)) for code, shape in reversed(shapes.items())), corners


def strange() -> Shapes:
    """A ward with a hole, one of two islands, two that overlap, one as large as all, with whole numbers for corners."""
    box = shapely.box
    return divided(
        [
            box(106.5, -6.5, 106.52, -6.48).difference(box(106.505, -6.495, 106.515, -6.485)),
            shapely.union_all([box(106.52, -6.5, 106.525, -6.48), box(106.527, -6.5, 106.53, -6.49)]),
            shapely.Polygon([(106.53, -6.5), (106.55, -6.5), (106.54, -6.48)]),
            shapely.Polygon([(106.535, -6.5), (106.56, -6.5), (106.56, -6.47)]),
            box(106.5, -6.53, 106.56, -6.5),
        ]
    )


def plainly(shapes: Shapes, place: Place, within: str, length: int) -> tuple[str, str, float, list[str]] | None:
    """Owner, how it is placed, how far, and the candidates of one kind: every polygon is asked."""
    point = shapely.Point(place.lon, place.lat)
    own = {code: shape for code, shape in shapes.items() if len(code) == length and code.startswith(within)}
    holding = [code for code, shape in own.items() if shape.intersects(point)]
    if holding:
        near = [code for code, shape in own.items() if shape.dwithin(point, DOUBT_M / METRES_A_DEGREE)]
        names = sorted({*holding, *near})
        return min(holding), "border" if len(holding) > 1 else "inside", 0.0, names
    measured = []
    for code, shape in own.items():
        if shape.distance(point) < 2 * NEARBY_M / METRES_A_DEGREE:
            x, y = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
            measured.append((distance_m(Place(float(y), float(x)), place), code))
    if not measured or min(measured)[0] > NEARBY_M:
        return None
    metres, owner = min(measured)
    return owner, "nearby", metres, sorted(code for m, code in measured if m <= metres + DOUBT_M)


def as_told(locator: Locator, place: Place) -> tuple[list[str], str, float, list[str]] | None:
    try:
        found = locator.locate(place)
    except Refused:
        return None
    codes = [code.digits for code in (found.kelurahan, found.rw, found.rt) if code]
    return codes, found.placed, found.distance_m, [code.digits for code in found.candidates]


def as_plain(shapes: Shapes, place: Place) -> tuple[list[str], str, float, list[str]] | None:
    ward = plainly(shapes, place, "", 10)
    if ward is None:
        return None
    codes, names = [ward[0]], list(ward[3])
    for length in (13, 16):
        below = plainly(shapes, place, codes[-1], length)
        if below is None:
            break
        codes.append(below[0])
        names += below[3]
    return codes, ward[1], ward[2], names


# On a corner or a side, beside it by less than a number can tell, by some metres, and by about the doubt of a border.
aside = st.one_of(
    st.just(0.0), st.floats(-1e-13, 1e-13), st.floats(-3e-4, 3e-4),
    st.sampled_from([sign * DOUBT_M / METRES_A_DEGREE * (1 + by) for sign in (1, -1) for by in (0, 1e-12, -1e-12)]),
)  # fmt: skip


@pytest.mark.parametrize("name", [*MAPS, "strange"])
@settings(max_examples=60, deadline=None)
@given(chosen=st.floats(0, 1, exclude_max=True), east=aside, north=aside)
def test_a_place_beside_a_border_lies_where_the_polygons_say(
    name: str, chosen: float, east: float, north: float
) -> None:
    shapes, locator, corners = laid(name)
    lon, lat = corners[int(chosen * len(corners))]
    place = Place(lat + north, lon + east)
    told, plain = as_told(locator, place), as_plain(shapes, place)
    # Beyond the outline of the city a place is refused, however near: that is told by other tests.
    assert told == plain or (told is None and plain is not None and plain[1] == "nearby")


@pytest.mark.parametrize("name", [*MAPS, "strange"])
@settings(max_examples=60, deadline=None)
@given(along=st.floats(0, 1), up=st.floats(0, 1))
def test_a_place_anywhere_lies_where_the_polygons_say(name: str, along: float, up: float) -> None:
    shapes, locator, corners = laid(name)
    wests, souths = [x for x, _ in corners], [y for _, y in corners]
    lon = min(wests) + along * (max(wests) - min(wests))
    place = Place(min(souths) + up * (max(souths) - min(souths)), lon)
    told, plain = as_told(locator, place), as_plain(shapes, place)
    assert told == plain or (told is None and plain is not None and plain[1] == "nearby")
