"""How long a newcomer waits: from a fresh checkout by `make demo` to the first page."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.postgres import free_port

WITHIN_SECONDS = 90
PATIENCE_SECONDS = 900
# What this process was told of its own database and city is nothing that a newcomer has.
OURS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "RUKUN_HOME", "RUKUN_KOTA", "RUKUN_DEMO", "MAKEFLAGS", "VIRTUAL_ENV")


def missing(repository: Path) -> str:
    """What this machine lacks for a first start; nothing when it lacks nothing."""
    if not (repository / ".git").exists():
        return "this is no checkout"
    lacking = [program for program in ("git", "make", "npm") if shutil.which(program) is None]
    return f"{', '.join(lacking)} not on this machine" if lacking else ""


def measure(repository: Path) -> Iterator[Measured]:
    """Seconds from the clone to the home page of the demonstration; packages come from their registries."""
    with tempfile.TemporaryDirectory(prefix="rukun-first-") as folder:
        fresh, port = Path(folder) / "rukun", free_port()
        began = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(repository), str(fresh)], check=True)
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        process = subprocess.Popen(
            ["make", "demo", f"PORT={port}"], cwd=fresh, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(process, port)
            took = time.monotonic() - began
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
    yield Measured("first start", "sqlite", took, "s", "fresh clone, make demo, until its home page is there", "",
                   None, WITHIN_SECONDS, None, "less")  # fmt: skip


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/")
            if line.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)  # a port that is not open yet sends no event
        finally:
            line.close()
    raise RuntimeError("make demo did not come to its first page")
