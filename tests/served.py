"""What a test was served as a file: read to the end it is closed, as by a server; a test often reads nothing of it."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.test.client import ClientHandler

_answer, _served = ClientHandler.__call__, list[HttpResponseBase]()


def remember() -> None:
    """From now on each client of a test keeps what it was served, until it is closed."""

    def answered(handler: ClientHandler, environ: dict[str, Any]) -> Any:
        answer = _answer(handler, environ)
        if answer.streaming:
            _served.append(answer)
        return answer

    ClientHandler.__call__ = answered  # type: ignore[method-assign]


def close() -> None:
    """Close all of it, and nothing else: the end of a request is told by a signal, which closes databases as well."""
    while _served:
        for closes in _served.pop()._resource_closers:
            closes()
