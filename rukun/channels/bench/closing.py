"""A month of the whole city closed, twice with the same result, by as many treasurers at once as the engine lets."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connection, transaction

from rukun.channels.bench import beside
from rukun.channels.bench.cities import city
from rukun.channels.bench.row import Measured
from rukun.funds import actions as funds
from rukun.people.rules import Actor
from rukun.values.code import AreaCode
from rukun.values.digest import canonical, digest_of
from rukun.values.time import start_of

GROUPED = (
    "SELECT unit_id, counted_on, count(*) FROM validation_currentverdict "
    "WHERE is_valid AND counted_on BETWEEN '2016-06-01' AND '2016-06-30' GROUP BY unit_id, counted_on"
)
# What closing a kelurahan brought out: its total and the digest of its statements.
Told = dict[str, tuple[int, str]]


def close_all(found: city.City) -> Iterator[Measured]:
    """Seconds to close the month of every kelurahan, beside one GROUP BY over the same rows; and the memory it took.

    It is closed twice: once for nothing, rolled back kelurahan by kelurahan, and once in earnest; the slower one is
    told. Both have to bring out the same statements to the letter; what they are is told as one digest.
    """
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(GROUPED)
        groups = len(cursor.fetchall())
        grouped = time.perf_counter() - began
    hands = _hands(found)
    rehearsed, first_seconds = _closed(found, hands, is_rehearsal=True)
    result, seconds = _closed(found, hands, is_rehearsal=False)
    if result != rehearsed:
        raise RuntimeError(f"the same month closed twice gave {rehearsed} and then {result}")
    peak = max(resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    note = (
        f"{found.units:,} RT and their RW, {found.reports:,} reports, {groups:,} unit-days, "
        f"treasurers at once: {hands}; "
        f"twice the same, {result[:16]} (rolled back {first_seconds:.1f} s, in earnest {seconds:.1f} s)"
    )
    yield Measured("close a month, all of Jakarta", connection.vendor, max(first_seconds, seconds), "s", note,
                   "one SQL GROUP BY", grouped, 20, 5, "less", result)  # fmt: skip
    yield Measured("close a month: memory", connection.vendor, peak, "MB", f"{found.reports:,} reports", "", None, 500,
                   None, "less")  # fmt: skip


def _hands(found: city.City) -> int:
    """One treasurer on SQLite, where one writes at a time; elsewhere as many as there are cores."""
    return min(len(found.treasurers), os.cpu_count() or 1) if connection.vendor == "postgresql" else 1


def _closed(found: city.City, hands: int, *, is_rehearsal: bool) -> tuple[str, float]:
    """Close every kelurahan's month; the digest of all their statements, and how long it took."""
    if hands == 1:
        began = time.perf_counter()
        told = _close(found.treasurers, is_rehearsal=is_rehearsal)
        return digest_of(canonical(told)), time.perf_counter() - began
    everybody = list(found.treasurers.items())
    shares = [dict(everybody[hand::hands]) for hand in range(hands)]
    spawn = get_context("spawn")
    with ProcessPoolExecutor(hands, spawn, beside.begin, (spawn.Barrier(hands),)) as pool:
        done = list(pool.map(_close_share, shares, [is_rehearsal] * hands))
    told = {code: result for share, _, _ in done for code, result in share.items()}
    return digest_of(canonical(told)), max(end for _, _, end in done) - min(begin for _, begin, _ in done)


def _close_share(treasurers: Mapping[str, Actor], is_rehearsal: bool) -> tuple[Told, float, float]:
    """Begin when the others do; what came out, and from when until when by the clock that all share."""
    connection.ensure_connection()
    beside.begin_with_others()
    began = time.monotonic()
    told = _close(treasurers, is_rehearsal=is_rehearsal)
    ended = time.monotonic()
    connection.close()
    return told, began, ended


def _close(treasurers: Mapping[str, Actor], *, is_rehearsal: bool) -> Told:
    at = start_of(city.MONTH.next.first)
    told: Told = {}
    for code, treasurer in treasurers.items():
        with transaction.atomic():
            closing = funds.close_month(AreaCode(code), city.MONTH, by=treasurer, at=at, despite="Diukur.")
            told[code] = (closing.total, closing.digest)
            transaction.set_rollback(is_rehearsal)
    return told
