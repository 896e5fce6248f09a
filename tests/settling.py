"""What is asked to be on the disk, and not only on its way there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def settling(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders as they are settled from now on, under the names they have then."""
    settled: list[Path] = []
    ask = os.fsync

    def fsync(handle: int) -> None:
        settled.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        ask(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return settled
