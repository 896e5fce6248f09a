"""`rukun people leave`: an official's access ends, whether or not a successor is known."""

from __future__ import annotations

import click

from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.refused import Refused
from rukun.values.time import day_of

BY = "administrator@cli"


@click.command()
@click.argument("login")
@click.option("--seat", default="", help="Only this seat, as it is told without the option: `lurah@3174031002`.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def leave(login: str, seat: str, as_json: bool) -> None:
    """End the seats of an official who leaves, and sign them out everywhere. The account and what it reported stay.

    \b
    Example: rukun people leave budi@contoh.go.id
    """
    open_house()
    from django.db import transaction

    from rukun import clock
    from rukun.people import actions, queries

    at = clock.now()
    person = queries.person_by_login(login)
    with transaction.atomic():
        ended = actions.leave_seats(person, only=seat, at=at, by=BY)
        if not ended:
            raise Refused("seat", "{login} tidak memegang jabatan itu.", login=person.login)
        sessions = actions.sign_out_everywhere(person, at=at, by=BY)
    told = {str(one.seat): one.held_until for one in ended}
    if as_json:
        json_answer({"login": person.login, "seats": told, "sessions": sessions})
        return
    for name, until in told.items():
        began_today = "" if until == day_of(at) else "; the record says today, on which it began"
        click.echo(f"{name}: ended{began_today}")
    click.echo(f"{person.login}: {sessions} {'session' if sessions == 1 else 'sessions'} ended; the account stays.")
