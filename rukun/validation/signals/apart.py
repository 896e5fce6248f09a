"""A few looking processes beside this one, started when first needed and ended with it; one that broke is replaced."""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rukun
from rukun.reports.decoding.piped import receive, send
from rukun.validation.signals.pictures import Place, unpacked

AT_ONCE = 2
ANSWER_MAX = 1_000_000
HOUSE = str(Path(rukun.__path__[0]).parent)


@dataclass(frozen=True, slots=True)
class Piece:
    """A number of a picture with what it may be as well, where it lies, and whether that is seen in a mirror."""

    keys: tuple[int, ...]
    packed: int
    is_mirrored: bool

    @property
    def place(self) -> Place:
        return unpacked(self.packed)


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of one picture. Without pieces it could not be read or shows nothing to find it by."""

    blank: float = 0.0
    blurred: float = 0.0
    screen: float = 0.0
    kept: tuple[Piece, ...] = ()
    asked: tuple[Piece, ...] = ()
    wholes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What the second look found between two pictures."""

    share: float = 0.0
    points: int = 0
    is_mirrored: bool = False
    is_same: bool = False


class Looker:
    """One process, for one question at a time."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "rukun.validation.signals.process"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/",
            env={"PYTHONPATH": HOUSE, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip

    def ask(self, what: str, pictures: Sequence[bytes], mirrors: Sequence[bool]) -> Any:
        """The answer, or None where the process broke over the question."""
        assert self.process.stdin is not None and self.process.stdout is not None
        try:
            send(self.process.stdin, json.dumps({"ask": what, "pictures": len(pictures), "mirrors": mirrors}).encode())
            for picture in pictures:
                send(self.process.stdin, picture)
            self.process.stdin.flush()
            return json.loads(receive(self.process.stdout, ANSWER_MAX))
        except (OSError, EOFError, ValueError):
            self.end()
            return None

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        """Make sure that it is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]


def _empty() -> queue.LifoQueue[Looker | None]:
    places: queue.LifoQueue[Looker | None] = queue.LifoQueue()
    for _ in range(AT_ONCE):
        places.put(None)
    return places


_places = _empty()


def _asked(what: str, pictures: Sequence[bytes], mirrors: Sequence[bool] = ()) -> Any:
    looker = _places.get()
    try:
        if looker is None or not looker.is_alive:
            looker = Looker()
        return looker.ask(what, pictures, mirrors)
    finally:
        _places.put(looker if looker is not None and looker.is_alive else None)


def looks(pictures: Iterable[bytes]) -> list[Look]:
    """What is seen of each picture, several at once; an empty look for one over which a process broke."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(_look, pictures))


def _look(picture: bytes) -> Look:
    told = _asked("look", [picture]) if picture else None
    if told is None:
        return Look()
    blank, blurred, screen = (float(number) for number in told["quality"])
    return Look(blank, blurred, screen, _pieces(told["kept"]), _pieces(told["asked"]), tuple(map(int, told["wholes"])))


def _pieces(rows: Iterable[Any]) -> tuple[Piece, ...]:
    return tuple(Piece(tuple(map(int, keys)), int(place), bool(mirrored)) for keys, place, mirrored in rows)


@dataclass(frozen=True, slots=True)
class Question:
    """A picture, and earlier ones that it may have been made from, each mirrored or not as the index says."""

    picture: bytes
    earlier: Sequence[bytes]
    mirrors: Sequence[bool]


def compared(questions: Iterable[Question]) -> list[list[Compared]]:
    """For each question how the picture agrees with each of the earlier ones, several questions at once."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(_compare, questions))


def _compare(question: Question) -> list[Compared]:
    told = _asked("compare", [question.picture, *question.earlier], question.mirrors) if question.earlier else []
    if told is None:
        return [Compared()] * len(question.earlier)
    return [Compared(float(share), int(points), bool(mirror), bool(same)) for share, points, mirror, same in told]


def close() -> None:
    """End every process; the next picture starts new ones."""
    for _ in range(_places.qsize()):
        looker = _places.get()
        if looker is not None:
            looker.end()
        _places.put(None)


def _forget() -> None:
    """A forked process leaves its parent's lookers to the parent."""
    global _places
    _places = _empty()


atexit.register(close)
os.register_at_fork(after_in_child=_forget)
