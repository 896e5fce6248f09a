"""A secret that is made once and kept in a file that only its owner reads."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def kept_secret(file: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; made where there is none. Two processes that start at once agree on one."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep_first(file, make())
    return file.read_bytes()


def _keep_first(file: Path, content: bytes) -> None:
    """Write beside and link into place: the link fails when another process was first, and then its content stands."""
    beside = file.with_suffix(f".{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
