"""Lines of the log, for people or (RUKUN_LOG_FORMAT=json) for programs: with the request they belong to, and without
anything that tells of a person."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from rukun.channels.web.request.watched import REQUEST_ID, route_of
from rukun.values.masked import masked


def said(record: logging.LogRecord) -> str:
    """What a line says: the route in the place of a path, and nobody's address or number."""
    words = record.getMessage()
    request = getattr(record, "request", None)
    if request is not None and len(getattr(request, "path", "")) > 1:
        words = words.replace(request.get_full_path(), route_of(request)).replace(request.path, route_of(request))
    # One line, whatever somebody sent: nobody writes lines of their own into the log.
    return masked(words.replace("\r", " ").replace("\n", " "))


class Broken(logging.Filter):
    """Only lines that say where something broke."""

    def filter(self, record: logging.LogRecord) -> bool:
        """An answer of 503 is no accident."""
        return record.exc_info is not None


class ForPeople(logging.Formatter):
    """`2026-11-26 05:30:00,123 INFO rukun.request [id]: words`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and below it where it broke."""
        told = REQUEST_ID.get()
        line = (
            f"{self.formatTime(record)} {record.levelname} {record.name}{f' [{told}]' if told else ''}: {said(record)}"
        )
        broken = masked(self.formatException(record.exc_info)) if record.exc_info else ""
        return f"{line}\n{broken}" if broken else line


class ForPrograms(logging.Formatter):
    """One JSON object a line; moments in UTC."""

    converter = time.gmtime  # type: ignore[assignment]  # as its own documentation says

    def format(self, record: logging.LogRecord) -> str:
        """When, how grave, who says so, what, of which request, and its facts."""
        told: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}Z",
            "level": record.levelname, "logger": record.name, "message": said(record),
        }  # fmt: skip
        if request := REQUEST_ID.get():
            told["request_id"] = request
        told |= getattr(record, "facts", {})
        if record.exc_info:
            told["exception"] = masked(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)
