"""The hosts: what runs on each, how it is killed and started again, and when it is back at its work."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from rukun.channels.bench.endurance.stage import PAGES_PORT, Stage, descendants
from rukun.channels.bench.servers.postgres import Cluster

BACK_WITHIN_SECONDS = 90.0
LOOK_EVERY_SECONDS = 0.1
LAST_WORDS = 2_000
# As `rukun.operation.faults` says it.
BROKE_OFF = "broke off"
# Each entry of a log begins with its moment; the lines below it are of the failure.
ENTRY = re.compile(r"^(?=\d{4}-\d{2}-\d{2} )", re.MULTILINE)


class Host(Protocol):
    """What can be struck."""

    name: str
    kind: str

    def kill(self) -> None:
        """As when its power fails."""

    def start(self) -> None:
        """As whoever looks after it would (systemd, Kubernetes)."""

    def group(self) -> list[int]:
        """Its processes."""

    def is_back(self) -> bool:
        """Whether it does what it is for."""


class Program:
    """A web host or a worker: one of our own commands, started again whenever it ends by itself, as systemd would."""

    def __init__(self, name: str, kind: str, stage: Stage, environment: dict[str, str]) -> None:
        self.name, self.kind, self.stage, self.environment = name, kind, stage, environment
        self.place = stage.place(name, PAGES_PORT)
        self.process: subprocess.Popen[bytes] | None = None
        # What it said when it ended by itself, each time.
        self.last_words: list[str] = []
        self.is_kept_up = False
        self.log = Path(environment["RUKUN_HOME"]) / f"{name}.log"

    @property
    def command(self) -> list[str]:
        program = [sys.executable, "-m", "rukun.channels.cli"]
        if self.kind == "worker":
            return [*self.stage.inside(self.name), *program, "work"]
        where = ["--host", self.place.address, "--port", str(self.place.port)]
        return [*self.stage.inside(self.name), *program, "serve", *where, "--no-work"]

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=os.environ | self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.is_kept_up = True

    def group(self) -> list[int]:
        return descendants(self.process.pid) if self.process else []

    def kill(self) -> None:
        """And whoever looks after it does not, until it is started."""
        self.is_kept_up = False
        for pid in self.group():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.process:
            self.process.wait()

    def keep_up(self) -> None:
        """Start it again where it ended by itself."""
        if self.is_kept_up and self.process is not None and self.process.poll() is not None:
            self.last_words.append(self.log.read_text(errors="replace")[-LAST_WORDS:])
            self.start()

    def broke_off(self) -> list[str]:
        """What of its work broke off by a fault of our own, with the failure that its log names; a database that is
        away is none."""
        return broken_in(self.log.read_text(errors="replace"))

    def is_back(self) -> bool:
        return self.asked("/readyz?only=database")[0] == 200

    def asked(self, address: str) -> tuple[int, dict[str, Any]]:
        """What it answers, as JSON; 0 where it does not answer."""
        try:
            line = http.client.HTTPConnection(self.place.address, self.place.port, timeout=3)
            line.request("GET", address, headers={"Host": "localhost"})
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}


def broken_in(log: str) -> list[str]:
    """The entries of a log that say that something broke off, each with the failure that is told below it."""
    entries = [entry.splitlines() for entry in ENTRY.split(log) if entry]
    return [f"{first} ({rest[-1]})" if rest else first for first, *rest in entries if BROKE_OFF in first]


class Database:
    """The primary, or the replica: a server of PostgreSQL. `used` says whether those who need it have it again."""

    def __init__(self, name: str, server: Cluster, used: Callable[[], bool]) -> None:
        self.name = self.kind = name
        self.server, self.used = server, used

    def start(self) -> None:
        """Until its last processes have noticed that it is dead, it will not start."""
        ends = time.monotonic() + BACK_WITHIN_SECONDS
        while True:
            try:
                self.server.start()
            except RuntimeError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.2)
            else:
                return

    def group(self) -> list[int]:
        file = self.server.folder / "data" / "postmaster.pid"
        return descendants(int(file.read_text().split()[0]))

    def kill(self) -> None:
        self.server.kill()

    def is_back(self) -> bool:
        return self.used()


def until(is_so: Callable[[], bool], seconds: float = BACK_WITHIN_SECONDS) -> float:
    """Wait until something is so; how long it took."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"not within {seconds:.0f} s")
        time.sleep(LOOK_EVERY_SECONDS)  # it is in another process, and sends no event
    return time.monotonic() - began
