"""The API under load, each call beside the page that does the same, on the same server and database in this run."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from rukun.channels.bench.clients.load import Answered, Work, measured
from rukun.channels.bench.measures import CLIENTS, REPORT, strewn
from rukun.channels.bench.row import Measured
from rukun.channels.bench.servers.serving import Served
from rukun.people.actions import KeyTerms, issue_key

# What a program may be slower than the page that does the same.
SHARE = 0.9
BASE, A_REPORT = "/api/v1", "B000000003"
ROWS = 24
ENVIRONMENT = {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR", "API_READS_PER_MINUTE": "0"}


def measure(reports: int, seconds: float) -> Iterator[Measured]:
    """Requests a second: filing, the list (as many rows as the page shows), the same filtered, one report."""
    from rukun import clock

    key = issue_key(KeyTerms("Bench", "bench@localhost", 1_000_000, 1_000_000), by="bench", at=clock.now()).code
    places = strewn()
    connection.close()
    form = {"category": REPORT["category"], "words": REPORT["words"], "lat": REPORT["lat"], "lon": REPORT["lon"]}
    with Served("rukun.wsgi:application", ENVIRONMENT) as server:

        def asked(address: str) -> Answered:
            return measured(Work(server.port, address, None, seconds, CLIENTS, "", (200,)))

        page = measured(
            Work(
                server.port, "/lapor/", REPORT, seconds, CLIENTS, "demo-warga", (302,), at=("lat", "lon"),
                places=places,
            )
        )  # fmt: skip
        file = Work(
            server.port, f"{BASE}/reports", form, seconds, CLIENTS, "", (201,), varied="sender",
            at=("lat", "lon"), places=places, bearer=key,
        )  # fmt: skip
        yield _row("API: file a report", reports, measured(file), 250, "the page that does the same", page)
        listed = asked(f"{BASE}/reports?limit={ROWS}")
        yield _row("API: list", reports, listed, 100, "the page with as many reports", asked("/laporan/"))
        done = asked(f"{BASE}/reports?limit={ROWS}&category=sampah&state=done")
        yield _row("API: list, one kind, done", reports, done, 100, "the page with the same filter",
                   asked("/laporan/?jenis=sampah&status=done"))  # fmt: skip
        one = asked(f"{BASE}/reports/{A_REPORT}")
        yield _row("API: one report", reports, one, 400, "the page of the same report", asked(f"/laporan/{A_REPORT}/"))


def _row(work: str, reports: int, ours: Answered, target: float, beside: str, page: Answered) -> Measured:
    note = f"{reports:,} reports, {CLIENTS} clients, p99 {ours.p99_ms:.0f} ms, {ours.failures}"
    return Measured(
        work, connection.vendor, ours.per_second, "/s", note, beside, page.per_second, target, SHARE, "more"
    )
