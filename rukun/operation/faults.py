"""What broke off in the worker's hands, for whoever watches: known for a while, and as long as it breaks again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import Error

from rukun.operation.figures import note

log = logging.getLogger("rukun.tick")

BROKE, SAID = "broke_", "broke off"
# What broke is tried again after a minute; who looks in between is to hear of it.
KNOWN_FOR = timedelta(minutes=15)


def tell(name: str, *, at: datetime) -> None:
    """This broke off just now, by the failure in hand. Where that cannot be kept, the log alone says so."""
    log.exception("%s %s", name, SAID)
    with suppress(Error):
        note(f"{BROKE}{name}", at.timestamp(), at=at)


def broken(kept: Mapping[str, float], at: datetime) -> list[str]:
    """What broke off lately, by name, of the figures that are kept."""
    since = (at - KNOWN_FOR).timestamp()
    return sorted(
        name.removeprefix(BROKE) for name, moment in kept.items() if name.startswith(BROKE) and moment > since
    )
