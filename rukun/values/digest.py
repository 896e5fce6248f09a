"""Digests: one spelling for a fact (RFC 8785 canonical JSON), one hash (SHA-256)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The only spelling of `facts` as JSON (RFC 8785); floats are allowed but better written as text."""
    return rfc8785.dumps(dict(facts))


def canonical_plain(facts: Mapping[str, Any]) -> bytes:
    """The same for facts of text and whole numbers below 2^53 under plain keys, as events and statements are: a tenth
    of the time.

    For such facts the standard encoder already writes what RFC 8785 asks for; a property test compares the two.
    """
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_words(words: str) -> str:
    return digest_of(words.encode())
