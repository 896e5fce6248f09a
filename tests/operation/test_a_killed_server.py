"""Whoever kills the process that all others were started from ends the city's server: nothing of it goes on unseen."""

from __future__ import annotations

import http.client
import os
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from rukun.channels.bench.servers.postgres import free_port
from rukun.channels.cli import pages
from tests.operation.conftest import Machine

ENDED_WITHIN_MS, TRIES = 60_000, 400
READY = re.compile(r"Started worker-\d+\n")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ends(watched: dict[int, int]) -> bool:
    """Whether all of these processes end; the system tells of each."""
    waiting = select.poll()
    for handle in watched.values():
        waiting.register(handle, select.POLLIN)
    left = set(watched.values())
    while left:
        told = waiting.poll(ENDED_WITHIN_MS)
        if not told:
            return False
        for handle, _ in told:
            waiting.unregister(handle)
            left.discard(handle)
    return True


def answered(port: int) -> http.client.HTTPConnection:
    """A connection on which a page was read, and that is still open."""
    for _ in range(TRIES):
        asked = http.client.HTTPConnection("127.0.0.1", port)
        try:
            asked.request("GET", "/healthz")
        except ConnectionRefusedError:
            time.sleep(0.05)  # a process says that it started just before it listens; a port sends no event
        else:
            assert asked.getresponse().read()
            return asked
    raise AssertionError("nobody listens")


def test_web_processes_and_the_worker_end_when_the_process_they_came_from_is_killed_and_the_next_tidies_up(
    emptied: None, empty_machine: Callable[[str], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = empty_machine("killed")
    machine("setup")
    port = free_port()
    environment = os.environ | {
        "RUKUN_HOME": str(machine.home), "DATABASE_URL": machine.url, "RUKUN_KOTA": "contoh", "RUKUN_LOG_LEVEL": "INFO",
        "TMPDIR": str(tmp_path),
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "rukun.channels.cli", "serve", "--port", str(port), "--workers", "2"],
        env=environment, cwd=settings.REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        started, watched = 0, dict[int, int]()
        try:
            while started < 2:
                line = server.stdout.readline()
                assert line, "the server did not start"
                started += READY.search(line) is not None
            # A page is answered, and its connection is kept open: whoever ends does not wait for it.
            asked = answered(port)
            watched = {pid: os.pidfd_open(pid) for pid in children(server.pid)}
            assert len(watched) == 3, "two web processes and the worker"
            server.kill()
            server.wait()
            assert ends(watched)
            with socket.socket() as free:
                free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                free.bind(("127.0.0.1", port))
            asked.close()
            (left,) = tmp_path.glob(f"rukun-counts-{server.pid}-*")
            monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
            of_another = tempfile.mkdtemp(prefix=f"rukun-counts-{os.getppid()}-")
            own = pages.folder_for_counts()
            assert not left.exists() and Path(own).is_dir() and Path(of_another).is_dir()
        finally:
            server.kill()
            for pid, handle in watched.items():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                os.close(handle)
