"""Plays the fraud month through the same actions and the same tick as the real system, and reads Tapem's queue."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tomllib import loads
from typing import Any

import numpy as np
import shapely

from rukun.areas import actions as areas
from rukun.areas.queries import present_borders
from rukun.channels.simulate.album import Album
from rukun.channels.simulate.cast import _Director as Director
from rukun.channels.simulate.fraud import Filed, Fraudster
from rukun.channels.simulate.plan import Unit, Writer
from rukun.people import actions as people
from rukun.people.rules import HEAD_OF, Actor
from rukun.reports import actions as reports
from rukun.reports.queries import categories
from rukun.reports.rules import StoredPhoto
from rukun.tick import lines
from rukun.validation.looking.devices import note_device
from rukun.validation.looking.risks import riskiest_first, strengths_of
from rukun.validation.queries import struck_codes, unjudged
from rukun.validation.signals import apart
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import Month

LOOK_EVERY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to play: `share` of the `reports` is fraud."""

    month: Month
    kelurahan: AreaCode
    reports: int
    share: float
    seed: int
    folder: Path
    home: Path


@dataclass(slots=True)
class Played:
    """The codes in the order of Tapem's queue, each one's label, and what it cost in seconds of the processor."""

    queue: list[str]
    labels: dict[str, str]
    struck: int
    looked_seconds: float
    looked: int
    refused: int
    categories: dict[str, Any]
    strengths: dict[str, dict[str, int]] = field(default_factory=dict)
    photos: int = 0


def play(wanted: Wanted, say: Callable[[str], None]) -> Played:
    """File every report at its time, look them through once a day as the clock does, and read the queue."""
    say("Memuat kota")
    heads = _settle(wanted)
    words = loads((wanted.folder / "words.toml").read_text())
    plan = Fraudster(wanted.month, _units(wanted.kelurahan), words, wanted.seed).plan(wanted.reports, wanted.share)
    played = Played([], {}, 0, 0.0, 0, 0, {found.code: found for found in categories()})
    album = Album(plan)
    try:
        look_at = wanted.month.starts_at + LOOK_EVERY
        for done, one in enumerate(plan):
            while one.at >= look_at:
                _look(wanted, look_at, played)
                say(f"{done:,} laporan")
                look_at += LOOK_EVERY
            _file(one, heads[one.unit], album, wanted.seed, played)
        _look(wanted, wanted.month.ends_at + timedelta(hours=1), played)
        played.looked_seconds += _spent_apart()
    finally:
        album.close()
    played.queue = list(riskiest_first(unjudged(wanted.kelurahan)).values_list("code", flat=True))
    played.struck = len(struck_codes(wanted.month))
    played.strengths = strengths_of(wanted.kelurahan)
    played.photos = len(album.order)
    return played


def _look(wanted: Wanted, at: datetime, played: Played) -> None:
    """The tick's own line, until nothing waits."""
    line = lines(at, wanted.home)["reports looked through"]
    began = time.process_time()
    while done := line.work():
        played.looked += done
    played.looked_seconds += time.process_time() - began


def _spent_apart() -> float:
    """Seconds of the processor that the looking processes took; they are gone afterwards."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    apart.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _file(one: Filed, head: Actor, album: Album, seed: int, played: Played) -> None:
    photos: list[StoredPhoto] = []
    if one.photo is not None:
        photos.append(reports.keep_photo(album.file(one.number), at=one.at))
    draft = reports.Draft(
        # The number of the plan would tell kinds apart: keys are as blind as a telephone's.
        key=sha256(f"{seed}:{one.number}".encode()).hexdigest()[:32],
        category=played.categories[one.category],
        words=one.words,
        captured_at=one.at - timedelta(seconds=40),
        place=one.place,
        for_unit=head.seats[0].area,
        photos=photos,
    )
    try:
        report = reports.file_report(draft, by=head, at=one.at)
    except Refused:
        played.refused += 1
        return
    note_device(report, one.device, at=one.at)
    played.labels[report.code] = one.kind


def _settle(wanted: Wanted) -> dict[str, Actor]:
    """The kelurahan with its RW and RT, and a head for each."""
    at = wanted.month.starts_at
    areas.load_kota(wanted.folder, at=at)
    areas.draw_units([wanted.kelurahan], at=at)
    people.load_offices(wanted.folder, at=at)
    reports.load_categories(wanted.folder, at=at)
    names = Writer(loads((wanted.folder / "words.toml").read_text()), np.random.Generator(np.random.PCG64(wanted.seed)))
    director = Director(names, at)
    return {
        unit.code: director.person(f"ketua-{unit.code}", HEAD_OF[AreaCode(unit.code).kind], AreaCode(unit.code))
        for unit in _units(wanted.kelurahan)
    }


def _units(kelurahan: AreaCode) -> list[Unit]:
    return [
        Unit(code, kelurahan.digits, shapely.from_wkb(bytes(shape)))
        for code, shape in present_borders(kelurahan, [Kind.RW, Kind.RT])
    ]


def measured(played: Played) -> dict[str, object]:
    """What share of the fraud lies in the first parts of the queue, in all and by kind, and what honest lies there."""
    total = len(played.queue)
    rank = {code: place for place, code in enumerate(played.queue)}
    fraud = {code: kind for code, kind in played.labels.items() if kind}
    planted = Counter(fraud.values())

    def caught(part: float, kind: str = "") -> float:
        among = [code for code, label in fraud.items() if not kind or label == kind]
        return round(sum(rank[code] < part * total for code in among) / max(1, len(among)), 4)

    honest = sum(1 for code in played.labels if not played.labels[code] and rank[code] < 0.1 * total)
    return {
        "caught_in_first_5_percent": caught(0.05),
        "caught_in_first_10_percent": caught(0.10),
        "per_kind": {kind: caught(0.10, kind) for kind in sorted(planted)},
        "per_kind_in_first_5_percent": {kind: caught(0.05, kind) for kind in sorted(planted)},
        "honest_in_first_10_percent": round(honest / max(1.0, 0.1 * total), 4),
    }
