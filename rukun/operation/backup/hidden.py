"""What was hidden from the public: a list in every backup, for a restore from an older one.

A backup of before still shows it: somebody's face, a neighbour's name. A restore from it takes out of sight again,
until a handler decides, whatever the newest whole list of the store names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rukun.operation.backup import manifest
from rukun.operation.backup.since import newest_list
from rukun.reports.actions import hide_again
from rukun.reports.concerns import Hides, hidden_now
from rukun.reports.hiding import Hidden, Reason
from rukun.values.kept import put_whole

FILE = "hidden.json"
LACKS = "what was hidden: what was since the backup before it shows again"


def write(folder: Path) -> Path:
    """The list as of now into a backup that is being made: codes and keys, no words."""
    rows: list[list[Any]] = [
        [one.report, one.comment, one.hidden.photos, one.hidden.words, one.reason.value] for one in hidden_now()
    ]
    put_whole(folder / FILE, json.dumps(rows).encode() + b"\n")
    return folder / FILE


def named_since(backup: manifest.Backup, warn: Callable[[str], None]) -> list[Hides]:
    """What the newest list names."""
    return [
        Hides(report, comment, Hidden(photos=photos, words=words), Reason(reason))
        for report, comment, photos, words, reason in newest_list(backup, FILE, LACKS, warn)
    ]


def hide_all_again(named: list[Hides], *, at: datetime) -> int:
    """Take out of sight what of it can be seen; returns how much."""
    return sum(hide_again(one, at=at) for one in named)
