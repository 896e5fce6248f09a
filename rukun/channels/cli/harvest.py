"""`rukun open311`: take over what another Open311 server holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.channels.cli.historic import BY, as_facts, followed, tell, written

if TYPE_CHECKING:
    from rukun.reports.history.rows import RefusedRow


@click.group()
def open311() -> None:
    """Other Open311 servers."""


@open311.command()
@click.argument("url")
@click.option("--mapping", required=True, help="A mapping file (TOML), or the name of one that is shipped.")
@click.option("--jurisdiction", default="", help="The jurisdiction_id, where the server asks for one.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day; else on from where it came.")
@click.option("--refusals", type=click.Path(path_type=Path), help="Write every refusal to this CSV.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON, with every refusal.")
def harvest(
    url: str, mapping: str, jurisdiction: str, since: datetime | None, refusals: Path | None, as_json: bool
) -> None:
    """Take over the requests of a server, each once, and what became of them since the last time.

    URL is the address before /requests.json. The first time it goes back 90 days, or to --since. Run it again, by
    cron, to keep in step: it goes on where it stopped, whatever stopped it. It waits between calls, and longer where
    the server says so (429, 503). Only public addresses are called (OUTSIDE_ALLOWED names exceptions).

    \b
    Example: rukun open311 harvest https://open311.contoh.go.id/v2 --mapping kota-lain.toml --since 2024-01-01
             rukun open311 harvest https://www.fixmystreet.com/open311/v2 --mapping fixmystreet-open311
                   --jurisdiction fixmystreet.com
    """
    open_house()
    import time

    from rukun import clock
    from rukun.channels.harvest.calling import Server
    from rukun.channels.harvest.harvesting import Harvest
    from rukun.reports.history.library import fieldmap_named
    from rukun.values.time import start_of

    fieldmap = fieldmap_named(mapping)
    heard: list[RefusedRow] = []
    server = Server(url, jurisdiction, fieldmap.harvest, time.sleep, clock.now)
    with written(refusals, heard if as_json or refusals is None else None) as hears:
        run = Harvest(server, fieldmap, hears, clock.now(), by=BY)
        tally = followed(run.run(start_of(since.date()) if since else None))
    if as_json:
        json_answer(as_facts(tally, heard, dry_run=False) | {"calls": server.calls, "without_id": run.waiting})
        return
    tell(tally, heard, refusals, dry_run=False)
    click.echo(f"{server.calls:,} calls; {run.waiting:,} requests have no id yet and are asked for again.")
