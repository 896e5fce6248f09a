"""What a witness keeps in its own folder: its key, the newest seal it saw, every seal, and every complaint."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun.trail.watching import Complaint
from rukun.values.digest import digest_of_words
from rukun.values.kept import kept_secret, put_whole
from rukun.values.refused import Refused
from rukun.values.time import iso
from rukun.values.told import object_in

NEWEST, SEEN = "newest.json", "seen.jsonl"


def seen_in(home: Path) -> list[dict[str, Any]]:
    """All that a witness ever accepted, oldest first. A line that was cut short, when the machine stopped, is passed
    over."""
    file = home / SEEN
    lines = file.read_bytes().splitlines() if file.exists() else []
    return [told for line in lines if (told := object_in(line)) is not None]


def _last_byte(file: IO[bytes]) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


class Memory:
    """The folder of one witness of one city."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)

    def newest(self) -> dict[str, Any] | None:
        """What was accepted last: `url`, `verifier`, `note`, `seen_at`; refused where it cannot be read any more: a
        witness that began anew would sign whatever it is shown."""
        file = self.home / NEWEST
        if not file.exists():
            return None
        told = object_in(file.read_bytes()) or next(reversed(seen_in(self.home)), None)
        if told is None:
            raise Refused("witness-home", "{file} tidak terbaca; kembalikan dari cadangan.", file=file)
        return told

    def accept(self, newest: Mapping[str, Any]) -> None:
        """Remember a seal; all that was ever accepted stays in `seen.jsonl`. On the disk before this returns: whoever
        signs afterwards must not have forgotten it where the power goes."""
        before = self.newest()
        if before is None or before["note"] != newest["note"]:
            self._see(json.dumps(newest, ensure_ascii=False).encode())
        put_whole(self.home / NEWEST, json.dumps(newest, ensure_ascii=False, indent=1).encode())

    def _see(self, line: bytes) -> None:
        """One line more; behind one that was cut short it begins its own."""
        with (self.home / SEEN).open("ab+") as seen:
            if seen.tell() and _last_byte(seen) != b"\n":
                line = b"\n" + line
            seen.write(line + b"\n")
            seen.flush()
            os.fsync(seen.fileno())

    def complain(self, complaint: Complaint, at: datetime) -> Path:
        """Keep a complaint with its evidence, once a day: two signed notes need no belief in the witness."""
        seen = digest_of_words(complaint.remembered + complaint.shown)[:12]
        file = self._complaints() / f"{at:%Y%m%d}-{complaint.fault}-{seen}.json"
        if not file.exists():
            told = json.dumps(asdict(complaint) | {"at": iso(at)}, ensure_ascii=False, indent=1)
            put_whole(file, told.encode())
        return file

    def is_told(self, complaint: Complaint, at: datetime) -> bool:
        """Whether somebody was told of such a fault today."""
        return self._told(complaint, at).exists()

    def mark_told(self, complaint: Complaint, at: datetime) -> None:
        self._told(complaint, at).touch()

    def _told(self, complaint: Complaint, at: datetime) -> Path:
        return self._complaints() / f"{at:%Y%m%d}-{complaint.fault}.told"

    def _complaints(self) -> Path:
        folder = self.home / "complaints"
        folder.mkdir(exist_ok=True)
        return folder

    def key(self) -> Ed25519PrivateKey:
        """The witness's own key, made at the first look."""
        key = serialization.load_pem_private_key(kept_secret(self.home / "witness.pem", _made), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise TypeError(f"{self.home}/witness.pem holds no Ed25519 key")
        return key


def _made() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
