"""Digests: one spelling for a fact (RFC 8785 canonical JSON), one hash (SHA-256)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

import rfc8785

# Numbers beyond are not told apart by all who read JSON.
WHOLE = 2**53
PLAIN = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The only spelling of `facts` as JSON (RFC 8785); floats are allowed but better written as text."""
    told = dict(facts)
    return canonical_plain(told) if _is_plain(told) else rfc8785.dumps(told)


def canonical_plain(facts: Mapping[str, Any]) -> bytes:
    """The same for facts of text and whole numbers below 2^53 under plain keys, as events and statements are: a tenth
    of the time.

    For such facts the standard encoder already writes what RFC 8785 asks for; a property test compares the two.
    """
    return PLAIN.encode(facts).encode()


def _is_plain(value: object) -> bool:
    """Whether the standard encoder writes it as the RFC asks."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -WHOLE < cast(int, value) < WHOLE
    if kind is list:
        return all(map(_is_plain, cast("list[object]", value)))
    if kind is dict:
        told = cast("dict[object, object]", value)
        return all(type(name) is str and name.isascii() and _is_plain(said) for name, said in told.items())
    return False


def digest_of(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_words(words: str) -> str:
    return digest_of(words.encode())
