"""Cities whose quality is known, because the test made it: what a ranking must find, and what must not move it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rukun.ranking.fairness import spearman
from rukun.ranking.files import InputRow
from rukun.ranking.rules import Ward

DAY = 24 * 3600
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Made:
    """Wards, their reports, and how well each really works (0..1)."""

    wards: list[Ward]
    rows: list[InputRow]
    quality: dict[str, float]

    def qualities(self, table_rows: list[dict[str, object]]) -> list[float]:
        return [self.quality[str(row["code"]).replace(".", "")] for row in table_rows]


def code_of(number: int) -> str:
    return f"99{number // 40 % 100:02d}{number % 40 // 10:02d}{1000 + number % 10}"


def made(seed: int, many: int = 60, reports: int | None = 300, outside: bool = False) -> Made:
    """A city of so many kelurahan. How well one works depends on nothing; how many people live there decides how many
    reports come, unless `reports` says it for all. `outside`: the large forward much of what they get."""
    draw = np.random.default_rng(seed)
    people = draw.lognormal(10, 0.8, many).astype(int) + 500
    quality = unrelated(draw, np.round(draw.uniform(0.5, 0.98, many), 4), people)
    wards, rows, known = [], [], {}
    for number in range(many):
        code = code_of(number)
        known[code] = float(quality[number])
        wards.append(Ward(code, f"Kelurahan {number}", int(people[number]), int(20 + draw.integers(0, 60))))
        own = reports if reports is not None else 30 + int(people[number] * 0.01)
        rows += handled(draw, code, float(quality[number]), own)
        if outside:
            rows += forwarded(draw, code, int(own * min(0.8, people[number] / 100_000)))
    return Made(wards, rows, known)


def unrelated(draw: np.random.Generator, quality: Floats, people: NDArray[np.int64]) -> Floats:
    """The same qualities in an order that goes with the number of people neither way, not even by chance."""
    for _ in range(10_000):
        if abs(correlation(quality.tolist(), people.tolist())) <= 0.02:
            return quality
        quality = draw.permutation(quality)
    return quality  # so few that every order goes with it somehow


def handled(draw: np.random.Generator, code: str, quality: float, many: int) -> list[InputRow]:
    """The better it works, the more is closed in time, the sooner, and the more citizens are content."""
    in_time = draw.random(many) < quality
    pace = np.where(in_time, draw.beta(2 + 4 * (1 - quality), 2 + 3 * quality, many), 1 + draw.exponential(0.8, many))
    stars = np.clip(np.round(draw.normal(1.5 + 3.2 * quality, 0.9, many)), 1, 5).astype(int)
    rated = draw.random(many) < 0.3
    return [
        InputRow(
            f"{code}-{i}", code, int(pace[i] * DAY), DAY, bool(in_time[i] or pace[i] < 3), False,
            int(stars[i]) if rated[i] else None, False, None, "confirmed" if rated[i] else "claimed",
        )
        for i in range(many)
    ]  # fmt: skip


def forwarded(draw: np.random.Generator, code: str, many: int) -> list[InputRow]:
    """What is another's, handed on within a few hours."""
    return [
        InputRow(f"{code}-f{i}", code, int(draw.uniform(0.02, 0.4) * DAY), DAY, False, True, None, False, None)
        for i in range(many)
    ]


def correlation(one: list[float], other: list[float]) -> float:
    return float(spearman(np.array([one], dtype=float), np.array([other], dtype=float))[0])
