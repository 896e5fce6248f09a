"""Words: copied from another report, abusive, or saying nothing (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import blake2b

WORD = re.compile(r"[a-z]+|\d+")
# Short reports are alike because there is little to say; a copy shows from so many words on.
WORDS_LEAST = 12
SHINGLE = 3
BANDS, ROWS = 6, 2
NUMBERS_LIKE = "0"
LETTERS_FOR = str.maketrans("013457@$", "oieastas")


def words_of(text: str) -> list[str]:
    """The words in small letters without accents; every number is the same number: a copy changes those first."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [NUMBERS_LIKE if word.isdigit() else word for word in WORD.findall(plain)]


def shingles(text: str) -> frozenset[str]:
    """Every three words that stand together; none for what is too short to be copied."""
    words = words_of(text)
    if len(words) < WORDS_LEAST:
        return frozenset()
    return frozenset(" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def word_keys(text: str) -> list[int]:
    """Numbers by which reports with nearly the same words find each other (minhash, in bands of two)."""
    said = shingles(text)
    if not said:
        return []
    hashes = [_hash(shingle) for shingle in said]
    least = [min(_mixed(number, turn) for number in hashes) for turn in range(BANDS * ROWS)]
    return [_hash(f"{band}:{least[band * ROWS : band * ROWS + ROWS]}") >> 1 for band in range(BANDS)]


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of what both say together both say."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _mixed(number: int, turn: int) -> int:
    """One of many orders of the same numbers."""
    return (number ^ (0x9E3779B97F4A7C15 * (turn + 1))) * 0xBF58476D1CE4E5B9 % (1 << 61)


def abusive_word(text: str, abuse: Mapping[str, Iterable[str]]) -> str:
    """The first word of abuse, as it was written; "" where there is none.

    `abuse` holds words that are always one, and words that are one only when they are said of a person. What names a
    matter of the street (rubbish, dogs, dung) is in neither: those are what reports are about.
    """
    always, of_persons = frozenset(abuse.get("always", ())), frozenset(abuse.get("of_persons", ()))
    persons = frozenset(abuse.get("persons", ()))
    written = re.findall(r"[\w@$]+", text.lower())
    plain = [_plain(word) for word in written]
    for at, word in enumerate(plain):
        if word in always or (word in of_persons and persons & set(plain[max(0, at - 2) : at + 3])):
            return str(written[at])
    return ""


def _plain(word: str) -> str:
    """`B4ngs4ttt` as `bangsat`; numbers stay what they are."""
    if word.isdigit():
        return word
    return re.sub(r"(.)\1{2,}", r"\1", word.translate(LETTERS_FOR))


def says_nothing(text: str, has_photo: bool) -> float:
    """How little the words say (0 to 1): nothing but one letter, one word over and over, or keys pressed at random."""
    words = words_of(text)
    letters = "".join(words)
    if not letters:
        return 0.0 if has_photo and not text.strip() else 1.0
    if len(set(letters)) <= 2 or (len(words) >= 4 and len(set(words)) == 1):
        return 1.0
    vowels = sum(letter in "aeiou" for letter in letters if letter.isalpha())
    alphabetic = sum(letter.isalpha() for letter in letters)
    return 0.8 if alphabetic >= 6 and vowels / alphabetic < 0.15 else 0.0
