"""Where a place lies: inside, on the line, in a gap, in the sea."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from rukun.areas import drawing
from rukun.areas.geometry import Locator
from rukun.values.code import AreaCode
from rukun.values.place import Place
from rukun.values.refused import Refused

A, B = "9999991001", "9999991002"
RW_1, RW_2 = A + "001", A + "002"
METRE = 1 / 111_195


def box(west: float, south: float, east: float, north: float) -> bytes:
    return shapely.to_wkb(shapely.box(west, south, east, north))


@pytest.fixture(scope="module")
def locator() -> Locator:
    """Two kelurahan side by side; the left one has two RW with a gap of some 55 m between them."""
    return Locator(
        [
            (A, box(106.50, -6.51, 106.51, -6.50)),
            (B, box(106.51, -6.51, 106.52, -6.50)),
            (RW_1, box(106.50, -6.51, 106.50475, -6.50)),
            (RW_2, box(106.50525, -6.51, 106.51, -6.50)),
        ]
    )


def test_a_place_in_the_middle_is_inside_one_kelurahan_and_one_rw(locator: Locator) -> None:
    found = locator.locate(Place(-6.505, 106.502))
    assert (found.kelurahan.digits, found.rw, found.rt) == (A, AreaCode(RW_1), None)
    assert (found.placed, found.distance_m) == ("inside", 0)
    assert [code.digits for code in found.candidates] == [A, RW_1]


def test_a_place_on_the_common_line_has_one_owner_and_both_candidates(locator: Locator) -> None:
    found = locator.locate(Place(-6.505, 106.51))
    assert (found.kelurahan.digits, found.placed) == (A, "border")
    assert {AreaCode(A), AreaCode(B)} <= set(found.candidates)


def test_a_place_within_the_doubt_of_a_border_keeps_both_and_one_farther_off_does_not(locator: Locator) -> None:
    near = locator.locate(Place(-6.505, 106.51 - 10 * METRE))
    assert near.placed == "inside" and {AreaCode(A), AreaCode(B)} <= set(near.candidates)
    assert AreaCode(B) not in locator.locate(Place(-6.505, 106.51 - 30 * METRE)).candidates


def test_a_place_in_a_gap_belongs_to_the_nearest_rw(locator: Locator) -> None:
    found = locator.locate(Place(-6.505, 106.50475 + 15 * METRE))
    assert found.rw == AreaCode(RW_1)


def test_a_place_in_a_gap_between_kelurahan_is_taken_and_marked_with_its_distance() -> None:
    gap = 150 * METRE
    apart = Locator([(A, box(106.50, -6.51, 106.51, -6.50)), (B, box(106.51 + gap, -6.51, 106.52 + gap, -6.50))])
    found = apart.locate(Place(-6.505, 106.51 + 40 * METRE))
    assert (found.kelurahan.digits, found.placed) == (A, "nearby")
    assert found.distance_m == pytest.approx(40, abs=0.5)


@pytest.mark.parametrize(
    ("lat", "far"), [(-6.50 + 30 * METRE, " 30 m"), (-6.50 + 101 * METRE, "101 m"), (-6.40, "11,1 km")]
)
def test_a_place_beyond_the_edge_of_the_city_is_refused_and_told_how_far(
    locator: Locator, lat: float, far: str
) -> None:
    with pytest.raises(Refused, match=far) as refusal:
        locator.locate(Place(lat, 106.502))
    assert refusal.value.code == "outside"


def test_without_any_border_the_place_is_refused_with_what_to_do_instead() -> None:
    with pytest.raises(Refused, match="pilih kelurahan dari daftar"):
        Locator([]).locate(Place(-6.5, 106.5))


def test_distance_is_zero_inside_and_unknown_without_a_border(locator: Locator) -> None:
    assert locator.distance_m(AreaCode(RW_1), Place(-6.505, 106.502)) == 0
    assert locator.distance_m(AreaCode(RW_1), Place(-6.505, 106.50475 + 150 * METRE)) == pytest.approx(149, abs=2)
    assert locator.distance_m(AreaCode(RW_1 + "001"), Place(-6.505, 106.502)) is None


def test_a_drawing_is_the_same_every_time_and_cuts_without_gap_or_overlap() -> None:
    whole = shapely.box(106.5, -6.51, 106.51, -6.5)
    parts = drawing.parts_of(whole, 14)
    assert parts == drawing.parts_of(whole, 14)
    assert len(parts) == 14
    assert shapely.union_all(parts).area == pytest.approx(whole.area, rel=1e-6)
    assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-6)
    assert min(part.area for part in parts) > whole.area / 14 / 3


PARTITION = Locator(
    [(A, box(106.50, -6.51, 106.51, -6.50)), (RW_1, box(106.50, -6.51, 106.51, -6.50))]
    + [
        (f"{RW_1}{number:03d}", shapely.to_wkb(part))
        for number, part in enumerate(drawing.parts_of(shapely.box(106.50, -6.51, 106.51, -6.50), 9), start=1)
    ]
)


@given(st.floats(-6.51, -6.50), st.floats(106.50, 106.51))
def test_a_point_is_in_exactly_one_rt_of_a_partition_and_always_in_the_same(lat: float, lon: float) -> None:
    found = PARTITION.locate(Place(lat, lon))
    assert found.rt is not None and found == PARTITION.locate(Place(lat, lon))
    distance = PARTITION.distance_m(found.rt, Place(lat, lon))
    assert distance is not None and distance < 0.1
