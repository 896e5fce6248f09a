"""Connections are few and hands are many: who waits for somebody outside lends theirs meanwhile."""

from __future__ import annotations

from django.db import connection


def give_back() -> None:
    """Let others have this thread's connection until it asks something again; never inside a transaction."""
    if not connection.in_atomic_block:
        connection.close()
