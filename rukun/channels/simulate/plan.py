"""The whole simulated month as a plan (pure): who reports what, where and when, and how everybody acts on it.

All chance comes from one seed, so the same seed gives the same month. Shares are those published: 28,154 of 32,693
heads were active in July 2016, and categories were distributed as in 2016 (design, 02-domain section 3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from rukun.channels.simulate.scene import Scene
from rukun.values.place import Place
from rukun.values.time import Month

ACTIVE_HEADS = 28_154 / 32_693
# Residents filed some 1,500 a day in 2016, heads of RT and RW 66,000 (July).
RESIDENTS_SHARE = 0.022
# What heads filed beyond the published problems was the neighbourhood's own activity; no share was published, and the
# problems closed by May 2016 make far less than this leaves for them.
ACTIVITY_SHARE = 0.88
PHOTO_SHARE = 0.5
UNJUDGED_SHARE = 0.03
STRUCK_SHARE = 0.07
METRES_A_DEGREE = 111_195.0
STRIKE_SHARES = {
    "outside": 12.0, "not-public": 18.0, "duplicate": 22.0, "old-photo": 16.0, "not-shown": 18.0, "unreadable": 9.0,
    "privacy": 2.0, "test": 3.0,
}  # fmt: skip
# Telephones: most are right to a few metres, some are off by a street, a few by several (89 real reports).
NOISE_M = ((0.66, 8.0), (0.23, 55.0), (0.11, 160.0))


@dataclass(frozen=True, slots=True)
class Unit:
    """An RT or RW with its border, its kelurahan, and whether its head reports at all."""

    code: str
    kelurahan: str
    shape: BaseGeometry


# When a report is filed, where, and whether by the head of that unit.
Filed = tuple[datetime, Unit, bool]


@dataclass(frozen=True, slots=True)
class Quality:
    """How an office works: hours until it takes a report and until it is done (medians), and what it leaves."""

    take_hours: float
    done_hours: float
    left_share: float
    forward_share: float
    decline_share: float
    stars: float


@dataclass(frozen=True, slots=True)
class Said:
    """One report of the plan. `unit` is "" for a resident; `struck` names a reason, "" for valid, None for unjudged."""

    number: int
    at: datetime
    unit: str
    kelurahan: str
    category: str
    place: Place
    words: str
    has_photo: bool
    struck: str | None
    fate: str
    take_after: timedelta
    done_after: timedelta
    stars: int | None
    reopens: bool
    is_problem: bool

    @property
    def is_worked_on(self) -> bool:
        """Whether somebody will finish it, so that a photo of the result is needed."""
        return self.is_problem and self.fate in ("done", "forward")


# Different on purpose, so that the ranking has something to show.
QUALITIES = (
    Quality(3, 14, 0.05, 0.06, 0.03, 4.3),
    Quality(5, 20, 0.10, 0.08, 0.05, 4.0),
    Quality(8, 30, 0.16, 0.06, 0.05, 3.7),
    Quality(10, 38, 0.22, 0.05, 0.06, 3.4),
    Quality(16, 55, 0.32, 0.04, 0.08, 3.0),
)


def month_of(
    month: Month, units: Sequence[Unit], scene: Scene, words: Mapping[str, object], reports: int, seed: int
) -> Iterator[Said]:
    """The reports of the month in the order of time, `reports` of them."""
    random = np.random.Generator(np.random.PCG64(seed))
    kelurahan = sorted({unit.kelurahan for unit in units})
    quality = {code: QUALITIES[i % len(QUALITIES)] for i, code in enumerate(kelurahan)}
    active = [unit for unit in units if random.random() < ACTIVE_HEADS]
    from_residents = int(reports * RESIDENTS_SHARE)
    zeal = random.gamma(3.0, 1.0, len(active))
    heads = random.choice(len(active), size=reports - from_residents, p=zeal / zeal.sum())
    who = [*(active[i] for i in heads), *(units[i] for i in random.integers(0, len(units), from_residents))]
    is_head = [True] * len(heads) + [False] * from_residents
    seconds = np.sort(_moments(random, month, reports))
    order = random.permutation(reports)
    writer = Writer(words, random)
    for number in range(reports):
        unit, head = who[order[number]], is_head[order[number]]
        at = month.starts_at + timedelta(seconds=int(seconds[number]))
        yield _said(random, number, (at, unit, head), quality[unit.kelurahan], writer, scene)


def _moments(random: np.random.Generator, month: Month, count: int) -> np.ndarray:
    """Seconds since the month began: more in the morning and the evening than in the night."""
    days = random.integers(0, month.length, count)
    morning, evening = random.normal(9.5, 2.5, count), random.normal(19.0, 2.0, count)
    hours = np.where(random.random(count) < 0.6, morning, evening).clip(0.2, 23.9)
    moments: np.ndarray = (days * 86_400 + hours * 3600).astype(np.int64)
    return moments


def _said(
    random: np.random.Generator, number: int, filed: Filed, quality: Quality, writer: Writer, scene: Scene
) -> Said:
    at, unit, head = filed
    shares = scene.activities if head and random.random() < ACTIVITY_SHARE else scene.problems
    category = _one_of(random, shares)
    roll = random.random()
    fates = (("left", quality.left_share), ("forward", quality.forward_share), ("decline", quality.decline_share))
    return Said(
        number=number,
        at=at,
        unit=unit.code if head else "",
        kelurahan=unit.kelurahan,
        category=category,
        place=_place(random, unit.shape),
        words=writer.write(category),
        has_photo=random.random() < PHOTO_SHARE,
        struck=_verdict(random),
        fate=_fate(roll, fates),
        take_after=timedelta(hours=3.1 + float(random.exponential(quality.take_hours))),
        done_after=timedelta(hours=2 + float(random.gamma(2.0, quality.done_hours / 2))),
        stars=_stars(random, quality) if random.random() < 0.35 else None,
        reopens=random.random() < 0.03,
        is_problem=category in scene.problems,
    )


def _fate(roll: float, fates: Sequence[tuple[str, float]]) -> str:
    for fate, share in fates:
        if roll < share:
            return fate
        roll -= share
    return "done"


def _verdict(random: np.random.Generator) -> str | None:
    roll = random.random()
    if roll < UNJUDGED_SHARE:
        return None
    return _one_of(random, STRIKE_SHARES) if roll < UNJUDGED_SHARE + STRUCK_SHARE else ""


def _stars(random: np.random.Generator, quality: Quality) -> int:
    return int(np.clip(round(random.normal(quality.stars, 0.9)), 1, 5))


def _one_of(random: np.random.Generator, shares: Mapping[str, float]) -> str:
    names = list(shares)
    edges = np.cumsum(list(shares.values()))
    return names[int(np.searchsorted(edges, random.random() * edges[-1], side="right"))]


def _place(random: np.random.Generator, shape: BaseGeometry) -> Place:
    """A point inside the unit, moved by what telephones are off; kept to five decimals (a metre)."""
    inside = place_in(random, shape)
    off = random.normal(0, _noise_m(random.random()) / METRES_A_DEGREE, 2)
    return Place(round(float(inside.lat + off[0]), 5), round(float(inside.lon + off[1]), 5))


def place_in(random: np.random.Generator, shape: BaseGeometry) -> Place:
    """A point inside the unit."""
    west, south, east, north = shape.bounds
    lon, lat = shape.representative_point().coords[0]
    for _ in range(20):
        x, y = random.uniform(west, east), random.uniform(south, north)
        if shapely.contains_xy(shape, x, y):
            lon, lat = x, y
            break
    return Place(float(lat), float(lon))


def _noise_m(roll: float) -> float:
    """How far a telephone is off, in metres."""
    for share, metres in NOISE_M:
        if roll < share:
            return metres
        roll -= share
    return NOISE_M[-1][1]


class Writer:
    """Writes the words of a report from the city's `words.toml`."""

    def __init__(self, words: Mapping[str, object], random: np.random.Generator) -> None:
        self.words, self.random = words, random
        scene = words.get("scene")
        told = scene.get("activities", ()) if isinstance(scene, dict) and "activity_endings" in words else ()
        self.activities = frozenset(told)

    def pick(self, key: str) -> str:
        among = self.words[key]
        assert isinstance(among, list)
        return str(among[int(self.random.integers(0, len(among)))])

    def name(self) -> str:
        return f"{self.pick('first')} {self.pick('last')}"

    def write(self, category: str) -> str:
        sentences = self.words["category"]
        assert isinstance(sentences, dict)
        among = sentences.get(category, ["Laporan warga {place}."])
        endings = "activity_endings" if category in self.activities else "endings"
        return self._filled(str(among[int(self.random.integers(0, len(among)))]) + self.pick(endings))

    def write_at_length(self, category: str, sentences: int) -> str:
        """Several sentences: one as everybody writes it, and some of who did what and when, put together anew."""
        more = self.words.get("more")
        if not isinstance(more, dict):
            return " ".join(self.write(category) for _ in range(sentences))
        written = [self.write(category)]
        for _ in range(sentences - 1):
            parts = [str(more[part][int(self.random.integers(0, len(more[part])))]) for part in ("who", "did", "when")]
            text = self._filled(" ".join(parts))
            written.append(f"{text[0].upper()}{text[1:]}.")
        return " ".join(written)

    def _filled(self, text: str) -> str:
        text = text.replace("{place}", self.pick("places")).replace("{road}", self.pick("roads"))
        return text.replace("{last}", self.pick("last")).replace("{n}", str(int(self.random.integers(2, 40))))
