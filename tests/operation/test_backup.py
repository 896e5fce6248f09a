"""Backup and restore: a city comes out of it as it went in, or the reason is told and nothing is touched."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from rukun import clock
from rukun.channels.bench.servers.postgres import free_port
from rukun.operation.backup import keys, sealing
from rukun.operation.backup.making import Wanted, make
from rukun.operation.backup.pictures import LIST, listed, wrong_in
from rukun.operation.backup.retention import Keep, prune, staying
from rukun.operation.backup.sealing import Opener
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.actions import hide
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Picture, Report
from rukun.reports.photos import keep_photo
from rukun.reports.storage import path_of
from rukun.rights.actions import forget
from rukun.trail.actions import record
from rukun.trail.queries import newest_seal
from rukun.transparency.open_data import exporting
from rukun.transparency.open_data.exporting import export_month
from rukun.transparency.open_data.writing import sums_in
from rukun.values.refused import Refused
from rukun.values.zones import WIB
from tests.doors.test_commands import Command
from tests.made import jpeg
from tests.operation.conftest import JUNE, NOW, PASSPHRASE, Machine, recipient

Machines = Callable[..., Machine]


def test_a_city_comes_back_on_an_empty_machine_while_it_goes_on_where_it_was(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines, in_thread: Callable[..., threading.Thread],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Rows equal, seals unbroken, root equal, open data byte for byte; although somebody acts all the time."""
    # As of a large city: a second process reads the same moment, and the restore's one process writes the same bytes.
    monkeypatch.setattr(exporting, "WORTH_TWO", 0)
    store, stop, acts = tmp_path / "store", threading.Event(), threading.Event()

    def act() -> None:
        number = 0
        while not stop.is_set():
            record("test.happened", at=NOW, seat="clock", about=f"test:{number}")
            number += 1
            acts.set()

    acting = in_thread(act)
    acts.wait(10)
    made = rukun("backup", str(store), "--json")
    stop.set()
    acting.join(10)
    proof = made["manifest"]["proof"]
    assert proof["trail"]["root"] == newest_seal().root_hex and proof["tables"]["trail_event"] > 20  # type: ignore[union-attr]
    assert made["manifest"]["pictures"]["named"] == 4 and not made["missing"]

    there = empty_machine()
    done = there("restore", str(store), "--json")
    assert done["rows"] == sum(proof["tables"].values()) and done["pictures"] == 4
    assert done["sealed"] == proof["trail"]["size"] > 0
    assert done["files_equal"] == len(proof["open_data"]["files"]) > 20
    assert there("trail", "verify", "--json")["unbroken"]
    assert (there.home / "keys" / "seal.pem").stat().st_mode & 0o777 == 0o600
    digest = Picture.objects.values_list("digest", flat=True)[0]
    assert (there.home / "media" / path_of(digest)).read_bytes().startswith(b"\xff\xd8")

    export_month(
        tmp_path / "here",
        JUNE,
        scoring=settings.REPOSITORY / "kota" / "contoh" / "scoring",
        at=NOW,
        formats=("csv",),
    )
    there("open-data", "export", str(tmp_path / "there"), "--month", "2016-06", "--format", "csv")
    # All but the list of closings: it says at what moment it was looked at.
    months = {name: digest for name, digest in sums_in(tmp_path / "here").items() if name.startswith("2016-06/")}
    told = {name: digest for name, digest in months.items() if not name.endswith("closings.csv")}
    assert len(told) > 10 and told.items() <= sums_in(tmp_path / "there").items()


@pytest.mark.any_engine
def test_a_backup_that_is_not_as_it_was_made_is_told_and_nothing_of_it_is_restored(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines
) -> None:
    whole = tmp_path / "whole"
    made = rukun("backup", str(whole), "--proof-months", "0", "--json")
    assert rukun("backup", "verify", str(whole), "--json") == {
        "backup": made["backup"], "whole": True, "wrong": [], "keys_tried": True,
    }  # fmt: skip
    database = next(name for name in made["manifest"]["files"] if name.startswith("database"))
    there = empty_machine()
    for harm, told in (
        (lambda backup: spoil(backup / database), f"{database} was changed"),
        (lambda backup: (backup / "keys.sealed").unlink(), "keys.sealed is missing"),
        (lambda backup: spoil(photo_of(backup.parent)), "was changed"),
        (lambda backup: photo_of(backup.parent).unlink(), "is missing"),
        (lambda backup: reword(backup / "manifest.json"), "tanda tangannya tidak cocok"),
    ):
        shutil.rmtree(tmp_path / "harmed", ignore_errors=True)
        shutil.copytree(whole, tmp_path / "harmed")
        harm(tmp_path / "harmed" / made["backup"])
        assert told in rukun("backup", "verify", str(tmp_path / "harmed"), code=1)
    # The last harm left the manifest as the city did not sign it; the one before it a photo less.
    assert "tanda tangannya" in there("restore", str(tmp_path / "harmed"), code=1)
    photo_of(whole).unlink()
    assert "is missing" in there("restore", str(whole), code=1)
    assert not (there.home / "restore.json").exists() and not (there.home / "media").exists()


