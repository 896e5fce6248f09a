"""A sentence with gaps, and what fills them: what pure code says, and a door translates."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """`words` is the message id, with `{named}` gaps; `facts` fill them. Mark the words by `sentence`."""

    words: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.words.format(**self.facts)
