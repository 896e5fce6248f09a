"""Something that was looked at: how it is, in words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """`wrong`: something does not work, or will not soon. `look`: somebody should know. `ok`: as it should be."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, and the exact command (or step) where there is something to do."""

    code: str
    grade: Grade
    words: str
    todo: str = ""


def graded(code: str, words: str, *, look: bool = False, wrong: bool = False, todo: str = "") -> Finding:
    """`ok` unless it is to be looked at or wrong; only then there is something to do."""
    grade = Grade.WRONG if wrong else Grade.LOOK if look else Grade.OK
    return Finding(code, grade, words, todo if grade is not Grade.OK else "")
