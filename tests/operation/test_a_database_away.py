"""A command while the database does not answer: the server's reason in one line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path


def test_a_command_without_its_database_says_why_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    around = os.environ | {"RUKUN_HOME": str(tmp_path), "DATABASE_URL": f"postgresql://rukun@127.0.0.1:{port}/rukun"}
    asked = [sys.executable, "-P", "-m", "rukun.channels.cli", "maintenance", "status"]
    told = subprocess.run(asked, env=around, capture_output=True, text=True, check=False)
    assert told.returncode == 1 and "Traceback" not in told.stderr
    last = told.stderr.splitlines()[-1]
    assert last.startswith("Ditolak (database): ") and f"port {port}" in last and "refused" in last
