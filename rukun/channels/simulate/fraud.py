"""A labelled month of one kelurahan as a plan (pure): honest reports, fraud of eight kinds, and honest look-alikes.

All chance comes from one seed. The label is for whoever measures: it goes into no report, and no key, code or channel
tells one kind from another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from shapely import Point

from rukun.channels.simulate.copying import copied
from rukun.channels.simulate.plan import ACTIVITY_SHARE, Unit, Writer, _moments, _place
from rukun.channels.simulate.plan import _one_of as one_of
from rukun.channels.simulate.scene import scene_in
from rukun.values.place import Place
from rukun.values.time import Month

KINDS = (
    "same-photo", "edited-photo", "duplicate", "faked-place", "midnight-burst", "one-phone", "copied-words",
    "shows-nothing",
)  # fmt: skip
LOOKALIKES = ("neighbours", "before-and-after", "standard-phrase")
# Of each hundred honest reports so many have a look-alike of a kind.
LOOKALIKE_SHARE = 0.01
PHOTO_SHARE = 0.4
CAMERA_SHARE, CAMERA_PLACE_SHARE = 0.5, 0.7
METRES_A_DEGREE = 111_195.0
LONG_SHARE = 0.3
BURST, RING = (6, 9), 5
# What decrees let pass beyond the border of an RW (04-rules, section 1).
TOLERATED_M, TRIES = 150.0, 60
NEXT_DOOR_M = 100.0


@dataclass(frozen=True, slots=True)
class Photographed:
    """What is to be drawn: a scene of a category seen from a standpoint, or an edit of another report's photo.

    `way` is "shot", "done" (the scene after the work), "again", "edit" or "nothing"; `of` names the report copied.
    """

    way: str
    scene: str
    category: str
    of: int | None = None
    off: float = 0.07
    taken_at: datetime | None = None
    taken_in: Place | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """One report of the plan, by its number. `kind` is the label: a kind of fraud, or "" for an honest one."""

    number: int
    at: datetime
    unit: str
    category: str
    place: Place
    words: str
    device: str
    photo: Photographed | None
    kind: str = ""


def _metres(unit: Unit, place: Place) -> float:
    """How far outside the unit a place lies."""
    return float(unit.shape.distance(Point(place.lon, place.lat))) * METRES_A_DEGREE


class Fraudster:
    """Plans one month; each method yields the reports of one kind."""

    def __init__(self, month: Month, units: Sequence[Unit], words: Mapping[str, object], seed: int) -> None:
        self.month, self.units = month, list(units)
        self.random = np.random.Generator(np.random.PCG64([seed, 4]))
        self.writer, self.scene = Writer(words, self.random), scene_in(words)
        self.numbers = iter(range(10_000_000))
        self.by_code = {unit.code: unit for unit in units}

    def plan(self, reports: int, share: float) -> list[Filed]:
        """The month in the order of time: `reports` reports, `share` of them fraud, in equal shares of the kinds."""
        planted = round(reports * share / len(KINDS)) * len(KINDS)
        lookalikes = round(reports * LOOKALIKE_SHARE) * len(LOOKALIKES)
        honest = self.honest(reports - planted - lookalikes)
        made = list(honest)
        for lookalike in (self.neighbours, self.before_and_after, self.standard_phrase):
            made += lookalike(honest, lookalikes // len(LOOKALIKES))
        ways: Mapping[str, Callable[[Sequence[Filed], int], list[Filed]]] = {
            "same-photo": self.same_photo, "edited-photo": self.edited_photo, "duplicate": self.duplicate,
            "faked-place": self.faked_place, "midnight-burst": self.midnight_burst, "one-phone": self.one_phone,
            "copied-words": self.copied_words, "shows-nothing": self.shows_nothing,
        }  # fmt: skip
        for kind, way in ways.items():
            made += [replace(one, kind=kind) for one in way(honest, planted // len(KINDS))]
        return sorted(made, key=lambda one: (one.at, one.number))

    def honest(self, count: int) -> list[Filed]:
        """Some units report much, some little; days and hours as people have them."""
        zeal = self.random.gamma(3.0, 1.0, len(self.units))
        who = self.random.choice(len(self.units), size=count, p=zeal / zeal.sum())
        seconds = _moments(self.random, self.month, count)
        return [
            self._one(self.units[unit], self.month.starts_at + timedelta(seconds=int(second)))
            for unit, second in zip(who, seconds, strict=True)
        ]

    def _one(self, unit: Unit, at: datetime, *, has_photo: bool | None = None) -> Filed:
        shares = self.scene.activities if self.random.random() < ACTIVITY_SHARE else self.scene.problems
        number, category = next(self.numbers), one_of(self.random, shares)
        place = _place(self.random, unit.shape)
        with_photo = self.random.random() < PHOTO_SHARE if has_photo is None else has_photo
        photo = self._photo(f"{number}", category, at, place) if with_photo else None
        return Filed(number, at, unit.code, category, place, self._words(category), f"phone-{unit.code}", photo)

    def _words(self, category: str) -> str:
        """A sentence from those that many use, or a few of which some are less usual."""
        if self.random.random() >= LONG_SHARE:
            return self.writer.write(category)
        return self.writer.write_at_length(category, int(self.random.integers(2, 5)))

    def _photo(self, scene: str, category: str, at: datetime, place: Place) -> Photographed:
        """A photo of the moment; some cameras say when and where, and a few of those are wrong or were earlier."""
        taken_at = taken_in = None
        if self.random.random() < CAMERA_SHARE:
            roll = self.random.random()
            late = timedelta(hours=float(self.random.uniform(20, 60))) if roll < 0.02 else timedelta(minutes=2)
            taken_at = at - late
            if self.random.random() < CAMERA_PLACE_SHARE:
                taken_in = self._moved(place, 400.0 if roll > 0.985 else 12.0)
        return Photographed("shot", scene, category, taken_at=taken_at, taken_in=taken_in)

    def _moved(self, place: Place, metres: float) -> Place:
        off = self.random.normal(0, metres / METRES_A_DEGREE, 2)
        return Place(round(place.lat + float(off[0]), 6), round(place.lon + float(off[1]), 6))

    def _some(self, among: Sequence[Filed], count: int, last_days: int = 0) -> Iterator[Filed]:
        """Different reports, none of the last days."""
        until = self.month.ends_at - timedelta(days=last_days)
        able = [one for one in among if one.at < until]
        for index in self.random.choice(len(able), size=min(count, len(able)), replace=False):
            yield able[int(index)]

    def _later(self, one: Filed, least_hours: float, most_hours: float) -> datetime:
        """A moment after, in waking hours, within the month."""
        at = one.at + timedelta(hours=float(self.random.uniform(least_hours, most_hours)))
        return min(at, self.month.ends_at - timedelta(minutes=int(self.random.integers(90, 600))))

    # Honest look-alikes

    def neighbours(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """Two neighbours see the same hole on the same day, each from where they stand and in their own words."""
        made = []
        for one in self._some([o for o in honest if o.category in self.scene.problems and o.photo], count, 2):
            near = [unit for unit in self.units if unit.code != one.unit and _metres(unit, one.place) <= NEXT_DOOR_M]
            if not near:
                continue
            at = self._later(one, 0.5, 20)
            again = self._one(near[int(self.random.integers(len(near)))], at, has_photo=False)
            assert one.photo is not None
            photo = replace(one.photo, off=0.35, taken_at=at, taken_in=None)
            place = self._moved(one.place, 12)
            made.append(
                replace(again, category=one.category, words=self._words(one.category), place=place, photo=photo)
            )
        return made

    def before_and_after(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """A crew's joint work: the same place before and after, hours or days later."""
        made = []
        for one in self._some([o for o in honest if o.category == "kerja-bakti" and o.photo], count, 4):
            at = self._later(one, 2, 60)
            assert one.photo is not None
            photo = replace(one.photo, way="done", off=0.2, taken_at=at, taken_in=None)
            number = next(self.numbers)
            made.append(
                replace(one, number=number, at=at, photo=photo, place=self._moved(one.place, 10),
                        words=self._words(one.category))
            )  # fmt: skip
        return made

    def standard_phrase(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """What everybody writes in the same words."""
        phrase = "Ronda malam bersama warga, keadaan aman dan tertib, tidak ada kejadian yang menonjol."
        made = []
        for one in self._some(honest, count):
            fresh = self._one(self.by_code[one.unit], self._later(one, 1, 300))
            made.append(replace(fresh, category="siskamling", words=phrase))
        return made

    # Fraud

    def same_photo(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """The file of an earlier report sent again, from the unit's own place, with new words."""
        return [self._again(one, "again") for one in self._some([o for o in honest if o.photo], count, 3)]

    def edited_photo(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """The same, cropped, brightened, encoded again."""
        return [self._again(one, "edit") for one in self._some([o for o in honest if o.photo], count, 3)]

    def _again(self, one: Filed, way: str) -> Filed:
        at = self._later(one, 20, 24 * 20)
        other = self.units[int(self.random.integers(len(self.units)))] if self.random.random() < 0.4 else None
        fresh = self._one(other or self.by_code[one.unit], at, has_photo=False)
        photo = Photographed(way, f"{fresh.number}", one.category, of=one.number)
        return replace(fresh, category=one.category, words=self._words(one.category), photo=photo)

    def duplicate(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """The same thing at the same place within the day, said a little otherwise, to be counted twice."""
        made = []
        for one in self._some(honest, count, 2):
            fresh = self._one(self.by_code[one.unit], self._later(one, 0.3, 18))
            photo = None if one.photo is None or fresh.photo is None else replace(one.photo, off=0.35)
            words = one.words if self.random.random() < 0.4 else f"{one.words} {self.writer.pick('endings')}".strip()
            if self.random.random() < 0.3:
                words = self._words(one.category)
            made.append(
                replace(fresh, category=one.category, place=self._moved(one.place, 5), words=words, photo=photo)
            )
        return made

    def faked_place(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """A matter of another RW, made one's own."""
        made = []
        for one in self._some(honest, count):
            others = [unit for unit in self.units if unit.code[10:13] != one.unit[10:13]]
            other = others[int(self.random.integers(len(others)))]
            fresh = self._one(self.by_code[one.unit], one.at + timedelta(minutes=int(self.random.integers(20, 200))))
            there = self._beyond(other, one.unit)
            if self.random.random() < 0.35:
                # The pin was set at home, but the camera says where it was.
                photo = self._photo(f"{fresh.number}", fresh.category, fresh.at, there)
                made.append(replace(fresh, photo=replace(photo, taken_at=fresh.at, taken_in=there)))
            else:
                made.append(replace(fresh, place=there, photo=fresh.photo and replace(fresh.photo, taken_in=None)))
        return made

    def _beyond(self, other: Unit, unit: str) -> Place:
        """A place of another unit that the rules do not take for one's own: farther from the RW than their tolerance.

        Where two RW are so near each other that there is none, the last one tried.
        """
        own = self.by_code.get(unit[:13], self.by_code[unit])
        for _ in range(TRIES):
            there = _place(self.random, other.shape)
            if _metres(own, there) > TOLERATED_M:
                break
        return there

    def midnight_burst(self, _honest: Sequence[Filed], count: int) -> list[Filed]:
        """A month's number filled in the last minutes of a day."""
        made: list[Filed] = []
        while len(made) < count:
            size = int(self.random.integers(*BURST))
            if count - len(made) - size < BURST[0]:
                size = count - len(made)
            unit = self.units[int(self.random.integers(len(self.units)))]
            day = self.month.starts_at + timedelta(days=int(self.random.integers(self.month.length)))
            for _ in range(size):
                at = day + timedelta(hours=23, minutes=float(self.random.uniform(42, 59.5)))
                made.append(self._one(unit, at))
        return made

    def one_phone(self, _honest: Sequence[Filed], count: int) -> list[Filed]:
        """One telephone goes round and files for several heads."""
        made = []
        rings = max(1, round(count / (RING * 3)))
        for ring in range(rings):
            members = self.random.choice(len(self.units), size=min(RING, len(self.units)), replace=False)
            size = count // rings + (ring < count % rings)
            for turn in range(size):
                day = self.month.starts_at + timedelta(days=int(self.random.integers(self.month.length)))
                at = day + timedelta(hours=float(self.random.uniform(8, 21)))
                fresh = self._one(self.units[int(members[turn % len(members)])], at)
                made.append(replace(fresh, device=f"ring-{ring}"))
        return made

    def copied_words(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """What another unit wrote at length, with other numbers and small changes."""
        long = [one for one in honest if len(one.words.split()) >= 14]
        made = []
        for one in self._some(long, count, 2):
            others = [unit for unit in self.units if unit.code != one.unit]
            unit = others[int(self.random.integers(len(others)))]
            fresh = self._one(unit, self._later(one, 6, 24 * 12))
            made.append(replace(fresh, category=one.category, words=copied(one.words, self.writer, self.random)))
        return made

    def shows_nothing(self, honest: Sequence[Filed], count: int) -> list[Filed]:
        """A photo of a pocket, a wall, a shaken hand, a screen."""
        made = []
        for one in self._some(honest, count):
            fresh = self._one(self.by_code[one.unit], self._later(one, 1, 200), has_photo=False)
            made.append(replace(fresh, photo=Photographed("nothing", f"{fresh.number}", fresh.category)))
        return made
