"""`rukun ranking`: compute the table of a month, publish it, recompute it from the open data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.ranking.rules import RankedKind
    from rukun.ranking.spans import Span


@click.group()
def ranking() -> None:
    """How the kelurahan stand, and how anyone can redo the sum."""


month_option = click.option("--month", "month_text", required=True, help="Such as 2016-06.")
of_option = click.option(
    "--of", "whose", default="kelurahan", type=click.Choice(["kelurahan", "kecamatan", "kota", "skpd"]),
    help="Whose table; kelurahan unless told otherwise.",
)  # fmt: skip
span_option = click.option(
    "--span", "span_text", default="month", type=click.Choice(["month", "rolling", "quarter"]),
    help="The month alone, the three months up to it, or the quarter that it ends.",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


def scoring_folder() -> Path:
    """The folder of methods of the city that is served."""
    from django.conf import settings

    return Path(settings.RUKUN_KOTA_FOLDER) / settings.RUKUN_KOTA / "scoring"


@ranking.command()
@month_option
@of_option
@span_option
@json_option
def compute(month_text: str, whose: str, span_text: str, as_json: bool) -> None:
    """The table by what is known now; nothing is published.

    \b
    Example: rukun ranking compute --month 2016-06 --json
    """
    span, of = _asked(month_text, whose, span_text)
    open_house()
    from rukun import clock
    from rukun.ranking import queries
    from rukun.ranking.files import method_for
    from rukun.ranking.standings import standing_table

    method, _ = method_for(scoring_folder(), span.first)
    tell(standing_table(span, method, queries.inputs(span, clock.now(), of), queries.ranked(of), of), as_json)


@ranking.command()
@month_option
@of_option
@span_option
@json_option
def publish(month_text: str, whose: str, span_text: str, as_json: bool) -> None:
    """Publish a table; the same facts are published once.

    \b
    Example: rukun ranking publish --month 2016-06
    """
    span, of = _asked(month_text, whose, span_text)
    open_house()
    from rukun import clock
    from rukun.ranking import actions

    tell(actions.publish_table(span, scoring=scoring_folder(), at=clock.now(), of=of).told, as_json)


@ranking.command()
@click.argument("folder", type=click.Path(path_type=Path))
@month_option
@of_option
@span_option
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), help="Read only this one.")
@json_option
def recompute(folder: Path, month_text: str, whose: str, span_text: str, form: str | None, as_json: bool) -> None:
    """The table again, from the open data alone; no database.

    \b
    Example: rukun ranking recompute ./unduhan --month 2016-06 --json
    """
    from rukun.transparency.open_data import redoing

    span, of = _asked(month_text, whose, span_text)
    tell(redoing.ranking_of(folder, span, form or "", of), as_json)


@ranking.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--from", "first", help="From this month on, such as 2016-05.")
@click.option("--to", "last", help="Up to this month.")
@click.option("--by", type=click.Choice(["month", "year"]), default="month", show_default=True)
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option("--master", default="local[*]", show_default=True, help="Spark's: local[*], spark://HOST:7077, yarn.")
@json_option
def history(
    folder: Path, first: str | None, last: str | None, by: str, engine: str, master: str, as_json: bool
) -> None:
    """Every month anew from the Parquet of the open data, over years; no database.

    DuckDB does it on one machine; Spark, with the very same text, on a cluster (the extra `spark`, and Java).

    \b
    Example: rukun ranking history ./unduhan --by year --json
             rukun ranking history /data/unduhan --engine spark --master spark://10.0.0.5:7077
    """
    from rukun.transparency.open_data.history import asking

    months = asking.months_in(folder, *(Month.parse(text) if text else None for text in (first, last)))
    chosen = asking.duckdb_engine() if engine == "duckdb" else asking.spark_engine(master)
    with chosen as opened:
        columns, rows = asking.history(opened, folder.resolve(), months, by)
    if as_json:
        json_answer([dict(zip(columns, row, strict=True)) for row in rows])
        return
    click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join("" if value is None else str(value) for value in row))


def _asked(month_text: str, whose: str, span_text: str) -> tuple[Span, RankedKind]:
    from rukun.ranking.rules import RankedKind
    from rukun.ranking.spans import Span, SpanKind

    return Span(Month.parse(month_text), SpanKind(span_text)), RankedKind(whose)


def tell(table: dict[str, Any], as_json: bool) -> None:
    """The table as JSON, or drawn for a terminal."""
    if as_json:
        json_answer(table)
        return
    from rich.console import Console
    from rich.table import Table as Drawn

    for check in table["fairness"]["checks"]:
        if check["alarm"]:
            click.echo(f"Fairness: the score goes with {check['against']} ({check['correlation']:+.2f}, 90%: "
                       f"{check['low']:+.2f} to {check['high']:+.2f}).")  # fmt: skip
    drawn = Drawn(title=f"{table['month']}, method {table['method']}")
    for column in ("rank", "90%", "kelurahan", "score", "on time", "speed", "verdict", "reports"):
        drawn.add_column(column, justify="left" if column == "kelurahan" else "right")
    for row in table["rows"]:
        if row["rank"] is None:
            continue
        parts = row["parts"]
        shares = [f"{parts[name]:.2f}" for name in ("on_time", "speed", "verdict")]
        drawn.add_row(
            str(row["rank"]),
            f"{row['rank_low']}-{row['rank_high']}",
            row["name"],
            f"{row['score']:.2f}",
            *shares,
            str(row["reports"]),
        )
    Console().print(drawn)
    unranked = sum(row["rank"] is None for row in table["rows"])
    if unranked:
        click.echo(f"{unranked} kelurahan with too few reports for a rank.")
