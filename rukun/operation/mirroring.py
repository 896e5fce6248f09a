"""The mirror of the public side, made anew each night by a program of its own: the worker goes on."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from rukun.transparency.mirror.ledger import FOLDER
from rukun.transparency.mirror.whole import certificate_of
from rukun.values.time import day_of, start_of

# One o'clock at night, when few ask.
AFTER_MIDNIGHT = timedelta(hours=1)
# What this process has started and not yet heard the end of.
_started: list[subprocess.Popen[bytes]] = []


def made_at(folder: Path) -> datetime | None:
    """When the newest mirror of a folder was begun; None where none was finished."""
    certificate = certificate_of(folder)
    return datetime.fromisoformat(certificate["made_at"]) if certificate else None


def is_due(folder: Path, at: datetime) -> bool:
    """Whether the last night has none yet."""
    night = start_of(day_of(at)) + AFTER_MIDNIGHT
    night = night if at >= night else night - timedelta(days=1)
    before = made_at(folder)
    return before is None or before < night


def is_being_made(folder: Path) -> bool:
    """Whether somebody is at it, on this machine or on another that shares the folder."""
    lock = folder / FOLDER / "lock"
    if not lock.exists():
        return False
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def start_when_due(*, folder: str, at: datetime) -> int:
    """Begin tonight's mirror, or go on with one that was interrupted; how many were begun."""
    _started[:] = [one for one in _started if one.poll() is None]
    if not folder or _started or not is_due(Path(folder), at) or is_being_made(Path(folder)):
        return 0
    command = [sys.executable, "-m", "rukun.channels.cli", "mirror", "make", folder, "--json"]
    _started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
    return 1
