"""Connections are few and hands are many: who waits for somebody outside, or for more to do, lends theirs meanwhile."""

from __future__ import annotations

from django.db import connection, connections


def give_back() -> None:
    """Let others have this thread's connection until it asks something again; never inside a transaction."""
    if not connection.in_atomic_block:
        connection.close()


def between_looks() -> None:
    """For hands that look again and again: on PostgreSQL their connection goes back to the pool.

    SQLite's stays open, as for pages, because opening it means reading its whole structure; what it kept of the file is
    let go. Where another file was put in its place, or something is left unfinished, it is closed.
    """
    for line in connections.all(initialized_only=True):
        if line.vendor == "sqlite":
            line.close_at = None
        line.close_if_unusable_or_obsolete()
        if line.vendor == "sqlite" and line.connection is not None:
            if line.is_usable():
                line.connection.execute("PRAGMA shrink_memory").close()
            else:
                line.close()
