"""Bring a backup back onto an empty machine, and prove that it is the same city.

Nothing is written before everything that can be refused was looked at. A restore that was interrupted is known by
`restore.json` in RUKUN_HOME: the same command goes on, and nothing else starts there until it is through.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rukun.databases import structure
from rukun.followup.oversight.models import Export
from rukun.operation.backup import engines, forgotten, hidden, keys, manifest, pictures, proof, tables
from rukun.operation.backup.files import sum_of
from rukun.operation.backup.making import kota_digest
from rukun.operation.backup.sealing import Opener
from rukun.operation.interrupted import begun_in, file_of
from rukun.reports.concerns import Hides
from rukun.reports.models import Picture
from rukun.trail.queries import verify as verify_trail
from rukun.values.kept import put_whole
from rukun.values.refused import Refused

Told = Callable[[str], None]


@dataclass(slots=True)
class Restored:
    """What was brought back, what was proved, and what whoever runs it should know."""

    backup: str
    pictures: int = 0
    rows: int = 0
    sealed: int = 0
    files_equal: int = 0
    forgotten_again: int = 0
    hidden_again: int = 0
    warnings: list[str] = field(default_factory=list)


def wrong_in(backup: manifest.Backup, *, reads_all: bool = True) -> list[str]:
    """Whatever is not as the manifest says, in words; nothing where all is well."""
    manifest.signers_of(backup.folder)
    wrong = []
    for name, stated in backup.manifest["files"].items():
        file = backup.folder / name
        if not file.is_file():
            wrong.append(f"{name} is missing")
        elif file.stat().st_size != stated["size"] or sum_of(file) != stated["sha256"]:
            wrong.append(f"{name} was changed")
    if wrong:
        return wrong
    names = pictures.listed(backup.folder / pictures.LIST)
    return list(pictures.wrong_in(backup.store, names, reads_all=reads_all))


def restore(
    backup: manifest.Backup, opener: Opener, home: Path, *, at: datetime, told: Told = lambda _: None
) -> Restored:
    """All of it; refused where anything is there already, or anything of the backup is not as it was made.

    Whoever was forgotten since is forgotten again (`at` this moment), after all was proved to be the same; and what was
    hidden since is out of sight again until a handler decides.
    """
    goes_on = _refuse_other(backup, home)
    _refuse_engine(backup)
    told("looking through the backup")
    if wrong := wrong_in(backup):
        raise Refused(
            "broken", "Cadangan {name} tidak utuh, tidak ada yang dipulihkan: {wrong}", name=backup.name,
            wrong="; ".join(wrong[:5]) + (f" (+{len(wrong) - 5})" if wrong[5:] else ""),
        )  # fmt: skip
    files = keys_of(backup, opener)
    if not goes_on:
        _refuse_full(home)
    done = Restored(backup.name, warnings=list(_warnings(backup, files)))
    nobody = forgotten.named_since(backup, done.warnings.append)
    unseen = hidden.named_since(backup, done.warnings.append)
    home.mkdir(parents=True, exist_ok=True)
    state = _begin(backup, home)
    told("keys")
    keys.bring_back(home, files)
    told("pictures")
    done.pictures = pictures.bring_back(backup.store, pictures.listed(backup.folder / pictures.LIST))
    if not state.get("database"):
        told("database")
        _database(backup, home, state)
        _same_rows(backup, done)
        _note(home, state | {"database": True})
    if not state.get("proved"):
        told("proof")
        _forward_and_prove(backup, home, done)
        _note(home, state | {"database": True, "proved": True})
    _hold_what_came_later(nobody, unseen, done, home, at)
    file_of(home).unlink()
    return done


def _hold_what_came_later(
    nobody: set[forgotten.Known], unseen: list[Hides], done: Restored, home: Path, at: datetime
) -> None:
    done.forgotten_again = forgotten.forget_again(nobody, home=home, at=at)
    done.hidden_again = hidden.hide_all_again(unseen, at=at)


def _refuse_other(backup: manifest.Backup, home: Path) -> bool:
    """Whether this same restore was begun before; another one that was is refused."""
    begun = begun_in(home)
    if begun and begun["backup"] != backup.name:
        raise Refused(
            "unfinished",
            "Pemulihan cadangan {name} terputus di sini; ulangi dengan --backup {name}, atau kosongkan {home}.",
            name=begun["backup"], home=home,
        )  # fmt: skip
    return bool(begun)


def _refuse_engine(backup: manifest.Backup) -> None:
    if backup.manifest["engine"] not in (connection.vendor, tables.ANY):
        raise Refused(
            "engine", "Cadangan ini dari {made}, sedangkan DATABASE_URL menyebut {wanted}.",
            made=backup.manifest["engine"], wanted=connection.vendor,
        )  # fmt: skip
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {name for name in backup.manifest["proof"]["migrations"] if name.partition(".")[0] in _apps()}
    if newer := sorted(ours - known):
        raise Refused(
            "newer",
            "Cadangan ini dari versi {version}, yang lebih baru dari program ini ({newer}); pasang versi itu dahulu.",
            version=backup.manifest["version"], newer=newer[-1],
        )  # fmt: skip


def _apps() -> set[str]:
    return {name.rpartition(".")[2] for name in settings.INSTALLED_APPS}


def _refuse_full(home: Path) -> None:
    for what, is_empty in (
        (f"{home}/keys", keys.is_empty(home)),
        (str(connection.settings_dict["NAME"]), engines.is_empty()),
        ("photos", pictures.is_empty()),
    ):
        if not is_empty:
            raise Refused(
                "occupied",
                "Di sini sudah ada isinya ({what}); pemulihan hanya ke tempat kosong dan tidak menimpa apa pun.",
                what=what,
            )  # fmt: skip


def keys_of(backup: manifest.Backup, opener: Opener) -> dict[str, bytes]:
    """The files of keys that are closed in it; refused where they do not open, or the manifest is not by their hand."""
    if backup.manifest["keys"] != "sealed":
        return {}
    files = keys.opened((backup.folder / keys.FILE).read_bytes(), opener)
    signing, signers = keys.signing(files), manifest.signers_of(backup.folder)
    if signing is not None and signing.public_key().public_bytes_raw() not in signers[:1]:
        raise Refused("broken", "Daftar isi cadangan {name} tidak ditandatangani kunci kota ini.", name=backup.name)
    return files


def _warnings(backup: manifest.Backup, files: dict[str, bytes]) -> list[str]:
    stated, found = backup.manifest, []
    secret = files.get(keys.MADE_AT_START, settings.SECRET_KEY.encode()).decode()
    marks = [keys.mark_of_secret_key(key) for key in (secret, *settings.SECRET_KEY_FALLBACKS)]
    if stated["secret_key"] not in marks:
        found.append("SECRET_KEY is not the one of the backup: second factors and invitations have to be made anew")
    if stated["keys"] != "sealed":
        found.append("the backup holds no keys: put RUKUN_HOME/keys back before anything is sealed")
    if stated["kota"] != {"name": settings.RUKUN_KOTA, "digest": kota_digest()}:
        found.append(f"the city's folder is not the one of the backup ({stated['kota']['name']})")
    if stated["pictures"]["missing"]:
        found.append(f"{stated['pictures']['missing']} pictures were missing already when the backup was made")
    return found


def _begin(backup: manifest.Backup, home: Path) -> dict[str, Any]:
    state = begun_in(home) or {"backup": backup.name}
    _note(home, state)
    return state


def _note(home: Path, state: dict[str, Any]) -> None:
    put_whole(file_of(home), json.dumps(state).encode())


def _database(backup: manifest.Backup, home: Path, state: dict[str, Any]) -> None:
    """The engine's own file as a whole, or one table after the other."""
    if backup.manifest["engine"] != tables.ANY:
        engines.bring_back(backup.folder / engines.NAMES[connection.vendor])
        return
    proved, done = backup.manifest["proof"], state.setdefault("tables", [])
    tables.bring_back(
        backup.folder, migrations=proved["migrations"], stated=proved["tables"], done=done,
        note=lambda: _note(home, state),
    )  # fmt: skip


