"""What befalls the hosts, in an order that a seed settles, and how long it took each to be back."""

from __future__ import annotations

import random
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from rukun.channels.bench.endurance.hosts import Host, until
from rukun.channels.bench.endurance.phones import Told
from rukun.channels.bench.endurance.stage import PRIMARY, REPLICA, WEB, WORKER, Stage

KILLED, CUT = "killed", "cut off"
# Down for so long; of those that are cut off one in four for longer than a line is held.
KILLED_SECONDS, CUT_SECONDS, CUT_LONG_SECONDS = (0.2, 1.5), (1.0, 5.0), (11.0, 14.0)
LONG_SHARE = 0.25
BETWEEN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Blow:
    """One host, struck in one way, down for so many seconds."""

    host: str
    how: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Struck:
    """What came of it: how long after it was brought back it did its work again, and the longest that any client
    waited meanwhile, from the first try to the answer."""

    kind: str
    how: str
    down: float
    back: float
    waited: float


def planned(hosts: Sequence[Host], times: int, seed: int, *, short: bool = False) -> dict[str, list[Blow]]:
    """For each kind of host its blows: each of them killed and cut off so many times."""
    chance = random.Random(seed)
    lanes: dict[str, list[Blow]] = {}
    for host in hosts:
        lane = lanes.setdefault(host.kind, [])
        for _ in range(times):
            lane.append(Blow(host.name, KILLED, chance.uniform(*KILLED_SECONDS)))
            is_long = not short and chance.random() < LONG_SHARE
            lane.append(Blow(host.name, CUT, chance.uniform(*(CUT_LONG_SECONDS if is_long else CUT_SECONDS))))
    for lane in lanes.values():
        chance.shuffle(lane)
    return lanes


class Play:
    """Strikes. One web host, one worker and the replica may be down together; the primary only by itself, so that what
    it costs is told apart."""

    def __init__(self, hosts: Sequence[Host], stage: Stage, told: Told, opened: Callable[[], int]) -> None:
        self.hosts, self.stage, self.told = {host.name: host for host in hosts}, stage, told
        self.opened = opened
        self.locks = {kind: threading.Lock() for kind in (WEB, WORKER, REPLICA)}
        self.struck: list[Struck] = []
        self.failures: list[str] = []

    def run(self, lanes: dict[str, list[Blow]]) -> None:
        """All lanes at once, each its blows one after the other."""
        threads = [threading.Thread(target=self._lane, args=(kind, lane)) for kind, lane in lanes.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _lane(self, kind: str, lane: Sequence[Blow]) -> None:
        for blow in lane:
            with ExitStack() as held:
                for other in self.locks if kind == PRIMARY else (kind,):
                    held.enter_context(self.locks[other])
                try:
                    self._strike(kind, blow)
                except (OSError, RuntimeError, subprocess.SubprocessError) as failure:
                    self.failures.append(f"{blow.host} {blow.how}: {type(failure).__name__}: {failure}")
            time.sleep(BETWEEN_SECONDS)  # others may come in between

    def _strike(self, kind: str, blow: Blow) -> None:
        host, began = self.hosts[blow.host], time.monotonic()
        if blow.how == KILLED:
            host.kill()
            time.sleep(blow.seconds)  # so long nobody looks after it
            host.start()
        else:
            group = host.group()
            self.stage.cut(blow.host, group)
            time.sleep(blow.seconds)  # so long the line is cut
            self.stage.mend(blow.host, group)
        back = until(Back(host, self.told, self.opened).is_back)
        time.sleep(BETWEEN_SECONDS)  # until those have their answer who were still waiting
        self.struck.append(Struck(kind, blow.how, blow.seconds, back, self.told.longest_since(began)))


class Back:
    """Whether a host is back: a web host and the replica say so themselves. With the primary something is filed again;
    with a worker everything that had been filed by then has its ticket."""

    def __init__(self, host: Host, told: Told, opened: Callable[[], int]) -> None:
        self.host, self.told, self.opened = host, told, opened
        self.filed = told.counts["filed"]

    def is_back(self) -> bool:
        if self.host.kind == PRIMARY:
            return self.told.counts["filed"] > self.filed
        if self.host.kind == WORKER:
            return self.opened() >= self.filed
        return self.host.is_back()


def summed(struck: Sequence[Struck]) -> list[dict[str, object]]:
    """For each kind of host and of blow: how many, how long until it was back, and how long clients waited."""
    found = []
    for kind in (WEB, WORKER, PRIMARY, REPLICA):
        for how in (KILLED, CUT):
            of_kind = [one for one in struck if (one.kind, one.how) == (kind, how)]
            if of_kind:
                back = [one.back for one in of_kind]
                found.append({
                    "host": kind, "blow": how, "times": len(of_kind),
                    "down_s": round(statistics.mean(one.down for one in of_kind), 1),
                    "back_median_s": round(statistics.median(back), 2), "back_longest_s": round(max(back), 2),
                    "client_waited_longest_s": round(max(one.waited for one in of_kind), 2),
                })  # fmt: skip
    return found
