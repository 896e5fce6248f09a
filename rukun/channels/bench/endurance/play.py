"""The whole play, run where the telephones are: build the city, let the load on, strike, and judge.

`python -m rukun.channels.bench.endurance.play` with what is wanted as JSON; prints what came of it as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from rukun.channels.bench.endurance import blows, judging, stage
from rukun.channels.bench.endurance.hosts import Database, Host, Program, until
from rukun.channels.bench.endurance.phones import Client, Desk, Phone, Reader, Told
from rukun.channels.bench.servers.postgres import Cluster, Replica

LAG_SECONDS = 2
STOPS_WITHIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much: of each host so many blows of each kind, so many of each host, and who asks meanwhile."""

    times: int = 20
    seed: int = 1
    namespaces: bool = True
    web: int = 3
    workers: int = 2
    phones: int = 4
    readers: int = 3
    # Nobody is cut off for longer than a line is held: for a test that has to be quick.
    short: bool = False
    run: str = ""

    @property
    def names(self) -> list[str]:
        web = [f"web{n + 1}" for n in range(self.web)]
        return [*web, *(f"worker{n + 1}" for n in range(self.workers)), stage.PRIMARY, stage.REPLICA]


class City:
    """The hosts of one play, running."""

    def __init__(self, wanted: Wanted, on: stage.Stage, around: ExitStack) -> None:
        self.wanted, self.on, self.around = wanted, on, around
        self.told, self.stop = Told(), threading.Event()
        home = around.enter_context(tempfile.TemporaryDirectory(prefix="rukun-endurance-"))
        self.primary = around.enter_context(
            Cluster(durable=True, place=on.place(stage.PRIMARY, stage.DATABASE_PORT), more=["wal_keep_size=512MB"])
        )
        self.environment = {
            "RUKUN_HOME": home, "RUKUN_KOTA": "contoh", "RUKUN_DEMO": "true", "DATABASE_URL": self.primary.url,
            "ALLOWED_HOSTS": "localhost", "API_READS_PER_MINUTE": "0", "DATABASE_REPLICA_LAG": str(LAG_SECONDS),
            "RUKUN_LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_DATABASE_POOL": "6",
        }  # fmt: skip
        self.key = self._built()
        self.replica = around.enter_context(
            Replica(self.primary, place=on.place(stage.REPLICA, stage.DATABASE_PORT), more=["wal_receiver_timeout=5s"])
        )
        self.environment["DATABASE_REPLICA_URL"] = self.replica.url
        self.web = [self._program(name, stage.WEB) for name in wanted.names if name.startswith(stage.WEB)]
        workers = [self._program(name, stage.WORKER) for name in wanted.names if name.startswith(stage.WORKER)]
        databases = [
            Database(stage.PRIMARY, self.primary, lambda: True),
            Database(stage.REPLICA, self.replica, self._replica_is_used),
        ]
        self.hosts: list[Host] = [*self.web, *workers, *databases]
        self.programs = [*self.web, *workers]

    def _built(self) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.bench.cities.small"], env=os.environ | self.environment,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return str(json.loads(done.stdout)["key"])

    def _program(self, name: str, kind: str) -> Program:
        made = Program(name, kind, self.on, self.environment)
        self.around.callback(made.kill)
        made.start()
        return made

    def opened(self) -> int:
        """How many tickets there are."""
        return judging.number(self.primary, "SELECT count(*) FROM followup_ticket")

    def _replica_is_used(self) -> bool:
        """By every web host that answers, and by one at least."""
        told = [answer for status, answer in (host.asked("/readyz") for host in self.web) if status]
        words = [next(iter(one.get("replicas", {"": "unknown"}).values()), "unknown") for one in told]
        return bool(words) and all(one.endswith("behind") and float(one.split()[0]) <= LAG_SECONDS for one in words)

    def clients(self) -> Iterator[Client]:
        where = [host.place for host in self.web]
        for number in range(self.wanted.phones):
            yield Phone(where, self.told, self.stop, number)
        for number in range(self.wanted.readers):
            yield Reader(where, self.told, self.stop, number)
        yield Desk(where, self.told, self.stop, 0, self.key)

    @contextmanager
    def load(self) -> Iterator[None]:
        """All clients at once; each finishes what it has begun."""
        clients = list(self.clients())
        for client in clients:
            client.start()
        try:
            yield
        finally:
            self.stop.set()
            for client in clients:
                client.join(120)
            if any(client.is_alive() for client in clients):
                self.told.wrong.append("a client got no answer within two minutes after everything was back")

    @contextmanager
    def looked_after(self) -> Iterator[None]:
        """What ends by itself is started again, as systemd does."""
        over = threading.Event()

        def look() -> None:
            while not over.wait(1.0):
                for program in self.programs:
                    program.keep_up()

        keeper = threading.Thread(target=look, daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()


def play(wanted: Wanted, on: stage.Stage, tell: Callable[[str], object]) -> dict[str, Any]:
    """Everything, and what came of it."""
    with ExitStack() as around:
        city = City(wanted, on, around)
        for host in city.web:
            until(host.is_back)
        tell("the city stands")
        played, began = blows.Play(city.hosts, on, city.told, city.opened), time.monotonic()
        with city.looked_after():
            with city.load():
                until(lambda: city.told.counts["filed"] > wanted.phones)
                played.run(blows.planned(city.hosts, wanted.times, wanted.seed, short=wanted.short))
                seconds = time.monotonic() - began
            tell("the load is off")
            drained = until(lambda: judging.undone(city.primary) == 0, 120)
            until(city.hosts[-1].is_back, 60)
        broke = [f"{one.name}: {line}" for one in city.programs for line in one.broke_off()]
        wrong = [*played.failures, *broke, *judging.findings(city.told, city.primary, city.replica, city.environment)]
        return outcome(wanted, on, city, played) | {
            "seconds": round(seconds), "drained_s": round(drained, 1), "wrong": wrong,
        }  # fmt: skip


def outcome(wanted: Wanted, on: stage.Stage, city: City, played: blows.Play) -> dict[str, Any]:
    told = city.told
    return {
        "hosts": on.kind, "names": wanted.names, "times": wanted.times, "seed": wanted.seed,
        "acknowledged": len(told.acknowledged), "taken": len(told.taken), "reads": told.counts["read"],
        "filed_after_retries": told.counts["filed after retries"],
        "acknowledged_again": told.counts["acknowledged again"], "errors": dict(told.errors),
        "longest_s": {what: round(seconds, 2) for what, seconds in told.longest.items()},
        "ended_by_themselves": {one.name: len(one.last_words) for one in city.programs if one.last_words},
        "last_words": {one.name: one.last_words[-1] for one in city.programs if one.last_words},
        "blows": blows.summed(played.struck),
    }  # fmt: skip


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wanted = Wanted(**json.loads(sys.argv[1]))
    kind = stage.Namespaces if wanted.namespaces else stage.Processes
    done = play(wanted, kind(wanted.names, run=wanted.run), lambda words: sys.stderr.write(f"{words}\n"))
    sys.stdout.write(json.dumps(done))


def played(wanted: Wanted) -> dict[str, Any]:
    """The play in a process of its own, where the telephones are; the namespaces are gone afterwards."""
    command = [sys.executable, "-m", "rukun.channels.bench.endurance.play", json.dumps(asdict(wanted))]
    kind = stage.Namespaces if wanted.namespaces else stage.Processes
    with kind(wanted.names, run=wanted.run) as on:
        inside = on.inside(stage.PHONES)
        with subprocess.Popen([*inside, *command], stdout=subprocess.PIPE, text=True) as process:
            try:
                told, _ = process.communicate()
            except BaseException:
                # It stops what it started itself.
                process.terminate()
                process.wait(STOPS_WITHIN_SECONDS)
                raise
    if process.returncode:
        raise RuntimeError("the play broke off")
    found: dict[str, Any] = json.loads(told)
    return found


if __name__ == "__main__":
    main()
