"""What lies in a store of backups: one that was spoiled harms no other, and what is finished is on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rukun import clock
from rukun.operation import figures
from rukun.operation.backup.manifest import SIGNATURE
from rukun.operation.backup.manifest import write as write_manifest
from rukun.reports.models import Picture
from tests.doors.test_commands import Command
from tests.operation.conftest import NOW, Machine
from tests.settling import settling

pytestmark = pytest.mark.any_engine

Machines = Callable[..., Machine]


def test_a_spoiled_backup_keeps_nobody_from_the_others_and_takes_none_of_their_photos(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    older = rukun("backup", str(store), "--proof-months", "0", "--json")["backup"]
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=1))
    newer = rukun("backup", str(store), "--proof-months", "0", "--json")["backup"]
    for spoiled in ("", "[]", '{"form": "another"}'):
        (store / newer / "manifest.json").write_text(spoiled)
        assert f"WRONG: {newer}" in rukun("backup", "list", str(store), code=1)
        assert f"adangan {newer}" in rukun("backup", "verify", str(store), code=1), "the newest is not passed over"
        assert rukun("backup", "verify", str(store), "--backup", older, "--json")["whole"]
    done = empty_machine()("restore", str(store), "--backup", older, "--json")
    assert done["pictures"] == 4 and newer in " ".join(done["warnings"])

    Picture.objects.all().delete()
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=2))
    asked = ("--proof-months", "0", "--keep-daily", "1", "--json")
    assert rukun("backup", str(store), *asked)["gone"] == [older]
    assert (store / newer).is_dir() and len([*store.rglob("*.jpg")]) == 4, "nobody knows which of them it names"


def test_where_the_keys_are_tried_a_manifest_that_they_did_not_sign_is_refused(
    city: Path, rukun: Command, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    folder = store / rukun("backup", str(store), "--proof-months", "0", "--json")["backup"]
    kept = (folder / SIGNATURE).read_bytes()
    (folder / SIGNATURE).unlink()
    assert "tidak ditandatangani" in rukun("backup", "verify", str(store), code=1)
    write_manifest(folder, json.loads((folder / "manifest.json").read_bytes()), [Ed25519PrivateKey.generate()])
    assert "tidak ditandatangani" in rukun("backup", "verify", str(store), code=1)
    (folder / SIGNATURE).write_bytes(kept)
    assert "the keys open" in rukun("backup", "verify", str(store))


@pytest.mark.parametrize("where", ["store", "kota.tar"])
def test_a_backup_is_finished_when_all_of_it_is_on_the_disk(
    city: Path, rukun: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """What a disk only promised is gone where the power goes: photos without their names, a file cut short."""
    settled = settling(monkeypatch)
    rukun("backup", str(tmp_path / where), "--proof-months", "0", "--json")
    if where.endswith(".tar"):
        assert [path.name for path in settled[-2:]] == ["kota.tar.part", tmp_path.name]
        assert not (tmp_path / "kota.parts").exists()
        return
    held = {path.parent for path in (tmp_path / where / "pictures").rglob("*")}
    assert len(held) > 4 and held <= {*settled} and settled[-1] == tmp_path / where


def test_a_photo_that_was_spoiled_in_the_store_is_copied_anew_once_it_is_taken_away(
    city: Path, rukun: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    older = rukun("backup", str(store), "--proof-months", "0", "--json")["backup"]
    photo = next((store / "pictures").rglob("*.jpg"))
    photo.write_bytes(bytes(photo.stat().st_size))
    assert f"{photo.stem} was changed" in rukun("backup", "verify", str(store), code=1)
    photo.unlink()
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=1))
    rukun("backup", str(store), "--proof-months", "0", "--json")
    assert rukun("backup", "verify", str(store), "--backup", older, "--json")["whole"]


def test_a_file_that_could_not_be_finished_is_not_told_as_the_last_backup(
    city: Path, rukun: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kota.tar.part").mkdir()
    assert "Ditolak" in rukun("backup", str(tmp_path / "kota.tar"), "--proof-months", "0", code=1)
    assert "backup_at" not in figures.kept()
    (tmp_path / "kota.tar.part").rmdir()
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(hours=1))
    rukun("backup", str(tmp_path / "kota.tar"), "--proof-months", "0")
    assert "backup_at" in figures.kept()
