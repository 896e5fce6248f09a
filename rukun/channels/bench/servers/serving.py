"""A server under measure: started on a free port, stopped afterwards, its memory read in between."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from rukun.channels.bench.servers.postgres import free_port

STARTS_WITHIN_SECONDS = 60
# The doors themselves, and the gate before them, which is what `rukun serve` runs.
DOORS, GATE = "rukun.wsgi:application", "rukun.channels.front.application:application"


class Memory(NamedTuple):
    """The most that a process held so far, with what it shares with others; now its own with its part of what is shared
    (PSS); and its own alone (USS)."""

    peak: float
    pss: float
    uss: float


class Served:
    """Two web processes over an application named `module:object`; the whole of ours as `rukun serve` runs it."""

    def __init__(self, application: str, environment: dict[str, str], *, workers: int = 2) -> None:
        self.application = GATE if application == DOORS else application
        self.environment, self.workers, self.port = environment, workers, free_port()

    def __enter__(self) -> Served:
        command = [
            str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--blocking-threads", "2", "--host",
            "127.0.0.1", "--no-ws", "--port", str(self.port), "--workers", str(self.workers), "--log-level", "error",
            self.application,
        ]  # fmt: skip
        if self.application == GATE:
            told = ["127.0.0.1", str(self.port), str(self.workers)]
            command = [sys.executable, "-m", "rukun.channels.cli.pages", *told]
        self.process = subprocess.Popen(command, env=os.environ | self.environment, start_new_session=True)
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()

    def _wait(self) -> None:
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < ends:
            try:
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                asked.request("GET", "/healthz")
                asked.getresponse().read()
                asked.close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(f"{self.application} did not start") from None
                time.sleep(0.05)  # a port that is not open yet sends no event
        raise RuntimeError(f"{self.application} did not answer")

    def memory_mb(self) -> Memory:
        """What the largest web process of the server holds, in megabytes."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, KeyError):
                # Neither the process that they are forked from nor those that decode photos for them.
                if f"\nPPid:\t{self.process.pid}\n" in (folder / "status").read_text():
                    peak, now = _told(folder / "status")["VmHWM"], _told(folder / "smaps_rollup")
                    found.append(Memory(peak, now["Pss"], now["Private_Clean"] + now["Private_Dirty"]))
        return max(found, default=Memory(0.0, 0.0, 0.0))


def _told(file: Path) -> dict[str, float]:
    """The sizes that a file of the kernel's tells, in megabytes."""
    lines = (line.split(":", 1) for line in file.read_text().splitlines() if line.endswith("kB"))
    return {name: int(size.split()[0]) / 1024 for name, size in lines}
