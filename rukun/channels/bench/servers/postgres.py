"""A PostgreSQL of one's own for a bench or a test run: made, started, and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, newest version first; None when they are not on this machine."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    found = shutil.which("pg_ctl")
    if found:
        homes.append(Path(found).resolve().parent)
    return next((home for home in homes if (home / "initdb").exists()), None)


# As the handbook and deploy/compose.yaml tell operators to run it: what is measured is what they have.
AS_TOLD = ("shared_buffers=1GB", "effective_cache_size=3GB", "jit=off", "max_connections=200")
# For tests, which make and drop thousands of tables: each drop looks through all of it.
SMALL = ("shared_buffers=256MB", "jit=off", "max_connections=200")


class Place(NamedTuple):
    """Where a server runs: its address, a port (0: a free one), the command that leads inside, and who may come."""

    address: str = "127.0.0.1"
    port: int = 0
    inside: tuple[str, ...] = ()
    network: str = ""


LOOPBACK = Place()


class Cluster:
    """A running server on a free port of the loopback, with a database `rukun`; `url` says how to reach it.

    `durable=False` leaves out fsync and most of the memory, for tests; a bench keeps both. PostgreSQL refuses to run as
    root, so root runs it as the user `postgres`. `place` is where it runs, on a machine with several network
    namespaces.
    """

    def __init__(self, *, durable: bool = False, place: Place = LOOPBACK, more: Sequence[str] = ()) -> None:
        home = programs()
        if home is None:
            raise FileNotFoundError("PostgreSQL's programs are not on this machine")
        self.bin, self.durable = home, durable
        self.folder = Path(tempfile.mkdtemp(prefix="rukun-pg-"))
        self.place, self.port = place, place.port or free_port()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.url = f"postgresql://{self.user}@{place.address}:{self.port}/rukun"
        self.settings = [
            f"port={self.port}", f"listen_addresses={place.address}", f"unix_socket_directories={self.folder}",
            *(AS_TOLD if durable else SMALL), *more,
        ]  # fmt: skip
        if not durable:
            self.settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._begin()
        return self

    def _begin(self) -> None:
        cluster = self.folder / "data"
        self._run("initdb", "--pgdata", cluster, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        if self.place.network:
            allowed = f"host all,replication all {self.place.network} trust\n"
            (cluster / "pg_hba.conf").open("a").write(allowed)
        self.start()
        self._run("createdb", "--host", self.place.address, "--port", str(self.port), "rukun")

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(RuntimeError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {setting}" for setting in self.settings)
        cluster, log = self.folder / "data", self.folder / "log"
        self._run("pg_ctl", "--pgdata", cluster, "--log", log, "--wait", "--options", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it as an operator does (`fast`), or as a fall of the power does (`immediate`)."""
        self._run("pg_ctl", "--pgdata", self.folder / "data", "--mode", mode, "stop")

    def kill(self) -> None:
        """Kill -9: what it had not written is lost, and its processes notice one after the other."""
        os.kill(int((self.folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    def say(self, sql: str) -> str:
        """What it answers to a statement, as psql prints it."""
        command = self._command("psql", "-XAtq", "-d", "rukun", "-h", self.folder, "-p", str(self.port), "-c", sql)
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True).stdout.strip()

    def _command(self, program: str, *arguments: str | Path) -> list[str]:
        runs_as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return [*self.place.inside, *runs_as, str(self.bin / program), *map(str, arguments)]

    def _run(self, program: str, *arguments: str | Path) -> None:
        # The server inherits what the starting command has open: a pipe would never reach its end.
        done = subprocess.run(
            self._command(program, *arguments), cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed: {log.read_text() if log.exists() else done.returncode}")


class Replica(Cluster):
    """A standby that follows a cluster, made from it as it is (`pg_basebackup`), and readable."""

    def __init__(self, of: Cluster, *, place: Place = LOOPBACK, more: Sequence[str] = ()) -> None:
        super().__init__(place=place, more=("hot_standby=on", *more))
        self.of = of

    def _begin(self) -> None:
        self._run(
            "pg_basebackup", "--host", self.of.place.address, "--port", str(self.of.port), "--pgdata",
            self.folder / "data", "--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast",
            "--no-sync", "--username", self.user,
        )  # fmt: skip
        (self.folder / "data").chmod(0o700)
        self.start()

    def pause(self) -> None:
        """What arrives is kept but not shown any more."""
        self.say("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        """Show it again."""
        self.say("SELECT pg_wal_replay_resume()")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
