"""Everything that `make test` checks: the static checks, then the suite on SQLite and what depends on it on PostgreSQL.

What the machine lacks (PostgreSQL's programs, PgBouncer, Chromium, Dovecot, the shared real data) is left out and said
at the end; with REQUIRE_ALL=1, as in CI, nothing may be left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
# One more than there are cores: a journey waits for its browser, and a test of two at once for the database.
CORES = os.cpu_count() or 1
WORKERS = CORES + 1
JOURNEYS = "tests/journeys/"
# Files in memory ask no disk for anything. A run leaves less than a gigabyte there, its databases' logs most of it.
MEMORY, PLENTY = Path("/dev/shm"), 8 * 2**30
AGAIN_AT_MOST = 3
# Django's own command in a process that never looks for garbage: a migration from nothing is done in two thirds.
UNSWEPT = "import gc; gc.disable(); from django.core import management; management.execute_from_command_line()"
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
CHECKS = (
    ("types", [str(BIN / "mypy"), "--no-error-summary"]),
    # In a fresh clone this compiles the tests and all they import, once for all workers that come after.
    ("collection", [*PYTEST, "--collect-only", "-qq"]),
    ("frontend", ["npm", "run", "--silent", "lint"]),
    ("floors", [str(BIN / "lint-imports"), "--no-cache"]),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
)


@dataclass(frozen=True)
class Engine:
    """A database of this run: its address, the environment of its tests, and what else pytest is told."""

    name: str
    url: str
    env: dict[str, str]
    more: tuple[str, ...]


def main() -> int:
    """Run all; 0 when everything passed and nothing that is required was left out."""
    sys.path.insert(0, str(ROOT))
    # Images of Python switch this off. Then each command that a test starts compiles the program for itself, and each
    # worker writes the assertions of every test anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    left_out = missing()
    with ExitStack() as around:
        home = around.enter_context(
            tempfile.TemporaryDirectory(prefix="rukun-suite-", dir=in_memory(), ignore_cleanup_errors=True)
        )
        lay_files_in(Path(home) / "tmp")
        engines = engines_in(Path(home), around)
        checks = [(name, partial(run, name, command, told=True)) for name, command in CHECKS]
        # Each works on one core; the longest begin first.
        jobs = dict([*((f"migrations on {one.name}", partial(migrated, one)) for one in engines), *checks])
        with ThreadPoolExecutor(CORES) as hands:
            passed = list(hands.map(lambda job: job(), jobs.values()))
        failed = [name for name, is_passed in zip(jobs, passed, strict=True) if not is_passed]
        ready = [one for one in engines if f"migrations on {one.name}" not in failed]
        failed += [f"suite on {one.name}" for one in ready if not suite(one)]
    return closing(failed, left_out)


def in_memory() -> Path | None:
    """Where files are kept in memory, if there is plenty of it and programs may lie there as well."""
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > PLENTY else None


def lay_files_in(folder: Path) -> None:
    """Have what this run writes for a while in that folder, here and in every process that it starts."""
    folder.mkdir()
    # PostgreSQL runs as a user of its own where the run is root's.
    folder.parent.chmod(0o711)
    folder.chmod(0o1777)
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), str(folder)


def engines_in(home: Path, around: ExitStack) -> list[Engine]:
    """SQLite, and PostgreSQL where its programs are; `--reuse-db`: a worker's database is the copy it has just made."""
    from rukun.channels.bench.servers.postgres import Cluster, programs

    file = home / "rukun.sqlite3"
    # What is the same whatever the engine, and long to make, is made in here by the first that needs it.
    kept = {"RUKUN_TEST_KEPT": str(home)}
    engines = [Engine("SQLite", f"sqlite:///{file}", kept | {"RUKUN_TEST_TEMPLATE": str(file)}, ("--reuse-db",))]
    if programs() is not None:
        # Counted while it is empty between two tests, a table would be read through by those that fill it in one
        # transaction: nobody counts it again within that. The cluster goes as a whole: no database in it need be
        # dropped while a browser still holds a session.
        cluster = around.enter_context(Cluster(more=("autovacuum=off",)))
        env = kept | {"RUKUN_TEST_TEMPLATE": "rukun", "DATABASE_URL": cluster.url}
        engines.append(Engine("PostgreSQL", cluster.url, env, ("--reuse-db", "--second-engine")))
    return engines


