"""Draws the photos of a fraud month in processes of their own, which know no tables: so this module imports none."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from rukun.channels.simulate import streets
from rukun.channels.simulate.fraud import Filed, Photographed


def drawn(photo: Photographed, source: Photographed | None) -> bytes:
    """The file that is sent; for a copy, from the file of the report that it copies."""
    camera = streets.Camera(photo.taken_at, photo.taken_in, "Rukun") if photo.taken_at else None
    if photo.way == "nothing":
        return streets.nothing(photo.scene)
    if source is not None:
        original = drawn(source, None)
        return original if photo.way == "again" else streets.edited(original, photo.scene)
    place = streets.scene(photo.category, photo.scene, is_done=photo.way == "done")
    return streets.shot(place, f"{photo.scene}:{photo.way}:{photo.off}", camera, off=photo.off)


class Album:
    """Draws photos in processes of its own, a little ahead of when they are needed."""

    AHEAD = 60

    def __init__(self, plan: Sequence[Filed]) -> None:
        self.photos = {one.number: one.photo for one in plan if one.photo is not None}
        self.order = [one.number for one in plan if one.photo is not None]
        self.pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        self.waiting: dict[int, Future[bytes]] = {}
        self.next = 0

    def file(self, number: int) -> bytes:
        """The photo of a report of the plan; asked for in the plan's order."""
        while self.next < len(self.order) and len(self.waiting) < self.AHEAD:
            ahead = self.order[self.next]
            photo = self.photos[ahead]
            source = self.photos[photo.of] if photo.of is not None else None
            self.waiting[ahead] = self.pool.submit(drawn, photo, source)
            self.next += 1
        return self.waiting.pop(number).result()

    def close(self) -> None:
        """Leave nothing behind."""
        self.pool.shutdown(cancel_futures=True)
