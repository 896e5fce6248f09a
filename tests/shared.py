"""Where the shared real data lies, when it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("RUKUN_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def shared(name: str) -> Path:
    """A file or folder of the shared data; the test is skipped with the reason where there is none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared real data is not beside the repository ({name})")
    return path
