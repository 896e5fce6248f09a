"""`rukun bench endurance`: hosts are killed, cut off and brought back while people file, and everything is counted."""

from __future__ import annotations

import signal
import sys
from typing import Any
from uuid import uuid4

import click

from rukun.channels.cli.answers import json_answer
from rukun.values.refused import Refused

COLUMNS = ("host", "blow", "times", "down_s", "back_median_s", "back_longest_s", "client_waited_longest_s")
TOLD = (
    "hosts", "seed", "seconds", "acknowledged", "filed_after_retries", "acknowledged_again", "taken", "reads", "errors",
    "longest_s", "ended_by_themselves", "drained_s",
)  # fmt: skip


@click.command()
@click.option("--times", default=20, show_default=True, type=click.IntRange(1, 1000), help="Of each blow on each host.")
@click.option("--seed", default=1, show_default=True, type=int, help="Settles the order of the blows.")
@click.option("--processes", is_flag=True, help="Without network namespaces: to cut off is to stop the processes.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def endurance(times: int, seed: int, processes: bool, as_json: bool) -> None:
    """Three web hosts, two workers, a primary and a replica, each in a network namespace of its own: each is killed,
    cut off and brought back, while telephones file, a desk works and people look.

    Afterwards everything that was acknowledged has to be there, once, with its ticket, under unbroken seals. Exit code
    1 where something is not. Namespaces need root; without it, and with --processes, all stand on the loopback.

    \b
    Example: rukun bench endurance --times 4 --seed 7
             rukun bench endurance --json
    """
    from rukun.channels.bench.endurance.play import Wanted, played
    from rukun.channels.bench.endurance.stage import may_have_namespaces
    from rukun.channels.bench.servers.postgres import programs

    if programs() is None:
        raise Refused("postgresql", "Program PostgreSQL tidak ada di mesin ini.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    apart = not processes and may_have_namespaces()
    done = played(Wanted(times=times, seed=seed, namespaces=apart, run=uuid4().hex[:4]))
    if as_json:
        json_answer(done)
    else:
        _tell(done)
    sys.exit(bool(done["wrong"]))


def _tell(done: dict[str, Any]) -> None:
    for name in TOLD:
        click.echo(f"{name.replace('_', ' '):<24}{done[name]}")
    widths = [max(len(name), 10) for name in COLUMNS]
    click.echo("  ".join(name.rjust(width) for name, width in zip(COLUMNS, widths, strict=True)))
    for row in done["blows"]:
        click.echo("  ".join(str(row[name]).rjust(width) for name, width in zip(COLUMNS, widths, strict=True)))
    for name, words in done["last_words"].items():
        click.echo(f"What {name} said when it ended by itself: {words}")
    for one in done["wrong"]:
        click.echo(f"WRONG: {one}")
    if not done["wrong"]:
        click.echo("Everything that was acknowledged is there, once.")
