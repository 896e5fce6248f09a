"""Photos for the fraud month: scenes with grain, seen from one side or another, with what a camera writes beside.

Smoother drawings would make it easy: on a surface without grain every edit is found, and nothing else looks alike.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from rukun.channels.simulate.pictures import DRAWN, SCENES, _houses, _people
from rukun.values.place import Place
from rukun.values.time import local

TAKEN = (600, 450)
# From farther off than this one sees the place from another side.
NEAR = 0.1
OCTAVES = ((15, 20, 14.0), (45, 60, 12.0), (120, 160, 10.0), (360, 480, 7.0))


@dataclass(frozen=True, slots=True)
class Camera:
    """What the camera writes: when and, where it knows, at which place."""

    taken_at: datetime
    place: Place | None
    make: str


def scene(category: str, seed: str, *, is_done: bool = False) -> Image.Image:
    """A place, the same for the same seed; `is_done`: without what was reported."""
    chance = random.Random(f"street:{category}:{seed}")
    picture = Image.new("RGB", DRAWN, chance.choice([(150, 185, 215), (190, 195, 200), (120, 150, 190), (70, 80, 110)]))
    pen = ImageDraw.Draw(picture)
    horizon, road = chance.randint(110, 190), chance.randint(85, 140)
    _houses(pen, chance, horizon)
    pen.rectangle((0, horizon, *DRAWN), fill=(road, road, road - 4))
    left, right = chance.randint(-80, 120), chance.randint(360, 560)
    verge = chance.choice([(96, 120, 72), (150, 132, 104), (120, 116, 108)])
    pen.polygon([(0, horizon), (chance.randint(120, 260), horizon), (left, DRAWN[1]), (0, DRAWN[1])], fill=verge)
    if not is_done:
        SCENES.get(category, _people)(pen, chance, (left + 60, horizon + 40, right - 60, DRAWN[1] - 20))
    return _grained(picture, np.random.default_rng(chance.getrandbits(32)))


def _grained(picture: Image.Image, random_: np.random.Generator) -> Image.Image:
    """The unevenness of walls, asphalt and earth, which belongs to the place."""
    light = np.zeros((DRAWN[1], DRAWN[0]), np.float32)
    for high, wide, strength in OCTAVES:
        coarse = Image.fromarray(random_.normal(0, strength, (high, wide)).astype(np.float32), "F")
        light += np.asarray(coarse.resize(DRAWN, Image.Resampling.BILINEAR))
    grained = np.asarray(picture, np.float32) + light[:, :, None]
    return Image.fromarray(grained.clip(0, 255).astype(np.uint8))


def shot(place: Image.Image, seed: str, camera: Camera | None = None, *, off: float = 0.07) -> bytes:
    """A photo of a place, from a standpoint of its own, with the noise of its own moment."""
    chance = random.Random(f"shot:{seed}")
    wide, high = place.size

    def corner(x: int, y: int) -> tuple[float, float]:
        inward = (0.03 + chance.random() * off) * wide
        return (x + (inward if x == 0 else -inward), y + (inward if y == 0 else -inward) * high / wide)

    def seen_from_here() -> Image.Image:
        quad = [number for at in ((0, 0), (0, high), (wide, high), (wide, 0)) for number in corner(*at)]
        return place.transform(TAKEN, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)

    seen = seen_from_here()
    if off > NEAR:
        # What is near moves otherwise than what is far.
        below = seen_from_here().crop((0, TAKEN[1] * 2 // 5, *TAKEN))
        seen.paste(below, (0, TAKEN[1] * 2 // 5))
    seen = ImageEnhance.Brightness(seen).enhance(chance.uniform(0.85, 1.15))
    noise = 3 * np.random.default_rng(chance.getrandbits(32)).standard_normal((TAKEN[1], TAKEN[0], 1), np.float32)
    noisy = Image.fromarray((np.asarray(seen, np.float32) + noise).clip(0, 255).astype(np.uint8))
    return _sent(noisy, camera, chance.randint(78, 90))


def edited(photo: bytes, seed: str, camera: Camera | None = None) -> bytes:
    """The photo cropped, brightened and encoded again, by chance a little turned or written over as well."""
    chance = random.Random(f"edit:{seed}")
    with Image.open(io.BytesIO(photo)) as opened:
        picture = opened.convert("RGB")
    if chance.random() < 0.25:
        picture = picture.rotate(chance.uniform(-4, 4), Image.Resampling.BICUBIC)
    wide, high = picture.size
    across, down = chance.uniform(0.78, 0.95), chance.uniform(0.78, 0.95)
    x, y = chance.randint(0, round(wide * (1 - across))), chance.randint(0, round(high * (1 - down)))
    picture = picture.crop((x, y, x + round(wide * across), y + round(high * down)))
    picture = ImageEnhance.Brightness(picture).enhance(chance.choice([0.75, 0.85, 1.2, 1.35]))
    if chance.random() < 0.25:
        ImageDraw.Draw(picture).text((20, 20), f"{chance.randint(1, 28)}/06/2016", fill=(255, 220, 0), font_size=28)
    return _sent(picture, camera, chance.randint(45, 80))


def _sent(picture: Image.Image, camera: Camera | None, quality: int) -> bytes:
    drawn = io.BytesIO()
    if camera is None:
        picture.save(drawn, "JPEG", quality=quality)
    else:
        picture.save(drawn, "JPEG", quality=quality, exif=_exif(camera))
    return drawn.getvalue()


def _exif(camera: Camera) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = camera.make, f"{camera.make} A1"
    taken = local(camera.taken_at)
    exif.get_ifd(0x8769).update({0x9003: taken.strftime("%Y:%m:%d %H:%M:%S"), 0x9011: taken.isoformat()[-6:]})
    if camera.place is not None:
        lat, lon = camera.place.lat, camera.place.lon
        exif.get_ifd(0x8825).update(
            {1: "N" if lat >= 0 else "S", 2: _degrees(abs(lat)), 3: "E" if lon >= 0 else "W", 4: _degrees(abs(lon))}
        )
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = value % 1 * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 4)


def nothing(seed: str) -> bytes:
    """A photo that shows nothing: a pocket, a wall, a hand that shook, a screen."""
    chance = random.Random(f"nothing:{seed}")
    return chance.choice((_pocket, _wall, _shaken, _screen))(chance)


def _pocket(chance: random.Random) -> bytes:
    noise = np.random.default_rng(chance.getrandbits(32)).normal(chance.uniform(2, 14), 2.5, (TAKEN[1], TAKEN[0], 3))
    return _sent(Image.fromarray(noise.clip(0, 255).astype(np.uint8)), None, 80)


def _wall(chance: random.Random) -> bytes:
    colour = np.array([chance.randint(90, 220) for _ in range(3)], np.float32)
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 3, (TAKEN[1], TAKEN[0], 1))
    return _sent(Image.fromarray((colour + noise).clip(0, 255).astype(np.uint8)), None, 80)


def _shaken(chance: random.Random) -> bytes:
    picture = scene("sampah", f"shaken:{chance.random()}").filter(ImageFilter.GaussianBlur(chance.uniform(8, 14)))
    return _sent(picture.resize(TAKEN), None, 80)


def _screen(chance: random.Random) -> bytes:
    picture = Image.new("RGB", (540, 960), chance.choice([(255, 255, 255), (18, 18, 22), (236, 229, 221)]))
    pen = ImageDraw.Draw(picture)
    ink = (20, 20, 20) if picture.getpixel((0, 0)) != (18, 18, 22) else (235, 235, 235)
    for line in range(chance.randint(8, 16)):
        pen.text((30, 60 + 52 * line), "Laporan warga " * chance.randint(1, 3), fill=ink, font_size=22)
    return _sent(picture, None, 88)
