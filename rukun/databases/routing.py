"""Who is asked for rows: the primary, unless a page that may be a second old is being read.

Only the row of a route says that it may be. What is written goes to the primary, and so does everything after it in the
same request, everything inside a transaction, and the shared cache.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Model

from rukun.databases.away import AWAY
from rukun.databases.lag import WATCH
from rukun.values.refused import Refused

PRIMARY = "default"
CACHE = "django_cache"
Answer = TypeVar("Answer")

# The replica that the request at hand reads from.
_READS: ContextVar[str | None] = ContextVar("reads", default=None)


class Router:
    """Django asks it before every query of a model."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        """The replica of this request, where it has one and nothing speaks against it."""
        alias = _READS.get()
        if alias is None or model._meta.app_label == CACHE or connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return alias

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        """The primary; from now on this request reads there, too, so that it sees what it wrote."""
        _READS.set(None)
        return PRIMARY

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        """They hold the same rows."""
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        """What the primary becomes, the replicas become by themselves."""
        return db == PRIMARY


def lately(ask: Callable[[], Answer], *, is_lost: Callable[[Answer], bool]) -> Answer:
    """What a replica answers, where one is hardly behind; else what the primary answers.

    A replica is not believed when it says that something is not there: it may have come a second ago. Nor is it when
    it fails. The primary is asked then.
    """
    alias = WATCH.good()
    if alias is None:
        return ask()
    token = _READS.set(alias)
    try:
        answer = ask()
        if not is_lost(answer):
            return answer
    except Refused:
        pass
    except AWAY:
        WATCH.doubt(alias)
    finally:
        _READS.reset(token)
    return ask()
