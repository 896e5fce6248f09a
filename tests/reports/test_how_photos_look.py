"""A photo that is drawn anew looks as it came, and costs no more bytes than what is seen of it."""

from __future__ import annotations

import io
import math
import random

import pytest
from PIL import Image, ImageChops, ImageStat

from rukun.channels.bench.clients.photos import street
from rukun.reports.decoding.redraw import redrawn

# What no eye tells from the picture itself (in decibels; 40 is where people begin to guess in a blind trial).
ALIKE, WORSE_AT_MOST = 40.0, 0.5
PLAIN_QUALITY = 82
ORIENTATION = 0x0112


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def written(picture: Image.Image, **options: object) -> bytes:
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", **options)
    return drawn.getvalue()


def likeness(one: Image.Image, other: Image.Image) -> float:
    """The ratio of the largest difference there can be to the one there is (PSNR)."""
    found = ImageStat.Stat(ImageChops.difference(one, other))
    return 10 * math.log10(255**2 / (sum(found.sum2) / sum(found.count) + 1e-9))


@pytest.fixture(scope="module", params=[(800, 608), (801, 602)], ids=["whole squares", "parts of squares"])
def taken(request: pytest.FixtureRequest) -> Image.Image:
    return opened(street()).crop((0, 0, *request.param))


@pytest.mark.parametrize("quality", [60, 75, 82, 95])
@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_a_photo_looks_as_it_came_and_takes_no_more_room_than_at_our_quality(
    taken: Image.Image, quality: int, subsampling: str, orientation: int
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    sent = written(taken, quality=quality, subsampling=subsampling, exif=exif)
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270}
    upright = opened(sent).transpose(turns[orientation]) if orientation in turns else opened(sent)
    plain = written(upright, quality=PLAIN_QUALITY)
    kept = redrawn(sent).content
    alike = likeness(upright, opened(kept))
    assert alike > likeness(upright, opened(plain)) - WORSE_AT_MOST
    # Where squares are turned onto parts of squares, colours of the sharpest edges move by half a pixel.
    assert alike > ALIKE or (orientation in turns and taken.width % 16)
    assert len(kept) < 1.001 * len(plain) + 1_000


def test_a_photo_that_was_drawn_coarsely_is_not_spent_more_upon_and_is_nearer_to_what_came(
    taken: Image.Image,
) -> None:
    sent = written(taken, quality=60)
    plain = written(opened(sent), quality=PLAIN_QUALITY)
    kept = redrawn(sent).content
    assert len(kept) < 0.8 * len(plain)
    assert likeness(opened(sent), opened(kept)) > likeness(opened(sent), opened(plain)) + 3


@pytest.mark.parametrize("largest", [1, 255, 256, 65_535])
def test_tables_that_no_camera_writes_become_some_that_every_viewer_reads(taken: Image.Image, largest: int) -> None:
    sent = written(taken.crop((0, 0, 64, 64)), quality=82)
    at = sent.index(b"\xff\xdb")
    chance = random.Random(largest)
    table = b"".join(chance.randrange(1, largest + 1).to_bytes(2, "big") for _ in range(64))
    wide = b"\xff\xdb" + (2 + 1 + 128).to_bytes(2, "big") + b"\x10" + table
    made = redrawn(sent[:at] + wide + sent[at + 4 + 65 :]).content
    assert opened(made).size == (64, 64)
    assert made.index(b"\xff\xdb\x00\x43\x00") > 0, "tables of eight bits, which is all that the baseline knows"


def test_what_is_made_smaller_is_drawn_at_our_quality() -> None:
    sent = written(Image.effect_mandelbrot((3_000, 900), (-2, -1, 1, 1), 50).convert("RGB"), quality=20)
    kept = redrawn(sent)
    assert max(kept.width, kept.height) == 1_600
    with Image.open(io.BytesIO(kept.content)) as drawn, Image.open(io.BytesIO(sent)) as came:
        assert max(drawn.quantization[0]) < max(came.quantization[0])  # type: ignore[attr-defined]
