"""A city to be measured later: run as `python -m rukun.channels.bench.cities.filled REPORTS` (`rukun bench fill`)."""

from __future__ import annotations

import sys
from pathlib import Path

import django


def main() -> None:
    """Fill the database of `DATABASE_URL`."""
    django.setup()
    from django.conf import settings

    from rukun.channels.bench.cities import city
    from rukun.databases import structure

    structure.prepare()
    city.build(Path(settings.RUKUN_KOTA_FOLDER) / "jakarta", int(sys.argv[1]), seed=7)


if __name__ == "__main__":
    main()
