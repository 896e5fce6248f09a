"""A whole city on another machine, whichever database stands there: the same rows, seals and open data, or a reason."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import ForeignKey

from rukun.channels.bench.servers.postgres import Cluster, programs
from rukun.operation.backup import manifest, tables
from rukun.people.models import Person
from rukun.trail.actions import record
from rukun.trail.queries import newest_seal
from tests.doors.test_commands import Command
from tests.operation.conftest import NOW, PASSPHRASE, Machine

Machines = Callable[..., Machine]


@pytest.fixture
def other_engine(tmp_path: Path) -> Iterator[Machine]:
    """An empty machine with the database that we do not have here."""
    home = tmp_path / "machine-other"
    if connection.vendor == "postgresql":
        yield Machine(home, f"sqlite:///{home}/rukun.sqlite3")
        return
    if programs() is None:
        pytest.skip("PostgreSQL's programs are not on this machine")
    with Cluster() as cluster:
        yield Machine(home, cluster.url)


@pytest.mark.any_engine
def test_a_city_moves_to_another_engine_and_back_and_is_the_same(
    city: Path, rukun: Command, tmp_path: Path, other_engine: Machine, empty_machine: Machines
) -> None:
    made = rukun("installation", "export", str(tmp_path / "store"), "--json")
    proof = made["manifest"]["proof"]
    assert made["manifest"]["engine"] == "any" and proof["trail"]["root"] == newest_seal().root_hex  # type: ignore[union-attr]
    assert proof["tables"]["people_person"] == Person.objects.count()
    assert not list((tmp_path / "store").rglob("*.sqlite3"))
    assert rukun("backup", "verify", str(tmp_path / "store"), "--json")["whole"]

    done = other_engine("installation", "import", str(tmp_path / "store"), "--json")
    assert done["rows"] == sum(proof["tables"].values()) and done["pictures"] == 4
    assert done["sealed"] == proof["trail"]["size"] > 0
    assert done["files_equal"] == len(proof["open_data"]["files"]) > 20
    assert other_engine("trail", "verify", "--json")["unbroken"], "guards and all"
    # It lives: what happens there gets numbers after those that came, and waits for the next seal.
    other_engine("tick", "--json")
    assert other_engine("trail", "verify", "--json")["sealed"] >= proof["trail"]["size"]

    other_engine("installation", "export", str(tmp_path / "back.tar"), "--passphrase-file", str(phrase(tmp_path)))
    home = empty_machine("home")
    home.more |= {"RUKUN_BACKUP_PASSPHRASE": PASSPHRASE}
    again = home("installation", "import", str(tmp_path / "back.tar"), "--json")
    assert again["files_equal"] == done["files_equal"] and again["sealed"] >= done["sealed"]
    assert home("trail", "verify", "--json")["unbroken"]


def phrase(folder: Path) -> Path:
    file = folder / "phrase"
    file.write_text(PASSPHRASE)
    return file


@pytest.mark.any_engine
def test_an_import_goes_on_table_by_table_refuses_what_was_altered_and_overwrites_nothing(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines
) -> None:
    store = tmp_path / "store"
    rukun("installation", "export", str(store), "--json")
    backup = manifest.chosen(store)
    last = tables.file_of(backup.folder, "transparency_areacount")
    assert last.exists()
    there = empty_machine()

    whole = last.read_bytes()
    last.write_bytes(whole[:-9])
    assert "tidak utuh" in there("installation", "import", str(store), code=1)
    assert not (there.home / "restore.json").exists()
    # Altered with its digest: the signature is the city's, and nobody else's.
    stated = json.loads((backup.folder / "manifest.json").read_text())
    stated["files"][last.name] = {"sha256": hashlib.sha256(whole[:-9]).hexdigest(), "size": len(whole) - 9}
    signed = (backup.folder / "manifest.json").read_bytes()
    (backup.folder / "manifest.json").write_text(json.dumps(stated))
    assert "tanda tangan" in there("installation", "import", str(store), code=1)

    last.write_bytes(whole)
    (backup.folder / "manifest.json").write_bytes(signed)
    # The disk is full in the middle: what was loaded stays, and the same command goes on.
    size = 1_500_000 if connection.vendor == "sqlite" else None
    if size:
        assert there("installation", "import", str(store), code=1, bytes_max=size)
        assert (there.home / "restore.json").exists()
    done = there("installation", "import", str(store), "--json")
    assert done["files_equal"] > 20
    assert "sudah ada isinya" in there("installation", "import", str(store), code=1)


@pytest.mark.any_engine
def test_files_of_an_older_version_are_loaded_into_its_own_tables_and_migrated(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines
) -> None:
    call_command("migrate", "transparency", "0003", verbosity=0)
    try:
        rukun("installation", "export", str(tmp_path / "store"), "--proof-months", "0", "--json")
    finally:
        call_command("migrate", "transparency", verbosity=0)
    assert not tables.file_of(manifest.chosen(tmp_path / "store").folder, "transparency_areacount").exists()
    done = empty_machine()("installation", "import", str(tmp_path / "store"), "--json")
    assert done["sealed"] > 0


def test_files_of_a_newer_version_are_refused(city: Path, rukun: Command, tmp_path: Path) -> None:
    rukun("installation", "export", str(tmp_path / "store"), "--without-keys", "--proof-months", "0", "--json")
    folder = manifest.chosen(tmp_path / "store").folder
    stated = json.loads((folder / "manifest.json").read_text())
    stated["proof"]["migrations"].append("reports.9999_from_tomorrow")
    (folder / "manifest.json").write_text(json.dumps(stated))
    (folder / "manifest.sig").unlink()
    there = Machine(tmp_path / "machine", f"sqlite:///{tmp_path}/machine/rukun.sqlite3")
    assert "lebih baru" in there("installation", "import", str(tmp_path / "store"), code=1)


def test_every_table_stands_behind_those_it_points_to_or_is_loaded_with_them() -> None:
    ordered = tables.in_order(apps)
    seen: set[object] = set()
    for group in tables.together(ordered):
        seen |= set(group)
        for model in group:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, ForeignKey):
                    assert field.related_model in seen, f"{model.__name__}.{field.name}"
    assert seen == set(ordered)
    assert {model._meta.db_table for model in apps.get_models() if tables.is_ours(model)} <= {
        model._meta.db_table for model in ordered
    }


def test_a_table_is_lines_of_json_that_any_program_reads(city: Path, rukun: Command, tmp_path: Path) -> None:
    record("test.happened", at=NOW, seat="clock", about="areas", facts={"n": 1})
    rukun("installation", "export", str(tmp_path / "store"), "--without-keys", "--proof-months", "0", "--json")
    with gzip.open(tables.file_of(manifest.chosen(tmp_path / "store").folder, "trail_event"), "rt") as lines:
        columns = json.loads(next(lines))["columns"]
        rows = [dict(zip(columns, json.loads(line), strict=True)) for line in lines]
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert rows[-1]["verb"] == "test.happened" and rows[-1]["at"].endswith("Z")
