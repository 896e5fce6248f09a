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
# What a path answers that leads nowhere, or to something else than is needed.
NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG}


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
    except OSError as failure:
        if (told := _of_a_path(failure)) is None:
            raise
        refused_answer(told, as_json="--json" in asked)
        sys.exit(1)
    except Exception as failure:
        if (told := away.refusal(failure)) is None:
            raise
        refused_answer(told, as_json="--json" in asked)
        sys.exit(1)


def _of_a_path(failure: OSError) -> Refused | None:
    """What to tell of a folder or a file; nothing where the failure is of something else.

    One of another user, or one that the unit may not write, is told with whose it has to be.
    """
    from rukun.values.refused import Refused

    path = failure.filename
    if path is None or failure.errno not in KEPT_AWAY | NOT_THERE:
        return None
    if failure.errno in NOT_THERE:
        return Refused("path", "Tidak dapat memakai {path}: {why}. Sebut tempat lain.", path=path, why=failure.strerror)
    return Refused(
        "permission",
        "Pengguna {user} tidak boleh membaca atau menulis {path}: berikan kepadanya, atau sebut tempat lain.",
        user=getpass.getuser(), path=path,
    )  # fmt: skip
