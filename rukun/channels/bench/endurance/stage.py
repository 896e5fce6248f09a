"""Where the hosts stand: each in a network namespace of its own on one bridge, or as processes of this machine.

Nothing of it can be reached from outside: the bridge lies in a namespace, too, and has no way out.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from rukun.channels.bench.servers.postgres import Place, free_port

NETWORK = "10.77.0"
PAGES_PORT, DATABASE_PORT = 8000, 5432
WEB, WORKER, PRIMARY, REPLICA = "web", "worker", "primary", "replica"
PHONES, HUB = "phones", "hub"


def ip(*words: str) -> None:
    """The command by which interfaces are made."""
    subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def may_have_namespaces() -> bool:
    """Whether this process may make network namespaces and bridges; tried out."""
    name = f"rukun-try-{os.getpid()}"
    try:
        ip("netns", "add", name)
    except (OSError, subprocess.CalledProcessError):
        return False
    try:
        ip("-n", name, "link", "add", "br0", "type", "bridge")
    except subprocess.CalledProcessError:
        return False
    finally:
        ip("netns", "del", name)
    return True


class Namespaces:
    """A bridge in a namespace, and a namespace for each host with one leg on it. To cut off is to take the leg away."""

    kind = "network namespaces"

    def __init__(self, names: list[str], *, run: str) -> None:
        self.names, self.run = names, run

    def _space(self, name: str) -> str:
        return f"rk{self.run}-{name}"

    def __enter__(self) -> Self:
        hub = self._space(HUB)
        ip("netns", "add", hub)
        ip("-n", hub, "link", "add", "br0", "type", "bridge")
        ip("-n", hub, "link", "set", "br0", "up")
        for number, name in enumerate([*self.names, PHONES], start=11):
            space, leg = self._space(name), f"v-{name}"
            ip("netns", "add", space)
            ip("-n", hub, "link", "add", leg, "type", "veth", "peer", "name", "eth0", "netns", space)
            ip("-n", hub, "link", "set", leg, "master", "br0", "up")
            ip("-n", space, "addr", "add", f"{NETWORK}.{number}/24", "dev", "eth0")
            ip("-n", space, "link", "set", "lo", "up")
            ip("-n", space, "link", "set", "eth0", "up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in [*self.names, PHONES, HUB]:
            listed = subprocess.run(["ip", "netns", "pids", self._space(name)], check=False, capture_output=True)
            # What is left is ours: nobody else can be in there.
            _signal([int(pid) for pid in listed.stdout.split()], signal.SIGKILL)
            subprocess.run(["ip", "netns", "del", self._space(name)], check=False, stderr=subprocess.DEVNULL)

    def inside(self, name: str) -> tuple[str, ...]:
        """What a command begins with that is to run on a host."""
        return ("ip", "netns", "exec", self._space(name))

    def place(self, name: str, port: int) -> Place:
        number = 11 + self.names.index(name)
        return Place(f"{NETWORK}.{number}", port, self.inside(name), f"{NETWORK}.0/24")

    def cut(self, name: str, _group: list[int]) -> None:
        """From now on nothing comes or goes, and nobody is told."""
        ip("-n", self._space(HUB), "link", "set", f"v-{name}", "down")

    def mend(self, name: str, _group: list[int]) -> None:
        ip("-n", self._space(HUB), "link", "set", f"v-{name}", "up")


class Processes:
    """All on the loopback. To cut off is to stop the processes as they are: they hold what they hold, in silence."""

    kind = "processes"

    def __init__(self, names: list[str], *, run: str) -> None:
        self.names, self.run = names, run

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def inside(self, _name: str) -> tuple[str, ...]:
        return ()

    def place(self, _name: str, _port: int) -> Place:
        return Place(port=free_port())

    def cut(self, _name: str, group: list[int]) -> None:
        _signal(group, signal.SIGSTOP)

    def mend(self, _name: str, group: list[int]) -> None:
        _signal(group, signal.SIGCONT)


Stage = Namespaces | Processes


def descendants(root: int) -> list[int]:
    """A process and all that it started, as they are now."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, open_ends = [root], [root]
    while open_ends:
        more = children.get(open_ends.pop(), [])
        found += more
        open_ends += more
    return found


def _signal(group: list[int], which: signal.Signals) -> None:
    for pid in group:
        try:
            os.kill(pid, which)
        except ProcessLookupError:
            continue
