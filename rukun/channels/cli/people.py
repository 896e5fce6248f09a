"""`rukun people`: the first administrator, invitations on paper, help for who lost a device or a second factor; and
what a person may ask about their data (`rights`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rukun.channels.cli import leaving, rights
from rukun.channels.cli.answers import json_answer, open_house
from rukun.values.code import AreaCode, Kind
from rukun.values.refused import Refused
from rukun.values.time import day_of

if TYPE_CHECKING:
    from rukun.areas.models import Area


@click.group()
def people() -> None:
    """Persons, their seats, invitations to them, and what they may ask about their data."""


for _command in (rights.export, rights.correct, rights.forget, rights.retention, leaving.leave):
    people.add_command(_command)


@people.command()
@click.option("--login", required=True, help="Telephone number or e-mail address.")
@click.option("--name", required=True)
@click.option("--sk", required=True, help="Number of the letter of appointment.")
@click.option("--area", help="The area administered; the largest there is when left out.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def administrator(login: str, name: str, sk: str, area: str | None, password_stdin: bool, as_json: bool) -> None:
    """Make an administrator, so that a real installation can begin: everybody else is invited from the pages.

    \b
    Example: rukun people administrator --login sri@contoh.go.id --name "Sri Rahayu" --sk "SK 12/2026"
    """
    open_house()
    from django.db import transaction

    from rukun import clock
    from rukun.areas import queries as areas
    from rukun.people import actions
    from rukun.people.rules import Role

    at = clock.now()
    whole = areas.area(AreaCode.parse(area)) if area else _largest_area()
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked_password()
    with transaction.atomic():
        person = actions.sign_up(login=login, name=name, password=password, at=at)
        seat = actions.open_seat(role=Role.ADMINISTRATOR, area=whole, at=at)
        actions.appoint(person=person, seat=seat, sk=sk, held_from=day_of(at), at=at)
    told = {"login": person.login, "seat": str(seat), "area": whole.name}
    if as_json:
        json_answer(told)
    else:
        click.echo(f"{person.login} is administrator of {whole.name}. Sign in at /masuk/ and set up a second factor.")


@people.command()
@click.option("--kelurahan", required=True)
@click.option("--sk", required=True, help="Number of the letter of appointment, recorded for every card.")
@click.option("--to", "target", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PDF.")
@click.option("--site", required=True, help="Where the pages are served, such as https://rukun.contoh.go.id")
@click.option("--rw", default="", help="Only the units of this RW, such as 003.")
@click.option("--again", is_flag=True, help="Also heads whose invitation is still open; it is revoked.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def invite(kelurahan: str, sk: str, target: Path, site: str, rw: str, again: bool, as_json: bool) -> None:
    """Invitations for the heads of a kelurahan's RT and RW who have none, as a PDF of cards to cut out.

    \b
    Example: rukun people invite --kelurahan 31.74.03.1002 --sk "SK 7/2026" --to bangka.pdf --site https://rukun.go.id
    """
    code = AreaCode.parse(kelurahan)
    if code.kind is not Kind.KELURAHAN or not site.startswith(("https://", "http://")):
        raise Refused("invite", "Sebutkan kode kelurahan, dan alamat situs dengan https://.")
    open_house()
    cards = _invited(code, sk, target, site.rstrip("/"), rw, again)
    if as_json:
        json_answer({"cards": cards, "file": str(target)})
    else:
        click.echo(f"{cards:,} cards in {target}. The codes are kept nowhere else.")


@people.command("sign-out")
@click.argument("login")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def sign_out(login: str, as_json: bool) -> None:
    """Sign somebody out on every device: one was lost, or somebody else may be in. Password and second factor stay.

    \b
    Example: rukun people sign-out +6281234567890
    """
    open_house()
    from rukun import clock
    from rukun.people import actions, queries

    person = queries.person_by_login(login)
    ended = actions.sign_out_everywhere(person, at=clock.now(), by="administrator@cli")
    if as_json:
        json_answer({"login": person.login, "ended": ended})
    else:
        click.echo(f"{ended} {'session' if ended == 1 else 'sessions'} of {person.login} ended.")


@people.command("reset-factors")
@click.argument("login")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def reset_factors(login: str, as_json: bool) -> None:
    """Take away all second factors of somebody who lost them, after you recognised them by other means.

    \b
    Example: rukun people reset-factors +6281234567890
    """
    open_house()
    from rukun import clock
    from rukun.people import actions, queries
    from rukun.people.entering import sessions

    person = queries.person_by_login(login)
    gone = actions.reset_factors(person, at=clock.now(), by="administrator@cli")
    sessions.end_sessions(person)
    if as_json:
        json_answer({"login": person.login, "removed": gone})
    else:
        click.echo(f"{gone} removed; {person.login} signs in with the password and sets up another.")


def _invited(code: AreaCode, sk: str, target: Path, site: str, rw: str, again: bool) -> int:
    """Issue, print, and only then commit: without the file the codes would be lost."""
    from django.conf import settings
    from django.db import transaction

    from rukun import clock
    from rukun.areas.queries import areas_by_code
    from rukun.people import actions, queries
    from rukun.people.actions.invitations import Issued, Terms
    from rukun.people.rules import HEAD_OF
    from rukun.people.sheets import cards_of, sheet_of

    at, terms = clock.now(), Terms(sk, settings.RUKUN_INVITATION_DAYS)
    wanted = ("none", "expired", "issued") if again else ("none", "expired")
    rows = [row for row in queries.units_invited(code, at) if row.state in wanted and row.area.code[10:13].endswith(rw)]
    if not rows:
        raise Refused("sheet", "Semua ketua sudah bergabung atau sudah diundang.")
    issued: list[Issued] = []
    with transaction.atomic():
        for role in HEAD_OF.values():
            units = [row.area for row in rows if row.role is role]
            seats = actions.open_seats(role, units, at=at, by="administrator@cli")
            issued += actions.issue_invitations(seats, terms, by="administrator@cli", at=at) if seats else []
        issued.sort(key=lambda one: one.invitation.seat.area.code)
        names = {c: area.name for c, area in areas_by_code([code, code.up_to(Kind.KECAMATAN)]).items()}
        host = site.partition("://")[2]
        _write(target, sheet_of(cards_of(issued, names, site=site), site=f"{host}/bergabung/"))
    return len(issued)


def _write(target: Path, pdf: bytes) -> None:
    """The file, readable by its owner only: it opens seats."""
    try:
        target.touch(mode=0o600)
        target.write_bytes(pdf)
    except OSError as failure:
        raise Refused("file", "Berkas {file} tidak dapat ditulis.", field="to", file=str(target)) from failure


def _asked_password() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _largest_area() -> Area:
    """The kota, or the province of a city of several kota."""
    from rukun.areas.queries import whole_city

    if (found := whole_city()) is None:
        raise Refused("area", "Belum ada wilayah. Jalankan `rukun setup` dahulu.")
    return found
