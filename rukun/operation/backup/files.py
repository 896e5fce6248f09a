"""Files of a backup: written whole or not at all, and what a full disk is called."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from rukun.values.refused import Refused

READ_BYTES = 1 << 20
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def room(folder: Path) -> Iterator[None]:
    """A disk that is full is told in words, with what to do, and not as an error of a library."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno not in FULL:
            raise
        raise _full(folder) from wrong
    except sqlite3.OperationalError as wrong:
        if "full" not in str(wrong) and "disk I/O" not in str(wrong):
            raise
        raise _full(folder) from wrong


@contextmanager
def alone(store: Path) -> Iterator[None]:
    """One at a time in a store."""
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (store / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("occupied", "Cadangan lain sedang dibuat di {store}.", store=store) from None
        yield


def _full(folder: Path) -> Refused:
    return Refused(
        "full",
        "Tempat di {folder} habis. Yang sudah selesai di sana tetap utuh; tambah tempat, lalu ulangi perintahnya.",
        folder=folder,
    )  # fmt: skip


def copied(source: IO[bytes], target: Path) -> tuple[str, int]:
    """Write a stream to a file that is whole or not there; its SHA-256 and its size."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    digest, size = hashlib.sha256(), 0
    try:
        with part.open("wb") as out:
            while piece := source.read(READ_BYTES):
                digest.update(piece)
                size += len(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return digest.hexdigest(), size


def sum_of(file: Path) -> str:
    """The SHA-256 of a file, however large."""
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while piece := content.read(READ_BYTES):
            digest.update(piece)
    return digest.hexdigest()
