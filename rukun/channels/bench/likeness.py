"""Which edits of a photo are seen through, and how often two different photos are called one."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from rukun.channels.simulate import streets

Edit = Callable[[Image.Image, random.Random], Image.Image]
DRAWN = 24


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
    return _opened(_jpeg(smaller, chance.randint(25, 60)))


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


def _jpeg(picture: Image.Image, quality: int = 82) -> bytes:
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "JPEG", quality=quality)
    return drawn.getvalue()


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _pictures(folder: Path | None, seed: int, most: int) -> Iterator[bytes]:
    if folder is None:
        for number in range(min(most, DRAWN)):
            yield streets.shot(streets.scene("jalan-rusak", f"{seed}:{number}"), f"{number}")
        return
    files = sorted(folder.glob("*.jpg"))
    for file in sorted(random.Random(seed).sample(files, min(most, len(files)))):
        yield _jpeg(_opened(file.read_bytes()))


def measure(seed: int, folder: Path | None, *, most: int, pairs: int) -> dict[str, Any]:
    """Recall of the second look and of the index for every edit, and false alarms of the second look."""
    from rukun.validation.signals.pictures import same_picture

    chance, kept = random.Random(f"likeness:{seed}"), list(_pictures(folder, seed, most))
    index = [_kept_keys(one) for one in kept]
    recall = {}
    for name, edit in EDITS.items():
        found = indexed = 0
        for number, picture in enumerate(kept):
            changed = _jpeg(edit(_opened(picture), chance), chance.randint(60, 90))
            found += same_picture(picture, changed).is_same
            indexed += _is_named(index[number], changed)
        recall[name] = {"found": found / len(kept), "indexed": indexed / len(kept)}
    everyone = [(one, other) for other in range(len(kept)) for one in range(other)]
    asked = chance.sample(everyone, min(pairs, len(everyone)))
    answers = [same_picture(kept[one], kept[other]) for one, other in asked]
    return {
        "photos": len(kept),
        "recall": recall,
        "pairs": len(asked),
        "false": sum(answer.is_same for answer in answers),
        "highest": round(max((answer.share for answer in answers), default=0.0), 3),
    }


def _kept_keys(picture: bytes) -> tuple[dict[int, list[tuple[int, int, int, int]]], int]:
    from rukun.validation.signals.seeing.keys import keys_of

    keys, kept = keys_of(picture), dict[int, list[tuple[int, int, int, int]]]()
    for point in keys.kept:
        kept.setdefault(point.keys[0], []).append(point.place)
    return kept, keys.whole


def _is_named(index: tuple[dict[int, list[tuple[int, int, int, int]]], int], changed: bytes) -> bool:
    """Whether the index would name the picture from which this was made."""
    from rukun.validation.signals.pictures import VOTES_LEAST, WHOLE_BITS_OFF_MAX, Hit, bits_off, votes
    from rukun.validation.signals.seeing.keys import keys_of

    keys = keys_of(changed)
    if min(bits_off(keys.whole, index[1]), bits_off(keys.whole_mirrored, index[1])) <= WHOLE_BITS_OFF_MAX:
        return True
    for is_mirrored in (False, True):
        hits = [
            Hit(point.place, place)
            for point in keys.asked
            if point.is_mirrored == is_mirrored
            for key in point.keys
            for place in index[0].get(key, ())
        ]
        if len(hits) >= VOTES_LEAST and votes(hits) >= VOTES_LEAST:
            return True
    return False
