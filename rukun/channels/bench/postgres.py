"""A PostgreSQL of one's own for a bench or a test run: made, started, and gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, newest version first; None when they are not on this machine."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    found = shutil.which("pg_ctl")
    if found:
        homes.append(Path(found).resolve().parent)
    return next((home for home in homes if (home / "initdb").exists()), None)


class Cluster:
    """A running server on a free port of the loopback, with a database `rukun`; `url` says how to reach it.

    `durable=False` leaves out fsync, for tests; a bench keeps it. PostgreSQL refuses to run as root, so root runs it
    as the user `postgres`.
    """

    def __init__(self, *, durable: bool = False) -> None:
        home = programs()
        if home is None:
            raise FileNotFoundError("PostgreSQL's programs are not on this machine")
        self.bin = home
        self.durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="rukun-pg-"))
        self.port = free_port()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.url = f"postgresql://{self.user}@127.0.0.1:{self.port}/rukun"

    def __enter__(self) -> Cluster:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        cluster = self.folder / "data"
        self._run("initdb", "--pgdata", cluster, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        settings = [
            f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}",
            "max_connections=200", "shared_buffers=256MB", "jit=off",
        ]  # fmt: skip
        if not self.durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options = " ".join(f"-c {setting}" for setting in settings)
        log = self.folder / "log"
        self._run("pg_ctl", "--pgdata", cluster, "--log", log, "--wait", "--options", options, "start")
        self._run("createdb", "--host", "127.0.0.1", "--port", str(self.port), "rukun")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "--pgdata", self.folder / "data", "--mode", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self.bin / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # The server inherits what the starting command has open: a pipe would never reach its end.
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed: {log.read_text() if log.exists() else done.returncode}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
