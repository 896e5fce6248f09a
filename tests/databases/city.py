"""A city that a test strikes at: its servers, the pages over them, and what each server was asked."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rukun.channels.bench.cities.small import REPORTER
from rukun.channels.bench.clients.load import Client, Work
from rukun.channels.bench.servers.postgres import Cluster, Replica

LOGGED = ("log_statement=all", "log_line_prefix=")


@dataclass
class City:
    """What a test strikes at."""

    primary: Cluster
    replica: Replica
    environment: dict[str, str]
    port: int = 0
    marks: dict[Path, int] = field(default_factory=dict)
    browsers: list[Client] = field(default_factory=list)

    def get(self, address: str, **headers: str) -> tuple[int, str]:
        """As a stranger, on a connection of their own, and by a question that nobody asked before: an answer that the
        gate kept for another tells nothing of who is asked now."""
        if not address.startswith(("/api/", "/open311/")):
            address = f"{address}{'&' if '?' in address else '?'}kini={uuid.uuid4().hex}"
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as asked:
            asked.request("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = asked.getresponse()
            return answer.status, answer.read().decode(errors="replace")

    def browser(self, login: str = "") -> Client:
        """A browser with its cookies; signed in, where somebody is named."""
        self.browsers.append(Client(Work(self.port, "/lapor/kirim/", None, 0, 1, login=login)))
        return self.browsers[-1]

    def reporter(self) -> Client:
        return self.browser(REPORTER)

    def close(self) -> None:
        """Close the browsers."""
        for browser in self.browsers:
            browser.wire.close()

    def listen(self) -> None:
        """From here on."""
        for one in (self.primary, self.replica):
            self.marks[one.folder] = (one.folder / "log").stat().st_size

    def heard(self, server: Cluster, what: str) -> int:
        """How many statements that say so a server got since `listen`."""
        with (server.folder / "log").open() as log:
            log.seek(self.marks.get(server.folder, 0))
            return sum(what in line for line in log)

    def replicas(self) -> str:
        """What the web process says of its replica."""
        told = json.loads(self.get("/readyz")[1]).get("replicas", {})
        return next(iter(told.values()), "unknown")

    def until(self, is_so: Callable[[], bool], seconds: float = 15) -> float:
        """Wait for what the web process finds out by itself; how long it took."""
        began = time.monotonic()
        while not is_so():
            assert time.monotonic() - began < seconds, self.replicas()
            time.sleep(0.05)  # another process looks once a second, and sends no event
        return time.monotonic() - began
