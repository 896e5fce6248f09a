"""Whether two files show one picture: drawn streets, and real roads of which no two are the same."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from rukun.channels.bench.integrity.edits import EDITS, jpeg, opened
from rukun.channels.bench.integrity.likeness import _is_named, _kept_keys
from rukun.channels.simulate import streets
from rukun.validation.signals import apart
from rukun.validation.signals.pictures import nearly, packed, same_picture, votes
from tests.shared import shared


@pytest.fixture(scope="module")
def street() -> bytes:
    return streets.shot(streets.scene("jalan-rusak", "one"), "one")


@pytest.fixture(scope="module", autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    apart.close()


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_copy_is_seen_through(street: bytes, name: str) -> None:
    changed = jpeg(EDITS[name](opened(street), random.Random(3)), 70)
    found = same_picture(street, changed)
    assert found.is_same and found.is_mirrored is (name == "mirrored")
    assert _is_named(_kept_keys(street), changed) or name in ("crop 30-50%", "several at once")


def test_another_street_is_another_picture(street: bytes) -> None:
    other = streets.shot(streets.scene("jalan-rusak", "two"), "two")
    found = same_picture(street, other)
    assert not found.is_same and found.why == "Gambarnya berbeda."


def test_the_same_hole_from_where_a_neighbour_stands_is_another_picture() -> None:
    hole = streets.scene("jalan-rusak", "hole")
    assert not same_picture(streets.shot(hole, "here"), streets.shot(hole, "there", off=0.35)).is_same


def test_what_is_no_picture_is_like_nothing(street: bytes) -> None:
    assert not same_picture(street, b"not a picture").is_same
    assert same_picture(street, street).is_same


@pytest.mark.real
def test_roads_that_follow_each_other_are_different_and_their_copies_the_same() -> None:
    """Neighbouring frames show the same horizon and the same stamp: a bare hash calls 92 of 1,770 pairs one."""
    files = sorted(shared("photos_road_damage_br").glob("*.jpg"))[24:32]
    roads = [file.read_bytes() for file in files]
    assert not [n for n in range(7) if same_picture(roads[n], roads[n + 1]).is_same]
    for number, name in enumerate(("crop 5-25%", "brightness, contrast", "turned 1-7 degrees", "written over")):
        changed = jpeg(EDITS[name](opened(roads[number]), random.Random(number)), 75)
        assert same_picture(roads[number], changed).is_same, name


def test_a_pocket_a_wall_a_shaken_hand_and_a_screen_show_nothing(street: bytes) -> None:
    looked = apart.looks([street, *(streets.nothing(f"{n}") for n in range(8))])
    assert max(looked[0].blank, looked[0].blurred, looked[0].screen) < 0.5
    assert all(max(one.blank, one.blurred, one.screen) > 0.5 for one in looked[1:])


def test_a_process_that_breaks_is_replaced_and_its_picture_left_out() -> None:
    assert apart.looks([b""]) == [apart.Look()]
    small = io.BytesIO()
    Image.new("RGB", (4, 4)).save(small, "JPEG")
    assert apart.looks([small.getvalue()])[0].kept == ()


def test_no_web_process_loads_opencv() -> None:
    code = "import sys, rukun.wsgi, rukun.urls, rukun.tick; assert 'cv2' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("bits", "voices"), [(0, 40), (3, 40), (4, 0)])
def test_once_a_picture_is_named_its_pieces_speak_though_up_to_three_of_their_bits_differ(
    bits: int, voices: int
) -> None:
    chance = random.Random(5)
    kept = [
        (chance.getrandbits(22), packed((20 + 30 * (n % 8), 20 + 40 * (n // 8), 100, chance.randrange(256))))
        for n in range(40)
    ]
    copied = [(number ^ sum(1 << bit for bit in chance.sample(range(22), bits)), place) for number, place in kept]
    assert votes(nearly(copied, kept)) == voices
    assert nearly([], kept) == nearly(kept, []) == []
