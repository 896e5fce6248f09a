"""Open-loop load: what comes, comes at its moment, however long the answers before it take.

A client that waits for an answer before it asks again hides how slow the server was; here every wait counts from the
moment at which a call was due, also where nobody was free to make it.
"""

from __future__ import annotations

import heapq
import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue

from rukun.channels.bench.servers.wire import Wire

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; status 0 where nothing did."""

    status: int
    body: bytes
    retry_after: float = 0.0


class Caller:
    """One connection, opened again where it broke."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.wire = Wire(port, host, PATIENCE_SECONDS)

    def call(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Ask; a kept connection that the server closed meanwhile is opened once more."""
        for is_second in (False, True):
            is_kept = self.wire.sock is not None
            try:
                told = self.wire.ask(method, address, body, headers)
                return Answer(told.status, told.body, float(told.header("retry-after") or 0))
            except OSError:
                if is_second or not is_kept:
                    break
        return Answer(0, b"")


Job = Callable[[Caller, float], None]


@dataclass
class Agenda:
    """Jobs by the moment at which they are due, done by so many hands; a job may put others on the agenda.

    One thread watches the clock and gives out what is due: hands that all looked at it would wake each other, and cost
    more than what is measured.
    """

    port: int
    hands: int
    _heap: list[tuple[float, int, Job]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _left: int = 0
    _turn: threading.Condition = field(default_factory=threading.Condition)
    _due: SimpleQueue[tuple[float, Job] | None] = field(default_factory=SimpleQueue)

    def add(self, due: float, job: Job) -> None:
        with self._turn:
            is_next = not self._heap or due < self._heap[0][0]
            heapq.heappush(self._heap, (due, next(self._numbers), job))
            self._left += 1
            if is_next:
                self._turn.notify()

    def run(self) -> None:
        """Until nothing is on the agenda and nobody is busy."""
        threads = [threading.Thread(target=self._work, args=(Caller(self.port),)) for _ in range(self.hands)]
        for thread in threads:
            thread.start()
        self._watch()
        for _ in threads:
            self._due.put(None)
        for thread in threads:
            thread.join()

    def _watch(self) -> None:
        with self._turn:
            while self._left:
                now = time.monotonic()
                while self._heap and self._heap[0][0] <= now:
                    due, _, job = heapq.heappop(self._heap)
                    self._due.put((due, job))
                self._turn.wait(self._heap[0][0] - now if self._heap else None)

    def _work(self, caller: Caller) -> None:
        while (found := self._due.get()) is not None:
            due, job = found
            try:
                job(caller, due)
            finally:
                with self._turn:
                    self._left -= 1
                    if not self._left:
                        self._turn.notify()
        caller.wire.close()


def moments(rates: Sequence[tuple[float, float]], chance: random.Random) -> Iterator[tuple[float, int]]:
    """When something comes (seconds from the beginning) and in which stretch: as people do, independently of one
    another. `rates` are how many a second, and for how many seconds."""
    begins = 0.0
    for number, (per_second, seconds) in enumerate(rates):
        at = begins
        while per_second and (at := at + chance.expovariate(per_second)) < begins + seconds:
            yield at, number
        begins += seconds


def slowest(times: Sequence[float], share: float) -> float:
    """The time that this share of all did not exceed; 0 where there is none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
