"""A command while the database does not answer: one line with the server's own reason, and no traceback."""

from __future__ import annotations

import sys

from rukun.values.refused import Refused

# A pool says only that it waited. One more try tells why; a server that hangs is waited for no longer than this.
ASKED_SECONDS = 3


def refusal(failure: Exception) -> Refused | None:
    """What to tell; nothing where the failure is another one, or the database answers after all."""
    if "django.db" not in sys.modules:
        return None
    from rukun.databases.away import is_away

    why = _why() if is_away(failure) else ""
    return Refused("database", "Basis data tidak menjawab: {why}", why=why) if why else None


def _why() -> str:
    """The reason in one line, as the server or the library says it; empty where a connection is made."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ""
    import psycopg

    asked = connection.get_connection_params() | {"connect_timeout": ASKED_SECONDS}
    known = {name: value for name, value in asked.items() if name in ("host", "port", "user", "dbname", "password")}
    known |= {name: value for name, value in asked.items() if name.startswith(("ssl", "connect_"))}
    try:
        psycopg.connect(**known).close()
    except psycopg.OperationalError as away:
        return " ".join(str(away).split())
    return ""
