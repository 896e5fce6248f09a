"""Every command by its name. Apart from the package: what is no command (`pages`) loads nothing of it."""

from __future__ import annotations

import importlib
import sys

import click

# Subcommand -> module and object; imported only when asked for, so that `rukun decrees why` needs no database.
COMMANDS = {
    "areas": "rukun.channels.cli.areas:areas",
    "backup": "rukun.channels.cli.backup:backup",
    "bank": "rukun.channels.cli.bank:bank",
    "bench": "rukun.channels.cli.bench:bench",
    "check": "rukun.channels.cli.checking:check",
    "decrees": "rukun.channels.cli.decrees:decrees",
    "doctor": "rukun.channels.cli.doctor:doctor",
    "events": "rukun.channels.cli.signals:events",
    "demo": "rukun.channels.cli.demo:demo",
    "installation": "rukun.channels.cli.installation:installation",
    "keys": "rukun.channels.cli.keys:keys",
    "kota": "rukun.channels.cli.kota:kota",
    "law": "rukun.channels.cli.law:law",
    "mail": "rukun.channels.cli.mail:mail",
    "maintenance": "rukun.channels.cli.maintenance:maintenance",
    "mirror": "rukun.channels.cli.mirror:mirror",
    "month": "rukun.channels.cli.month:month",
    "photos": "rukun.channels.cli.signals:photos",
    "open-data": "rukun.channels.cli.open_data:open_data",
    "partitions": "rukun.channels.cli.partitions:partitions",
    "people": "rukun.channels.cli.people:people",
    "notices": "rukun.channels.cli.notices:notices",
    "ranking": "rukun.channels.cli.ranking:ranking",
    "open311": "rukun.channels.cli.harvest:open311",
    "reports": "rukun.channels.cli.historic:reports",
    "restore": "rukun.channels.cli.restore:restore",
    "sample": "rukun.channels.cli.sample:sample",
    "routing": "rukun.channels.cli.routing:routing",
    "sosialisasi": "rukun.channels.cli.sosialisasi:sosialisasi",
    "serve": "rukun.channels.cli.serve:serve",
    "setup": "rukun.channels.cli.serve:setup",
    "tick": "rukun.channels.cli.serve:tick_once",
    "trail": "rukun.channels.cli.trail:trail",
    "work": "rukun.channels.cli.serve:work",
}


class Commands(click.Group):
    """Subcommands that are imported when they are named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rukun", message=f"%(version)s, from {sys.prefix}")
def cli() -> None:
    """Rukun: reports of a neighbourhood, and what becomes of them.

    \b
    Example: rukun demo
    Exit codes: 0 done, 1 refused with the reason, 2 wrong usage.
    """
