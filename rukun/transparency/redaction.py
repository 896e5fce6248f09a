"""What of a report the public sees (pure).

Never who reported, nor a private report at all; offices and seats are named, persons are not. A hidden photo is gone
from every page while its digest stays in the trail.
"""

from __future__ import annotations

PUBLIC = {"is_private": False}
"""Under which a report stands on a public page, as far as its own row tells; see `queries.publicly` for all of it."""


def shown_words(words: str, *, is_struck_for_privacy: bool) -> str:
    """The words, unless the report was struck because it shows somebody's private matter."""
    return "" if is_struck_for_privacy else words
