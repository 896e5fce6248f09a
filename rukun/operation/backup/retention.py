"""Which backups stay: the newest of each of the last days, weeks and months that have one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rukun.operation.backup import manifest, pictures
from rukun.operation.backup.files import alone
from rukun.values.refused import Refused
from rukun.values.time import local


@dataclass(frozen=True, slots=True)
class Keep:
    """How many days, weeks and months are kept; nothing at all asked for: every backup."""

    daily: int = 0
    weekly: int = 0
    monthly: int = 0


def staying(moments: Collection[datetime], keep: Keep) -> set[datetime]:
    """Of these moments the ones that stay; the newest always."""
    newest_first = sorted(moments, reverse=True)
    if keep == Keep():
        return set(newest_first)
    stays = set(newest_first[:1])
    for many, span in ((keep.daily, _day), (keep.weekly, _week), (keep.monthly, _month)):
        seen: dict[object, datetime] = {}
        for moment in newest_first:
            seen.setdefault(span(local(moment)), moment)
        stays |= set(list(seen.values())[:many])
    return stays


def prune(store: Path, keep: Keep) -> list[str]:
    """Take away what does not stay, and pictures that no backup names any more; the names of what went. Nothing while
    another backup is being made there: of the pictures that it takes for kept none may go."""
    try:
        with alone(store):
            return _pruned(store, keep)
    except Refused as refusal:
        if refusal.code != "occupied":
            raise
        return []


def _pruned(store: Path, keep: Keep) -> list[str]:
    backups = manifest.found(store)
    stays = staying([one.made_at for one in backups], keep)
    gone = [one for one in backups if one.made_at not in stays]
    for one in gone:
        # Under this name it is no backup any more, wherever this stops.
        leaving = one.folder.rename(store / f"{one.name}.gone")
        shutil.rmtree(leaving)
    # Of one that cannot be read nobody knows which pictures it names.
    if gone and not manifest.unreadable_in(store):
        _sweep(store)
    return [one.name for one in gone]


def _sweep(store: Path) -> None:
    named: set[bytes] = set()
    for one in manifest.found(store):
        named |= {bytes.fromhex(digest) for digest, _ in pictures.listed(one.folder / pictures.LIST)}
    for file in (store / pictures.FOLDER).rglob("*.jpg"):
        if bytes.fromhex(file.stem) not in named:
            file.unlink()


_day: Callable[[datetime], object] = datetime.date


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return (moment.year, moment.month)
