"""`rukun month`: what a month makes, and closing it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.people.rules import Actor, Role
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month

if TYPE_CHECKING:
    from datetime import datetime

    from rukun.funds.queries import Due


@click.group()
def month() -> None:
    """The money of a month: look, close, approve, pay."""


def kelurahan_option(command: Any) -> Any:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Answer as JSON."),
        click.option("--month", "month_text", required=True, help="Such as 2016-06."),
        click.option("--kelurahan", "code", required=True, help="Such as 31.74.03.1002."),
    ):
        command = option(command)
    return command


@month.command()
@kelurahan_option
def preview(code: str, month_text: str, as_json: bool) -> None:
    """What each RT and RW of a kelurahan is owed as far as its reports are judged.

    \b
    Example: rukun month preview --kelurahan 31.74.03.1002 --month 2016-06
    """
    kelurahan, asked = _kelurahan(code), Month.parse(month_text)
    open_house()
    from rukun import clock
    from rukun.areas.queries import area
    from rukun.funds import queries

    area(kelurahan)
    closing = queries.closing_of(kelurahan, asked)
    at = clock.now() if closing is None else closing.closed_at
    found = queries.due(kelurahan, asked, at)
    if as_json:
        state = closing.state if closing else "draft"
        statements = [_told(due) for due in found]
        total = closing.total if closing else sum(due.total for due in found)
        json_answer(
            {
                "kelurahan": kelurahan.official,
                "month": str(asked),
                "state": state,
                "total": total,
                "statements": statements,
            }
        )
        return
    for due in found:
        click.echo(
            f"{due.unit.code}  {due.unit.name:<8} {len(due.reports.counted):>4} counted  {written(due.total):>14}"
        )
    click.echo(f"{'':<18}{len(found)} units {written(sum(due.total for due in found)):>27}")


@month.command()
@click.option("--month", "month_text", required=True, help="Such as 2016-06.")
@click.option("--kelurahan", "code", help="Only this one, such as 31.74.03.1002.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def compute(month_text: str, code: str | None, as_json: bool) -> None:
    """The statements of every kelurahan: closed ones as they stand, drafts as they would be now.

    \b
    Example: rukun month compute --month 2016-06 --json
    """
    kelurahan, asked = _kelurahan(code) if code else None, Month.parse(month_text)
    open_house()
    from rukun import clock
    from rukun.funds.queries import told
    from rukun.funds.sealed import told as as_told

    found = [told.month_told(each, asked, clock.now()) for each in told.kelurahan_with_units(kelurahan)]
    _tell(
        [as_told(one.kelurahan, asked, one.state, one.statements) for one in found if one.statements],
        as_json=as_json,
    )


@month.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--month", "month_text", required=True, help="Such as 2016-06.")
@click.option("--kelurahan", "code", help="Only this one, such as 31.74.03.1002.")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), help="Read only this one.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def recompute(folder: Path, month_text: str, code: str | None, form: str | None, as_json: bool) -> None:
    """The same statements again, from the verdicts and decrees of the open data alone; no database.

    \b
    Example: rukun month recompute ./unduhan --month 2016-06 --json
    """
    from rukun.transparency.open_data import redoing

    kelurahan = _kelurahan(code) if code else None
    _tell(redoing.month_of(folder, Month.parse(month_text), kelurahan, form or ""), as_json=as_json)


@month.command()
@kelurahan_option
@click.option("--by", "login", help="Who closes it (default: the present bendahara of the kelurahan).")
@click.option("--despite", default="", help="Why it is closed though something is still open; everybody reads it.")
def close(code: str, month_text: str, as_json: bool, login: str | None, despite: str) -> None:
    """Close the month: freeze every statement and accrue the money. Final; late facts become corrections.

    \b
    Example: rukun month close --kelurahan 31.74.03.1002 --month 2016-06
             rukun month close --kelurahan 31.74.03.1002 --month 2016-06 --despite "Warga menunggu uangnya"
    """
    kelurahan, asked = _kelurahan(code), Month.parse(month_text)
    open_house()
    from rukun import clock
    from rukun.areas.queries import area
    from rukun.funds import actions

    area(kelurahan)
    at = clock.now()
    by = _actor(login, Role.BENDAHARA, kelurahan, at)
    closing = actions.close_month(kelurahan, asked, by=by, at=at, despite=despite)
    if as_json:
        json_answer(
            {
                "kelurahan": kelurahan.official,
                "month": str(asked),
                "state": closing.state,
                "total": closing.total,
                "digest": closing.digest,
            }
        )
    else:
        click.echo(f"Closed: {written(closing.total)}, digest {closing.digest}.")


def _tell(kelurahan: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        json_answer(kelurahan)
        return
    for one in kelurahan:
        click.echo(f"{one['kelurahan']}  {one['state']:<9} {len(one['statements']):>4} {written(one['total']):>18}")


def _kelurahan(code: str) -> AreaCode:
    found = AreaCode.parse(code)
    if found.kind is not Kind.KELURAHAN:
        raise Refused("area-code", "{area} bukan kode kelurahan.", field="kelurahan", area=code)
    return found


def _actor(login: str | None, role: Role, kelurahan: AreaCode, at: datetime) -> Actor:
    from rukun.people import queries

    person = queries.person_by_login(login) if login else queries.holder_of(role, kelurahan, at)
    return queries.actor_of(person.pk, at)


def _told(due: Due) -> dict[str, Any]:
    return {
        "unit": due.unit.code,
        "name": due.unit.name,
        "decree": due.decree.id,
        "decree_digest": due.decree.digest,
        "total": due.total,
        "lines": [asdict(line) for line in due.lines],
        **due.reports.codes,
    }
