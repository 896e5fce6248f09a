"""When the database is away for a moment, or takes no writes: it is tried again, and nobody is told that we broke."""

from __future__ import annotations

from typing import Any, cast

from django.db import InterfaceError, InternalError, OperationalError, connection

# A lost connection, a full disk, a lock that could not be had; and `InternalError` where writes are switched off.
AWAY = (OperationalError, InterfaceError, InternalError)


def is_away(failure: BaseException | None) -> bool:
    """Whether that is what is behind a failure, however it was wrapped; also where the driver's own was not wrapped."""
    driver = cast(Any, connection).Database
    kinds = (*AWAY, driver.OperationalError, driver.InterfaceError, driver.InternalError)
    while failure is not None:
        if isinstance(failure, kinds):
            return True
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    return False
