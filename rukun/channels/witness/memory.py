"""What a witness keeps in its own folder: its key, the newest seal it saw, every seal, and every complaint."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun.trail.watching import Complaint
from rukun.values.digest import digest_of_words
from rukun.values.kept import kept_secret
from rukun.values.time import iso


class Memory:
    """The folder of one witness of one city."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir(parents=True, exist_ok=True)

    def newest(self) -> dict[str, Any] | None:
        """What was accepted last: `url`, `verifier`, `note`, `seen_at`."""
        file = self.home / "newest.json"
        if not file.exists():
            return None
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return told

    def accept(self, newest: Mapping[str, Any]) -> None:
        """Remember a seal; all that was ever accepted stays in `seen.jsonl`."""
        before = self.newest()
        if before is None or before["note"] != newest["note"]:
            with (self.home / "seen.jsonl").open("a", encoding="utf-8") as seen:
                seen.write(json.dumps(newest, ensure_ascii=False) + "\n")
        beside = self.home / f"newest.{os.getpid()}"
        beside.write_text(json.dumps(newest, ensure_ascii=False, indent=1), encoding="utf-8")
        beside.replace(self.home / "newest.json")

    def complain(self, complaint: Complaint, at: datetime) -> Path:
        """Keep a complaint with its evidence, once a day: two signed notes need no belief in the witness."""
        seen = digest_of_words(complaint.remembered + complaint.shown)[:12]
        file = self._complaints() / f"{at:%Y%m%d}-{complaint.fault}-{seen}.json"
        if not file.exists():
            told = json.dumps(asdict(complaint) | {"at": iso(at)}, ensure_ascii=False, indent=1)
            file.write_text(told, encoding="utf-8")
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
