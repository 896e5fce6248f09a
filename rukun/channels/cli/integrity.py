"""`rukun bench integrity | likeness | fit`: what planted fraud a validator meets first, which edits are seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from rukun.channels.bench.row import Measured
from rukun.channels.cli.answers import json_answer
from rukun.channels.cli.measured import Row

TOLD = {
    "caught_in_first_5_percent": "planted fraud in the first 5% of the queue",
    "caught_in_first_10_percent": "planted fraud in the first 10% of the queue",
    "bound_held": "kelurahan where the error bound held",
}
TARGETS = {"caught_in_first_5_percent": 0.80, "caught_in_first_10_percent": 0.95, "bound_held": 0.95}


@click.command()
@click.option("--seed", default=1, show_default=True, type=int)
@click.option(
    "--reports",
    default=4_000,
    show_default=True,
    type=click.IntRange(64, 200_000),
    help="4,000 plant twenty of each kind; with fewer than 1,000 there is too little of each for a burst or a ring.",
)
@click.option("--fraud", default=4.0, show_default=True, type=click.FloatRange(0.5, 40), help="Percent of the reports.")
@click.option("--cost", is_flag=True, help="Also what looking through one report costs.")
@click.option("--fit", "fit_to", type=click.Path(path_type=Path), help="Write flags and labels here, for `bench fit`.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def integrity(seed: int, reports: int, fraud: float, cost: bool, fit_to: Path | None, as_json: bool) -> None:
    """Play a labelled month with fraud in it, as the real system would see it, and read Tapem's queue.

    \b
    Example: rukun bench integrity --seed 7 --json
             rukun bench integrity --seed 7 --fraud 8 --reports 6000
    """
    told = _played(["integrity", str(seed), str(reports), str(fraud / 100), str(fit_to.resolve()) if fit_to else ""])
    costs = told.pop("cost")
    if as_json:
        json_answer(told | ({"cost": costs} if cost else {}))
        return
    for name, value in told.items():
        if name == "per_kind":
            for kind, share in value.items():
                early = told["per_kind_in_first_5_percent"][kind]
                click.echo(f"  {kind:28} {early:8.1%} in the first 5%, {share:8.1%} in the first 10% of the queue")
        elif not isinstance(value, dict):
            wanted = f"  (wanted {TARGETS[name]:.0%})" if name in TARGETS else ""
            click.echo(f"{name:30} {value}{wanted}")
    click.echo(
        f"Looked through {costs['reports']:,} reports, {costs['photos']:,} with a photo: "
        f"{costs['cpu_ms_per_report']:.0f} ms of the processor each, "
        f"{costs['hours_for_100000_on_two_cores']:.2f} h for 100,000 on two cores."
    )


@click.command()
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--photos", type=click.Path(path_type=Path, file_okay=False), help="A folder of JPEGs, no two alike.")
@click.option("--most", default=30, show_default=True, type=click.IntRange(4, 5_000), help="Photos edited, by chance.")
@click.option("--pairs", default=400, show_default=True, type=click.IntRange(0, 10_000_000), help="Different photos.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def likeness(seed: int, photos: Path | None, most: int, pairs: int, as_json: bool) -> None:
    """Edit photos in every way that fraud knows, and count which edits are seen through; and false alarms.

    Without --photos it draws streets of its own.

    \b
    Example: rukun bench likeness --seed 7 --photos photos_road_damage_br
    """
    from rukun.channels.bench.integrity.likeness import measure

    told = measure(seed, photos, most=most, pairs=pairs)
    if as_json:
        json_answer(told)
        return
    click.echo(f"{told['photos']} photos, edits by seed {seed}")
    for name, share in told["recall"].items():
        click.echo(f"  {name:28} {share['found']:8.1%} found   {share['indexed']:8.1%} named by the index")
    click.echo(
        f"Different photos called one: {told['false']} of {told['pairs']:,} pairs (highest share {told['highest']})."
    )


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fit(files: tuple[Path, ...]) -> None:
    """Fit the points of `signals.toml` on months that `rukun bench integrity --fit FILE` wrote.

    \b
    Example: rukun bench integrity --seed 3 --fit three.json && rukun bench fit three.json
    """
    from rukun.channels.simulate.fit import fitted
    from rukun.validation.signals.kinds import FlagKind

    reports, is_fraud = [], []
    for file in files:
        told = json.loads(file.read_text())
        for code, label in told["labels"].items():
            flags = told["strengths"].get(code, {})
            reports.append({FlagKind(kind): strength / 1000 for kind, strength in flags.items()})
            is_fraud.append(bool(label))
    start, points = fitted(reports, is_fraud)
    click.echo(f"start = {round(start * 1000)}\n\n[points]")
    for kind, weight in points.items():
        click.echo(f"{kind} = {round(weight * 1000)}")


def rows_of_a_month(seed: int) -> list[Row]:
    """The promises of the integrity table as rows: a labelled month of 4,000 reports, by this seed."""
    told = _played(["integrity", str(seed), "4000", "0.04", ""])
    weakest = min(told["per_kind"].items(), key=lambda pair: pair[1])
    note = f"seed {seed}, 4,000 reports, 4% fraud; weakest kind: {weakest[0]}, {weakest[1]:.0%} in the first 10%"

    def row(work: str, value: float, unit: str, target: float, better: str) -> Row:
        return Measured(f"integrity: {work}", "sqlite", value, unit, note, "", None, target, None, better).told()

    return [
        *(row(TOLD[name], 100 * told[name], "%", 100 * target, "more") for name, target in TARGETS.items()),
        row("struck without a human", told["struck_without_human"], "reports", 0, "less"),
    ]


def _played(arguments: list[str]) -> dict[str, Any]:
    """Run in a process of its own, over a database that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="rukun-bench-") as home:
        environment = os.environ | {
            "RUKUN_HOME": home, "DATABASE_URL": f"sqlite:///{home}/rukun.sqlite3", "RUKUN_KOTA": "jakarta",
            "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_LOG_LEVEL": "ERROR", "MEDIA_URL": f"{home}/media",
        }  # fmt: skip
        command = [sys.executable, "-m", "rukun.channels.bench.integrity.labelled", *arguments]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told
