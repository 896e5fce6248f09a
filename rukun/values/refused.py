"""A refusal: one exception for everything that may not be, in words a lurah understands."""

from __future__ import annotations


class Refused(Exception):
    """Something that cannot be done, with the reason in plain Indonesian.

    `code` is for programs and never changes; `words` is the message id, a sentence with `{named}` gaps that the
    door translates and fills from `facts`. `field` names the input that was wrong, where there is one.
    """

    def __init__(self, code: str, words: str, /, *, field: str = "", **facts: object) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words
        self.field = field
        self.facts = facts

    def __str__(self) -> str:
        return self.words.format(**self.facts)


def hidden() -> Refused:
    """The refusal of what the asker may not see: the same as for what does not exist."""
    return Refused("hidden", "Halaman ini tidak ada, atau bukan untuk Anda.")
