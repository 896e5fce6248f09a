"""Who was forgotten: a list beside the backups, written anew with each of them.

A backup of before still remembers them (UU 27/2022 article 44 lets nobody bring back what was to be destroyed). A
restore from it forgets everybody again whom the newest list of the store names.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun.operation.backup import manifest
from rukun.people.models import Person
from rukun.rights.actions import forget
from rukun.rights.copying import drop_nobodys
from rukun.values.refused import Refused
from rukun.values.time import iso

FILE = "forgotten.json"
# The number of an account and when it began: after a restore the same number may be somebody else.
Known = tuple[int, str]


def keep(store: Path, key: Ed25519PrivateKey | None) -> None:
    """The list as of now, signed like a manifest: neither a name nor a login stands in it."""
    rows = Person.objects.filter(forgotten_at__isnull=False).order_by("pk").values_list("pk", "joined_at")
    content = json.dumps([[number, iso(joined)] for number, joined in rows]).encode() + b"\n"
    manifest.signed(store / FILE, content, key)


def named_in(backup: manifest.Backup) -> set[Known]:
    """Whom the newest list beside this backup names; refused where none of the store's backups is by the same hand."""
    file = backup.store / FILE
    if not file.exists():
        return set()
    hands = {manifest.signer_of(one.folder / manifest.FILE) for one in manifest.found(backup.store)}
    if manifest.signer_of(file) not in hands:
        raise Refused("broken", "Daftar {name} tidak ditandatangani kunci kota ini.", name=FILE)
    return {(number, joined) for number, joined in json.loads(file.read_bytes())}


def forget_again(known: set[Known], *, home: Path, at: datetime) -> int:
    """Forget whoever of them is remembered; returns how many."""
    people = Person.objects.filter(pk__in=[number for number, _ in known], forgotten_at=None)
    again = [forget(person, at=at, by="restore") for person in people if (person.pk, iso(person.joined_at)) in known]
    if again:
        drop_nobodys(home=home)
    return len(again)
