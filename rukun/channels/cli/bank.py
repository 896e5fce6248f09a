"""`rukun bank`: the bank's file layouts of a city, and a trial of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer
from rukun.funds.banking.files import Answered, Order, read_answer, write_batch
from rukun.funds.banking.layout import read_layout


@click.group()
def bank() -> None:
    """How the city's bank takes payments and answers: layouts as data in kota/<city>/bank/."""


@bank.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--answer", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="An answer to read by it.")
@click.option("--out", type=click.Path(path_type=Path), help="Write a file with two made-up payments here.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(file: Path, answer: Path | None, out: Path | None, as_json: bool) -> None:
    """Read a layout, name every mistake in it, and try it: a file for the bank to look at, an answer of the bank.

    \b
    Example: rukun bank check kota/jakarta/bank/massal.toml --out contoh.csv
             rukun bank check kota/jakarta/bank/massal.toml --answer jawaban.csv --json
    """
    layout = read_layout(file.stem, file.read_bytes())
    if out is not None:
        orders = [
            Order(n, f"RKN{n:09}-1", "111", f"00{n}2345678", f"RT 00{n}/RW 003", 975_000, f"RT 00{n}", "Operasional RT")
            for n in (1, 2)
        ]
        out.write_bytes(write_batch(layout, orders, batch="000001", day=date(2016, 7, 1)))
    lines = read_answer(layout, answer.read_bytes()) if answer is not None else []
    told = {
        "layout": layout.id, "name": layout.name, "digest": layout.digest, "columns": [c.title for c in layout.columns],
        "answered": [{"reference": one.reference, "amount": one.amount, "paid": one.is_paid, "waiting": one.is_waiting,
                      "words": one.words}
                     for one in lines],
    }  # fmt: skip
    if as_json:
        json_answer(told)
        return
    click.echo(f"{layout.name}: {', '.join(c.title for c in layout.columns)}; digest {layout.digest[:12]}.")
    for one in lines:
        click.echo(f"{one.reference}  {one.amount:>14,}  {_told(one)}")


def _told(one: Answered) -> str:
    if one.is_paid:
        return "paid"
    return f"waiting: {one.words}" if one.is_waiting else one.words
