"""How somebody copies words that are not theirs (pure): other numbers, and often some small change on top."""

from __future__ import annotations

import numpy as np

from rukun.channels.simulate.plan import Writer

# In so many of ten copies nothing but the numbers, a polite phrase at the end, or one word in the middle is changed.
ONLY_NUMBERS, ENDING = 4, 7
INSTEAD = ("kembali", "lagi", "tersebut", "kami", "memang", "juga", "masih", "terus")


def copied(words: str, writer: Writer, random: np.random.Generator) -> str:
    """The words again, as little changed as somebody in a hurry changes them."""
    again = "".join(str(int(random.integers(2, 9))) if letter.isdigit() else letter for letter in words)
    way = int(random.integers(0, 10))
    if way < ONLY_NUMBERS:
        return again
    if way < ENDING:
        return f"{again} {writer.pick('endings').replace('{n}', str(int(random.integers(2, 40)))).strip()}".strip()
    said = again.split()
    said[int(random.integers(1, len(said) - 1))] = INSTEAD[int(random.integers(0, len(INSTEAD)))]
    return " ".join(said)
