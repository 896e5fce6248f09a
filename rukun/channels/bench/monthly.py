"""What is made once a month of the whole city: the ranking with its intervals, and the open data.

Each in a process of its own, so that its memory can be told. Run as `python -m rukun.channels.bench.monthly ranking`
with an environment that names the database; writes seconds, megabytes and a digest of what came out as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection

from rukun.channels.bench.row import Measured


def measure(reports: int) -> Iterator[Measured]:
    """Seconds of the table of 267 kelurahan and of the export in Parquet."""
    ranked, memory, result = _apart("ranking")
    yield Measured(
        "ranking with intervals", connection.vendor, ranked, "s", f"{reports:,} reports, {memory:.0f} MB", "", None, 30,
        None, "less", result,
    )  # fmt: skip
    exported, memory, _ = _apart("export")
    note = f"{reports:,} reports"
    yield Measured("open-data export, Parquet", connection.vendor, exported, "s", note, "", None, 30, None, "less")
    yield Measured("open-data export: memory", connection.vendor, memory, "MB", note, "", None, 500, None, "less")


def _apart(work: str) -> tuple[float, float, str]:
    command = [sys.executable, "-m", "rukun.channels.bench.monthly", work]
    told = json.loads(subprocess.run(command, env=os.environ, stdout=subprocess.PIPE, check=True).stdout)
    return told["seconds"], told["megabytes"], told["result"]


def _ranking() -> str:
    from rukun.channels.bench.cities.city import MONTH
    from rukun.ranking import queries
    from rukun.ranking.files import method_for
    from rukun.ranking.rules import RankedKind
    from rukun.ranking.standings import standing_table
    from rukun.values.digest import canonical, digest_of

    method, _ = method_for(_scoring(), MONTH)
    rows = queries.inputs(MONTH, MONTH.next.starts_at, RankedKind.KELURAHAN)
    return digest_of(canonical(standing_table(MONTH, method, rows, queries.ranked(RankedKind.KELURAHAN))))


def _export() -> str:
    from rukun.channels.bench.cities.city import MONTH
    from rukun.transparency.open_data import exporting

    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as folder:
        exporting.export_month(Path(folder), MONTH, scoring=_scoring(), at=MONTH.next.starts_at, formats=("parquet",))
        files = sorted(Path(folder).rglob("*.parquet"))
        return hashlib.sha256(b"".join(map(_digest, files))).hexdigest()


def _digest(file: Path) -> bytes:
    """Of a file that is read piece by piece: a whole one would count among the memory of the export."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").digest()


def _scoring() -> Path:
    from django.conf import settings

    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "scoring"


WORKS: dict[str, Callable[[], str]] = {"ranking": _ranking, "export": _export}


def main() -> None:
    """Do the work that is named, and tell."""
    import django

    django.setup()
    began = time.perf_counter()
    result = WORKS[sys.argv[1]]()
    took = time.perf_counter() - began
    # Its own and that of the process beside it, each at its highest, whether or not that was at once.
    peaks = [resource.getrusage(of).ru_maxrss / 1024 for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "seconds": took,
        "megabytes": sum(peaks),
        "result": result,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
