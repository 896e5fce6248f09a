"""Everything that is measured on one engine, in one process whose environment names the database.

Run as `python -m rukun.channels.bench.engine REPORTS SECONDS`; writes a list of `Measured` as JSON.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Measure and write."""
    django.setup()
    from rukun.channels.bench.measures import measure

    rows = []
    for row in measure(int(sys.argv[1]), float(sys.argv[2])):
        sys.stderr.write(f"{row.engine}: {row.work}: {row.value:,.1f} {row.unit}\n")
        rows.append(row.told())
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
