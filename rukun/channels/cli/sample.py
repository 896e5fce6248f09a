"""`rukun sample`: promise the seed of a month, open it, draw, and verify a draw."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.time import Month

if TYPE_CHECKING:
    from rukun.people.rules import Actor


@click.group()
def sample() -> None:
    """The random sample of a month: its seed, its draw, and whether both fit."""


month_option = click.option("--month", "month_text", required=True, help="Such as 2016-06.")
json_option = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
by_option = click.option("--by", "login", help="An auditor's login; without it the clock's own seed.")


@sample.command()
@month_option
@by_option
@click.option("--digest", help="With --by: SHA-256 (64 hex digits) of a secret of 64 hex digits that you keep.")
@json_option
def commit(month_text: str, login: str | None, digest: str | None, as_json: bool) -> None:
    """Promise the seed of a month before it ends. The worker does it by itself; an auditor may add a secret of theirs.

    \b
    Example: rukun sample commit --month 2016-06
             rukun sample commit --month 2016-06 --by auditor@contoh.id --digest 9f86d081...
    """
    month = Month.parse(month_text)
    if (login is None) != (digest is None):
        raise click.UsageError("--by and --digest belong together.")
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.validation import actions

    at = clock.now()
    if login and digest:
        actions.commit_own_seed(month, digest, by=_actor(login), at=at)
    else:
        actions.commit_month(month, home=settings.RUKUN_HOME, at=at)
    _tell(month, as_json)


@sample.command()
@month_option
@by_option
@click.option("--secret", help="With --by: the secret that you promised.")
@json_option
def reveal(month_text: str, login: str | None, secret: str | None, as_json: bool) -> None:
    """Open a promised secret once the lists of the month are sealed; without --by the clock's, and mix the seed.

    \b
    Example: rukun sample reveal --month 2016-06
             rukun sample reveal --month 2016-06 --by auditor@contoh.id --secret 3c9a...
    """
    month = Month.parse(month_text)
    if (login is None) != (secret is None):
        raise click.UsageError("--by and --secret belong together.")
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.validation import actions

    at = clock.now()
    if login and secret:
        actions.reveal_own_seed(month, secret, by=_actor(login), at=at)
    else:
        actions.mix_seed(month, home=settings.RUKUN_HOME, at=at)
    _tell(month, as_json)


@sample.command()
@json_option
def draw(as_json: bool) -> None:
    """Take every step that is due now: lists of complete months, draws of months with a seed, widening.

    \b
    Example: rukun sample draw
    """
    open_house()
    from django.conf import settings

    from rukun import clock
    from rukun.tick import sample as take_steps

    steps = take_steps(clock.now(), settings.RUKUN_HOME)
    if as_json:
        json_answer({"steps": steps})
    else:
        click.echo(f"{steps} steps taken." if steps else "Nothing is due.")


@sample.command()
@month_option
@json_option
def verify(month_text: str, as_json: bool) -> None:
    """Repeat the draw of a month from its seed and compare with the trail; exit code 1 names what does not fit.

    \b
    Example: rukun sample verify --month 2016-06 --json
    """
    month = Month.parse(month_text)
    open_house()
    from rukun.validation.sample.published import wrong_in

    wrong = wrong_in(month)
    if as_json:
        json_answer({"month": str(month), "fits": not wrong, "wrong": wrong})
    else:
        click.echo("Everything fits." if not wrong else "\n".join(f"WRONG: {one}" for one in wrong), err=bool(wrong))
    sys.exit(1 if wrong else 0)


def _actor(login: str) -> Actor:
    from rukun import clock
    from rukun.people import queries

    return queries.actor_of(queries.person_by_login(login).pk, clock.now())


def _tell(month: Month, as_json: bool) -> None:
    from rukun.validation.sample.published import seed_of

    shown = seed_of(month)
    told: dict[str, Any] = {
        "month": str(month),
        "promises": [{"party": p.party, "digest": p.digest, "secret": p.secret} for p in shown.promises],
        "seal": shown.seal,
        "root": shown.root,
        "seed": shown.seed,
    }
    if as_json:
        json_answer(told)
        return
    for promise in shown.promises:
        click.echo(f"{promise.party}: {promise.digest}{' = SHA-256 of ' + promise.secret if promise.secret else ''}")
    click.echo(f"Seed: {shown.seed}, from seal {shown.seal}." if shown.seed else "The seed is not mixed yet.")
