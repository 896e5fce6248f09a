"""`rukun people export | correct | forget | retention`: what the law lets a person ask, by the operator's hand."""

from __future__ import annotations

from pathlib import Path

import click

from rukun.channels.cli.answers import json_answer, open_house

JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.command()
@click.argument("login")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@JSON
def export(login: str, target: Path, as_json: bool) -> None:
    """Everything that is kept of somebody, as a ZIP file that only you can read. They see that you did.

    \b
    Example: rukun people export +6281234567890 sri.zip
    """
    open_house()
    from rukun import clock
    from rukun.people.queries import person_by_login
    from rukun.rights import actions

    person = person_by_login(login)
    actions.copy_for_operator(person, target, at=clock.now())
    if as_json:
        json_answer({"login": person.login, "file": str(target), "bytes": target.stat().st_size})
    else:
        click.echo(f"{target}: {target.stat().st_size:,} bytes. Hand it to nobody else, then delete it.")


@click.command()
@click.argument("login")
@click.option("--name", default="", help="The name as it should be.")
@click.option("--to", "to_login", default="", help="The telephone number or e-mail address as it should be.")
@JSON
def correct(login: str, name: str, to_login: str, as_json: bool) -> None:
    """Put right the name or the login of somebody whom you recognised; a new login is confirmed by them anew.

    \b
    Example: rukun people correct +6281234567890 --to +6281234567899
    """
    open_house()
    from rukun import clock
    from rukun.people import actions
    from rukun.people.queries import person_by_login

    person = actions.correct(person_by_login(login), name=name, login=to_login, at=clock.now(), by="operator@cli")
    if as_json:
        json_answer({"login": person.login, "name": person.name})
    else:
        click.echo(f"{person.login}: {person.name}")


@click.command()
@click.argument("login")
@click.option("--now", "is_now", is_flag=True, help="Not after the days to think it over: a court says so.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@JSON
def forget(login: str, is_now: bool, yes: bool, as_json: bool) -> None:
    """Note that somebody wants to be forgotten; the worker does it when the days to think it over have passed.

    \b
    Example: rukun people forget +6281234567890
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.people.queries import person_by_login
    from rukun.rights import actions, copying, queries

    person, at = person_by_login(login), clock.now()
    told: dict[str, object] = {"login": person.login, "kept": {c.held.key: c.count for c in queries.counted(person.pk)}}
    if is_now:
        if not yes:
            click.confirm(f"{person.login} cannot be brought back. Go on?", abort=True)
        actions.forget(person, at=at, by="operator@cli")
        copying.drop_nobodys(home=settings.RUKUN_HOME)
        told["forgotten_at"] = at.isoformat()
    else:
        told["due_at"] = actions.ask_to_be_forgotten(person, at=at, by="operator@cli").due_at.isoformat()
    if as_json:
        json_answer(told)
    else:
        click.echo(f"{login}: {'forgotten' if is_now else 'will be forgotten at ' + str(told['due_at'])}")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@JSON
def retention(dry_run: bool, as_json: bool) -> None:
    """Let go of what is older than `retention.toml` of the city keeps it; the worker does the same each hour.

    \b
    Example: rukun people retention --dry-run
    """
    open_house()
    from rukun import clock
    from rukun.rights import ageing, queries
    from rukun.rights.rules import KIND_WORDS

    at, kept = clock.now(), queries.retention().kept
    told = ageing.too_old(at) if dry_run else ageing.let_go(at=at, slices=1_000_000)
    if as_json:
        json_answer({"dry_run": dry_run, "kinds": {kind.value: count for kind, count in told.items()}})
        return
    for kind, count in told.items():
        click.echo(f"{count:>10,}  {kind.value:<15} {kept[kind].days:>6} days  {KIND_WORDS[kind]}")
    if not told:
        click.echo("Nothing is older than retention.toml keeps it.")
    click.echo("Nothing was changed." if dry_run else "Done.")
