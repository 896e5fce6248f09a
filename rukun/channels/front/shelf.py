"""Answers to strangers, kept for moments: of a hundred who ask for the same page at once, one has it counted.

Only what everybody without an account is shown is kept: nobody's cookie was sent with the question (but for the
language), and none is set by the answer. What is hidden is gone from here within the second; while more ask than can
be served, a page may be as old as `STALE_SECONDS`, and is shown while one of them has it counted anew.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from granian.rsgi import Scope

FRESH_SECONDS, STALE_SECONDS = 1.0, 10.0
# Of all that is kept most was asked for once: what many ask for stays, and needs no more room than this. What stands
# beside an answer (its name, its headers) takes as much again as a short one.
BYTES_OF_ONE, BYTES_OF_ALL, BYTES_BESIDE = 262_144, 3_000_000, 4_000
# The first step of an address that shows the same to every stranger. What asks for pace, or draws lots, is not here.
SHOWN_TO_ALL = re.compile(
    r"/(?:(?:laporan|sekitar|wilayah|data|segel|aturan|validasi|peringkat|uang|penghargaan|sosialisasi)"
    r"/.*|cara-kerja/|hitung-sendiri/|umpan\.atom)?"
)
LANGUAGE = re.compile(r"\s*django_language=(id|en)\s*")
# What makes two answers to one address differ.
NAMED = ("host", "accept", "accept-encoding", "x-forwarded-proto")
# What is asked with one of these is answered to whoever asks, or in part.
ASKED_BY_SOMEBODY = ("authorization", "if-none-match", "if-modified-since", "range", "rukun-session")


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Kept(NamedTuple):
    """An answer and when it was made, by the clock that only runs forward."""

    answer: Answer
    at: float


def name_of(scope: Scope) -> str | None:
    """Under which name the answer may be kept; None where it may not."""
    headers = scope.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    if scope.method != "GET" or has_body or SHOWN_TO_ALL.fullmatch(scope.path) is None:
        return None
    cookies = headers.get("cookie", "")
    language = LANGUAGE.fullmatch(cookies)
    if (cookies and language is None) or any(name in headers for name in ASKED_BY_SOMEBODY):
        return None
    told = [headers.get(name, "") for name in NAMED]
    return "\n".join((scope.path, scope.query_string, language[1] if language else "", *told))


def may_be_kept(answer: Answer) -> bool:
    """Whether another stranger may be shown the same."""
    if answer.status != 200 or len(answer.body) > BYTES_OF_ONE:
        return False
    told = {name.lower(): value for name, value in answer.headers}
    control = told.get("cache-control", "")
    return "set-cookie" not in told and "no-store" not in control and "private" not in control


class Shelf:
    """What is kept in one process; what was asked for longest ago is thrown away first, and what is too old to be shown
    with it."""

    def __init__(self) -> None:
        self.rows: OrderedDict[str, Kept] = OrderedDict()
        self.size = 0

    def get(self, name: str, now: float, *, pressed: bool) -> Answer | None:
        """What is fresh; what is a little stale while more ask than can be served."""
        kept = self.rows.get(name)
        if kept is None or now - kept.at > (STALE_SECONDS if pressed else FRESH_SECONDS):
            return None
        self.rows.move_to_end(name)
        return kept.answer

    def is_fresh(self, name: str, now: float) -> bool:
        return name in self.rows and now - self.rows[name].at <= FRESH_SECONDS

    def put(self, name: str, answer: Answer, now: float) -> None:
        self.drop(name)
        headers = [(key, value) for key, value in answer.headers if key.lower() != "x-request-id"]
        self.rows[name] = Kept(answer._replace(headers=headers), now)
        self.size += _bytes_of(answer)
        while self.size > BYTES_OF_ALL or now - next(iter(self.rows.values())).at > STALE_SECONDS:
            self.drop(next(iter(self.rows)))

    def drop(self, name: str) -> None:
        kept = self.rows.pop(name, None)
        if kept is not None:
            self.size -= _bytes_of(kept.answer)


def _bytes_of(answer: Answer) -> int:
    return len(answer.body) + BYTES_BESIDE
