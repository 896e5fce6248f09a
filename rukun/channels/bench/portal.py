"""How the public pages bear growth: each page as a server answers it, at several numbers of reports.

Run as `python -m rukun.channels.bench.portal 100000 3000000`: a PostgreSQL of its own, filled as for the desk, with a
photo for every second report and the tallies of a year. One line of JSON for each number: milliseconds of the first
answer and of the middle one, and how many queries it took.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

from rukun.channels.bench import desk

ROUNDS = 11
PAGES = (
    "/", "/wilayah/31/", "/wilayah/31.74/", "/wilayah/31.74.03/", "/wilayah/31.74.03.1002/", "/laporan/", "/peringkat/",
    "/uang/", "/aturan/", "/segel/", "/data/", "/sitemap.xml", "/sitemap-laporan-1.xml",
)  # fmt: skip
PHOTOS = """
INSERT INTO reports_photo (report_id, digest, "order", width, height, size)
SELECT n, md5(n::text) || md5('photo ' || n), 0, 800, 600, 90000
FROM generate_series(%(first)s, %(last)s) n WHERE n %% 2 = 0
"""
TALLIES = """
INSERT INTO followup_daytally (
    office_id, day, opened, closed, declined, reopened, confirmed, disputed, unconfirmed, stars, ratings, held
)
SELECT holder_id, received_at::date, count(*), count(done_at), 0, 0, count(done_at), 0, 0, 0, 0, '{}'
FROM followup_ticket GROUP BY holder_id, received_at::date
"""


def main() -> None:
    """Fill and measure at each number, in the order given."""
    from rukun.channels.bench.servers.postgres import Cluster

    numbers = sorted(int(one) for one in sys.argv[1:]) or [100_000, 3_000_000]
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home, Cluster(durable=True) as cluster:
        os.environ |= {"RUKUN_HOME": home, "DATABASE_URL": cluster.url, "RUKUN_KOTA": "jakarta"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "rukun.settings", "ALLOWED_HOSTS": "testserver"}
        import django

        django.setup()
        desk.open_city()
        filled = 0
        for number in numbers:
            began = time.perf_counter()
            _fill(filled + 1, number)
            filled, told = number, {"reports": number, "filled_s": round(time.perf_counter() - began, 1)}
            sys.stdout.write(json.dumps(told | {"pages": dict(measure())}) + "\n")
            sys.stdout.flush()


def _fill(first: int, last: int) -> None:
    from django.db import connection

    from rukun.transparency import counting

    desk.fill(first, last)
    with connection.cursor() as cursor:
        cursor.execute(PHOTOS, {"first": first, "last": last})
        cursor.execute("TRUNCATE followup_daytally")
        cursor.execute(TALLIES)
        cursor.execute("VACUUM ANALYZE")
    counting.recount()


def measure() -> Iterator[tuple[str, dict[str, Any]]]:
    """Milliseconds and queries of every page, by a visitor who is not signed in."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    for page in PAGES:
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            answer = client.get(page)
            took.append((time.perf_counter() - began) * 1000)
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        slowest = max(asked.captured_queries, key=lambda one: float(one["time"]), default={"sql": "", "time": "0"})
        yield page, {
            "status": answer.status_code, "first_ms": round(took[0], 1), "middle_ms": round(statistics.median(took), 1),
            "queries": len(asked), "slowest": f"{slowest['time']} {slowest['sql'][:90]}",
        }  # fmt: skip


if __name__ == "__main__":
    main()
