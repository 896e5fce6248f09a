"""What a process asks of the C library about memory; nothing where it is another than glibc.

Python gives back what it frees. Libraries in C (SQLite, GEOS) free to the C library, which keeps it for the next time
in as many heaps as threads ever asked it: each process of a city ends up with the most that any page ever took.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

# From `malloc.h`. One heap: threads of Python's take turns anyway.
ARENA_MAX, ARENAS = -8, 1


def share_one_heap() -> None:
    """For a process with threads, before it starts any."""
    library = _glibc()
    if library is not None:
        library.mallopt(ARENA_MAX, ARENAS)


def give_back() -> None:
    """What was freed goes back to the system; some milliseconds, for after something large."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> Any:
    try:
        library = ctypes.CDLL("libc.so.6")
        return library if library.malloc_trim and library.mallopt else None
    except (OSError, AttributeError):
        return None
