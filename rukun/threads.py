"""What a thread knows of its request, kept as a thread keeps it.

Django asks of each look-up (the reader's language, the line to the database, where the house stands) whether it comes
out of a task that shares its thread with others, and a page looks up some two hundred. Here each request is answered by
one thread from its beginning to its end, and no task of the gate's asks for anything of it.
"""

from __future__ import annotations

import threading
from typing import Any, cast

from django.core.cache import caches
from django.db import connections
from django.urls import base as addresses
from django.utils import timezone
from django.utils.connection import BaseConnectionHandler
from django.utils.translation import trans_real

# Where Django keeps what belongs to a thread, and under which name.
KEPT: tuple[tuple[object, str], ...] = (
    (trans_real, "_active"), (timezone, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs"),
    (connections, "_connections"), (caches, "_connections"),
)  # fmt: skip


def keep_to_threads() -> None:
    """For a process that answers requests, before it answers any. What this thread has in hand stays in its hands."""
    for holder, name in KEPT:
        before, after = getattr(holder, name), threading.local()
        if isinstance(before, threading.local):
            continue
        for known in (*_aliases(holder), "value"):
            if hasattr(before, known):
                setattr(after, known, getattr(before, known))
        setattr(holder, name, after)


def _aliases(holder: object) -> list[str]:
    return list(cast(Any, holder).settings) if isinstance(holder, BaseConnectionHandler) else []