def _same_rows(backup: manifest.Backup, done: Restored) -> None:
    """Every table has as many rows as in the snapshot; before anything is migrated."""
    stated, found = backup.manifest["proof"]["tables"], proof.rows()
    if backup.manifest["engine"] == tables.ANY:
        # Of each engine's own tables (of its index of words, say) no other knows.
        found = {name: found.get(name, 0) for name in stated}
    other = {
        name: (stated.get(name), found.get(name)) for name in {*stated, *found} if stated.get(name) != found.get(name)
    }
    if other:
        raise Refused("proof", "Jumlah baris tidak sama dengan cadangan: {other}", other=other)
    done.rows = sum(found.values())


def _forward_and_prove(backup: manifest.Backup, home: Path, done: Restored) -> None:
    stated = backup.manifest["proof"]
    structure.prepare()
    _make_derived_again()
    if proof.head() != stated["trail"]:
        raise Refused("proof", "Segel terbaru bukan yang ada di cadangan.")
    if backup.manifest["keys"] == "sealed" or (home / "keys" / "seal.pem").exists():
        found = verify_trail(home)
        if found.broken is not None:
            raise Refused("proof", "Catatan peristiwa rusak: {words}", words=found.broken.words)
        done.sealed = found.sealed
    _same_open_data(backup, home, done)


def _make_derived_again() -> None:
    """Smaller sizes and lists to take away are not in a backup: the worker makes the sizes, people ask again."""
    Picture.objects.exclude(sized_at=None).update(sized_at=None)
    Export.objects.filter(state__in=(Export.State.READY, Export.State.WAITING)).update(state=Export.State.GONE)


def _same_open_data(backup: manifest.Backup, home: Path, done: Restored) -> None:
    stated = backup.manifest["proof"]["open_data"]
    if not stated:
        return
    if set(proof.migrations()) != set(backup.manifest["proof"]["migrations"]):
        done.warnings.append("the open data was not compared: the backup is of an older version and was migrated")
        return
    found = proof.open_data(stated["months"], datetime.fromisoformat(stated["at"]), home)["files"]
    if other := sorted(name for name in {*found, *stated["files"]} if found.get(name) != stated["files"].get(name)):
        raise Refused("proof", "Data terbuka tidak sama dengan cadangan: {other}", other=", ".join(other[:5]))
    done.files_equal = len(found)
