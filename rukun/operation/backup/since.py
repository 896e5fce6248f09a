"""What came after a backup and has to hold when it comes back: a list in every backup, and which of them counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from rukun.operation.backup import manifest
from rukun.operation.backup.files import sum_of
from rukun.values.refused import Refused


def newest_list(backup: manifest.Backup, file: str, lacks: str, warn: Callable[[str], None]) -> list[Any]:
    """The newest list of this name that lies whole in this backup or a later one beside it, by the same hand.

    A later one that was spoiled, or has none, is passed over with a warning (`lacks` says of what): that it was spoiled
    is often why somebody goes back to an older backup.
    """
    own = manifest.signers_of(backup.folder)[:1]
    for name in manifest.unreadable_in(backup.store):
        if name > backup.name:
            warn(f"{name} has no whole list of {lacks}")
    for one in reversed(manifest.found(backup.store)):
        if one.made_at < backup.made_at:
            break
        if _is_whole(one, file, own):
            found: list[Any] = json.loads((one.folder / file).read_bytes())
            return found
        if one.name != backup.name or file in one.manifest["files"]:
            warn(f"{one.name} has no whole list of {lacks}")
    return []


def _is_whole(backup: manifest.Backup, name: str, own: list[bytes]) -> bool:
    file, stated = backup.folder / name, backup.manifest["files"].get(name)
    try:
        signers = manifest.signers_of(backup.folder)
        is_by_the_same = own[0] in signers if own else not signers
    except Refused:
        return False
    return is_by_the_same and stated is not None and file.is_file() and sum_of(file) == stated["sha256"]
