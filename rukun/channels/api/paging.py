"""Turning the pages of a list: a cursor says where a page ended, so that what comes in meanwhile moves nothing.

A cursor is signed together with the list and the filters it belongs to. It holds a place and no rights: whoever turns
a page is asked for them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from rukun.channels.api.asking import Asked
from rukun.values.refused import Refused

CURSOR_MAX = 600
ROWS, ROWS_MAX = 50, 200
# What may differ from page to page.
FREE = ("cursor", "limit")


def place(request: HttpRequest, cursor: str | None) -> list[Any] | None:
    """The place that a cursor names; None for the first page. Refused where it belongs to another list."""
    if not cursor:
        return None
    try:
        found = _signer(request).unsign_object(cursor[:CURSOR_MAX])
    except (BadSignature, ValueError, UnicodeError):
        raise Refused("cursor", "Kursor ini bukan dari daftar ini; mulai lagi tanpa kursor.", field="cursor") from None
    if not isinstance(found, list):
        raise Refused("cursor", "Kursor ini bukan dari daftar ini; mulai lagi tanpa kursor.", field="cursor")
    return found


def moment(told: Any) -> datetime:
    """A moment out of a cursor."""
    return datetime.fromisoformat(str(told))


def turned(request: Asked, rows: Sequence[Any], after: Sequence[Any] | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The page as it is told, and its Link header; `after` is the place where it ended, None where it is the last."""
    if after is None:
        return {"items": list(rows), "next": None}, {}
    asked = request.GET.copy()
    asked["cursor"] = _signer(request).sign_object(
        [one.isoformat() if isinstance(one, datetime) else one for one in after]
    )
    address = request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
    return {"items": list(rows), "next": address}, {"Link": f'<{address}>; rel="next"'}


def _signer(request: HttpRequest) -> Signer:
    kept = sorted((name, value) for name in request.GET for value in request.GET.getlist(name) if name not in FREE)
    return Signer(salt=f"rukun.api.cursor:{request.path}:{kept!r}")
