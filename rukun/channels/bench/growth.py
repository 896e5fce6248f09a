"""Filing and the desk's list in a small city, beside which those of a large one are held.

Run as `python -m rukun.channels.bench.growth REPORTS SECONDS` with an environment that names an empty database; writes
the rows of `measures` that are held against it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rukun.channels.bench.row import Measured

SMALL = 100_000
KEEPS = 0.8
GROWING = ("submit a report", "desk queue, filtered")


def small_city(reports: int, seconds: float) -> Iterator[Measured]:
    """What the small city answers a second, measured as in the large one."""
    from django.conf import settings
    from django.db import connection

    from rukun.channels.bench.cities import city
    from rukun.channels.bench.clients.load import measured
    from rukun.channels.bench.measures import SIGNED_IN, filed, fill_page, listed
    from rukun.channels.bench.servers.serving import DOORS, Served
    from rukun.databases import structure

    structure.prepare()
    city.build(Path(settings.RUKUN_KOTA_FOLDER) / "jakarta", reports, seed=7)
    fill_page()
    with Served(DOORS, SIGNED_IN) as server:
        works = (filed(server.port, seconds), listed(server.port, seconds))
        for name, work in zip(GROWING, works, strict=True):
            rate = measured(work).per_second
            yield Measured(name, connection.vendor, rate, "/s", f"{reports:,} reports", "", None, 0, None, "more")


def grown(small: list[dict[str, Any]], rows: list[dict[str, Any]], reports: int) -> Iterator[dict[str, Any]]:
    """For each row that has its like in the small city, how much of its pace is left in the large one."""
    paces = {row["name"]: row["value"] for row in small}
    for row in rows:
        if before := paces.get(row["name"]):
            yield Measured(
                f"growth: {row['name']}", row["engine"], row["value"] / before, "of the small city's pace",
                f"{reports:,} reports against {SMALL:,}: {row['value']:.0f} a second against {before:.0f}", "", None,
                KEEPS, None, "more",
            ).told()  # fmt: skip


def main() -> None:
    """Measure and write."""
    import django

    django.setup()
    sys.stdout.write(json.dumps([row.told() for row in small_city(int(sys.argv[1]), float(sys.argv[2]))]))


if __name__ == "__main__":
    main()
