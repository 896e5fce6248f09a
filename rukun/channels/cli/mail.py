"""`rukun mail`: take in a letter that the mail server hands over."""

from __future__ import annotations

import os
import sys

import click

from rukun.channels.cli.answers import open_house


@click.group()
def mail() -> None:
    """Letters that residents send."""


@mail.command("take")
def take() -> None:
    """Take in one letter from standard input, as a mail server's pipe hands it over.

    Exit codes of sysexits: 0 taken (or known already, or sent by a machine), 65 no letter can be made of it, 75 not
    now, try again. The worker answers it.

    \b
    Example: rukun mail take < letter.eml
    In Postfix's master.cf: rukun unix - n n - 4 pipe user=rukun argv=/srv/rukun/bin/rukun mail take
    """
    open_house()
    from django.db import OperationalError

    from rukun import clock
    from rukun.channels.chat.letter import LETTER_BYTES_MAX, Unreadable
    from rukun.channels.chat.mailing import take_letter
    from rukun.values.refused import Refused

    content = sys.stdin.buffer.read(LETTER_BYTES_MAX + 1)
    try:
        click.echo(take_letter(content, at=clock.now()))
    except Unreadable as broken:
        click.echo(str(broken), err=True)
        sys.exit(os.EX_DATAERR)
    except (OperationalError, Refused, OSError) as away:
        click.echo(f"not now: {type(away).__name__}", err=True)
        sys.exit(os.EX_TEMPFAIL)
