"""A few decoding processes beside this one, started when first needed; one that ended is replaced.

A decoder may crash, run away or be broken into by a file: then that process is gone and this one has a refusal to tell.
What it answers is believed no further than a picture's bytes and a few facts of the right kind.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import rukun
from rukun.reports.decoding import forms
from rukun.reports.decoding.camera import Camera
from rukun.reports.decoding.drawn import Redrawn
from rukun.reports.decoding.piped import receive, send
from rukun.reports.rules import PHOTO_EDGE_MAX
from rukun.values.place import Place
from rukun.values.refused import Refused
from rukun.values.time import city_zone

AT_ONCE = 2
WAIT_SECONDS = 10
ANSWER_MAX, PICTURE_MAX = 8_192, 8_000_000
# How the process ends when it took too long, by the processor's time or by the clock.
RAN_AWAY = (-signal.SIGPROF, -signal.SIGALRM)
HOUSE = str(Path(rukun.__path__[0]).parent)


class Decoder:
    """One process, for one file at a time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "rukun.reports.decoding.process", city_zone().value],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": HOUSE}, cwd="/",
        )  # fmt: skip

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, content: bytes) -> Redrawn:
        """The picture drawn anew; the refusal of the process, or one for how it ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            send(self.process.stdin, content)
            self.process.stdin.flush()
            told = json.loads(receive(self.process.stdout, ANSWER_MAX))
            return _believed(told, receive(self.process.stdout, PICTURE_MAX))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            self.end()
            ran_away = self.process.returncode in RAN_AWAY
            raise forms.refusal(forms.TOO_HEAVY if ran_away else forms.BROKEN) from None

    def end(self) -> None:
        """Make sure that it is gone."""
        with suppress(subprocess.TimeoutExpired):
            # One that ended itself says by what; it is only just about to be gone.
            self.process.wait(0.2)
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def _believed(told: dict[str, Any], picture: bytes) -> Redrawn:
    if "refused" in told:
        raise forms.refusal(str(told["refused"]), **{str(name): str(fact) for name, fact in told["facts"].items()})
    width, height = int(told["width"]), int(told["height"])
    if not (0 < width <= PHOTO_EDGE_MAX and 0 < height <= PHOTO_EDGE_MAX and picture.startswith(b"\xff\xd8")):
        raise ValueError
    said = told["camera"]
    camera = Camera(
        taken_at=datetime.fromisoformat(said["taken_at"]) if said["taken_at"] else None,
        is_zone_said=bool(said["is_zone_said"]),
        place=Place(float(said["place"][0]), float(said["place"][1])) if said["place"] else None,
        make=str(said["make"]),
        model=str(said["model"]),
        orientation=int(said["orientation"]),
    )
    return Redrawn(picture, width, height, forms.Form(told["form"]).value, camera)


def _empty() -> queue.LifoQueue[Decoder | None]:
    places: queue.LifoQueue[Decoder | None] = queue.LifoQueue()
    for _ in range(AT_ONCE):
        places.put(None)
    return places


_places = _empty()


def redrawn_apart(content: bytes) -> Redrawn:
    """The picture drawn anew in a process of its own; refused in words for whatever goes wrong there."""
    try:
        decoder = _places.get(timeout=WAIT_SECONDS)
    except queue.Empty:
        raise Refused("busy", "Sedang banyak foto yang masuk; kirim lagi sebentar lagi.", field="photos") from None
    try:
        if decoder is None or not decoder.is_alive:
            decoder = Decoder()
        return decoder.ask(content)
    finally:
        _places.put(decoder if decoder is not None and decoder.is_alive else None)


def close() -> None:
    """End every process; the next photo starts new ones."""
    for _ in range(_places.qsize()):
        decoder = _places.get()
        if decoder is not None:
            decoder.process.kill()
            decoder.end()
        _places.put(None)


def _forget() -> None:
    """A forked process leaves its parent's decoders to the parent."""
    global _places
    _places = _empty()


atexit.register(close)
os.register_at_fork(after_in_child=_forget)
