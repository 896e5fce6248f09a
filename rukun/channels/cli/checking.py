"""`rukun check`: settings and city files that cannot work, and what is missing for follow-up."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from rukun.channels.cli.answers import json_answer, open_house

if TYPE_CHECKING:
    from rukun.followup.soundness import Finding


@click.command()
@click.option("--deploy", is_flag=True, help="Instead: settings that must not go where real residents are.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def check(deploy: bool, as_json: bool) -> None:
    """Find what cannot work: settings, categories with nobody in charge, empty desks, a calendar that ends, a channel
    of chats connected by half, a sign-in of the city's own that lacks something or does not answer; and what the city
    has yet to decide, as its folder says.

    Exit code 1 where reports go nowhere because of it; with --deploy, where a setting must not go to production.

    \b
    Example: rukun check
             rukun check --deploy
    """
    open_house()
    from django.core.management import call_command

    from rukun import clock
    from rukun.chats.soundness import findings as of_chats
    from rukun.followup.soundness import findings

    if not as_json:
        call_command("check")
    if deploy:
        _deploy(as_json=as_json)
    found = [*findings(clock.now()), *of_chats(), *_single_sign_on(), *_undecided()]
    found.sort(key=lambda one: not one.is_serious)
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            missing = f"belum ditetapkan: {one.about}" if one.code == "undecided" else "missing"
            click.echo(f"{'WRONG' if one.is_serious else missing}: {one.words}")
    sys.exit(any(one.is_serious for one in found))


def _deploy(*, as_json: bool) -> None:
    """The settings; and the replicas that they name, which are asked."""
    from django.conf import settings

    from rukun.operation import replicas
    from rukun.operation.deploying import findings

    of_replicas = list(replicas.findings())
    found = [one for one in (*findings(settings), *of_replicas) if one.grade != "ok"]
    if as_json:
        json_answer([asdict(one) for one in found])
    else:
        for one in found:
            click.echo(f"{'WRONG' if one.grade == 'wrong' else 'look'}: {one.words}\n       {one.todo}")
        for one in of_replicas:
            if one.grade == "ok":
                click.echo(f"   ok: {one.words}")
        click.echo("Fit for production." if not found else f"{len(found)} to settle.")
    sys.exit(any(one.grade == "wrong" for one in found))


def _single_sign_on() -> list[Finding]:
    """What a half-set provider lacks; of a whole one, whether it answers and speaks for itself."""
    from django.conf import settings

    from rukun.followup.soundness import Finding
    from rukun.senders.issuer import IssuerRefused, IssuerSilent, doors_of

    asked = settings.RUKUN_OIDC
    words = "nobody can sign in by the city's own sign-in: "
    if asked.lacks:
        return [Finding("single-sign-on", name, f"{words}{name} is not set", is_serious=False) for name in asked.lacks]
    try:
        doors = doors_of(asked.issuer, asked.hosts) if asked.is_set else None
    except (IssuerSilent, IssuerRefused) as silent:
        return [Finding("single-sign-on", asked.issuer, f"{words}{silent}", is_serious=False)]
    if doors and asked.ends_session and not doors.end_session:
        words = f"RUKUN_OIDC_END_SESSION is set, but {asked.issuer} has no page for it"
        return [Finding("single-sign-on", asked.issuer, words, is_serious=False)]
    return []


def _undecided() -> list[Finding]:
    """What the files of the city mark as not decided yet, by file and line."""
    from django.conf import settings

    from rukun.followup.soundness import Finding
    from rukun.kota.checking import open_points

    folder = settings.RUKUN_KOTA_FOLDER / settings.RUKUN_KOTA
    return [Finding("undecided", f"{one.file}:{one.line}", one.words, is_serious=False) for one in open_points(folder)]
