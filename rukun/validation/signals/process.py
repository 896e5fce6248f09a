"""The process that looks at pictures: it alone loads OpenCV, knows no table, no file and no secret.

Run as `python -m rukun.validation.signals.process`. Reads a question as JSON and the pictures it is about, answers with
JSON; again and again, until nothing more comes. It speaks as the decoder does (`reports.decoding.process`).
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

from rukun.reports.decoding.piped import receive, send
from rukun.validation.signals.pictures import packed
from rukun.validation.signals.seeing.agreement import agreement
from rukun.validation.signals.seeing.keys import EDGE, Point, keys_of_grey
from rukun.validation.signals.seeing.points import fitted, grey_of
from rukun.validation.signals.seeing.quality import quality_of

QUESTION_MAX, PICTURE_MAX = 8_192, 8_000_000
KEPT_EDGE = 800
# Against a picture that keeps it busy: seconds of the processor for one question.
CPU_SECONDS = 8
MEMORY_BYTES = 1_500 * 1024 * 1024


def main() -> None:
    """Answer one question after the other."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            question = json.loads(receive(source, QUESTION_MAX))
            pictures = [receive(source, PICTURE_MAX) for _ in range(question["pictures"])]
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        told = _look(pictures[0]) if question["ask"] == "look" else _compare(pictures, question["mirrors"])
        signal.setitimer(signal.ITIMER_PROF, 0)
        send(answers, json.dumps(told).encode())
        answers.flush()


def _look(picture: bytes) -> dict[str, Any]:
    """What is kept of one picture, and what is asked of the index; nothing where it cannot be read."""
    try:
        whole = grey_of(picture, KEPT_EDGE)
    except ValueError:
        return {"quality": [0, 0, 0], "kept": [], "asked": [], "wholes": []}
    quality = quality_of(whole)
    keys = keys_of_grey(fitted(whole, EDGE))
    return {
        "quality": [quality.blank, quality.blurred, quality.screen],
        "kept": [_told(point) for point in keys.kept],
        "asked": [_told(point) for point in keys.asked],
        "wholes": [keys.whole, keys.whole_mirrored],
    }


def _told(point: Point) -> list[Any]:
    return [point.keys, packed(point.place), point.is_mirrored]


def _compare(pictures: list[bytes], mirrors: list[bool]) -> list[list[Any]]:
    """How the first picture agrees with each of the others, which the index says are mirrored or not."""
    answers: list[list[Any]] = []
    for other, is_mirrored in zip(pictures[1:], mirrors, strict=True):
        try:
            found = agreement(pictures[0], other, mirrors=[is_mirrored], looks=1)
        except ValueError:
            answers.append([0.0, 0, False, False])
            continue
        answers.append([round(found.share, 3), found.points, found.is_mirrored, found.is_same])
    return answers


if __name__ == "__main__":
    main()
