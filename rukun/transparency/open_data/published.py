"""The open data that everyone can fetch: kept up to date by the worker, told by the page, handed out file by file."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from rukun.funds.models import Closing
from rukun.ranking.models import Table
from rukun.reports.models import Hiding
from rukun.transparency.open_data.describing import CATALOGUE, DELTAS, MEDIA_TYPES, Listed, listed
from rukun.transparency.open_data.writing import SUMS, sums_in, write_sums
from rukun.validation.models import Verdict
from rukun.validation.rules import StrikeReason
from rukun.values.refused import hidden
from rukun.values.time import Month, day_of, iso, start_of

DELTAS_KEPT, ONE_DAY = timedelta(days=31), timedelta(days=1)


def folder_of(home: Path) -> Path:
    """Where the published files lie."""
    return home / "open-data"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be fetched: the months, newest first; files by folder; the newest changes first."""

    months: tuple[Month, ...]
    by_folder: dict[str, tuple[Listed, ...]]
    deltas: tuple[str, ...]


def shelf(home: Path) -> Shelf:
    """As the catalogue lists it; no query."""
    file = folder_of(home) / CATALOGUE
    return _shelf(file.parent, file.stat().st_mtime_ns if file.is_file() else 0)


@lru_cache(maxsize=4)
def _shelf(root: Path, written: int) -> Shelf:  # noqa: ARG001  read anew when the catalogue was written anew
    by_folder: dict[str, list[Listed]] = defaultdict(list)
    for one in listed(root):
        by_folder[one.folder].append(one)
    months = sorted((Month.parse(name) for name in by_folder if _is_month(name)), reverse=True)
    deltas = sorted((name for name in by_folder if name.startswith(f"{DELTAS}/")), reverse=True)
    return Shelf(tuple(months), {name: tuple(files) for name, files in by_folder.items()}, tuple(deltas))


def _is_month(name: str) -> bool:
    return len(name) == 7 and name[4] == "-"


def file_to_take(home: Path, name: str) -> tuple[Path, str, str]:
    """A published file, its checksum and its media type; only what the checksums name has an address."""
    root = folder_of(home)
    digest = "" if name == SUMS else sums_in(root).get(name)
    file = root / name
    if digest is None or not file.is_file():
        raise hidden()
    return file, digest, MEDIA_TYPES.get(name.rpartition(".")[2], "text/plain")


def keep(*, home: Path, scoring: Path, at: datetime) -> int:
    """One piece of what is due: a month in which something was closed, ranked or hidden since it was written, and
    changes of which something was hidden since (each at most once a day), else the changes of yesterday, or of a day
    that was missed. Returns how many were written; four queries where nothing is due."""
    # Loaded by the worker alone: pages show what lies there.
    from rukun.transparency.open_data.exporting import export_delta, export_month, rewrite_delta

    root, today = folder_of(home), start_of(day_of(at))
    written = {one.folder: one.written_at for one in listed(root)}
    hidden_at = _hidden_since(written)
    for month, changed_at in _changed_months(written, hidden_at):
        if written.get(str(month), "") < min(iso(changed_at), iso(today)):
            export_month(root, month, scoring=scoring, at=at)
            return 1
    for name, ends in _deltas(written):
        since = max((when for received_at, when in hidden_at if ends[0] <= received_at < ends[1]), default=None)
        if since is not None and written[name] < min(iso(since), iso(today)):
            rewrite_delta(root, name, *ends, at=at)
            return 1
    day = _day_without(written, at) if written else None
    if day is None:
        return 0
    _drop_old_deltas(root, at)
    export_delta(root, start_of(day), at=start_of(day + ONE_DAY))
    return 1


def _day_without(written: Mapping[str, str], at: datetime) -> date | None:
    """Yesterday, or a day before on which nobody was there to write its changes: who takes one after the other misses
    none. None where all are there."""
    oldest, day = day_of(at - DELTAS_KEPT), day_of(at) - ONE_DAY
    begun = min((day_of(ends[0]) for _, ends in _deltas(written) if day_of(ends[0]) >= oldest), default=day)
    while day >= begun:
        if f"{DELTAS}/{day}--{day + ONE_DAY}" not in written:
            return day
        day -= ONE_DAY
    return None


def _hidden_since(written: Mapping[str, str]) -> list[tuple[datetime, datetime]]:
    """When each report was received of which everyone sees something else than when the oldest of the files were
    written, and since when; two queries. What is hidden is no longer handed out to whoever comes tomorrow."""
    if not written:
        return []
    oldest = datetime.fromisoformat(min(written.values()))
    hidings = Hiding.objects.filter(comment=None, at__gt=oldest).values_list("report__received_at", "at")
    struck = Verdict.objects.filter(reason=StrikeReason.PRIVACY, given_at__gt=oldest)
    return [*hidings, *struck.values_list("report__received_at", "given_at")]


def _deltas(written: Mapping[str, str]) -> Iterator[tuple[str, tuple[datetime, datetime]]]:
    """The changes that can be fetched, and from when until when they go."""
    for name in sorted(written):
        folder, _, days = name.partition("/")
        if folder == DELTAS:
            first, _, last = days.partition("--")
            yield name, (start_of(date.fromisoformat(first)), start_of(date.fromisoformat(last)))


def _changed_months(
    written: Mapping[str, str], hidden_at: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[Month, datetime]]:
    """Months with a closing or a table, or of which something was hidden since it was written, oldest first, and when
    any of this happened last; two queries."""
    touched = Greatest("closed_at", Coalesce("approved_at", "closed_at"), Coalesce("paid_at", "closed_at"))
    found = dict(Closing.objects.order_by().values_list("month").annotate(at=Max(touched)))
    for month, at in Table.objects.order_by().values_list("month").annotate(at=Max("published_at")):
        found[month] = max(at, found.get(month, at))
    for received_at, at in hidden_at:
        if str(Month.of(received_at)) in written:
            month = Month.of(received_at).first
            found[month] = max(at, found.get(month, at))
    for month in sorted(found):
        yield Month.of(month), found[month]


def _drop_old_deltas(root: Path, at: datetime) -> None:
    if not (root / DELTAS).is_dir():
        return
    oldest = str(day_of(at - DELTAS_KEPT))
    gone = [path for path in (root / DELTAS).iterdir() if path.is_dir() and path.name.partition("--")[2] < oldest]
    for path in gone:
        shutil.rmtree(path)
    if gone:
        write_sums(root, [f"{DELTAS}/{path.name}" for path in gone])
