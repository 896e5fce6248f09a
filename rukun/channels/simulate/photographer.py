"""Draws and keeps the photos of a simulated month in a process of its own, ahead of when they are needed.

That process knows no tables: it only draws and stores, which is why this module must import none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rukun.channels.simulate.pictures import draw_photo
from rukun.channels.simulate.plan import Said
from rukun.reports.photos import keep_photo
from rukun.reports.rules import StoredPhoto

AT_ONCE = 64
AFTER = "selesai"


def draw(task: tuple[str, str]) -> StoredPhoto:
    """One photo of a category, decided by its seed, kept by its digest."""
    return keep_photo(draw_photo(*task))


class Photographer:
    """Hands out a report's photo and the photo of its finished work, by the report's number in the plan."""

    def __init__(self, said: Sequence[Said], seed: int) -> None:
        self.seed = seed
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self.before = self._drawn([(one.category, f"{seed}:{one.number}") for one in said if one.has_photo])
        worked = [one for one in said if one.is_worked_on]
        self.numbers = iter([one.number for one in worked])
        self.after = self._drawn([(AFTER, f"{seed}:{one.number}") for one in worked])
        self.ready: dict[int, StoredPhoto] = {}

    def __enter__(self) -> Photographer:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(cancel_futures=True)

    def photo(self) -> StoredPhoto:
        """The next report's photo, in the order of the plan."""
        return next(self.before)

    def proof(self, number: int) -> StoredPhoto:
        """The after-photo of a report; works are finished in another order than they were reported in."""
        while number not in self.ready:
            self.ready[next(self.numbers)] = next(self.after)
        return self.ready.pop(number)

    def another_proof(self, number: int) -> StoredPhoto:
        """The after-photo of work that was done again."""
        return draw((AFTER, f"{self.seed}:{number}:again"))

    def _drawn(self, tasks: Sequence[tuple[str, str]]) -> Iterator[StoredPhoto]:
        return self.pool.map(draw, tasks, chunksize=AT_ONCE)
