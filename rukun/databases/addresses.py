"""Addresses of databases as Django wants them: how a line is given up, what is pooled, which names the replicas get."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dj_database_url

# The server itself where `default` leads to a pooler, and the other way round: `wsgi` puts `PAGES` in the first place.
PAGES = "pages"
REPLICA = "replica"
POSTGRESQL = ("postgresql:", "postgres:")
SQLITE, SERVER = "rukun.databases.sqlite3", "rukun.databases.postgresql"

# A host that was cut off says nothing: without these its connections would hang for two hours. After ten seconds
# without an answer a line is given up; making one takes at most five.
LINE: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
# Replicas are given up sooner: the primary is asked instead.
SHORT_LINE = LINE | {
    "connect_timeout": 2, "keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 2,
    "tcp_user_timeout": 3_000,
}  # fmt: skip
# The same from the other end: what a host held that was cut off or killed, the server lets go of.
KEEPALIVES = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000"
# No page thinks for a minute between two statements of one transaction; one that does is lost, and its locks with it.
# Nor is anything gained by helpers: others ask meanwhile, and starting two takes longer than what a page looks up.
OF_PAGES = f"{KEEPALIVES} -c idle_in_transaction_session_timeout=60000 -c max_parallel_workers_per_gather=0"
# A statement that is asked again and again is planned once by each connection that is a session of its own. Nothing is
# prepared but what is sent through `kept`.
KEEPS_PLANS = {"prepare_threshold": 5}
# How long is waited for a connection of the pool. New ones are asked for anew each time: its own tries would wait
# longer and longer, and a database that is back be found only then.
PATIENCE = {"timeout": 6.0, "reconnect_timeout": 4.0}
# How long a thread that answers pages keeps its connection in hand, and under which name the settings say so. Taking
# one for each request and giving it back is a twentieth of what a short request costs.
IN_HAND, IN_HAND_SECONDS = "IN_HAND_SECONDS", 60
# Only where each thread of a web process that may ask something finds one: two that work, four that read files.
IN_HAND_FROM = 6
# What each connection that stays open keeps of SQLite's file in memory, in kilobytes.
KEPT_OPEN_KB = 4_000
REPLICA_PATIENCE = {"timeout": 2.0, "reconnect_timeout": 2.0}


def databases(
    url: str, *, pool: int, direct: str = "", replicas: Sequence[str] = (), keeps_plans: bool = True
) -> dict[str, dict[str, Any]]:
    """`DATABASES`. With `direct`, `url` leads to a pooler in transaction mode: it is for pages alone.

    `keeps_plans`: whether the server may keep plans for its sessions; never behind a pooler, nor on a replica, which
    may stand behind one.
    """
    if not url.startswith(POSTGRESQL):
        return {"default": _sqlite(url)}
    found = {"default": _postgresql(direct or url, pool)}
    if keeps_plans:
        found["default"]["OPTIONS"] |= KEEPS_PLANS
    if direct:
        found[PAGES] = _of_pooler(_postgresql(url, pool))
    for number, one in enumerate(replicas, start=1):
        replica = _of_pooler(_postgresql(one, pool, line=SHORT_LINE))
        replica["OPTIONS"]["pool"] |= REPLICA_PATIENCE
        replica["TEST"] = {"MIRROR": "default"}
        found[f"{REPLICA}{number}"] = replica
    return found


def for_pages(of_default: dict[str, Any]) -> dict[str, Any]:
    """The database itself, as pages ask it where there is no pooler."""
    options = dict(of_default["OPTIONS"])
    if of_default["ENGINE"] == SQLITE:
        # Opening it means reading its whole structure, which takes as long as most pages: each thread does so once.
        # Each keeps little of the file: the system does that already, for all of them.
        options["init_command"] += f" PRAGMA cache_size=-{KEPT_OPEN_KB};"
        return of_default | {"OPTIONS": options, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if options.get("options") == KEEPALIVES:
        options["options"] = OF_PAGES
    return of_default | {"OPTIONS": options}


def in_hand(of_pages: dict[str, Any]) -> dict[str, Any]:
    """The same, where each thread keeps its connection of the pool in hand, if there are enough of them."""
    pool = of_pages["OPTIONS"].get("pool")
    return of_pages | {IN_HAND: IN_HAND_SECONDS} if pool and pool["max_size"] >= IN_HAND_FROM else of_pages


def _sqlite(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(url, engine=SQLITE))
    found["OPTIONS"] = {
        # A writer takes its lock when it begins: two writers queue, instead of one failing at its first write.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
    return found


def _postgresql(url: str, pool: int, *, line: dict[str, Any] = LINE) -> dict[str, Any]:
    """What the address itself says (`?sslmode=verify-full`) goes before what the house says."""
    found: dict[str, Any] = dict(dj_database_url.parse(url, engine=SERVER))
    said = found.get("OPTIONS") or {}
    found["OPTIONS"] = {"options": KEEPALIVES} | line | said | {"pool": {"min_size": 1, "max_size": pool} | PATIENCE}
    return found


def _of_pooler(found: dict[str, Any]) -> dict[str, Any]:
    """Without what needs a session of one's own: cursors that outlive their transaction, and settings at the start."""
    if found["OPTIONS"].get("options") == KEEPALIVES:
        del found["OPTIONS"]["options"]
    return found | {"DISABLE_SERVER_SIDE_CURSORS": True}
