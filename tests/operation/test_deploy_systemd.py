"""The units of systemd: taken, closed, and writing into their own folder alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operation.deployed import (
    DEPLOY,
    ROOT,
    UNITS,
    given,
    unit,
)


def test_sh_reads_the_environment_of_the_units_as_systemd_does() -> None:
    file = DEPLOY / "systemd" / "rukun.env"
    script = f"set -a; . {file}; env -0"
    read = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True).stdout
    by_sh = dict(line.split("=", 1) for line in read.split("\0") if line)
    assert {name: value for name, value in given([file]).items() if value}.items() <= by_sh.items()


def test_the_units_are_those_that_handbook_and_doctor_name() -> None:
    handbook = "\n".join(file.read_text() for file in (ROOT / "docs" / "operating").glob("*.md"))
    sources = (ROOT / "rukun" / "operation" / "doctor.py").read_text()
    named = set(re.findall(r"\brukun-(?:web|worker|backup|setup|restore)\b(?:\.\w+)?", handbook + sources))
    known = {*UNITS, *(name.partition(".")[0] for name in UNITS)}
    assert named - {"rukun-setup"} <= known
    assert {"rukun-web.service", "rukun-worker.service", "rukun-backup.service", "rukun-backup.timer"} == set(UNITS)


def test_the_web_processes_inherit_no_connection_from_the_one_that_renewed_the_database(tmp_path: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from rukun.channels.cli.pages import let_go\n"
        "connection.ensure_connection(); let_go()\n"
        "assert connection.connection is None\n"
        "assert not getattr(connection, '_connection_pools', None)\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    source = (ROOT / "rukun" / "channels" / "cli" / "pages.py").read_text()
    assert source.index("    let_go()\n") < source.index("        Server(\n")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    for name, path in UNITS.items():
        (tmp_path / name).write_text(path.read_text().replace("/opt/rukun/.venv/bin/rukun", sys.executable))
    verified = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0 and not [line for line in verified.stderr.splitlines() if "rukun-" in line]
    for name in UNITS:
        if name.endswith(".service"):
            command = ["systemd-analyze", "security", "--offline=yes", "--threshold=30", str(tmp_path / name)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-300:]


def test_the_units_write_into_their_own_folder_alone() -> None:
    for name in UNITS:
        if name.endswith(".service"):
            service = unit(name)["Service"]
            assert service["User"] == "rukun" and service["ProtectSystem"] == "strict"
            wanted = "/var/lib/rukun" + (" /mnt/backup" if name.startswith("rukun-backup") else "")
            assert service["ReadWritePaths"] == wanted and service["EnvironmentFile"] == "/etc/rukun/rukun.env"
    assert unit("rukun-backup.timer")["Timer"]["OnCalendar"] == "*-*-* 02:00 Asia/Jakarta"


def test_a_python_that_the_units_may_not_run_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--copies", closed], check=True)
    closed.chmod(0o700)
    script, env = [DEPLOY / "build.sh", "program", tmp_path / "made"], os.environ | {"PYTHON": f"{closed}/bin/python"}
    done = subprocess.run(script, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and not (tmp_path / "made").exists()
    assert "where other users may not go" in done.stderr


def test_the_folder_of_the_proxys_cache_is_made_before_the_proxy_is_tried() -> None:
    kept = re.search(r"^proxy_cache_path (\S+)/", (DEPLOY / "nginx" / "rukun.conf").read_text(), re.MULTILINE)
    handbook = (ROOT / "docs" / "operating" / "deploying.md").read_text()
    assert kept is not None and f"install -d {kept[1]}\n" in handbook.partition("nginx -t")[0]
