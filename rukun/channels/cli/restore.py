"""`rukun restore`: a city from its backup, on an empty machine, and the proof that it is the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.channels.cli.backup import opener_of, taken_apart

if TYPE_CHECKING:
    from rukun.operation.backup.sealing import Opener


@click.command()
@click.argument("where", metavar="DIR_OR_FILE", type=click.Path(exists=True, path_type=Path))
@click.option("--backup", "name", default="", help="This one (default: the newest).")
@click.option("--passphrase-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--secret-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A recipient's.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def restore(where: Path, name: str, passphrase_file: Path | None, secret_file: Path | None, as_json: bool) -> None:
    """Bring a backup back into an empty RUKUN_HOME, an empty database and an empty store of pictures.

    Nothing is overwritten. Afterwards the rows are counted, the seals verified, the newest root compared, and the open
    data exported and compared byte for byte; exit code 0 means that all of it is equal. Interrupted, the same command
    goes on.

    \b
    Example: RUKUN_HOME=/var/lib/rukun rukun restore /mnt/backup --passphrase-file /root/backup-pass
    """
    open_house()
    done = restore_from(where, name, opener_of(passphrase_file, secret_file=secret_file), quiet=as_json)
    if as_json:
        json_answer(done)


def restore_from(where: Path, name: str, opener: Opener, *, quiet: bool) -> dict[str, Any]:
    """Bring one back and say so; what was done."""
    from django.conf import settings

    from rukun import clock
    from rukun.operation.backup import manifest, restoring

    told = (lambda _: None) if quiet else lambda words: click.echo(f"… {words}", err=True)
    with taken_apart(where) as store:
        done = restoring.restore(manifest.chosen(store, name), opener, settings.RUKUN_HOME, at=clock.now(), told=told)
    if not quiet:
        for words in done.warnings:
            click.echo(f"NOTE: {words}.", err=True)
        if done.hidden_again:
            click.echo(f"Out of sight again until a handler decides, as after this backup: {done.hidden_again}.")
        if done.forgotten_again:
            click.echo(f"Forgotten again, as they had asked after this backup was made: {done.forgotten_again}.")
        click.echo(
            f"{done.backup} is back: {done.rows:,} rows and {done.pictures:,} pictures, {done.sealed:,} events under "
            f"unbroken seals, {done.files_equal} files of open data identical. Start with: rukun serve"
        )
    return asdict(done)
