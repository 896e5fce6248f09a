"""What a web process has in memory before it is asked anything, and what it shares with the others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

# Each as large as a tenth of the process; loaded by whoever needs it, which no common page does.
LARGE = (
    "typst", "PIL", "openpyxl", "xlsxwriter", "joserfc", "httpx", "httpcore", "click", "duckdb", "cv2", "ua_parser",
    "webauthn", "babel", "cryptography",
)  # fmt: skip
# What the worker and the commands alone do, with all that it brings along.
NEVER_OF_PAGES = ("rukun.followup.actions.taking_over", "rukun.reports.history.rows",
                  "rukun.transparency.open_data.exporting")  # fmt: skip
# All that is loaded of others' libraries, by their first names. One that is missing here is in every web process of
# every city for good: is it worth that, or can the page that needs it load it?
OF_OTHERS = {
    "anyio", "asgiref", "dj_database_url", "django", "dotenv", "granian", "h3", "numpy", "phonenumbers", "pyotp",
    "rfc8785", "shapely", "sqlparse", "whitenoise",
}  # fmt: skip


def ran(script: str, home: Path) -> str:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_HOME": str(home), "DATABASE_URL": f"sqlite:///{home}/r.sqlite3",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=settings.REPOSITORY, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_web_process_has_not_loaded_what_few_pages_need(tmp_path: Path) -> None:
    script = (
        "import django, sys; django.setup()\n"
        "from rukun.channels.cli import pages\n"
        "from rukun.channels.front.ready import make_ready\n"
        "make_ready()\n"
        f"print(sorted({{*{LARGE!r}, *{NEVER_OF_PAGES!r}, 'psycopg'}} & set(sys.modules)))\n"
    )
    assert ran(script, tmp_path).strip() == "[]"


def test_a_web_process_has_loaded_these_libraries_of_others_and_no_more(tmp_path: Path) -> None:
    script = (
        "import django, sys; django.setup()\n"
        "from rukun.channels.cli import pages\n"
        "from rukun.channels.front.ready import make_ready\n"
        "make_ready()\n"
        "of = {name.partition('.')[0] for name, module in sys.modules.items()\n"
        "      if 'site-packages' in (getattr(module, '__file__', None) or '')}\n"
        "print(*sorted(name for name in of if not name.startswith('_')))\n"
    )
    assert set(ran(script, tmp_path).split()) == OF_OTHERS


def test_what_is_made_ready_is_there_for_good_and_no_connection_is_left(tmp_path: Path) -> None:
    script = (
        "import django, gc; django.setup()\n"
        "from rukun.databases import structure; structure.prepare()\n"
        "from rukun.channels.front.ready import make_ready; make_ready()\n"
        "from rukun.channels.cli.pages import let_go; let_go()\n"
        "from django.db import connection\n"
        "from rukun.areas import queries\n"
        "print(connection.connection, queries._kept is not None, gc.get_freeze_count() > 100_000)\n"
    )
    assert ran(script, tmp_path).strip() == "None True True"


def test_what_the_database_kept_in_memory_is_given_back_before_processes_are_forked() -> None:
    source = (settings.REPOSITORY / "rukun" / "channels" / "cli" / "pages.py").read_text()
    assert source.index("    let_go()\n") < source.index("    give_back()\n") < source.index("        Server(\n")
