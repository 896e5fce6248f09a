"""Lighthouse over the public pages of a served city: `python tools/lighthouse.py http://127.0.0.1:8000 [ROUNDS]`.

Prints the middle of the marks for each page and category, and what keeps a page under its target; ends with 1 where one
is under it. A busy machine lies about performance: look at the causes, and ask for more rounds.
"""

from __future__ import annotations

import json
import os
import sys
from urllib.parse import urlsplit
from urllib.request import urlopen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

from rukun.channels.bench import lighthouse, pages

KELURAHAN_DIGITS = 10


def listed(base: str, name: str) -> list[str]:
    """The paths that one file of the sitemap lists."""
    with urlopen(f"{base}/{name}") as answer:
        found = answer.read().decode().split("<loc>")[1:]
    return [urlsplit(one.split("</loc>")[0]).path for one in found]


def public(base: str) -> list[str]:
    """Every page of the portal; of the many alike, the first area of each kind (by the length of its code), why a
    kelurahan stands where it does, and a report."""
    areas = [path.rstrip("/").rsplit("/", 1)[1] for path in listed(base, "sitemap-wilayah-1.xml")]
    by_length: dict[int, str] = {}
    for code in areas:
        by_length.setdefault(len(code.replace(".", "")), code)
    return [
        *listed(base, "sitemap-halaman.xml"),
        *(f"/wilayah/{by_length[length]}/" for length in sorted(by_length)),
        *(f"/peringkat/{by_length[length]}/" for length in by_length if length == KELURAHAN_DIGITS),
        *listed(base, "sitemap-laporan-1.xml")[:1],
    ]


def main(base: str, rounds: int) -> int:
    """Judge every page; returns 1 where a mark is under its target."""
    if pages.missing() or lighthouse.tool() is None:
        sys.stderr.write("Lighthouse and Chromium have to be there.\n")
        return 2
    under = 0
    for path in public(base):
        rows = list(lighthouse.marks(path, base + path, chromium=pages.chromium() or "", rounds=rounds))
        told = {row.work.rsplit(": ", 1)[1]: round(row.value) for row in rows}
        sys.stdout.write(f"{path}: {json.dumps(told)}\n")
        for row in rows:
            if not row.holds:
                under += 1
                sys.stdout.write(f"    {row.work}: {row.note}\n")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), int(sys.argv[2]) if len(sys.argv) > 2 else 3))
