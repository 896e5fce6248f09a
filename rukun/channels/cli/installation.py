"""`rukun installation`: take a whole city to another machine, another database, or another key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.channels.cli.backup import make_in, opener_of, tell_made
from rukun.channels.cli.restore import restore_from


@click.group()
def installation() -> None:
    """A whole city as files that any database can load, and its key: write, bring up, change."""


@installation.command("export")
@click.argument("where", metavar="DIR_OR_FILE", type=click.Path(path_type=Path))
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--recipient", default="", help="Close the keys for this recipient (see `rukun backup recipient`).")
@click.option("--without-keys", is_flag=True, help="Leave RUKUN_HOME/keys out; you take them by another way.")
@click.option("--proof-months", default=2, show_default=True, type=click.IntRange(0, 120), help="Months of open data.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def export(where: Path, proof_months: int, as_json: bool, **wanted: Any) -> None:
    """Write everything, persons and keys included, into a folder or one file FILE.tar, while the system runs.

    Tables are written one by one and belong to no engine: SQLite's become PostgreSQL's and back. Keys are closed as in
    a backup, by RUKUN_BACKUP_PASSPHRASE, --passphrase-file or --recipient; the rest is not: carry it as what it is.
    `rukun backup verify` looks whether it is whole. Exit code 1 also where photos that the database names are nowhere.

    \b
    Example: rukun installation export /mnt/usb/kota.tar --passphrase-file /root/pass
    """
    open_house()
    opener = None if wanted["without_keys"] else opener_of(wanted["passphrase_file"], recipient=wanted["recipient"])
    made, kept = make_in(where, opener, proof_months, is_portable=True, quiet=as_json)
    tell_made(made, kept, [], as_json=as_json)
    sys.exit(1 if kept.missing else 0)


@installation.command("import")
@click.argument("where", metavar="DIR_OR_FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--secret-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A recipient's.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def bring_in(where: Path, passphrase_file: Path | None, secret_file: Path | None, as_json: bool) -> None:
    """Bring a city up from such files: in an empty RUKUN_HOME, an empty database of any engine, an empty store.

    Nothing is overwritten. Afterwards rows are counted, seals verified, the newest root and the open data compared;
    exit code 0 means that all of it is equal. Interrupted, the same command goes on, table by table.

    \b
    Example: DATABASE_URL=postgresql:///rukun rukun installation import /mnt/usb/kota.tar --passphrase-file /root/pass
    """
    open_house()
    done = restore_from(where, "", opener_of(passphrase_file, secret_file=secret_file), quiet=as_json)
    if as_json:
        json_answer(done)


@installation.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def reseal(as_json: bool) -> None:
    """After another SECRET_KEY: close with it what SECRET_KEY_BEFORE closed, so that the earlier one can go.

    Exit code 1 where something is opened by neither key: those have to set their app or their webhook up again.

    \b
    Example: rukun installation reseal
    """
    open_house()
    from rukun import clock
    from rukun.operation import actions

    done = actions.reseal(by="administrator@cli", at=clock.now())
    if as_json:
        json_answer({"done": done.done, "lost": done.lost})
    else:
        click.echo(f"{done.done:,} closed anew; {done.lost:,} that no key here opens.")
    sys.exit(1 if done.lost else 0)
