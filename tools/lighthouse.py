"""Lighthouse over the public pages of a served city: `python tools/lighthouse.py http://127.0.0.1:8000 [ROUNDS]`.

Prints the middle of the marks for each page and category, and what keeps a page under its target; ends with 1 where one
is under it. A busy machine lies about performance: look at the causes, and ask for more rounds.
"""

from __future__ import annotations

import json
import os
import sys
from urllib.request import urlopen

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

from rukun.channels.bench import lighthouse, pages

OF_A_CITY = ("/", "/peringkat/", "/uang/", "/data/", "/segel/", "/aturan/", "/cara-kerja/", "/hitung-sendiri/")


def areas(base: str) -> list[str]:
    """The first area of each kind that the sitemap lists, the smaller ones by the length of their codes."""
    with urlopen(f"{base}/sitemap-wilayah-1.xml") as answer:
        found = answer.read().decode().split("<loc>")[1:]
    codes = [one.split("</loc>")[0].rstrip("/").rsplit("/", 1)[1] for one in found]
    by_length: dict[int, str] = {}
    for code in codes:
        by_length.setdefault(len(code.replace(".", "")), code)
    return [f"/wilayah/{by_length[length]}/" for length in sorted(by_length)]


def main(base: str, rounds: int) -> int:
    """Judge every page; returns 1 where a mark is under its target."""
    if pages.missing() or lighthouse.tool() is None:
        sys.stderr.write("Lighthouse and Chromium have to be there.\n")
        return 2
    under = 0
    for path in (*OF_A_CITY, *areas(base)):
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