def test_a_restore_overwrites_nothing_and_opens_for_no_other_passphrase(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    monkeypatch.setenv("RUKUN_BACKUP_PASSPHRASE", PASSPHRASE)
    rukun("backup", str(store), "--proof-months", "0", "--json")
    there = empty_machine()
    other = Machine(there.home, there.url, {"RUKUN_BACKUP_PASSPHRASE": "delapan belas ekor bangau"})
    assert other("restore", str(store), "--json", code=1)["refused"]["code"] == "passphrase"
    assert not (there.home / "keys" / "seal.pem").exists() and not (there.home / "media").exists()
    (there.home / "media" / "photos").mkdir(parents=True)
    (there.home / "media" / "photos" / "somebody.jpg").write_bytes(jpeg())
    assert there("restore", str(store), "--json", code=1)["refused"]["code"] == "occupied"
    (there.home / "media" / "photos" / "somebody.jpg").unlink()
    assert there("restore", str(store), "--json")["pictures"] == 4
    assert there("restore", str(store), "--json", code=1)["refused"]["code"] == "occupied", "it is no empty machine now"


def test_a_full_disk_is_told_leaves_earlier_backups_whole_and_the_restore_goes_on_afterwards(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, there = tmp_path / "store", empty_machine()
    made = rukun("backup", str(store), "--proof-months", "0", "--json")
    here = Machine(city, _url_of_this())
    told = here("backup", str(store), "--proof-months", "0", "--json", code=1, bytes_max=20_000)
    assert told["refused"]["code"] == "full" and made["backup"] in rukun("backup", "list", str(store))
    assert not [*store.glob("*.part")], "its room is given back"
    assert rukun("backup", "verify", str(store), "--json")["whole"]

    if there.url.startswith("sqlite"):  # where a server writes, the limit of our process says nothing
        assert there("restore", str(store), "--json", code=1, bytes_max=50_000)["refused"]["code"] == "full"
        assert json.loads((there.home / "restore.json").read_text()) == {"backup": made["backup"]}
        assert "belum selesai" in there("serve", "--port", str(free_port()), code=1)
    assert there("restore", str(store), "--json")["sealed"] > 0
    assert not (there.home / "restore.json").exists()


@pytest.mark.any_engine
def test_who_was_forgotten_and_what_was_hidden_after_a_backup_was_made_stays_so_when_it_comes_back(
    city: Path,
    rukun: Command,
    tmp_path: Path,
    budi: Actor,
    citra: Actor,
    empty_machine: Machines,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store, login = tmp_path / "store", Person.objects.get(pk=budi.person_id).login
    remembers = rukun("backup", str(store), "--proof-months", "1", "--json")["backup"]
    seen = Report.objects.exclude(photos=None).order_by("id")[0]
    hide(seen, Part.PHOTOS, reason=Reason.PRIVACY, note="", desk=citra.seats[0], at=NOW)
    forget(Person.objects.get(pk=budi.person_id), at=NOW)
    assert rukun("trail", "renew-key", "--json")["verifier"], "later backups are known by the earlier key as well"
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=1))
    rukun("backup", str(store), "--proof-months", "0", "--json")
    (newest,) = [folder for folder in store.glob("2*Z") if folder.name != remembers]
    told = (newest / "forgotten.json").read_text()
    assert str(budi.person_id) in told and login not in told
    assert json.loads((newest / "hidden.json").read_text()) == [[seen.code, "", True, False, "privacy"]]

    there = empty_machine()
    done = there("restore", str(store), "--backup", remembers, "--json")
    assert done["forgotten_again"] == 1 and done["files_equal"] > 10, "proved as it was, and only then forgotten"
    assert done["hidden_again"] == 1
    assert there("people", "export", login, str(tmp_path / "budi.zip"), "--json", code=1)["refused"]["code"] == "login"
    assert there("trail", "verify", "--json")["unbroken"]

    (newest / "forgotten.json").write_text(told.replace(str(budi.person_id), "1"))
    other = empty_machine("other")
    done = other("restore", str(store), "--backup", remembers, "--json")
    assert done["forgotten_again"] == 0 and newest.name in " ".join(done["warnings"]), "not by anybody's word"


@pytest.mark.any_engine
def test_photos_are_copied_once_and_old_backups_go_with_what_only_they_named(
    city: Path, rukun: Command, tmp_path: Path, budi: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    rukun("backup", str(store), "--proof-months", "0", "--json")
    (store / "2016-07-02T060000Z.part").mkdir()
    gone = Picture.objects.order_by("digest")[0]
    from rukun.reports.storage import remove

    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=1))
    remove(gone.digest)
    told = rukun("backup", str(store), "--proof-months", "0", "--json", code=0)
    assert not [*store.glob("*.part")] and not told["missing"], "an earlier backup still has it"
    Picture.objects.filter(pk=gone.pk).delete()
    monkeypatch.setattr(clock, "wall", lambda: NOW + timedelta(days=2))
    pruned = rukun("backup", str(store), "--keep-daily", "1", "--proof-months", "0", "--json")
    assert len(pruned["gone"]) == 2 and len(rukun("backup", "list", str(store), "--json")) == 1
    assert not [*store.rglob(f"{gone.digest}.jpg")] and len([*store.rglob("*.jpg")]) == 3


