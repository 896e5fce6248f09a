"""Servers of the other side, and ways that are made anew for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rukun.senders import ways
from tests.listening import Listener, listening


@pytest.fixture
def gateway() -> Iterator[Listener]:
    with listening() as told:
        yield told


@pytest.fixture(autouse=True)
def _ways_anew() -> Iterator[None]:
    yield
    ways.email_sender.cache_clear()
    ways.text_sender.cache_clear()
