"""The `rukun` command: what an operator, a clerk or a curious citizen asks for in a terminal."""

from __future__ import annotations

import errno
import getpass
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rukun.values.refused import Refused

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rukun.settings")

# What the rights of a file, or the walls of a unit (ProtectSystem=strict), answer.
KEPT_AWAY = {errno.EACCES, errno.EPERM, errno.EROFS}


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; a refusal becomes one line (or one JSON object) and exit code 1."""
    from rukun.channels.cli import away
    from rukun.channels.cli.answers import refused_answer
    from rukun.channels.cli.commands import cli
    from rukun.values.refused import Refused

    asked = sys.argv[1:] if arguments is None else arguments
    try:
        return cli.main(args=asked, prog_name="rukun")
    except Refused as refusal:
        refused_answer(refusal, as_json="--json" in asked)
        sys.exit(1)
    except OSError as kept_away:
        if kept_away.errno not in KEPT_AWAY or kept_away.filename is None:
            raise
        refused_answer(_not_for_us(kept_away.filename), as_json="--json" in asked)
        sys.exit(1)
    except Exception as failure:
        if (told := away.refusal(failure)) is None:
            raise
        refused_answer(told, as_json="--json" in asked)
        sys.exit(1)


def _not_for_us(path: object) -> Refused:
    """A folder of another user, or one that the unit may not write: a line that says whose it has to be."""
    from rukun.values.refused import Refused

    return Refused(
        "permission",
        "Pengguna {user} tidak boleh membaca atau menulis {path}: berikan kepadanya, atau sebut tempat lain.",
        user=getpass.getuser(), path=path,
    )  # fmt: skip
