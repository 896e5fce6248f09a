"""`rukun trail`: seal the log, verify it, prove an entry or growth, change its key, and watch another city."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.number import DIGITS_MAX

if TYPE_CHECKING:
    from rukun.channels.witness.looking import Looked, Watch

# Larger ones no column holds.
NUMBER = click.IntRange(min=1, max=10**DIGITS_MAX - 1)


@click.group()
def trail() -> None:
    """The log of all decisions: seal it, check it, prove an entry of it."""


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def seal(as_json: bool) -> None:
    """Seal what has happened since the last seal.

    \b
    Example: rukun trail seal
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.trail import actions

    made = actions.seal(home=settings.RUKUN_HOME, at=clock.now())
    if as_json:
        json_answer({"sealed": made is not None, "number": made and made.number, "size": made and made.size})
    elif made is None:
        click.echo("Nothing new to seal.")
    else:
        click.echo(made.note)


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify(as_json: bool) -> None:
    """Hash every event anew and compare with the seals; exit code 1 names the first broken place.

    \b
    Example: rukun trail verify --json
    """
    open_house()
    from django.conf import settings

    from rukun.trail import queries

    found = queries.verify(settings.RUKUN_HOME)
    if as_json:
        broken = found.broken and {
            "index": found.broken.index,
            "event": found.broken.event,
            "words": found.broken.words,
        }
        json_answer(
            {
                "unbroken": broken is None,
                "sealed": found.sealed,
                "seals": found.seals,
                "unsealed": found.unsealed,
                "broken": broken,
            }
        )
    elif found.broken is None:
        click.echo(
            f"Unbroken: {found.sealed:,} events under {found.seals} seals; {found.unsealed:,} wait to be sealed."
        )
    else:
        click.echo(f"BROKEN: {found.broken.words}", err=True)
    sys.exit(0 if found.broken is None else 1)


@trail.command()
@click.argument("event", type=NUMBER, required=False)
@click.option("--grown-from", type=NUMBER, help="Instead: prove that the log begins with its first N events.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON (the proof is always JSON).")
def prove(event: int | None, grown_from: int | None, as_json: bool) -> None:  # noqa: ARG001
    """Prove that an event stands in the sealed log, or that the log only grew.

    \b
    Example: rukun trail prove 17
             rukun trail prove --grown-from 1000
    """
    if (event is None) == (grown_from is None):
        raise click.UsageError("Name one event, or --grown-from N.")
    open_house()
    from django.conf import settings

    from rukun.trail import proving

    if event is not None:
        json_answer(proving.prove(event, settings.RUKUN_HOME))
    elif grown_from is not None:
        json_answer(proving.prove_growth(grown_from))


@trail.command()
@click.argument("first", metavar="FROM", type=NUMBER)
@click.argument("second", metavar="TO", type=NUMBER)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def grew(first: int, second: int, as_json: bool) -> None:
    """Show that the log under seal TO begins with the log under seal FROM.

    \b
    Example: rukun trail grew 1 40 --json
    """
    open_house()
    from rukun.trail import proving, queries

    told = proving.prove_between(queries.seal_of(first), queries.seal_of(second))
    if as_json:
        json_answer(told)
    else:
        click.echo(
            f"The {told['size']:,} events under seal {second} begin with the {told['first']:,} under seal {first}, "
            f"by {len(told['proof'])} hashes."
        )


@trail.command("renew-key")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def renew_key(as_json: bool) -> None:
    """Make another key for the seals: the present one names it in the log and seals that, and signs nothing afterwards.

    Tell the new public key to your witnesses. Interrupted, the same command goes on.

    \b
    Example: rukun trail renew-key
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.trail import renewing

    made = renewing.renew_key(home=settings.RUKUN_HOME, by="administrator@cli", at=clock.now())
    if as_json:
        json_answer({"verifier": made})
    else:
        click.echo(f"{made}\nSeals are signed with this key from now on. Tell your witnesses.")


@trail.command()
@click.argument("url")
@click.option("--home", required=True, type=click.Path(file_okay=False, path_type=Path), help="The witness's folder.")
@click.option("--name", default="saksi", show_default=True, help="What your signature is called.")
@click.option("--key", "verifier", help="The city's public key, told by another way; else that of the first look.")
@click.option("--patience", type=click.FloatRange(min=0), default=26, show_default=True, help="Hours until silence.")
@click.option("--every", type=click.IntRange(min=10), help="Go on, and look every so many seconds.")
@click.option("--publish", is_flag=True, help="Send your signature to the city's page of witnesses.")
@click.option(
    "--tell", "addresses", multiple=True, metavar="ADDRESS", help="Whom to send a complaint: e-mail or +62..."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, one object a look.")
def witness(url: str, home: Path, every: int | None, as_json: bool, **wanted: Any) -> None:
    """Watch the seals of another city; exit code 1 for a complaint. It needs no database.

    Run it from a timer, or with --every. It remembers what it saw, asks for the proof that the log only grew, and
    complains of a fork, a rollback, a bad signature, back-dating or silence. Evidence is kept in HOME/complaints. With
    --tell, a message goes out once a day for each fault, by EMAIL_URL or TEXT_URL.

    \b
    Example: rukun trail witness https://rukun.example --home /var/lib/saksi --every 900
    """
    import time

    from rukun.channels.witness.looking import Watch, look

    if wanted["addresses"]:
        open_house()
    watch = Watch(
        url=url.rstrip("/"), home=home, name=wanted["name"], verifier=wanted["verifier"],
        patience=timedelta(hours=wanted["patience"]), publishes=wanted["publish"],
    )  # fmt: skip
    while True:
        looked = look(watch, datetime.now(UTC))
        _tell(looked, watch, as_json=as_json)
        _send(looked, watch, wanted["addresses"])
        if every is None:
            sys.exit(0 if looked.is_good else 1)
        time.sleep(every)


def _tell(looked: Looked, watch: Watch, *, as_json: bool) -> None:
    if as_json:
        json_answer(asdict(looked) | {"witness": watch.public_key()})
    elif looked.complaint:
        click.echo(f"COMPLAINT ({looked.complaint.fault}): {looked.complaint.words}", err=True)
    elif not looked.reached:
        click.echo(f"The city does not answer; {looked.size:,} events are remembered.", err=True)
    else:
        click.echo(f"{looked.size:,} events under {looked.root}, and it only grew. Witness: {watch.public_key()}")


def _send(looked: Looked, watch: Watch, addresses: tuple[str, ...]) -> None:
    if not addresses:
        return
    from rukun.channels.witness.telling import tell

    for failed in tell(watch, looked, addresses, datetime.now(UTC)):
        click.echo(f"Not told: {failed}", err=True)
