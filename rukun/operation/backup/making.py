"""Make a backup while the system runs: the database as of one moment, then every picture it names, then the keys.

It is written into a folder `….part` that gets its name when all is in it: a backup that was interrupted is never taken
for one. What it copied of the pictures stays, so that the next one goes on from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection

from rukun.operation.backup import engines, forgotten, hidden, keys, manifest, pictures, tables
from rukun.operation.backup.files import alone, room, sum_of
from rukun.operation.backup.proof import Proof, migrations, proved
from rukun.operation.backup.sealing import Opener, refuse_weak
from rukun.operation.figures import note
from rukun.trail import keys as seal_keys
from rukun.values.digest import digest_of
from rukun.values.kept import put_whole, settle
from rukun.values.time import iso

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a backup is made. `at` is the city's time; `wall` names the backup (in a demonstration they differ)."""

    home: Path
    version: str
    at: datetime
    wall: datetime
    opener: Opener | None
    months: int = 2
    # Written as tables that any engine can load, and not as the engine's own file.
    is_portable: bool = False


def make(store: Path, wanted: Wanted, told: Told = lambda _: None) -> tuple[manifest.Backup, pictures.Kept]:
    """One more backup in the store; what it holds, and what became of the pictures."""
    if wanted.opener is not None:
        refuse_weak(wanted.opener)
    with room(store), alone(store):
        _drop_unfinished(store, told)
        name = manifest.name_of(wanted.wall)
        part = store / f"{name}.part"
        part.mkdir()
        try:
            kept = _fill(store, part, wanted, told)
        except BaseException:
            # A full disk gets its room back; pictures that were copied stay for the next.
            shutil.rmtree(part, ignore_errors=True)
            raise
        part.rename(store / name)
        settle(store)
    return manifest.chosen(store, name), kept


def note_made(wanted: Wanted) -> None:
    """What `rukun doctor` and whoever watches goes by."""
    note("backup_at", wanted.wall.timestamp(), at=wanted.at)


def _fill(store: Path, part: Path, wanted: Wanted, told: Told) -> pictures.Kept:
    told("database")
    with _database(part, wanted) as (files, counted):
        told("open data and counts")
        proof = proved(months=wanted.months, at=wanted.at, work=part)
        proof = replace(proof, tables=counted) if counted else proof
        pictures.write_list(part / pictures.LIST)
    told("pictures")
    kept = pictures.keep(store, pictures.listed(part / pictures.LIST), at=wanted.at)
    pictures.leave_out(part / pictures.LIST, kept.absent)
    told("keys and manifest")
    files = [*files, part / pictures.LIST, forgotten.write(part), hidden.write(part)]
    if wanted.opener is not None:
        put_whole(part / keys.FILE, keys.sealed(wanted.home, wanted.opener))
        files.append(part / keys.FILE)
    manifest.write(part, _stated(wanted, proof, kept, files), _signing_keys(wanted.home))
    for one in part.iterdir():
        settle(one)
    settle(part)
    return kept


@contextmanager
def _database(part: Path, wanted: Wanted) -> Iterator[tuple[list[Path], dict[str, int]]]:
    """Its files, and how many rows each table of ours has where it is written table by table."""
    if not wanted.is_portable:
        with engines.snapshot(part) as file:
            yield [file], {}
        return
    with engines.moment(part):
        counted = tables.write(part, migrations=migrations())
        yield [tables.file_of(part, name) for name in counted], counted


def _signing_keys(home: Path) -> list[Ed25519PrivateKey]:
    """Those of the seals that lie here; none where nothing was sealed yet."""
    return seal_keys.all_keys(home) if (home / "keys" / seal_keys.PRESENT).exists() else []


def _stated(wanted: Wanted, proof: Proof, kept: pictures.Kept, files: list[Path]) -> dict[str, Any]:
    return {
        "form": manifest.FORM,
        "version": wanted.version,
        "made_at": iso(wanted.wall),
        "at": iso(wanted.at),
        "engine": tables.ANY if wanted.is_portable else connection.vendor,
        "kota": {"name": settings.RUKUN_KOTA, "digest": kota_digest()},
        "site": settings.SITE_URL,
        "files": {file.name: {"sha256": sum_of(file), "size": file.stat().st_size} for file in files},
        "pictures": {
            "named": kept.named, "bytes": kept.bytes, "missing": len(kept.missing),
        },
        "keys": "sealed" if wanted.opener else "left out",
        "secret_key": keys.mark_of_secret_key(settings.SECRET_KEY),
        "proof": proof.stated(),
    }  # fmt: skip


def kota_digest() -> str:
    """One digest over the files of the city's folder: they are not in a backup, and a restore needs the same."""
    folder = Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA
    files = sorted(path for path in folder.rglob("*.toml") if path.is_file())
    return digest_of("".join(f"{sum_of(path)} {path.relative_to(folder).as_posix()}\n" for path in files).encode())


def _drop_unfinished(store: Path, told: Told) -> None:
    for left in [*store.glob("*.part"), *store.glob("*.gone")]:
        told(f"an interrupted one is taken away: {left.name}")
        with suppress(OSError):
            shutil.rmtree(left)
