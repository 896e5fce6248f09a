"""What a backup promises and a restore must find again: rows, migrations, the head of the trail, the open data."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from rukun.trail.queries import newest_seal
from rukun.transparency.open_data.exporting import export_month
from rukun.transparency.open_data.writing import sums_in
from rukun.values.time import Month, iso

# The same bytes on every machine: Parquet also says which program wrote it.
FORMATS = ("csv",)


@dataclass(frozen=True, slots=True)
class Proof:
    """The facts, as they stood in the snapshot."""

    tables: Mapping[str, int]
    migrations: Collection[str]
    trail: Mapping[str, Any]
    open_data: Mapping[str, Any] = field(default_factory=dict)

    def stated(self) -> dict[str, Any]:
        return asdict(self)


def proved(*, months: int, at: datetime, work: Path) -> Proof:
    """Read it all from the snapshot that is open; `months` complete months are exported to have their digests."""
    return Proof(rows(), migrations(), head(), open_data(_months(months, at), at, work) if months else {})


def rows() -> dict[str, int]:
    """How many rows each table has; one query a table."""
    with connection.cursor() as cursor:
        names = sorted(name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite_"))
        counted = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            counted[name] = int(cursor.fetchone()[0])
    return counted


def migrations() -> list[str]:
    """What was migrated, as `app.name`."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def head() -> dict[str, Any]:
    """Number, size and root of the newest seal; nothing was sealed yet: zeros."""
    seal = newest_seal()
    return (
        {"seals": seal.number, "size": seal.size, "root": seal.root_hex}
        if seal
        else {"seals": 0, "size": 0, "root": ""}
    )


def open_data(months: Collection[str], at: datetime, work: Path) -> dict[str, Any]:
    """Export these months as everybody could, and keep the digest of every file."""
    scoring = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "scoring"
    with tempfile.TemporaryDirectory(dir=work, prefix=".open-data-") as made:
        for month in months:
            export_month(Path(made), Month.parse(month), scoring=scoring, at=at, formats=FORMATS)
        return {"at": iso(at), "months": list(months), "files": sums_in(Path(made))}


def _months(many: int, at: datetime) -> list[str]:
    """The present month and those before it, oldest first."""
    found = [Month.of(at)]
    while len(found) < many:
        found.append(found[-1].previous)
    return [str(month) for month in reversed(found)]
