"""Photos drawn by the program: a scene for each kind of report, and no two alike."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

DRAWN = (480, 360)
KEPT = (360, 270)
Colour = tuple[int, int, int]


def draw_photo(category: str, seed: str) -> bytes:
    """A JPEG of 360 x 270: sky, houses, road, and what the category is about; decided by the seed alone."""
    chance = random.Random(f"{category}:{seed}")
    sky = chance.choice([(150, 185, 215), (190, 195, 200), (120, 150, 190), (225, 200, 170), (40, 48, 75)])
    picture = Image.new("RGB", DRAWN, sky)
    pen = ImageDraw.Draw(picture)
    horizon = chance.randint(120, 180)
    _houses(pen, chance, horizon)
    road = chance.randint(95, 130)
    pen.rectangle((0, horizon, *DRAWN), fill=(road, road, road - 4))
    left, right = chance.randint(-80, 120), chance.randint(360, 560)
    verge = chance.choice([(96, 120, 72), (150, 132, 104), (120, 116, 108)])
    pen.polygon([(0, horizon), (chance.randint(150, 240), horizon), (left, DRAWN[1]), (0, DRAWN[1])], fill=verge)
    SCENES.get(category, _people)(pen, chance, (left + 60, horizon + 40, right - 60, DRAWN[1] - 20))
    _grain(pen, chance)
    drawn = io.BytesIO()
    small = picture.resize(KEPT, Image.Resampling.BILINEAR)
    # Without the noise of a sensor it would be flagged as a picture of a screen, and rightly.
    noise = Image.frombytes("L", KEPT, chance.randbytes(KEPT[0] * KEPT[1])).convert("RGB")
    Image.blend(small, noise, 0.1).save(drawn, "JPEG", quality=70)
    return drawn.getvalue()


def draw_paper(lines: Sequence[str], seed: str) -> bytes:
    """A JPEG of 270 x 360: a slip of paper on a table, written on line by line."""
    chance = random.Random(seed)
    shade = chance.randint(90, 140)
    picture = Image.new("RGB", (KEPT[1], KEPT[0]), (shade, shade - 22, shade - 50))
    slip = Image.new("RGBA", (216, 300), (250, 248, 240, 255))
    pen = ImageDraw.Draw(slip)
    for number, words in enumerate(lines):
        pen.text((14, 16 + 30 * number), words, fill=(40, 40, 60, 255), font_size=16 if number else 18)
    pen.line((14, 286, 202, 286), fill=(40, 40, 60, 255))
    turned = slip.rotate(chance.uniform(-4, 4), expand=True, resample=Image.Resampling.BILINEAR)
    picture.paste(turned, (26, 26), turned)
    drawn = io.BytesIO()
    picture.save(drawn, "JPEG", quality=70)
    return drawn.getvalue()


def _houses(pen: ImageDraw.ImageDraw, chance: random.Random, horizon: int) -> None:
    at = -20
    while at < DRAWN[0]:
        wide, high = chance.randint(50, 110), chance.randint(40, 110)
        wall = tuple(chance.randint(130, 235) for _ in range(3))
        pen.rectangle((at, horizon - high, at + wide, horizon), fill=wall)
        roof = (chance.randint(120, 190), chance.randint(60, 100), 50)
        pen.polygon(
            [(at - 6, horizon - high), (at + wide // 2, horizon - high - 26), (at + wide + 6, horizon - high)],
            fill=roof,
        )
        pen.rectangle((at + wide // 3, horizon - high // 2, at + wide // 2, horizon), fill=(70, 55, 45))
        at += wide + chance.randint(0, 30)


def _spots(chance: random.Random, box: tuple[int, int, int, int], least: int, most: int) -> list[tuple[int, int]]:
    return [
        (chance.randint(box[0], max(box[0] + 1, box[2])), chance.randint(box[1], box[3]))
        for _ in range(chance.randint(least, most))
    ]


def _rubbish(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    for x, y in _spots(chance, box, 18, 40):
        wide, high = chance.randint(8, 30), chance.randint(6, 22)
        pen.ellipse((x, y, x + wide, y + high), fill=tuple(chance.randint(30, 240) for _ in range(3)))


def _holes(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    for x, y in _spots(chance, box, 2, 6):
        wide, high = chance.randint(40, 110), chance.randint(14, 40)
        pen.ellipse((x, y, x + wide, y + high), fill=(60, 54, 48))
        pen.ellipse((x + 8, y + 5, x + wide - 8, y + high - 3), fill=(42, 38, 36))


def _water(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    top = chance.randint(box[1], box[1] + 70)
    pen.rectangle((0, top, *DRAWN), fill=(122, 104, 78))
    for _ in range(30):
        x, y = chance.randint(0, DRAWN[0]), chance.randint(top, DRAWN[1])
        pen.line((x, y, x + chance.randint(15, 60), y), fill=(150, 134, 108), width=2)


def _lamp(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    x = chance.randint(box[0], max(box[0] + 1, box[2]))
    pen.line((x, box[1] - chance.randint(90, 130), x, box[3]), fill=(60, 60, 66), width=6)
    pen.line((x, 70, x + chance.choice([-46, 46]), 62), fill=(60, 60, 66), width=5)


def _tree(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    x, y = chance.randint(40, 200), chance.randint(box[1], box[3])
    pen.line(
        (x, y, x + chance.randint(150, 260), y - chance.randint(-30, 60)),
        fill=(92, 66, 44),
        width=chance.randint(12, 24),
    )
    for _ in range(26):
        a, b = x + chance.randint(80, 270), y + chance.randint(-80, 40)
        pen.ellipse((a, b, a + 40, b + 30), fill=(chance.randint(30, 80), chance.randint(90, 140), 50))


def _vehicles(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    for x, y in _spots(chance, box, 2, 6):
        colour: Colour = chance.choice([(190, 40, 40), (235, 235, 235), (40, 40, 46), (60, 90, 160), (200, 180, 60)])
        pen.rounded_rectangle((x, y, x + 86, y + 36), 8, fill=colour)
        pen.rounded_rectangle((x + 18, y - 20, x + 66, y + 4), 8, fill=colour)
        for wheel in (x + 12, x + 60):
            pen.ellipse((wheel, y + 26, wheel + 18, y + 44), fill=(24, 24, 26))


def _banner(pen: ImageDraw.ImageDraw, chance: random.Random, _box: tuple[int, int, int, int]) -> None:
    x, y = chance.randint(40, 200), chance.randint(60, 120)
    pen.rectangle(
        (x, y, x + chance.randint(120, 220), y + 60), fill=chance.choice([(220, 60, 40), (240, 200, 40), (40, 120, 80)])
    )
    for line in range(3):
        pen.line(
            (x + 12, y + 16 + 14 * line, x + chance.randint(70, 110), y + 16 + 14 * line), fill=(250, 250, 250), width=5
        )


def _people(pen: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int]) -> None:
    for x, y in sorted(_spots(chance, box, 3, 9), key=lambda spot: spot[1]):
        tall = 60 + (y - box[1]) // 3
        shirt = tuple(chance.randint(50, 230) for _ in range(3))
        pen.rounded_rectangle((x, y - tall, x + tall // 3, y), 6, fill=shirt)
        skin = (chance.randint(120, 190), chance.randint(85, 140), chance.randint(60, 105))
        pen.ellipse((x + 2, y - tall - tall // 4, x + 2 + tall // 4, y - tall), fill=skin)


def _grain(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """What makes every photo another one, even of the same scene."""
    for _ in range(60):
        x, y, shade = chance.randint(0, DRAWN[0]), chance.randint(0, DRAWN[1]), chance.randint(60, 200)
        pen.point((x, y), fill=(shade, shade, shade))


SCENES: dict[str, Callable[[ImageDraw.ImageDraw, random.Random, tuple[int, int, int, int]], None]] = {
    "sampah": _rubbish, "jalan-rusak": _holes, "banjir": _water, "lampu-jalan": _lamp, "pohon-tumbang": _tree,
    "parkir-liar": _vehicles, "kemacetan": _vehicles, "transportasi": _vehicles, "ojek-liar": _vehicles,
    "iklan": _banner, "kaki-lima": _banner, "pelanggaran": _banner, "fasilitas-umum": _holes,
}  # fmt: skip
