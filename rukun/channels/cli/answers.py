"""How the command answers: one line for people, one JSON object for machines."""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

from rukun.values.refused import Refused


def open_house() -> None:
    """Make the database reachable; commands that need none do not call this."""
    from django.apps import apps

    if not apps.ready:
        _load()
    from rukun import clock

    if clock.is_left_behind():
        sys.stderr.write("A demonstration lies here, and its clock is not gone by: set RUKUN_DEMO=true\n")


def _load() -> None:
    """Load the program. Nothing of it is garbage, and it stays until the end: to look through it again and again while
    it is loaded, and once more at the end, takes a third of what a short command costs. What a command leaves meanwhile
    is looked for as rarely as by the web server: at every few hundred objects it takes a fifth of a migration."""
    import django

    gc.disable()
    try:
        django.setup()
        gc.freeze()
        gc.set_threshold(20_000, 50, 50)
    finally:
        gc.enable()


def json_answer(answer: Any) -> None:
    """One JSON value on standard output; days and months as text."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def refused_answer(refusal: Refused, *, as_json: bool) -> None:
    """The reason: as JSON on standard output, or as a line on standard error."""
    if as_json:
        json_answer({"refused": {"code": refusal.code, "words": str(refusal), "field": refusal.field}})
    else:
        sys.stderr.write(f"Ditolak ({refusal.code}): {refusal}\n")