@pytest.mark.any_engine
def test_old_backups_that_go_while_another_is_made_take_none_of_its_photos(city: Path, tmp_path: Path) -> None:
    store, moments = tmp_path / "store", [NOW, NOW + timedelta(days=1)]
    for moment in moments:
        make(store, Wanted(city, "0.1.0", at=NOW, wall=moment, opener=None, months=0))
    gone: list[str] = []

    def prune_meanwhile(step: str) -> None:
        if step == "keys and manifest":
            gone.extend(prune(store, Keep(daily=1)))

    Picture.objects.all().delete()
    fresh = keep_photo(jpeg(909), at=NOW)
    third = Wanted(city, "0.1.0", at=NOW, wall=NOW + timedelta(days=2), opener=None, months=0)
    made, _ = make(store, third, prune_meanwhile)
    assert list(wrong_in(store, listed(made.folder / LIST), reads_all=True)) == [] and gone == []
    assert len(prune(store, Keep(daily=1))) == 2 and [one.stem for one in store.rglob("*.jpg")] == [fresh.digest]


@pytest.mark.any_engine
def test_a_photo_that_the_database_names_and_nobody_has_is_told(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines
) -> None:
    from rukun.reports.storage import remove

    lost = Picture.objects.order_by("digest")[0].digest
    remove(lost)
    assert rukun("backup", str(tmp_path / "store"), "--proof-months", "0", "--json", code=1)["missing"] == [lost]
    done = empty_machine()("restore", str(tmp_path / "store"), "--json")
    assert done["pictures"] == 3 and "1 pictures were missing already" in " ".join(done["warnings"])


@pytest.mark.any_engine
def test_a_photo_that_is_swept_while_it_is_backed_up_is_no_loss_and_keeps_nobody_from_restoring(
    city: Path, tmp_path: Path, empty_machine: Machines
) -> None:
    from rukun.reports.storage import remove

    swept = Picture.objects.order_by("digest")[0]

    def sweep(step: str) -> None:
        if step == "pictures":
            Picture.objects.filter(pk=swept.pk).delete()
            remove(swept.digest)

    wanted = Wanted(city, "0.1.0", at=NOW, wall=NOW, opener=Opener(recipient=recipient()[0]))
    _, kept = make(tmp_path / "store", wanted, sweep)
    assert (kept.named, kept.copied, kept.absent, kept.missing) == (4, 3, {swept.digest}, ())
    there = empty_machine()
    assert there("backup", "verify", str(tmp_path / "store"), "--json")["wrong"] == []
    assert there("restore", str(tmp_path / "store"), "--json")["pictures"] == 3


def test_a_backup_of_an_older_version_is_migrated_and_one_of_a_newer_is_refused(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines
) -> None:
    call_command("migrate", "webhooks", "zero", verbosity=0)
    try:
        made = rukun("backup", str(tmp_path / "older"), "--json")
    finally:
        call_command("migrate", "webhooks", verbosity=0)
    assert "webhooks.0001_subscriptions" not in made["manifest"]["proof"]["migrations"]
    there = empty_machine()
    done = there("restore", str(tmp_path / "older"), "--json")
    assert done["sealed"] > 0 and done["files_equal"] == 0 and "older version" in " ".join(done["warnings"])
    assert not [
        one for one in there("doctor", "--json", code=1) if one["code"] == "migrations" and one["grade"] != "ok"
    ]

    recorder = MigrationRecorder(connection)
    recorder.record_applied("webhooks", "9999_of_tomorrow")
    try:
        rukun("backup", str(tmp_path / "newer"), "--json")
    finally:
        recorder.record_unapplied("webhooks", "9999_of_tomorrow")
    refused = empty_machine("other")("restore", str(tmp_path / "newer"), "--json", code=1)["refused"]
    assert refused["code"] == "newer" and "9999_of_tomorrow" in refused["words"]


