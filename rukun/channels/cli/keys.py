"""`rukun keys`: which programs may hand on reports, and how many."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from rukun.channels.cli.answers import json_answer, open_house

if TYPE_CHECKING:
    from rukun.people.models import ApiKey, Person

BY = "administrator@cli"
SCOPES = ("read", "report", "talk", "act")


@click.group()
def keys() -> None:
    """Keys of programs that hand on reports, read, speak and act (Open311, the API)."""


@keys.command()
@click.option("--name", required=True, help="Which program, and whose.")
@click.option("--contact", required=True, help="Whom to ask about it.")
@click.option("--per-hour", default=60, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--per-day", default=500, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--scope", "scopes", multiple=True, default=("report",), show_default=True, type=click.Choice(SCOPES))
@click.option("--holder", default="", help="The login in whose name and seats it reads, speaks and acts.")
@click.option(
    "--days", default=180, show_default=True, type=click.IntRange(1, 365), help="How long a holder's is good."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def issue(as_json: bool, scopes: tuple[str, ...], holder: str, **terms: Any) -> None:
    """Make a key. It is shown once and kept nowhere. A holder's desk opens by it without a second factor, so it ends.

    \b
    Example: rukun keys issue --name "Pusat panggilan 112" --contact 112@contoh.go.id --per-hour 500 --per-day 5000
             rukun keys issue --name "Aplikasi lurah" --contact it@contoh.id --scope act --holder lurah@contoh.id
    """
    open_house()
    from rukun import clock
    from rukun.people.actions import KeyTerms, issue_key
    from rukun.people.queries import person_by_login
    from rukun.people.rules import Scope

    person = person_by_login(holder) if holder else None
    wanted = frozenset(Scope(scope) for scope in scopes)
    holder_id = person.pk if person is not None else None
    made = issue_key(KeyTerms(**terms, scopes=wanted, holder_id=holder_id), by=BY, at=clock.now())
    if as_json:
        json_answer({"number": made.key.pk, "key": made.code, "expires_at": made.key.expires_at})
    else:
        click.echo(
            f"{made.code}\nKey {made.key.pk} ({made.key.scopes}), {made.key.per_hour:,} uses an hour, "
            f"{made.key.per_day:,} a day{_until(made.key.expires_at)}. Kept nowhere else."
        )
    # Last: the key is kept nowhere else, and whatever becomes of a message, it has been shown.
    if person is not None:
        _tell_holder(person, made.key)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def list_keys(as_json: bool) -> None:
    """The keys, how often each was used today and when last, how many reports it handed on, and until when it is good.

    \b
    Example: rukun keys list
    """
    open_house()
    rows = _rows()
    if as_json:
        json_answer(rows)
        return
    for row in rows:
        stands = f"withdrawn {row['withdrawn_at']}" if row["withdrawn_at"] else f"{row['today']:,} today"
        stands += f", last used {row['used_last']:%Y-%m-%d}" if row["used_last"] else ""
        stands += _until(row["expires_at"])
        click.echo(f"{row['number']:>4}  {row['begins_with']}..  {row['name']}  {row['reports']:,} reports  {stands}")


@keys.command()
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def withdraw(number: int, as_json: bool) -> None:
    """Take a key back; what it handed on stays.

    \b
    Example: rukun keys withdraw 3
    """
    open_house()
    from rukun import clock
    from rukun.people import actions, queries

    key = actions.withdraw_key(queries.key_numbered(number), by=BY, at=clock.now())
    if as_json:
        json_answer({"number": key.pk, "withdrawn_at": key.withdrawn_at})
    else:
        click.echo(f"{key} is withdrawn.")


def _tell_holder(person: Person, key: ApiKey) -> None:
    """That a program acts in their name from now on: whoever did not ask for it has to hear of it."""
    from django.utils import translation
    from django.utils.translation import gettext

    from rukun.people.logins import is_reachable
    from rukun.senders.message import Message, NotSent
    from rukun.senders.ways import sender_for

    if not is_reachable(person.login):
        return
    with translation.override(person.language):
        words = gettext(
            "Sebuah program kini dapat bertindak di Rukun atas nama Anda: {name}. Kalau Anda tidak memintanya, segera "
            "beri tahu pengelola Rukun di kota Anda."
        ).format(name=key.name)
        message = Message(person.login, gettext("Kunci program atas nama Anda"), words, f"key-{key.pk}")
    try:
        sender_for(message.to).send(message)
    except NotSent as failure:
        click.echo(f"The holder could not be told: {failure}", err=True)


def _until(moment: datetime | None) -> str:
    return f", good until {moment:%Y-%m-%d}" if moment else ""


def _rows() -> list[dict[str, Any]]:
    from rukun import clock
    from rukun.people import queries
    from rukun.reports.queries import relayed_by_key

    used, last, filed = queries.uses_today(clock.now()), queries.used_last(), relayed_by_key()
    return [
        {
            "number": key.pk, "name": key.name, "contact": key.contact, "begins_with": key.begins_with,
            "scopes": key.scopes.split(), "has_holder": key.holder_id is not None,
            "per_hour": key.per_hour, "per_day": key.per_day, "issued_at": key.issued_at,
            "withdrawn_at": key.withdrawn_at, "expires_at": key.expires_at, "used_last": last.get(key.pk),
            "today": used.get(key.pk, 0), "reports": filed.get(key.pk, 0),
        }
        for key in queries.keys_issued()
    ]  # fmt: skip
