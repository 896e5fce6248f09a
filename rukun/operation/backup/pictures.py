"""Pictures of a backup: each lies there once, by its digest, however many backups name it.

Only whole pictures are kept; their smaller sizes are made anew by the worker.
"""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage, default_storage

from rukun.operation.backup.files import copied, room, sum_of
from rukun.reports.models import Picture
from rukun.reports.storage import path_of, reached
from rukun.values.kept import settle
from rukun.values.refused import Refused

LIST = "pictures.txt.gz"
FOLDER = "pictures"
# A row comes before its file: whoever is sending it at this moment has so long.
SETTLES_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the pictures: how many the database names, how many were copied now, which the backup does not
    hold, and which of those are lost."""

    named: int
    copied: int
    bytes: int
    absent: frozenset[str]
    missing: tuple[str, ...]


def place_of(store: Path, digest: str) -> Path:
    return store / FOLDER / digest[:2] / digest[2:4] / f"{digest}.jpg"


def write_list(file: Path) -> int:
    """Digest and size of every picture that the open snapshot names; how many."""
    many = 0
    with room(file.parent), gzip.open(file, "wt", encoding="ascii") as out:
        for digest, size in Picture.objects.order_by("digest").values_list("digest", "size").iterator(5_000):
            out.write(f"{digest} {size}\n")
            many += 1
    return many


def listed(file: Path) -> Iterator[tuple[str, int]]:
    """Digest and size, line by line."""
    with gzip.open(file, "rt", encoding="ascii") as lines:
        for line in lines:
            digest, _, size = line.strip().partition(" ")
            yield digest, int(size)


def leave_out(file: Path, absent: Collection[str]) -> None:
    """List what the backup holds, and nothing that it could not get."""
    if not absent:
        return
    held = [(digest, size) for digest, size in listed(file) if digest not in absent]
    with room(file.parent), gzip.open(file, "wt", encoding="ascii") as out:
        out.writelines(f"{digest} {size}\n" for digest, size in held)


def keep(store: Path, names: Iterable[tuple[str, int]], *, at: datetime) -> Kept:
    """Copy what is not there yet. One that was swept since the snapshot is no loss; one that is nowhere is told."""
    named = new = size_of_all = 0
    absent: list[str] = []
    folders: set[Path] = set()
    for digest, size in names:
        named += 1
        size_of_all += size
        place = place_of(store, digest)
        if place.exists() and place.stat().st_size == size:
            continue
        try:
            with room(store), reached(), default_storage.open(path_of(digest)) as source:
                found, _ = copied(source, place)
        except FileNotFoundError:
            absent.append(digest)
            continue
        if found != digest:
            place.unlink()
            absent.append(digest)
        new += 1
        folders |= {place.parent, place.parent.parent}
    for folder in (*sorted(folders, reverse=True), store / FOLDER):
        if folder.is_dir():
            settle(folder)
    return Kept(named, new, size_of_all, frozenset(absent), _lost(absent, at))


def _lost(absent: list[str], at: datetime) -> tuple[str, ...]:
    """Of those without a (right) file the ones that the database still names and that nobody is just sending."""
    lost: set[str] = set()
    for start in range(0, len(absent), 500):
        rows = Picture.objects.filter(digest__in=absent[start : start + 500], kept_at__lt=at - SETTLES_WITHIN)
        lost |= set(rows.values_list("digest", flat=True))
    return tuple(sorted(lost))


def wrong_in(store: Path, names: Iterable[tuple[str, int]], *, reads_all: bool) -> Iterator[str]:
    """What is not as the list says, in words; `reads_all` also hashes every picture."""
    for digest, size in names:
        place = place_of(store, digest)
        if not place.exists():
            yield f"picture {digest} is missing"
        elif place.stat().st_size != size or (reads_all and sum_of(place) != digest):
            yield f"picture {digest} was changed"


def is_empty() -> bool:
    """Whether no picture lies where they are to be brought."""
    with reached():
        try:
            folders, files = default_storage.listdir("photos")
        except FileNotFoundError:
            return True
    return not (folders or files)


def bring_back(store: Path, names: Iterable[tuple[str, int]]) -> int:
    """Put every picture where the system looks for it; what lies there whole already is left. Returns how many."""
    many = 0
    for digest, size in names:
        name = path_of(digest)
        if _lies_there(name, size):
            continue
        with place_of(store, digest).open("rb") as source:
            _put(name, source)
        many += 1
    return many


def _lies_there(name: str, size: int) -> bool:
    with reached():
        return bool(default_storage.exists(name)) and default_storage.size(name) == size


def _put(name: str, source: IO[bytes]) -> None:
    from django.core.files.base import File

    where = Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else Path(name)
    try:
        with room(where):
            default_storage.save(name, File(source))
    except Refused:
        raise
    except OSError:
        with reached():
            raise
