"""Digests: one spelling for a fact (RFC 8785 canonical JSON), one hash (SHA-256)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(facts: Mapping[str, Any]) -> bytes:
    """The only spelling of `facts` as JSON (RFC 8785); floats are allowed but better written as text."""
    return rfc8785.dumps(dict(facts))


def digest_of(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_words(words: str) -> str:
    return digest_of(words.encode())
