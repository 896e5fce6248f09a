"""The process that the web processes are forked from: `rukun serve` and `rukun demo` become it when all is prepared.

A process of its own, because whatever it has loaded, all of them hold: what moves a database forward, or plays a month,
is not among it. Run as `python -P -m rukun.channels.cli.pages HOST PORT WORKERS [with-work]`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from rukun.channels.cli.lifeline import Lifeline

# Whoever opens a connection has so long for the head of what they ask.
HEADERS_MS = 15_000
WITH_WORK = "with-work"
COUNTS = "rukun-counts-"


def become(host: str, port: int, workers: int, *, with_work: bool) -> None:
    """Go on as that process, under the same number; does not come back. The database was let go of before."""
    told = [host, str(port), str(workers), *([WITH_WORK] if with_work else [])]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", "rukun.channels.cli.pages", *told])


def serve_until_stopped(host: str, port: int, workers: int, *, with_work: bool) -> None:
    """Serve in this process; the worker is a process of its own that ends with it."""
    import django
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    # Neither the web processes nor the worker outlive this one: they would keep the port, and nobody could stop them.
    lifeline = Lifeline()
    worker = _worker(lifeline) if with_work else None
    # Where the web processes keep their counts, so that any of them can tell the sum (`channels.web.counted`).
    counts = folder_for_counts()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
    try:
        django.setup()
        from rukun.channels.front.ready import make_ready
        from rukun.values.memory import give_back

        make_ready()
        let_go()
        # Only now: what the connection had kept of the database was freed with it.
        give_back()
        # The gate takes every request in whole before a thread of Python's is taken for it (`channels.front`).
        Server(
            "rukun.channels.front.application:application", address=host, port=port, workers=workers,
            interface=Interfaces.RSGI, websockets=False, http1_settings=HTTP1Settings(header_read_timeout=HEADERS_MS),
            log_dictconfig={"formatters": _formatters()}, log_level=LogLevels(settings.RUKUN_LOG_LEVEL.lower()),
        ).serve()  # fmt: skip
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait()
        shutil.rmtree(counts, ignore_errors=True)


def folder_for_counts() -> str:
    """A new folder under this process's number. One that was killed left its own, which nobody reads any more."""
    for left in Path(tempfile.gettempdir()).glob(f"{COUNTS}*-*"):
        with suppress(ValueError, PermissionError):  # not of this form, or somebody else's
            try:
                os.kill(int(left.name.removeprefix(COUNTS).partition("-")[0]), 0)
            except ProcessLookupError:
                shutil.rmtree(left, ignore_errors=True)
    return tempfile.mkdtemp(prefix=f"{COUNTS}{os.getpid()}-")


def _worker(lifeline: Lifeline) -> subprocess.Popen[bytes]:
    """`rukun work`, which ends with this process."""
    command = [sys.executable, "-P", "-m", "rukun.channels.cli", "work", "--until-closed", str(lifeline.reading)]
    return subprocess.Popen(command, pass_fds=[lifeline.reading])


def let_go() -> None:
    """Close what this process holds of the database. The web processes are forked from it: a connection that they
    inherited would be one for all of them, and rows that one asked for would reach another."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _formatters() -> dict[str, Any]:
    """What the server itself says looks like everything else in the log."""
    from django.conf import settings

    formatters: Any = settings.LOGGING["formatters"]
    ours = formatters[settings.RUKUN_LOG_FORMAT]
    return {"generic": ours, "access": ours}


if __name__ == "__main__":
    serve_until_stopped(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), with_work=WITH_WORK in sys.argv[4:])
