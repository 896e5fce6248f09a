"""A small application behind the real gate, for `test_front`: run by granian, spoken to over real sockets."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

import django

django.setup()

from rukun.channels.front.gate import Front  # noqa: E402  the settings come first

COUNTED, LET_GO = itertools.count(1), Path(os.environ["LET_GO"])
Start = Callable[[str, list[tuple[str, str]]], object]


def small(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """A page that counts how often it was made, one that takes its time, one that says how much was sent."""
    path, headers = environ["PATH_INFO"], [("Content-Type", "text/plain")]
    said = environ["wsgi.input"].read()
    if path == "/laporan/dihitung/":
        time.sleep(0.3)  # so that others come while it is made
        said = f"made {next(COUNTED)}".encode()
    elif path == "/meja/lama/":
        while not LET_GO.exists():
            time.sleep(0.02)  # another process lets go, by a file
    elif path == "/petugas/masuk/":
        headers.append(("Set-Cookie", "csrftoken=x"))
    elif path == "/data/berkas/besar":
        start("200 OK", headers)
        return (b"x" * 100_000 for _ in range(40))
    start("200 OK", headers)
    return [said or environ["REQUEST_METHOD"].encode()]


application = Front(small)
