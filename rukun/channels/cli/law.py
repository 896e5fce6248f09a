"""`rukun law`: bring a version of a decree, agree to one, and see beforehand what it would cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.funds.library import CASES
from rukun.values.code import AreaCode
from rukun.values.refused import Refused
from rukun.values.rupiah import written
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.funds.models import DecreeProposal
    from rukun.people.rules import Actor


@click.group()
def law() -> None:
    """Versions of decrees: one person brings one, another agrees, and until then it moves no money."""


@law.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", "login", required=True, help="Who brings it: a login.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def propose(file: Path, login: str, as_json: bool) -> None:
    """Bring a decree's file, with its cases beside it.

    \b
    Example: rukun law propose kota/jakarta/decrees/kepgub-903-2016.toml --by sri@contoh.go.id
    """
    open_house()
    from rukun import clock
    from rukun.funds import actions

    content, cases = _content(file), _content(file.with_name(file.stem + CASES))
    made = actions.propose_decree(file.stem, content, cases, by=_actor(login), at=clock.now())
    _tell(made, as_json)


@law.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def waiting(as_json: bool) -> None:
    """Versions that nobody has decided on, oldest first.

    \b
    Example: rukun law waiting
    """
    open_house()
    from rukun.funds import queries

    found = queries.proposals_waiting()
    if as_json:
        json_answer([_told(proposal) for proposal in found])
        return
    for proposal in found:
        _tell(proposal, as_json)


@law.command()
@click.argument("digest")
@click.option("--by", "login", required=True, help="Who agrees: a login, another than who brought it.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def approve(digest: str, login: str, as_json: bool) -> None:
    """Agree to the waiting version whose digest begins like this.

    \b
    Example: rukun law approve 3f9a0c --by budi@contoh.go.id
    """
    open_house()
    from rukun import clock
    from rukun.funds import actions, queries

    loaded = actions.approve_decree(queries.proposal_by_digest(digest), by=_actor(login), at=clock.now())
    if as_json:
        json_answer({"decree": loaded.decree, "digest": loaded.digest, "loaded_at": loaded.loaded_at})
    else:
        click.echo(f"Loaded: {loaded.decree} {loaded.digest}.")


@law.command()
@click.option("--decree", "file", required=True, type=click.Path(path_type=Path), help="The file of the other decree.")
@click.option("--month", "month_text", required=True, help="Such as 2016-06.")
@click.option("--area", "code", required=True, help="From a city to a kelurahan, such as 31.74.03.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def compare(file: Path, month_text: str, code: str, as_json: bool) -> None:
    """What a month makes under the law as it stands, and what it would make under another decree.

    \b
    Example: rukun law compare --decree my-decree.toml --month 2016-06 --area 31.74.03
    """
    within, month = AreaCode.parse(code), Month.parse(month_text)
    open_house()
    from rukun import clock
    from rukun.funds import queries
    from rukun.funds.decree import read_decree

    decree, at = read_decree(file.stem, _content(file)), clock.now()
    sums, everything = [], []
    for kelurahan, differences in queries.compare_each(within, month, decree, at):
        sums.append(queries.sum_of(kelurahan, differences))
        everything += differences
    if as_json:
        json_answer({
            "decree": decree.id, "digest": decree.digest, "month": str(month),
            "now": sum(s.now for s in sums), "then": sum(s.then for s in sums),
            "kelurahan": [
                {"code": s.area.code, "name": s.area.name, "now": s.now, "then": s.then, "more": s.more,
                 "same": s.same, "less": s.less} for s in sums
            ],
            "units": [{"code": d.unit.code, "now": d.now, "then": d.then} for d in everything],
            "spread": [{"from": low, "below": high, "units": n} for low, high, n in queries.spread(everything)],
        })  # fmt: skip
        return
    for s in sums:
        click.echo(f"{s.area.name:<24} {written(s.now):>18} {written(s.then):>18} {written(s.change):>18}")
    now, then = sum(s.now for s in sums), sum(s.then for s in sums)
    click.echo(f"{'':<24} {written(now):>18} {written(then):>18} {written(then - now):>18}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused("file", "Berkas {name} tidak dapat dibaca.", field="file", name=file.name) from None


def _actor(login: str) -> Actor:
    from rukun import clock
    from rukun.people import queries

    return queries.actor_of(queries.person_by_login(login).pk, clock.now())


def _told(proposal: DecreeProposal) -> dict[str, Any]:
    return {"decree": proposal.decree, "digest": proposal.digest, "proposed_at": proposal.proposed_at}


def _tell(proposal: DecreeProposal, as_json: bool) -> None:
    if as_json:
        json_answer(_told(proposal))
    else:
        click.echo(f"{proposal.decree} {proposal.digest} waits for another person to agree.")
