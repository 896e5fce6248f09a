"""How usual words are: what it would take for somebody to write the same by chance (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import log2

from rukun.validation.signals.words import words_of

# So many words nobody wrote yet wait to be written: a word seen nowhere is rare, and not impossible.
UNHEARD = 2_000
# Who said it, and what: the same words of the same person count once, however often they were sent.
Said = tuple[int | None, str]
Gram = tuple[str | None, ...]
# Shorter pieces in the same order are grammar.
RUN_LEAST = 4


@dataclass(frozen=True, slots=True)
class Usual:
    """The words of many reports, counted one, two and three at a time."""

    said: frozenset[Said] = frozenset()
    counts: Counter[Gram] = field(default_factory=Counter)

    def surprise(self, words: Sequence[str], runs: Iterable[range], but: Collection[Said]) -> float:
        """How many bits it takes to guess these runs of the words, for who knows how everybody else writes.

        The reports in question (`but`) are left out: they would make themselves usual.
        """
        left_out = Counter(gram for one in but if one in self.said for gram in _grams(words_of(one[1])))
        before = ["", "", *words]
        return sum(-log2(self._chance(before[at : at + 3], left_out)) for run in runs for at in run)

    def _chance(self, three: Sequence[str], left_out: Counter[Gram]) -> float:
        """Of the third word after the first two; where those are new, after the second alone, and then of the word."""

        def count(*gram: str | None) -> int:
            return self.counts[gram] - left_out[gram]

        first, second, third = three
        chance = (count(third) + 1) / (count(None) + UNHEARD)
        chance = (count(second, third) + chance) / (count(second, None) + 1)
        return (count(first, second, third) + chance) / (count(first, second, None) + 1)


def usual_in(reports: Iterable[Said]) -> Usual:
    """What is usual in these reports."""
    said = frozenset(reports)
    return Usual(said, Counter(gram for _, text in said for gram in _grams(words_of(text))))


def same_runs(one: Sequence[str], other: Sequence[str]) -> list[range]:
    """Where the words of one stand in the same order in the other, in pieces that are more than grammar."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [range(block.a, block.a + block.size) for block in blocks if block.size >= RUN_LEAST]


def _grams(words: Sequence[str]) -> Iterator[Gram]:
    """Every word alone, with the one and with the two before it; and None for "any word" in its place."""
    before = ["", "", *words]
    for at in range(len(words)):
        first, second, third = before[at : at + 3]
        yield from ((third,), (second, third), (first, second, third))
        yield from ((None,), (second, None), (first, second, None))
