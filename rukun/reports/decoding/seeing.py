"""Reads QR codes in a picture that was drawn here, in a process of its own: its library is large and written in C++.

Run as `python -m rukun.reports.decoding.seeing`. Reads a JPEG from its standard input, answers with a JSON list of the
texts it found, and is gone: no process of the site ever loads that library.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import rukun

HOUSE = str(Path(rukun.__path__[0]).parent)
AT_ONCE = threading.BoundedSemaphore(2)
WALL_SECONDS, CPU_SECONDS = 15, 10
# 100 MB are used; the library asks for room that it does not use.
MEMORY_BYTES = 1024 * 1024 * 1024
TEXT_MAX, TEXTS_MAX, ANSWER_MAX = 200, 4, 4_096
# The app writes its strip below the picture; that part is looked at first, and by itself.
LOWER_PARTS = (0.16, 0.25, 0.4)
# As frontend/src/petugas/strip.ts draws it: 29 modules and four of white at each side, five pixels each.
MODULES, MODULE = 37, 5
CORNER = MODULES * MODULE
CLEAN_SCALES = (6, 4, 9, 3)


def texts_in(picture: bytes) -> list[str]:
    """The texts of the QR codes in a JPEG; none where there is nothing to be read, or it took too long."""
    with AT_ONCE:
        try:
            ended = subprocess.run(
                [sys.executable, "-P", "-m", "rukun.reports.decoding.seeing"], input=picture, capture_output=True,
                timeout=WALL_SECONDS, env={"PYTHONPATH": HOUSE, "OMP_NUM_THREADS": "1"}, cwd="/", check=False,
            )  # fmt: skip
            told = json.loads(ended.stdout[:ANSWER_MAX])
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return []
    return [text[:TEXT_MAX] for text in told[:TEXTS_MAX] if isinstance(text, str)] if isinstance(told, list) else []


def main() -> None:
    """One picture."""
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    found = _read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(found))


def _read(picture: bytes) -> list[str]:
    import cv2
    import numpy

    cv2.setNumThreads(1)
    grey = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        return []
    detector = cv2.QRCodeDetector()
    for part in _parts(grey):
        text, _, _ = detector.detectAndDecode(part)
        if text:
            return [text[:TEXT_MAX]]
    _, texts, _, _ = detector.detectAndDecodeMulti(grey)
    return [text[:TEXT_MAX] for text in texts or () if text][:TEXTS_MAX]


def _parts(grey: Any) -> Iterator[Any]:
    """Where our own app draws it, module by module and drawn anew; then the lower edge, then the whole.

    The library finds one code in a hundred in one size and not in another: each is tried in several.
    """
    import cv2

    for scale in CLEAN_SCALES:
        if min(grey.shape) >= CORNER:
            yield _drawn_anew(grey[-CORNER:, :CORNER], scale)
    height = grey.shape[0]
    for share in LOWER_PARTS:
        strip = grey[int(height * (1 - share)) :]
        for larger in (1, 2, 1.5, 3):
            yield cv2.resize(strip, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
    yield grey


def _drawn_anew(corner: Any, scale: int) -> Any:
    """Black and white by what is within each module: what the compression left of it does not matter."""
    import numpy

    modules = corner.reshape(MODULES, MODULE, MODULES, MODULE)[:, 1:-1, :, 1:-1].mean(axis=(1, 3))
    white = numpy.where(modules > modules.mean(), 255, 0).astype(numpy.uint8)
    return numpy.kron(white, numpy.ones((scale, scale), numpy.uint8))


if __name__ == "__main__":
    main()
