"""Draws and keeps the photos of a simulated month in a process of its own, ahead of when they are needed.

That process knows no tables: it only draws and stores, which is why this module must import none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

from rukun.channels.simulate.pictures import draw_paper, draw_photo
from rukun.channels.simulate.plan import Said
from rukun.reports.decoding.redraw import redrawn
from rukun.reports.rules import StoredPhoto
from rukun.reports.storage import store
from rukun.values.digest import digest_of

AT_ONCE = 64
AFTER = "selesai"


def draw(task: tuple[str, str]) -> StoredPhoto:
    """One photo of a category, decided by its seed, kept by its digest."""
    drawn = draw_photo(*task)
    return store(redrawn(drawn), drawn)


def draw_receipt(supplier: str, amount: int, day: date, seed: str) -> StoredPhoto:
    """The receipt of one purchase, kept by its digest."""
    lines = (
        supplier.upper(),
        day.strftime("%d-%m-%Y"),
        f"No. {int(digest_of(seed.encode())[:4], 16):05}",
        "",
        f"Rp {amount:,}".replace(",", "."),
        "LUNAS",
    )
    drawn = draw_paper(lines, seed)
    return store(redrawn(drawn), drawn)


class Photographer:
    """Hands out a report's photo and the photo of its finished work, by the report's number in the plan."""

    def __init__(self, said: Sequence[Said], seed: int) -> None:
        self.seed = seed
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        # One line of work in the order of the plan, so that nobody waits for what is needed weeks later.
        tasks = [task for one in said for task in self._tasks(one)]
        self.names = iter(tasks)
        self.drawn = self.pool.map(draw, tasks, chunksize=AT_ONCE)
        self.ready: dict[tuple[str, str], StoredPhoto] = {}

    def __enter__(self) -> Photographer:
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(cancel_futures=True)

    def photo(self, said: Said) -> StoredPhoto:
        """The photo of a report."""
        return self._ready((said.category, self._name(said)))

    def proof(self, said: Said) -> StoredPhoto:
        """The photo of a report's finished work."""
        return self._ready((AFTER, self._name(said)))

    def another_proof(self, said: Said) -> StoredPhoto:
        """The photo of work that was done again."""
        return draw((AFTER, f"{self._name(said)}:again"))

    def _tasks(self, said: Said) -> Iterator[tuple[str, str]]:
        if said.has_photo:
            yield said.category, self._name(said)
        if said.is_worked_on:
            yield AFTER, self._name(said)

    def _name(self, said: Said) -> str:
        return f"{self.seed}:{said.number}"

    def _ready(self, task: tuple[str, str]) -> StoredPhoto:
        while task not in self.ready:
            self.ready[next(self.names)] = next(self.drawn)
        return self.ready.pop(task)
