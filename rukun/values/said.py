"""Sentences with gaps, and what fills them: what pure code says, and a door translates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rukun.values.words import sentence


@dataclass(frozen=True, slots=True)
class Said:
    """`words` is the message id, with `{named}` gaps; `facts` fill them. Mark the words by `sentence`."""

    words: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words.format(**self.facts)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several sentences that are told in one, parted by semicolons."""

    sentences: tuple[Said, ...]

    def __str__(self) -> str:
        return "; ".join(map(str, self.sentences))


def listed(sentences: Sequence[Said], most: int) -> Listed:
    """The first of them, at most so many, and how many more there are."""
    more = len(sentences) - most
    rest = (Said(sentence("dan {n} lagi"), {"n": more}),) if more > 0 else ()
    return Listed((*sentences[:most], *rest))
