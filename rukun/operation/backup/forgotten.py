"""Who was forgotten: a list in every backup, for a restore from an older one.

A backup of before still remembers them (UU 27/2022 article 44 lets nobody bring back what was to be destroyed). A
restore from it forgets everybody again whom the newest whole list of the store names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rukun.operation.backup import manifest
from rukun.operation.backup.since import newest_list
from rukun.people.models import Person
from rukun.rights.actions import forget
from rukun.rights.copying import drop_nobodys
from rukun.values.kept import put_whole
from rukun.values.time import iso

FILE = "forgotten.json"
LACKS = "who was forgotten: who asked since the backup before it comes back"
# The number of an account and when it began: after a restore the same number may be somebody else.
Known = tuple[int, str]


def write(folder: Path) -> Path:
    """The list as of now into a backup that is being made: neither a name nor a login stands in it."""
    rows = Person.objects.filter(forgotten_at__isnull=False).order_by("pk").values_list("pk", "joined_at")
    put_whole(folder / FILE, json.dumps([[number, iso(joined)] for number, joined in rows]).encode() + b"\n")
    return folder / FILE


def named_since(backup: manifest.Backup, warn: Callable[[str], None]) -> set[Known]:
    """Whom the newest list names."""
    return {(number, joined) for number, joined in newest_list(backup, FILE, LACKS, warn)}


def forget_again(known: set[Known], *, home: Path, at: datetime) -> int:
    """Forget whoever of them is remembered; returns how many."""
    people = Person.objects.filter(pk__in=[number for number, _ in known], forgotten_at=None)
    again = [forget(person, at=at, by="restore") for person in people if (person.pk, iso(person.joined_at)) in known]
    if again:
        drop_nobodys(home=home)
    return len(again)
