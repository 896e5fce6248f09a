"""What is written once and kept: a secret in a file that only its owner reads; a file that is whole or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import get_ident


def kept_secret(file: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; made where there is none. Whoever comes at the same moment gets the same."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep_first(file, make())
    return file.read_bytes()


def _keep_first(file: Path, content: bytes) -> None:
    """Write beside and link into place: the link fails when another was first, and then its content stands.

    The name beside is nobody else's: threads of one process may come at once, too.
    """
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")  # made for its owner only
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    # What is signed or closed with it may be in a database that outlives a power cut.
    settle(file.parent)


def put_whole(file: Path, content: bytes) -> None:
    """A file in the place of one of its name, or a new one: the whole of it and on the disk, or what was there."""
    beside = file.with_name(f".{file.name}.{os.getpid()}-{get_ident()}.part")
    try:
        with beside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    settle(file.parent)


def settle(path: Path) -> None:
    """That what was written into a file, or which names are in a folder, is on the disk and not only on its way."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