@pytest.mark.any_engine
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_backup_in_one_file_for_a_recipient_comes_back_with_its_photos_in_s3(
    city: Path, rukun: Command, tmp_path: Path, empty_machine: Machines, bucket: str
) -> None:
    public = rukun("backup", "recipient", str(tmp_path / "secret")).strip()
    file = tmp_path / "city.tar"
    assert "4 pictures" in rukun("backup", str(file), "--recipient", public)
    assert sorted(path.name for path in tmp_path.glob("city*")) == ["city.tar"]
    there = empty_machine()
    there.more |= {"MEDIA_URL": bucket, "RUKUN_BACKUP_PASSPHRASE": ""}
    assert there("restore", str(file), "--json", code=1)["refused"]["code"] == "passphrase"
    done = there("restore", str(file), "--secret-file", str(tmp_path / "secret"), "--json")
    assert done["pictures"] == 4 and not (there.home / "media").exists()
    again = there("backup", str(tmp_path / "again"), "--without-keys", "--json")
    assert again["manifest"]["pictures"]["named"] == 4 and again["manifest"]["keys"] == "left out"
    assert again["manifest"]["proof"]["trail"] == done_trail(file, tmp_path)


def done_trail(file: Path, tmp_path: Path) -> Any:
    import tarfile

    with tarfile.open(file) as tar:
        name = next(one for one in tar.getnames() if one.endswith("manifest.json"))
        content = tar.extractfile(name)
        assert content is not None
        return json.loads(content.read())["proof"]["trail"]


@pytest.fixture
def bucket() -> Any:
    """An empty bucket in a store that speaks S3, as MEDIA_URL names it."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1", aws_access_key_id="kunci",
        aws_secret_access_key="rahasia",
    ).create_bucket(Bucket="foto")  # fmt: skip
    yield f"s3://kunci:rahasia@{host}:{port}/foto?region=us-east-1&tls=false"
    server.stop()


def test_keys_are_closed_with_what_is_strong_enough_and_opened_by_nothing_else(tmp_path: Path) -> None:
    content = b"a secret of the city"
    with pytest.raises(Refused):
        sealing.refuse_weak(Opener("pendek"))
    public, secret = sealing.recipient_pair()
    for closing, opening in (
        (Opener(PASSPHRASE), Opener(PASSPHRASE)),
        (Opener(recipient=public), Opener(secret=secret)),
    ):
        closed = sealing.seal(content, closing)
        assert content not in closed and sealing.unseal(closed, opening) == content
        for wrong in (Opener("x" * 20), Opener(secret=sealing.recipient_pair()[1]), Opener()):
            with pytest.raises(Refused):
                sealing.unseal(closed, wrong)
        header, _, rest = closed.partition(b"\n")
        for harmed in (closed[:-1] + bytes([closed[-1] ^ 1]), header.replace(b'"r": 8', b'"r": 9') + b"\n" + rest[:-1]):
            with pytest.raises(Refused):
                sealing.unseal(harmed, opening)
    with pytest.raises(Refused):
        sealing.seal(content, Opener(recipient="rukun-recipient-short"))
    assert keys.is_empty(tmp_path)


def test_the_newest_of_each_day_week_and_month_stays() -> None:
    noon = datetime(2026, 11, 26, 5, tzinfo=UTC)
    every_six_hours = [noon - timedelta(hours=6 * n) for n in range(4 * 400)]
    stays = sorted(staying(every_six_hours, Keep(daily=7, weekly=5, monthly=12)), reverse=True)
    assert stays[0] == noon, "the newest always"
    assert [moment.astimezone(WIB).day for moment in stays[:7]] == [26, 25, 24, 23, 22, 21, 20]
    assert 7 + 3 + 10 <= len(stays) <= 7 + 5 + 12
    assert stays[-1].strftime("%Y-%m") in ("2025-12", "2025-11")
    assert staying(every_six_hours, Keep()) == set(every_six_hours), "nothing asked: nothing goes"
    assert staying([noon], Keep(daily=1)) == {noon} and staying([], Keep(daily=1)) == set()


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


def reword(file: Path) -> None:
    file.write_text(file.read_text().replace('"version": "', '"version": "9'))


def photo_of(store: Path) -> Path:
    return sorted(store.rglob("*.jpg"))[0]


def _url_of_this() -> str:
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    return f"postgresql://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
