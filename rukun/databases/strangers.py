"""Who may be shown what is a second old: whoever only looks, is nobody to us, and has not just written something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.conf import settings

READS = frozenset({"GET", "HEAD"})
# Who wrote without an account has this cookie for so long.
WROTE, WROTE_SECONDS = "baru_menulis", 15


class Asks(Protocol):
    """A request, as far as it matters here."""

    method: str | None
    COOKIES: dict[str, str]

    @property
    def headers(self) -> Mapping[str, Any]:
        """What it came with."""


def is_stranger(request: Asks) -> bool:
    """No session, no key, nothing written lately. Whoever is signed in is always answered by the primary: they look for
    what they have just done, and they are few beside those who look."""
    return (
        request.method in READS
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and WROTE not in request.COOKIES
        and "Authorization" not in request.headers
    )
