"""The process that decodes: it knows no table, no file and no secret, and ends itself when a picture costs too much.

Run as `python -m rukun.reports.decoding.process ZONE` (WIB, WITA or WIT: whose clock a camera is by that does not say).
Reads a length and a file, answers with a length and what it found as JSON, then a length and the picture; again and
again, until nothing more comes.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

from rukun.reports.decoding.camera import Camera
from rukun.reports.decoding.piped import LENGTH_BYTES, send
from rukun.reports.decoding.redraw import redrawn
from rukun.values.refused import Refused
from rukun.values.time import live_by
from rukun.values.zones import Zone

# Seconds of the processor, so that a busy machine refuses nobody. A JPEG of 50 megapixels takes 0.3; a HEIC of 24, the
# most that telephones make unasked, 0.7. With what it takes to end the process, the sender knows within a second.
CPU_SECONDS, CPU_SECONDS_HEIC = 0.6, 0.85
# Against what waits without working.
WALL_SECONDS = 10
MEMORY_BYTES = 768 * 1024 * 1024


def main() -> None:
    """Answer one file after the other."""
    _bind()
    live_by(Zone(sys.argv[1]))
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while length := source.read(LENGTH_BYTES):
        content = source.read(int.from_bytes(length, "big"))
        # Both end the process at once, whatever library it is in: their signals are left to the system.
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS_HEIC if content[4:8] == b"ftyp" else CPU_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)
        told, picture = _answer(content)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(answers, json.dumps(told).encode())
        send(answers, picture)
        answers.flush()


def _bind() -> None:
    """Bounded memory, no file to write, no dump of memory; deaf to the terminal's Ctrl+C, which is for the parent."""
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _answer(content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        made = redrawn(content)
    except Refused as refusal:
        return {"refused": refusal.words, "facts": refusal.facts}, b""
    camera = _told(made.camera)
    return {"width": made.width, "height": made.height, "form": made.form, "camera": camera}, made.content


def _told(camera: Camera) -> dict[str, Any]:
    return {
        "taken_at": camera.taken_at.isoformat() if camera.taken_at else None,
        "is_zone_said": camera.is_zone_said,
        "place": [camera.place.lat, camera.place.lon] if camera.place else None,
        "make": camera.make,
        "model": camera.model,
        "orientation": camera.orientation,
    }


if __name__ == "__main__":
    main()
