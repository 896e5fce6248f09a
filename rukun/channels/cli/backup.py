"""`rukun backup`: a copy of everything, made while the system runs, and whether it is whole."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.refused import Refused

if TYPE_CHECKING:
    from rukun.operation.backup.manifest import Backup
    from rukun.operation.backup.sealing import Opener

PASSPHRASE = "RUKUN_BACKUP_PASSPHRASE"


class MadeUnlessNamed(click.Group):
    """`rukun backup DIR` makes one; `rukun backup verify DIR` and the others are named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `make` in front where no subcommand is named."""
        if args and args[0] not in (*self.commands, "--help", "-h"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group(cls=MadeUnlessNamed)
def backup() -> None:
    """A copy of database, photos and keys: make it, look whether it is whole."""


@backup.command()
@click.argument("where", metavar="DIR_OR_FILE", type=click.Path(path_type=Path))
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--recipient", default="", help="Close the keys for this recipient (see `rukun backup recipient`).")
@click.option("--without-keys", is_flag=True, help="Leave RUKUN_HOME/keys out; you keep them elsewhere.")
@click.option("--proof-months", default=2, show_default=True, type=click.IntRange(0, 120), help="Months of open data.")
@click.option("--keep-daily", default=0, type=click.IntRange(0, 3660), help="Then take away older ones, but for these.")
@click.option("--keep-weekly", default=0, type=click.IntRange(0, 520))
@click.option("--keep-monthly", default=0, type=click.IntRange(0, 120))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def make(where: Path, proof_months: int, as_json: bool, **wanted: Any) -> None:
    """Make a backup in a folder (photos that lie there already are not copied again) or in one file FILE.tar.

    The keys are closed with the passphrase in RUKUN_BACKUP_PASSPHRASE or --passphrase-file, or for a --recipient. Exit
    code 1 also where photos that the database names are nowhere.

    \b
    Example: rukun backup /mnt/backup --passphrase-file /etc/rukun/backup-pass --keep-daily 7 --keep-weekly 5 --keep-monthly 12
             rukun backup /mnt/usb/rukun.tar --recipient rukun-recipient-...
    """  # noqa: E501  a command is one line
    open_house()
    from rukun.operation.backup.retention import Keep, prune

    opener = None if wanted["without_keys"] else opener_of(wanted["passphrase_file"], recipient=wanted["recipient"])
    keep = Keep(wanted["keep_daily"], wanted["keep_weekly"], wanted["keep_monthly"])
    made, kept = make_in(where, opener, proof_months, quiet=as_json)
    gone = [] if where.suffix == ".tar" else prune(where, keep)
    tell_made(made, kept, gone, as_json=as_json)
    sys.exit(1 if kept.missing else 0)


def make_in(
    where: Path, opener: Opener | None, months: int, *, is_portable: bool = False, quiet: bool = False
) -> tuple[Backup, Any]:
    """One in a folder or in one file; what it holds, and what became of the pictures."""
    from django.conf import settings

    from rukun import clock
    from rukun.operation.backup.making import Wanted, note_made
    from rukun.operation.backup.making import make as made_in

    asked = Wanted(settings.RUKUN_HOME, _version(), clock.now(), clock.wall(), opener, months, is_portable)
    told = (lambda _: None) if quiet else lambda words: click.echo(f"… {words}", err=True)
    with _put_together(where) if where.suffix == ".tar" else nullcontext(where) as store:
        made = made_in(store, asked, told)
    # Only now: what lies beside a file that could not be finished is no backup.
    note_made(asked)
    return made


def tell_made(made: Backup, kept: Any, gone: list[str], *, as_json: bool) -> None:
    facts = made.manifest
    if as_json:
        json_answer({"backup": made.name, "gone": gone, "missing": list(kept.missing), "manifest": facts})
        return
    size = sum(file["size"] for file in facts["files"].values())
    click.echo(
        f"{made.name}: {size:,} bytes of database, lists and keys; {kept.named:,} pictures "
        f"({kept.copied:,} copied now); {facts['proof']['trail']['size']:,} events sealed."
    )
    if kept.missing:
        click.echo(f"MISSING: {len(kept.missing)} pictures that the database names are nowhere.", err=True)
    for name in gone:
        click.echo(f"Taken away: {name}")


@backup.command()
@click.argument("where", metavar="DIR_OR_FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--backup", "name", default="", help="This one (default: the newest).")
@click.option("--quick", is_flag=True, help="Do not read every picture again; whether it is there is looked at.")
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--secret-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(where: Path, name: str, quick: bool, as_json: bool, **secrets: Path | None) -> None:
    """Read a backup again and compare it with its manifest; exit code 1 names what is missing or was changed.

    With a passphrase or a secret the keys are tried, too, and that they signed the manifest. It proves that the files
    are as they were written; only `rukun restore` on an empty machine proves that a city comes out of them.

    \b
    Example: rukun backup verify /mnt/backup
    """
    open_house()
    from rukun.operation.backup import manifest, restoring

    with taken_apart(where) as store:
        found = manifest.chosen(store, name)
        wrong = restoring.wrong_in(found, reads_all=not quick)
        opener = opener_of(secrets["passphrase_file"], secret_file=secrets["secret_file"])
        is_tried = bool(opener.passphrase or opener.secret) and found.manifest["keys"] == "sealed"
        if is_tried and not wrong:
            restoring.keys_of(found, opener)
    if as_json:
        json_answer({"backup": found.name, "whole": not wrong, "wrong": wrong, "keys_tried": is_tried})
    else:
        for words in wrong:
            click.echo(f"WRONG: {words}", err=True)
        if not wrong:
            tried = "the keys open" if is_tried else "the keys were not tried"
            click.echo(f"{found.name} is whole: {found.manifest['pictures']['named']:,} pictures; {tried}.")
    sys.exit(1 if wrong else 0)


@backup.command("list")
@click.argument("where", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def list_backups(where: Path, as_json: bool) -> None:
    """The finished backups of a folder, oldest first; exit code 1 where one of them cannot be read.

    \b
    Example: rukun backup list /mnt/backup
    """
    from rukun.operation.backup.manifest import found, unreadable_in

    rows = [
        {"backup": one.name, "version": one.manifest["version"], "engine": one.manifest["engine"],
         "pictures": one.manifest["pictures"]["named"], "events": one.manifest["proof"]["trail"]["size"]}
        for one in found(where)
    ]  # fmt: skip
    if as_json:
        json_answer(rows)
    for row in [] if as_json else rows:
        click.echo("{backup}  {version}  {engine}  {pictures:,} pictures  {events:,} events".format(**row))
    unreadable = unreadable_in(where)
    for name in unreadable:
        click.echo(f"WRONG: {name} cannot be read", err=True)
    sys.exit(1 if unreadable else 0)


@backup.command()
@click.argument("secret_file", metavar="SECRET_FILE", type=click.Path(path_type=Path))
def recipient(secret_file: Path) -> None:
    """Make a recipient: its secret goes into a file that you take away from this machine, its name is printed.

    \b
    Example: rukun backup recipient /media/usb/rukun-secret
    """
    from rukun.operation.backup.sealing import recipient_pair
    from rukun.values.kept import kept_secret

    if secret_file.exists():
        raise click.UsageError(f"{secret_file} exists already.")
    public, secret = recipient_pair()
    kept_secret(secret_file, secret.encode)
    click.echo(public)


def opener_of(passphrase_file: Path | None, *, recipient: str = "", secret_file: Path | None = None) -> Opener:
    """What opens or closes the keys, from files or the environment; never from the command line, which others see."""
    from rukun.operation.backup.sealing import Opener

    passphrase = passphrase_file.read_text().strip() if passphrase_file else os.environ.get(PASSPHRASE, "")
    return Opener(passphrase, recipient, secret_file.read_text().strip() if secret_file else "")


@contextmanager
def _put_together(file: Path) -> Iterator[Path]:
    """A store for one backup that becomes one file; the file is whole or not there."""
    from rukun.operation.backup.files import room
    from rukun.values.kept import settle

    store, part = file.with_suffix(".parts"), file.with_suffix(".tar.part")
    yield store
    try:
        with room(file.parent):
            with tarfile.open(part, "w") as tar:
                for path in sorted(store.iterdir()):
                    if not path.name.startswith("."):
                        tar.add(path, path.name)
            settle(part)
            os.replace(part, file)
            settle(file.parent)
    finally:
        part.unlink(missing_ok=True)
    # Only now: a machine that stops before has either of them.
    shutil.rmtree(store)


@contextmanager
def taken_apart(where: Path) -> Iterator[Path]:
    """The store itself, or what one file holds, laid beside it for as long as it is needed."""
    if not where.is_file():
        yield where
        return
    from rukun.operation.backup.files import room

    with tempfile.TemporaryDirectory(dir=where.parent, prefix=".rukun-backup-") as folder:
        try:
            with room(where.parent), tarfile.open(where) as tar:
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError) as broken:
            why = str(broken).partition("\n")[0]
            raise Refused("broken", "{name} bukan cadangan, atau terpotong: {why}", name=where, why=why) from None
        yield Path(folder)


def _version() -> str:
    from importlib.metadata import version

    return version("rukun")
