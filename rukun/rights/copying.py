"""The file that a person takes away: everything that is kept of them, and their photos. It lies ready for some days."""

from __future__ import annotations

import logging
import os
import secrets
import tempfile
import time
import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db.models import F
from django.utils.translation import override

from rukun.people.models import Copy, Person
from rukun.reports import storage
from rukun.rights import queries
from rukun.values.refused import Refused, hidden

log = logging.getLogger("rukun.rights")
TRIES_MAX = 3
# So many photos are packed while somebody waits; more of them by the worker.
AT_ONCE = 20
# Nobody writes one file for so long, by the clock of the machine.
LONGEST_SECONDS = 6 * 3_600
READ = """Salinan semua yang disimpan tentang Anda (UU 27/2022).

data.json  setiap catatan, menurut jenisnya; "opened" menyebut siapa membuka data Anda
foto/      foto laporan Anda, menurut kode laporan

Yang tidak ada di sini: sidik sandi dan kunci (tidak berguna bagi Anda, berguna bagi pencuri), dan catatan orang lain.

A copy of all that is kept of you. data.json holds every row by its kind; foto/ the photos of your reports by code.
Not in here: digests of passwords and keys, and what belongs to others.
"""


def folder(home: Path) -> Path:
    """Where copies lie, for their owner's eyes alone."""
    made = home / "copies"
    made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return made


def file_of(home: Path, copy: Copy) -> Path:
    return folder(home) / f"{copy.key}.zip"


def new_copy(person: Person, at: datetime) -> Copy:
    return Copy.objects.create(key=secrets.token_hex(16), person=person, asked_at=at)


def make(copy: Copy, *, home: Path, at: datetime) -> Copy:
    """Write the file: it gets its name when all of it is there. Made again it is the same file with newer content."""
    Copy.objects.filter(pk=copy.pk).update(tries=F("tries") + 1)
    target = file_of(home, copy)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        try:
            write(part, copy.person, at)
            os.replace(part.name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(part.name)
            raise
    Copy.objects.filter(pk=copy.pk).update(made_at=at, size=target.stat().st_size)
    copy.refresh_from_db()
    return copy


def write(into: IO[bytes], person: Person, at: datetime) -> None:
    """Everything, as a ZIP file. A picture that is not in the store any more is left out and told."""
    missing = []
    with override(person.language), zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("BACA.txt", READ)
        for code, digest in queries.pictures_of(person.pk):
            try:
                file, _ = storage.opened(digest)
            except FileNotFoundError:
                missing.append(digest)
                continue
            with file:
                packed.writestr(f"foto/{code}/{digest[:16]}.jpg", file.read(), zipfile.ZIP_STORED)
        told = queries.copy_of(person, at) | {"photos_missing": missing}
        packed.writestr("data.json", queries.as_json(told))


def make_waiting(*, home: Path, at: datetime) -> int:
    """The copy that waits longest; one that fails three times is given up. One query when nothing waits."""
    waiting = Copy.objects.select_related("person").filter(made_at=None, tries__lt=TRIES_MAX).order_by("asked_at")
    copy = waiting.first()
    if copy is None:
        return 0
    try:
        make(copy, home=home, at=at)
    except (OSError, Refused):
        log.exception("%s could not be made; it is tried again", copy)
        return 0
    return 1


def opened(copy: Copy, *, home: Path) -> IO[bytes]:
    try:
        return file_of(home, copy).open("rb")
    except FileNotFoundError:
        raise hidden() from None


def sweep(*, home: Path, at: datetime) -> int:
    """Copies that lay ready long enough, and files of nobody's."""
    old = Copy.objects.filter(asked_at__lt=at - queries.retention().copies)
    gone = 0
    for copy in old:
        with suppress(FileNotFoundError):
            file_of(home, copy).unlink()
        gone += copy.delete()[0]
    return gone + drop_nobodys(home=home)


def drop_nobodys(*, home: Path) -> int:
    """Files whose row is gone: their person was forgotten; and what a worker had begun that was ended meanwhile."""
    known = set(Copy.objects.values_list("key", flat=True))
    nobodys = [file for file in folder(home).glob("*.zip") if file.stem not in known]
    nobodys += [file for file in folder(home).glob("*.part") if _is_left(file)]
    for file in nobodys:
        file.unlink(missing_ok=True)
    return len(nobodys)


def _is_left(part: Path) -> bool:
    try:
        return time.time() - part.stat().st_mtime > LONGEST_SECONDS
    except FileNotFoundError:
        return False
