"""What a process beside ours does first. It is found by its name before Django is set up there, so nothing stands here
that would ask for a model."""

from __future__ import annotations

from multiprocessing.synchronize import Barrier

_others: Barrier | None = None


def begin(others: Barrier) -> None:
    """What a worker has ready before it is asked."""
    import django

    global _others
    django.setup()
    _others = others


def begin_with_others() -> None:
    """Go on when all the others are here."""
    if _others is None:
        raise RuntimeError("not begun")
    _others.wait()
