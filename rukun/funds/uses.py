"""May the money buy this? Finds the rulings of a decree that an everyday question is about (pure).

People ask "boleh beli HP?", "kopi buat rapat", "ngecat gapura": the words of the catalogue are compared without the
words that every question has, by their stems, and what nothing knows is compared once more with room for a slip of
the finger. A guess is told apart from an answer, and so is what nobody understood: "cat kuku" must not be answered as
if it had been "cat".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rukun.funds.decree import Ruling
from rukun.values.everyday import FILLERS, STEM_MIN, stems, words_of

ASKED_LETTERS_MAX = 120
ASKED_WORDS_MAX = 12
# What stands in any question about money; and what says too little to be what the question is about.
EMPTY = FILLERS | frozenset({
    "beli", "membeli", "dibeli", "pembelian", "membelikan", "belikan", "uang", "uangnya", "kas", "dana", "duit", "rt",
    "rw", "bayar", "membayar", "dibayar", "pembayaran", "biaya", "anggaran", "operasional", "belanja",
})  # fmt: skip
WEAK = frozenset({
    "alat", "baru", "besar", "kecil", "luar", "kegiatan", "keperluan", "perlengkapan", "lingkungan",
    "fasilitas", "warga", "ketua", "pengurus", "petugas", "bahan", "jalan", "baik", "bekas", "murah", "mahal",
    "bagus", "bersama", "bulanan",
})  # fmt: skip
STRICTEST_FIRST = ("no", "ask", "up-to", "yes")
EXACT, BY_STEM, BESIDE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Found:
    """The rulings that a question is about, those it may be about (misspelt), and the words that nothing knows."""

    answers: tuple[Ruling, ...]
    guesses: tuple[Ruling, ...]
    unknown: tuple[str, ...]

    @property
    def differ(self) -> bool:
        """Whether the answers do not all say the same."""
        return len({(use.ruling, use.limit) for use in self.answers}) > 1


def search(uses: Sequence[Ruling], asked: str) -> Found:
    """What a catalogue says to a question; the best answer first, and of two that are as good the stricter."""
    tokens = [token for token in words_of(asked[:ASKED_LETTERS_MAX]) if token not in EMPTY][:ASKED_WORDS_MAX]
    scored = {use.code: _covered(use, tokens) for use in uses}
    well = {code: sum(covered.values()) for code, covered in scored.items()}
    known = {token for covered in scored.values() for token in covered}
    left = [token for token in tokens if token not in known and token not in WEAK]
    near = {use.code: _nearest(use, left) for use in uses}
    found = sorted((use for use in uses if well[use.code]), key=lambda use: _order(use, well[use.code]))
    guessed = sorted((use for use in uses if near[use.code]), key=lambda use: _order(use, len(near[use.code])))
    answers = tuple(use for use in found if not _outdone(scored[use.code], scored.values()))
    unknown = [token for token in left if not any(token in tokens_near for tokens_near in near.values())]
    return Found(answers, tuple(use for use in guessed if use not in answers), tuple(dict.fromkeys(unknown)))


def _alike(asked: str, word: str) -> int:
    """How well two words agree: exactly, by a stem that says enough, or not at all."""
    if asked == word:
        return EXACT
    shared = stems(asked) & stems(word)
    return BY_STEM if any(len(stem) > STEM_MIN or stem in (asked, word) for stem in shared) else 0


def _covered(use: Ruling, tokens: Sequence[str]) -> dict[str, int]:
    """The words of the question that this ruling is about, each with how well: by phrases that are there entirely."""
    covered: dict[str, int] = {}
    for phrase in _phrases(use):
        found = _in_phrase(phrase, tokens)
        for token, score in found.items():
            covered[token] = max(covered.get(token, 0), score)
    return covered


def _in_phrase(phrase: Sequence[str], tokens: Sequence[str]) -> dict[str, int]:
    """The question's words in a phrase, where all its telling words are among them."""
    found: dict[str, int] = {}
    for word in phrase:
        best = max(((_alike(token, word), token) for token in tokens), default=(0, ""))
        if best[0]:
            found[best[1]] = BESIDE if word in WEAK else best[0]
        elif word not in WEAK:
            return {}
    return found if any(word not in WEAK for word in phrase) else {}


@lru_cache(maxsize=4096)
def _phrases(use: Ruling) -> tuple[tuple[str, ...], ...]:
    """What the catalogue says for it: each everyday word or phrase, and each telling word of its name."""
    told = [words_of(words) for words in use.words] + [[word] for word in words_of(use.name)]
    kept = (tuple(word for word in phrase if word not in EMPTY) for phrase in told)
    return tuple(dict.fromkeys(phrase for phrase in kept if phrase))


def _nearest(use: Ruling, tokens: Iterable[str]) -> set[str]:
    """The words of the question that a slip of the finger keeps from one of this ruling's."""
    telling = {word for phrase in _phrases(use) for word in phrase if word not in WEAK}
    return {token for token in tokens if any(is_near(token, word) for word in telling)}


def is_near(one: str, other: str) -> bool:
    """One slip in five letters, two in eight: left out, added, exchanged or changed."""
    longest = max(len(one), len(other))
    allowed = 2 if longest >= 8 else 1 if longest >= 5 else 0
    return allowed > 0 and abs(len(one) - len(other)) <= allowed and slips(one, other) <= allowed


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, changed, or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _order(use: Ruling, score: int) -> tuple[int, int, str]:
    return (-score, STRICTEST_FIRST.index(use.ruling), use.code)


def _outdone(covered: dict[str, int], all_covered: Iterable[dict[str, int]]) -> bool:
    """Whether another ruling is about the same words of the question and more."""
    return any(covered.keys() < other.keys() for other in all_covered)
