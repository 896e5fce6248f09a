"""A secret that is made once and kept in a file that only its owner reads."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


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
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
