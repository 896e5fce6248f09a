"""Which edits of a photo are seen through, and how often two different photos are called one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rukun.channels.bench.integrity.edits import EDITS, UNSEEN, jpeg, opened
from rukun.channels.simulate import streets

DRAWN = 24


def _pictures(folder: Path | None, seed: int, most: int) -> Iterator[bytes]:
    if folder is None:
        for number in range(min(most, DRAWN)):
            yield streets.shot(streets.scene("jalan-rusak", f"{seed}:{number}"), f"{number}")
        return
    files = sorted(folder.glob("*.jpg"))
    for file in sorted(random.Random(seed).sample(files, min(most, len(files)))):
        yield jpeg(opened(file.read_bytes()))


def measure(seed: int, folder: Path | None, *, most: int, pairs: int) -> dict[str, Any]:
    """Recall of the second look and of the index for every edit, and false alarms of the second look."""
    from rukun.validation.signals.pictures import same_picture

    chance, kept = random.Random(f"likeness:{seed}"), list(_pictures(folder, seed, most))
    index = [_kept_keys(one) for one in kept]
    recall = {}
    for name, edit in (EDITS | UNSEEN).items():
        found = indexed = 0
        for number, picture in enumerate(kept):
            changed = jpeg(edit(opened(picture), chance), chance.randint(60, 90))
            found += same_picture(picture, changed).is_same
            indexed += _is_named(index[number], changed)
        recall[name] = {"found": found / len(kept), "indexed": indexed / len(kept)}
    asked = _asked(len(kept), pairs, chance)
    answers = [same_picture(kept[one], kept[other]) for one, other in asked]
    return {
        "photos": len(kept),
        "recall": recall,
        "pairs": len(asked),
        "false": sum(answer.is_same for answer in answers),
        "highest": round(max((answer.share for answer in answers), default=0.0), 3),
    }


def _asked(photos: int, most: int, chance: random.Random) -> list[tuple[int, int]]:
    """All pairs that follow each other, as frames of one drive do, and others by chance up to so many."""
    following = [(number - 1, number) for number in range(1, photos)]
    others = [(one, other) for other in range(2, photos) for one in range(other - 1)]
    return following + chance.sample(others, min(max(0, most - len(following)), len(others)))


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
