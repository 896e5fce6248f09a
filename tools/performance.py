"""Put the rows of `rukun bench --json` into docs/performance.md, with the machine and the day they were measured on.

    .venv/bin/rukun bench --reports 1000000 --json > million.json
    .venv/bin/python tools/performance.py small.json million.json

The text around the table stays as it is; what is behind the mark is written anew.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
MARK = "<!-- tools/performance.py writes what follows -->"
ENGINES = {"postgresql": "PostgreSQL", "sqlite": "SQLite", "chromium": "Chromium"}


def machine() -> str:
    """Processor, cores, memory and the interpreter, as this machine says."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}"


def table(rows: list[dict[str, Any]]) -> list[str]:
    """The rows of one run as Markdown."""
    lines = ["| work | engine | measured | target | baseline of the run | ratio | |", "|---|---|--:|--:|--:|--:|---|"]
    for row in rows:
        unit = row["unit"]
        baseline = f"{row['baseline']:,.2f} {unit}, {row['beside']}" if row["baseline"] else ""
        wanted = f" (wanted {row['ratio_target']})" if row["ratio_target"] else ""
        ratio = f"{row['ratio']:.2f}{wanted}" if row["ratio"] else ""
        lines.append(
            f"| {row['name']}<br><small>{row['note']}</small> | {ENGINES.get(row['engine'], row['engine'])} "
            f"| {row['value']:,.2f} {unit} | {row['target']:,} {unit} | {baseline} | {ratio} "
            f"| {'met' if row['met'] else '**short**'} |"
        )
    return lines


def main() -> None:
    """Write the tables of the files that are named, in their order; a file's name is the heading."""
    text = PAGE.read_text().partition(MARK)[0]
    parts = [f"{text}{MARK}\n\nMeasured on {datetime.now(UTC):%-d %B %Y}: {machine()}.\n"]
    for name in sys.argv[1:]:
        rows: list[dict[str, Any]] = json.loads(Path(name).read_text())
        met = sum(row["met"] for row in rows)
        parts.append(f"## {Path(name).stem.replace('-', ' ')}\n\n{met} of {len(rows)} met.\n")
        parts.append("\n".join(table(rows)) + "\n")
    PAGE.write_text("\n".join(parts))


if __name__ == "__main__":
    main()
