"""A pgbouncer of one's own before a cluster, in transaction mode: what runs here runs behind anybody's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

from rukun.channels.bench.servers.postgres import Cluster, free_port

STARTS_WITHIN_SECONDS = 10


def pgbouncer() -> str | None:
    """The program, where it is on this machine."""
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")


class Pooler:
    """`size` connections to the server for all who come; each is lent for one transaction."""

    def __init__(self, before: Cluster, *, size: int = 2) -> None:
        program = pgbouncer()
        if program is None:
            raise FileNotFoundError("pgbouncer is not on this machine")
        self.program, self.before, self.size, self.port = program, before, size, free_port()
        self.url = f"postgresql://{before.user}@127.0.0.1:{self.port}/rukun"

    def __enter__(self) -> Pooler:
        self.folder = Path(tempfile.mkdtemp(prefix="rukun-bouncer-"))
        (self.folder / "users").write_text(f'"{self.before.user}" ""\n')
        settings = {
            "listen_addr": "127.0.0.1", "listen_port": self.port, "unix_socket_dir": "", "auth_type": "trust",
            "auth_file": self.folder / "users", "pool_mode": "transaction", "default_pool_size": self.size,
            "max_client_conn": 200, "logfile": self.folder / "log", "query_wait_timeout": 30,
        }  # fmt: skip
        lines = [f"{name} = {value}" for name, value in settings.items()]
        databases = f"[databases]\n* = host=127.0.0.1 port={self.before.port}\n\n[pgbouncer]\n"
        (self.folder / "ini").write_text(databases + "\n".join(lines) + "\n")
        runs_as = []
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, "postgres", "postgres")
            runs_as = ["runuser", "-u", "postgres", "--"]
        self.process = subprocess.Popen([*runs_as, self.program, "--quiet", str(self.folder / "ini")])
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < ends:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)  # a port that is not open yet sends no event
            else:
                return self
        raise RuntimeError(f"pgbouncer did not start: {(self.folder / 'log').read_text()}")

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
