"""What a backup consists of: its manifest, signed by the city's own key; and the backups that lie in a folder."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rukun.values.kept import put_whole
from rukun.values.refused import Refused
from rukun.values.told import object_in

FILE, SIGNATURE = "manifest.json", "manifest.sig"
FORM = "rukun-backup-1"
NAMED = "%Y-%m-%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup in a store: its folder and what its manifest says."""

    store: Path
    name: str
    manifest: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.store / self.name

    @property
    def made_at(self) -> datetime:
        return moment_of(self.name)


def name_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime(NAMED)


def moment_of(name: str) -> datetime:
    return datetime.strptime(name, NAMED).replace(tzinfo=UTC)


def write(folder: Path, manifest: dict[str, Any], signing: Sequence[Ed25519PrivateKey]) -> None:
    """The manifest, and under it a signature by each key of the seals that lies here, the present one first: a backup
    from before a change of the key knows the later ones by the earlier."""
    content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    put_whole(folder / FILE, content)
    lines = [
        b"%b %b\n" % (b64encode(key.public_key().public_bytes_raw()), b64encode(key.sign(content))) for key in signing
    ]
    if lines:
        put_whole(folder / SIGNATURE, b"".join(lines))


def signers_of(folder: Path) -> list[bytes]:
    """Whose signatures the manifest bears (raw public keys, that of its time first); refused where one does not fit."""
    signers = []
    try:
        for line in (folder / SIGNATURE).read_text().splitlines():
            public, signature = (b64decode(part) for part in line.split())
            Ed25519PublicKey.from_public_bytes(public).verify(signature, (folder / FILE).read_bytes())
            signers.append(public)
    except FileNotFoundError:
        return []
    except (InvalidSignature, ValueError):
        raise Refused(
            "broken", "Daftar isi cadangan {name} diubah: tanda tangannya tidak cocok.", name=folder.name
        ) from None
    return signers


def found(store: Path) -> list[Backup]:
    """The finished backups of a store, oldest first; one that cannot be read keeps nobody from the others."""
    backups = []
    for name in _named_in(store):
        with suppress(Refused):
            backups.append(Backup(store, name, _read(store / name)))
    return backups


def unreadable_in(store: Path) -> list[str]:
    """The names of those whose manifest says nothing that is understood here."""
    known = {one.name for one in found(store)}
    return [name for name in _named_in(store) if name not in known]


def _named_in(store: Path) -> list[str]:
    """The names of the finished ones, oldest first."""
    folders = sorted(store.iterdir()) if store.is_dir() else []
    return [folder.name for folder in folders if (folder / FILE).is_file() and _is_named(folder.name)]


def chosen(where: Path, name: str = "") -> Backup:
    """A backup by its own folder, or in a store by its name, or the newest there; refused where that cannot be read."""
    if (where / FILE).is_file():
        return Backup(where.parent, where.name, _read(where))
    names = [one for one in _named_in(where) if name in ("", one)]
    if not names:
        left = [path.name for path in where.glob("*.part")] if where.is_dir() else []
        if left:
            raise Refused(
                "unfinished", "Di {where} hanya ada cadangan yang terputus ({left}); jalankan rukun backup lagi.",
                where=where, left=", ".join(left),
            )  # fmt: skip
        raise Refused("absent", "Tidak ada cadangan di {where}.", where=where)
    return Backup(where, names[-1], _read(where / names[-1]))


def _is_named(name: str) -> bool:
    try:
        moment_of(name)
    except ValueError:
        return False
    return True


def _read(folder: Path) -> dict[str, Any]:
    manifest = object_in((folder / FILE).read_bytes())
    if manifest is None:
        raise Refused("broken", "Daftar isi cadangan {name} tidak terbaca.", name=folder.name)
    if manifest.get("form") != FORM:
        raise Refused("form", "Cadangan {name} dibuat oleh versi lain yang tidak dikenal.", name=folder.name)
    return dict(manifest)