def missing() -> list[str]:
    """What is left out because this machine lacks it."""
    from rukun.channels.bench.servers.postgres import programs
    from tests.browsers import chromium

    needed = (
        (chromium(), "browser journeys: Chromium is not on this machine"),
        (_dovecot(), "letters from a mailbox: Dovecot is not on this machine"),
        (_pgbouncer(), "pages behind a pooler: pgbouncer is not on this machine"),
        (_real_data(), "the real data: no ../shared/data beside the repository"),
        (programs(), "the suite on PostgreSQL: its programs are not on this machine"),
    )
    return [words for found, words in needed if not found]


def run(name: str, command: list[str], extra: dict[str, str] | None = None, *, told: bool = False) -> bool:
    """Whether a command passed; `told` keeps what it says until its end, for those that run side by side."""
    began, idled = time.monotonic(), idle()
    if not told:
        print(f"== {name}", flush=True)
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} if told else {}
    done = subprocess.run(command, cwd=ROOT, env=os.environ | (extra or {}), check=False, **kept)  # type: ignore[call-overload]
    words, took = "passed" if done.returncode == 0 else "FAILED", time.monotonic() - began
    share = "" if told else f", the cores idle for {(idle() - idled) / took / CORES:.0%} of it"
    print(f"{done.stdout or ''}== {name}: {words} in {took:.0f} s{share}", flush=True)
    return bool(done.returncode == 0)


def idle() -> float:
    """Seconds that the cores of this machine had nothing to do since it began, be it for a disk; 0 where the kernel
    does not tell."""
    told = Path("/proc/stat")
    if not told.exists():
        return 0.0
    return sum(map(int, told.read_text().split()[4:6])) / os.sysconf("SC_CLK_TCK")


def migrated(engine: Engine) -> bool:
    """Run every migration once, from nothing: the database that all workers of this run begin with a copy of."""
    env = {"DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_KOTA": "contoh", "DATABASE_URL": engine.url}
    steps = {"migrations": ["migrate", "--verbosity", "0"], "the cache's table": ["createcachetable"]}
    return all(
        run(f"{what} on {engine.name}", [sys.executable, "-c", UNSWEPT, *words], env, told=True)
        for what, words in steps.items()
    )


def suite(engine: Engine) -> bool:
    """Everything on the first engine, and on a second what depends on it."""
    from tests.browsers import chromium

    command = [*PYTEST, "-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder", *engine.more]
    if not chromium():
        command += ["-m", "not browser"]
    with tempfile.TemporaryDirectory(prefix="rukun-told-") as folder:
        told = Path(folder) / "told.xml"
        command += [f"--junitxml={told}", *sys.argv[1:]]
        if run(f"suite on {engine.name}", command, engine.env):
            return True
        return alone(engine, failed_in(told))


def alone(engine: Engine, failed: list[str]) -> bool:
    """Whether a few journeys that failed beside others pass by themselves (see the decision on the suite).

    Any other failure stands, and so does a journey's that fails twice; both are told.
    """
    if not 0 < len(failed) <= AGAIN_AT_MOST or not all(name.startswith(JOURNEYS) for name in failed):
        return False
    command = [*PYTEST, "-n", "1", *engine.more, *failed]
    print("\n".join(f"Failed beside others, walked once more alone: {name}" for name in failed), flush=True)
    return run(f"again on {engine.name}", command, engine.env)


def failed_in(told: Path) -> list[str]:
    """The tests that failed by a run's own record (JUnit's XML), as pytest takes them; none without a record."""
    if not told.exists():
        return []
    cases = ElementTree.parse(told).iter("testcase")
    wrong = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    return [f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}" for case in wrong]


def closing(failed: list[str], left_out: list[str]) -> int:
    for what in left_out:
        print(f"Left out: {what}.")
    for what in failed:
        print(f"FAILED: {what}.")
    if left_out and REQUIRE_ALL:
        print("REQUIRE_ALL=1: nothing may be left out.")
        return 1
    if not failed:
        print("All that was run has passed." if left_out else "All has been run, and all has passed.")
    return 1 if failed else 0


def _dovecot() -> str | None:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


def _pgbouncer() -> str | None:
    return shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")


def _real_data() -> bool:
    return Path(os.environ.get("RUKUN_SHARED_DATA", ROOT.parent / "shared" / "data")).is_dir()


if __name__ == "__main__":
    sys.exit(main())
