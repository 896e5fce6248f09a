"""Whether two files show one and the same picture, one of them edited (pure; OpenCV is loaded only when asked).

`same_picture` is the second look, for two pictures. `votes` weighs what an index found for the first look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rukun.values.words import sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAME_FILE = sentence("Berkasnya sama persis.")
SAME = sentence("Gambar yang satu dibuat dari yang lain: {percent}% bidang yang terlihat pada keduanya sama.")
SAME_MIRRORED = sentence(
    "Gambar yang satu dibuat dari yang lain, lalu dicerminkan: {percent}% bidang yang terlihat pada keduanya sama."
)
OTHER = sentence("Gambarnya berbeda.")
UNREADABLE = sentence("Salah satu berkas tidak dapat dibaca sebagai gambar.")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share` is how much of what both show agrees (0 to 1), `inliers` how many points matched; `why` is a sentence."""

    is_same: bool
    why: str
    share: float = 0.0
    inliers: int = 0
    is_mirrored: bool = False


def same_picture(one: bytes, other: bytes) -> Likeness:
    """Whether one picture was made from the other by cropping, turning, lightening, mirroring, writing over it."""
    if one == other:
        return Likeness(True, SAME_FILE, 1.0, 0)
    from rukun.validation.signals.seeing.agreement import agreement

    try:
        found = agreement(one, other)
    except ValueError:
        return Likeness(False, UNREADABLE)
    why = (SAME_MIRRORED if found.is_mirrored else SAME) if found.is_same else OTHER
    return Likeness(
        found.is_same, why.format(percent=round(found.share * 100)), found.share, found.points, found.is_mirrored
    )


# How two pieces may differ and still ask for the same laying over: scale (in halves of a doubling), turn, place.
TURN_MAX, TURN_OFF, SIZE_STEPS, ANGLES = 25.0, 15.0, 24, 256
DOUBLING_MAX, DOUBLING_OFF = 1.6, 0.5
PLACE_OFF, PLACE_OFF_SHARE = 12.0, 0.2
NEAR = 6
# Of the 22 bits of a piece so many may differ once a picture is named; and so many hits are weighed.
HALF_BITS, HALF, NEARLY_BITS, HITS_WEIGHED = 11, (1 << 11) - 1, 3, 400
# So many votes make a picture worth a second look; or a whole that differs in so few of 63 bits.
VOTES_LEAST, WHOLE_BITS_OFF_MAX = 2, 8

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A number that two pictures share: where it lies in the new one, and where in the earlier one."""

    asked: Place
    kept: Place


def votes(hits: Sequence[Hit]) -> int:
    """How many hits at different places ask for one and the same laying over; of very many the first are asked."""
    import numpy as np

    asked = np.array([hit.asked for hit in hits[:HITS_WEIGHED]], float).reshape(-1, 4)
    kept = np.array([hit.kept for hit in hits[:HITS_WEIGHED]], float).reshape(-1, 4)
    doubling = (kept[:, 2] - asked[:, 2]) / SIZE_STEPS
    turn = ((kept[:, 3] - asked[:, 3]) * 360 / ANGLES + 180) % 360 - 180
    sensible = (np.abs(doubling) < DOUBLING_MAX) & (np.abs(turn) < TURN_MAX)
    asked, kept, doubling, turn = asked[sensible], kept[sensible], doubling[sensible], turn[sensible]
    # Row n: where every hit would lie if hit n were right.
    cos, sin = np.cos(np.deg2rad(turn))[:, None], np.sin(np.deg2rad(turn))[:, None]
    across = (asked[None, :, 0] - asked[:, None, 0]) * 2.0 ** doubling[:, None]
    down = (asked[None, :, 1] - asked[:, None, 1]) * 2.0 ** doubling[:, None]
    off = np.hypot(
        kept[:, None, 0] + across * cos - down * sin - kept[None, :, 0],
        kept[:, None, 1] + across * sin + down * cos - kept[None, :, 1],
    )
    agreeing = (
        (np.abs(doubling[None, :] - doubling[:, None]) < DOUBLING_OFF)
        & (np.abs(turn[None, :] - turn[:, None]) < TURN_OFF)
        & (off < PLACE_OFF + PLACE_OFF_SHARE * np.hypot(across, down))
    )
    spots = [(round(x / NEAR), round(y / NEAR)) for x, y in asked[:, :2]]
    return _most_spots(agreeing.tolist(), spots, agreeing.sum(axis=1).tolist())


def _most_spots(agreeing: Sequence[Sequence[bool]], spots: Sequence[tuple[int, int]], counts: Sequence[int]) -> int:
    """The most different spots that any row agrees on."""
    most = 0
    for n in sorted(range(len(counts)), key=counts.__getitem__, reverse=True):
        if counts[n] <= most:
            break
        most = max(most, len({spot for spot, agrees in zip(spots, agreeing[n], strict=True) if agrees}))
    return most


def nearly(asked: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int]]) -> list[Hit]:
    """Hits whose numbers differ in a few bits, nearest first, from pairs of number and packed place: an index finds
    only what is exactly alike, but once a picture is named there is no need to be so strict."""
    import numpy as np

    if not asked or not kept:
        return []
    off = np.array([n for n, _ in asked], np.int64)[:, None] ^ np.array([n for n, _ in kept], np.int64)[None, :]
    counted = _bits_of_half()
    bits = counted[off & HALF] + counted[off >> HALF_BITS]
    here, there = np.nonzero(bits <= NEARLY_BITS)
    order = np.argsort(bits[here, there], kind="stable")
    return [Hit(unpacked(asked[here[n]][1]), unpacked(kept[there[n]][1])) for n in order[:HITS_WEIGHED]]


def is_sensible(asked: Sequence[int], kept: Sequence[int]) -> list[bool]:
    """Which hits, as packed places, could be of an edited copy by size and turn: one in ten of those by chance."""
    import numpy as np

    here, there = np.array(asked, np.int64), np.array(kept, np.int64)
    doubling = ((there >> 8 & 255) - (here >> 8 & 255)) / SIZE_STEPS
    turn = (((there & 255) - (here & 255)) * 360 / ANGLES + 180) % 360 - 180
    found: list[bool] = ((np.abs(doubling) < DOUBLING_MAX) & (np.abs(turn) < TURN_MAX)).tolist()
    return found


@lru_cache(maxsize=1)
def _bits_of_half() -> NDArray[np.uint8]:
    """How many bits each half of a piece's number has."""
    import numpy as np

    return np.array([number.bit_count() for number in range(HALF + 1)], np.uint8)


def packed(place: Place) -> int:
    """A place as one number of 36 bits."""
    x, y, size, angle = place
    return x << 26 | y << 16 | size << 8 | angle


def unpacked(number: int) -> Place:
    """The place of such a number."""
    return number >> 26 & 1023, number >> 16 & 1023, number >> 8 & 255, number & 255


def bits_off(one: int, other: int) -> int:
    """In how many bits two numbers differ."""
    return (one ^ other).bit_count()


def bands(whole: int, doubted: Iterable[int] = ()) -> list[int]:
    """The three bands of 21 bits of a whole picture's number, each marked with which it is."""
    return [band << 21 | (number >> 21 * band & 0x1FFFFF) for number in (whole, *doubted) for band in range(3)]
