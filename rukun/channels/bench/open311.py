"""Open311 under load, each call beside the page that does the same, on the same server and database in this run."""

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
BASE, A_REPORT = "/open311/v2", "B000000003"
ROWS = 24
# The month in which the bench's city reports.
JUNE = "start_date=2016-06-01T00:00:00Z&end_date=2016-06-30T23:59:59Z"


def measure(reports: int, seconds: float) -> Iterator[Measured]:
    """Requests a second: filing, the list (as many rows as the page shows), the list of closed ones, one report."""
    from rukun import clock

    key = issue_key(KeyTerms("Bench", "bench@localhost", 1_000_000, 1_000_000), by="bench", at=clock.now()).code
    places = strewn()
    connection.close()
    form = {
        "api_key": key, "service_code": REPORT["category"], "description": REPORT["words"], "lat": REPORT["lat"],
        "long": REPORT["lon"],
    }  # fmt: skip
    pages = f"{BASE}/requests.json?{JUNE}&page_size={ROWS}"
    with Served("rukun.wsgi:application", {"RUKUN_DEMO": "true", "RUKUN_LOG_LEVEL": "ERROR"}) as server:

        def asked(address: str) -> Answered:
            return measured(Work(server.port, address, None, seconds, CLIENTS, "", (200,)))

        page = measured(
            Work(
                server.port, "/lapor/", REPORT, seconds, CLIENTS, "demo-warga", (302,), at=("lat", "lon"),
                places=places,
            )
        )  # fmt: skip
        file = Work(
            server.port, f"{BASE}/requests.json", form, seconds, CLIENTS, "", (201,), varied="device_id",
            at=("lat", "long"), places=places,
        )  # fmt: skip
        yield _row("Open311: file a report", reports, measured(file), 250, "the page that does the same", page)
        listed, closed = asked(pages), asked(f"{pages}&status=closed&service_code=sampah")
        yield _row("Open311: list", reports, listed, 100, "the page with as many reports", asked("/laporan/"))
        yield _row("Open311: list, one kind, closed", reports, closed, 100, "the page with the same filter",
                   asked("/laporan/?jenis=sampah&status=done"))  # fmt: skip
        one = asked(f"{BASE}/requests/{A_REPORT}.json")
        yield _row(
            "Open311: one report", reports, one, 400, "the page of the same report", asked(f"/laporan/{A_REPORT}/")
        )


def _row(work: str, reports: int, ours: Answered, target: float, beside: str, page: Answered) -> Measured:
    note = f"{reports:,} reports, {CLIENTS} clients, p99 {ours.p99_ms:.0f} ms, {ours.failures}"
    return Measured(
        work, connection.vendor, ours.per_second, "/s", note, beside, page.per_second, target, SHARE, "more"
    )
