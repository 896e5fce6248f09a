"""Sessions of the demonstration: stage 1 almost everywhere, stage 2 where the news came from, the next one planned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from rukun.areas.queries import area
from rukun.channels.simulate.cast import Cast
from rukun.people.rules import SeatHeld
from rukun.reports.queries import category
from rukun.sosialisasi import actions, queries
from rukun.values.code import AreaCode

if TYPE_CHECKING:
    from rukun.sosialisasi.models import Sosialisasi

PLACE, SPEAKERS = "Aula Kelurahan {name}", "Camat; Lurah {name}; Suku Dinas Kominfomas"
FIRST_AFTER, APART, BETWEEN = timedelta(days=9, hours=9), timedelta(days=1), timedelta(days=14)
CAME, PRACTISED = 0.8, 24
MINUTES = (
    "Camat membuka acara. Kominfomas menjelaskan jalan sebuah laporan. Pertanyaan terbanyak: cara mendaftar, dan "
    "apakah uang operasional boleh untuk membeli ponsel. Jawabannya ada di halaman Kas."
)
PKK = ("Ibu Nurhayati", "Ibu Sumiati", "Ibu Wulandari")


class Teaching:
    """Holds the sessions by the same actions as people."""

    def __init__(self, cast: Cast, shown: AreaCode, begins_at: datetime, seed: int) -> None:
        self.cast, self.shown, self.begins_at = cast, shown, begins_at
        self.chance = np.random.Generator(np.random.PCG64(seed + 8))

    def hold(self, kelurahan: list[AreaCode]) -> None:
        """All but the last kelurahan learn what it is about; the one that is shown learns to use it, too."""
        for number, code in enumerate(kelurahan[:-1] or kelurahan):
            self._one(code, 1, self.begins_at + FIRST_AFTER + number * APART)
        self._one(self.shown, 2, self.begins_at + FIRST_AFTER + BETWEEN)
        at = self.begins_at + FIRST_AFTER + BETWEEN + timedelta(hours=2)
        heads = [actor for code, actor in self.cast.heads.items() if code.startswith(self.shown.digits)]
        for number, actor in enumerate(heads[:PRACTISED]):
            tried = actions.Tried(
                key=f"latihan-simulasi-{number}", category=category("sampah"), words="Latihan di aula",
                captured_at=at, chosen=self.shown,
            )  # fmt: skip
            actions.file_practice(tried, by=actor, at=at)

    def plan_next(self, kelurahan: list[AreaCode], now: datetime) -> None:
        """What comes next week, with everybody invited."""
        for code, stage, days in ((kelurahan[-1], 1, 6), (self.shown, 3, 8)):
            self._planned(code, stage, now - timedelta(hours=2), now + timedelta(days=days))

    def _planned(self, code: AreaCode, stage: int, at: datetime, starts_at: datetime) -> tuple[Sosialisasi, SeatHeld]:
        ward, by = area(code), self.cast.organiser.seats[0]
        plan = actions.Plan(
            stage=stage, place=PLACE.format(name=ward.name), starts_at=starts_at,
            speakers=SPEAKERS.format(name=ward.name), capacity=120,
        )  # fmt: skip
        made = actions.plan_session(plan, kelurahan=ward, by=by, at=at)
        actions.invite_seats(made, by=by, at=at)
        return made, by

    def _one(self, code: AreaCode, stage: int, starts_at: datetime) -> None:
        made, by = self._planned(code, stage, self.begins_at + timedelta(hours=9), starts_at)
        for number, guest in enumerate(queries.guests_of(made, starts_at)):
            if self.chance.random() < CAME:
                at = starts_at - timedelta(minutes=int(self.chance.integers(1, 40)))
                entry = actions.Entry(key=f"{made.code}-{number}", came_at=at, seat=guest.seat.pk)
                actions.check_in(entry, made, by=by, at=at)
        for number, name in enumerate(PKK):
            entry = actions.Entry(key=f"{made.code}-pkk-{number}", came_at=starts_at, kind="pkk", name=name)
            actions.check_in(entry, made, by=by, at=starts_at)
        actions.write_minutes(made, MINUTES, by=by, at=made.ends_at)
