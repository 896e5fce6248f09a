"""Edits of a photo as fraud makes them: those that the signals were calibrated on, and others that they never saw."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Edit = Callable[[Image.Image, random.Random], Image.Image]


def _crop(picture: Image.Image, chance: random.Random, least: float = 0.75, most: float = 0.95) -> Image.Image:
    across, down = chance.uniform(least, most), chance.uniform(least, most)
    wide, high = picture.size
    x, y = chance.randint(0, int(wide * (1 - across))), chance.randint(0, int(high * (1 - down)))
    return picture.crop((x, y, x + int(wide * across), y + int(high * down)))


def _deep_crop(picture: Image.Image, chance: random.Random) -> Image.Image:
    return _crop(picture, chance, 0.5, 0.7)


def _light(picture: Image.Image, chance: random.Random) -> Image.Image:
    lit = ImageEnhance.Brightness(picture).enhance(chance.choice((0.6, 0.75, 1.25, 1.5)))
    return ImageEnhance.Contrast(lit).enhance(chance.uniform(0.75, 1.3))


def _again(picture: Image.Image, chance: random.Random) -> Image.Image:
    smaller = picture.resize([int(side * chance.uniform(0.5, 0.9)) for side in picture.size])
    return opened(jpeg(smaller, chance.randint(25, 60)))


def _turn(picture: Image.Image, chance: random.Random) -> Image.Image:
    return picture.rotate(chance.choice((-1, 1)) * chance.uniform(1, 7), Image.Resampling.BICUBIC)


def _written(picture: Image.Image, chance: random.Random) -> Image.Image:
    over, high = picture.copy(), picture.height
    pen = ImageDraw.Draw(over)
    at = chance.randint(0, int(high * 0.85))
    pen.rectangle((0, at, picture.width, at + high // 9), fill=(0, 0, 0))
    for line in range(3):
        pen.text((20, chance.randint(0, high - 60)), f"RT 005 {line}/06/2016", fill=(255, 220, 0), font_size=high // 14)
    return over


def _mirror(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return ImageOps.mirror(picture)


def _several(picture: Image.Image, chance: random.Random) -> Image.Image:
    for edit in chance.sample((_crop, _light, _turn, _written), 2):
        picture = edit(picture, chance)
    return _again(picture, chance)


EDITS: dict[str, Edit] = {
    "crop 5-25%": _crop, "crop 30-50%": _deep_crop, "brightness, contrast": _light, "smaller, encoded again": _again,
    "turned 1-7 degrees": _turn, "written over": _written, "mirrored": _mirror, "several at once": _several,
}  # fmt: skip


def jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=quality)
    return drawn.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


# What nothing was calibrated on: whoever changes a threshold looks here last.


def _quarter_off(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Three tenths of the width and of the height, from the middle or a corner."""
    wide, high = picture.size
    x, y = chance.choice((0, 0.15, 0.3)) * wide, chance.choice((0, 0.15, 0.3)) * high
    return picture.crop((round(x), round(y), round(x + 0.7 * wide), round(y + 0.7 * high)))


def _turned_and_cropped(picture: Image.Image, chance: random.Random) -> Image.Image:
    turned = picture.rotate(chance.choice((-7, 7)), Image.Resampling.BICUBIC)
    wide, high = picture.size
    return turned.crop((wide // 10, high // 10, wide * 9 // 10, high * 9 // 10))


def _poor(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return opened(jpeg(picture, 20))


def _gamma(picture: Image.Image, chance: random.Random) -> Image.Image:
    power = chance.choice((0.5, 2.0))
    return picture.point([round(255 * (value / 255) ** power) for value in range(256)] * 3)


def _unsharp(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 400))


def _framed(picture: Image.Image, chance: random.Random) -> Image.Image:
    return ImageOps.expand(picture, max(picture.size) // 12, chance.choice(("white", "black", "navy")))


def _sticker(picture: Image.Image, chance: random.Random) -> Image.Image:
    over, (wide, high) = picture.copy(), picture.size
    x, y, size = chance.randint(0, wide * 2 // 3), chance.randint(0, high * 2 // 3), min(picture.size) // 3
    ImageDraw.Draw(over).ellipse((x, y, x + size, y + size), fill=(250, 200, 40), outline=(30, 30, 30), width=4)
    return over


def _on_a_screen(picture: Image.Image, _chance: random.Random) -> Image.Image:
    """A screenshot of a gallery: the photo across, bars and letters above and below."""
    screen = Image.new("RGB", (720, 1440), (16, 16, 18))
    shown = ImageOps.contain(picture, (720, 1100))
    screen.paste(shown, (0, (1440 - shown.height) // 2))
    pen = ImageDraw.Draw(screen)
    pen.text((30, 20), "09.41", fill=(240, 240, 240), font_size=34)
    pen.text((30, 90), "IMG-20160612-WA0007", fill=(240, 240, 240), font_size=38)
    pen.text((80, 1350), "Bagikan    Edit    Hapus", fill=(240, 240, 240), font_size=36)
    return screen


def _small(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return ImageOps.contain(picture, (320, 320))


def _grey(picture: Image.Image, _chance: random.Random) -> Image.Image:
    return ImageOps.grayscale(picture).convert("RGB")


def _tinted(picture: Image.Image, chance: random.Random) -> Image.Image:
    return Image.blend(picture, Image.new("RGB", picture.size, chance.choice(("orange", "blue", "pink"))), 0.25)


def _askew(picture: Image.Image, chance: random.Random) -> Image.Image:
    """As photographed from a print, a little from the side."""
    wide, high = picture.size
    corners = [(0, 0), (0, high), (wide, high), (wide, 0)]
    quad = [at + chance.uniform(-0.04, 0.04) * side for corner in corners
            for at, side in zip(corner, (wide, high), strict=True)]  # fmt: skip
    return picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)


def _stretched(picture: Image.Image, chance: random.Random) -> Image.Image:
    across = chance.choice((0.8, 1.25))
    return picture.resize((round(picture.width * across), picture.height))


def _grainy(picture: Image.Image, chance: random.Random) -> Image.Image:
    noise = Image.frombytes("RGB", picture.size, chance.randbytes(3 * picture.width * picture.height))
    return Image.blend(picture, noise, 0.15)


UNSEEN: dict[str, Edit] = {
    "crop to 70% x 70%": _quarter_off, "turned 7 degrees, cropped": _turned_and_cropped, "JPEG of quality 20": _poor,
    "gamma 0.5 or 2": _gamma, "out of focus": _unsharp, "framed": _framed, "a sticker": _sticker,
    "screenshot of the photo": _on_a_screen, "320 pixels": _small, "grey": _grey, "tinted": _tinted,
    "seen a little askew": _askew, "stretched by a quarter": _stretched, "noise": _grainy,
}  # fmt: skip
