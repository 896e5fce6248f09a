"""What is wrong with an installation, and what to do: one look at everything that can be wrong. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from rukun.followup.soundness import findings as followup_findings
from rukun.funds.queries.law import decree_for
from rukun.operation import deploying, faults, figures, health, left, measures, replicas
from rukun.operation.finding import Finding, Grade, graded
from rukun.operation.interrupted import begun_in
from rukun.operation.mirroring import made_at
from rukun.operation.standing import under_way
from rukun.reports import storage
from rukun.trail.models import Unsealed
from rukun.trail.queries import newest_seal
from rukun.values.code import Kind
from rukun.values.refused import Refused
from rukun.values.time import Month, day_of, local

FREE_LOOK, FREE_WRONG = 0.10, 0.03
CLOCK_LOOK, CLOCK_WRONG = timedelta(seconds=5), timedelta(minutes=1)
SEAL_LATE = timedelta(minutes=45)
BACKUP_LATE = timedelta(hours=26)
# Measure -> from what value on somebody should look, from what on it is wrong, and what to do.
LIMITS = {
    "rukun_queue_age_seconds": (120, 900, "rukun tick --json; journalctl -u rukun-worker"),
    "rukun_messages_unsent_age_seconds": (900, 7200, "rukun notices stand; rukun notices failed"),
    "rukun_messages_failed": (1, 1000, "rukun notices failed; rukun notices resend"),
    "rukun_figures_age_seconds": (1200, 7200, "rukun tick --json"),
}
# What follow-up lacks lies in the city's folder, but for who sits where: that is said by inviting people.
FOLDER = "rukun check; the files of RUKUN_KOTA_FOLDER/RUKUN_KOTA, then rukun setup"
TODO = {
    "empty-desk": "sign in as an administrator, open /undangan/ and invite who sits there",
    "calendar": "rukun kota holidays RUKUN_KOTA_FOLDER/RUKUN_KOTA --write, then rukun setup",
}
BUCKET = (
    "look at MEDIA_URL: does its store answer, is the bucket there, and may its key read, write and delete in it? "
    "A certificate of your own authority: AWS_CA_BUNDLE=FILE beside it"
)
SHOWN = {"https", "site-url", "proxies", "email", "email-tls", "text", "text-tls"}


@dataclass(frozen=True, slots=True)
class Look:
    """When is looked: by the city's clock, and by the real one (they differ in a demonstration)."""

    at: datetime
    wall: datetime


def findings(look: Look) -> list[Finding]:
    """Everything, in the order in which one would look."""
    found = [*_home(), *_disks(), *_keys()]
    database = health.database()
    found.append(
        graded(
            "database",
            f"the database {database if database != 'ok' else 'answers'}",
            wrong=database != "ok",
            todo="systemctl status postgresql; look at DATABASE_URL",
        )
    )
    found += replicas.findings()
    if database == "ok":
        found += (schema := _carefully(_migrations, look))
        # Where the tables are not of this version, that is what is wrong, and not each question that needs them.
        for examination in EXAMINATIONS if all(one.grade is Grade.OK for one in schema) else ():
            found += _carefully(examination, look)
    trouble = storage.trouble()
    found.append(
        graded(
            "media",
            f"pictures: {f'cannot be written: {trouble}' if trouble else 'ok'}",
            wrong=bool(trouble),
            todo=BUCKET if settings.MEDIA_STORE else "who owns the folder? chown -R rukun RUKUN_HOME/media",
        )
    )
    return [*found, *_settings()]


def _settings() -> Iterator[Finding]:
    """Whether people are reached, and how they reach the site. `rukun check --deploy` judges; here it is only told."""
    for one in deploying.findings(settings):
        if one.code in SHOWN:
            yield replace(one, grade=Grade.LOOK) if one.grade is Grade.WRONG else one


def _carefully(examination: Callable[[Look], Iterator[Finding]], look: Look) -> list[Finding]:
    """One that cannot be made says so, and the others are made."""
    try:
        return list(examination(look))
    except DatabaseError as broken:
        name = examination.__name__.strip("_")
        return [graded(name, f"could not be looked at: {type(broken).__name__}", wrong=True, todo="rukun setup")]


def _home() -> Iterator[Finding]:
    begun = begun_in(Path(settings.RUKUN_HOME))
    if begun:
        yield graded(
            "restore",
            f"the restore of {begun['backup']} is not finished",
            wrong=True,
            todo=f"rukun restore STORE --backup {begun['backup']}",
        )


def _disks() -> Iterator[Finding]:
    for ((_, folder),), free in measures.disks().values.items():
        yield graded(
            f"disk-{folder}",
            f"{free:.0%} of the disk of {folder} is free",
            look=free < FREE_LOOK,
            wrong=free < FREE_WRONG,
            todo=f"df -h {measures.folders()[folder]}; docs/operating/runbook.md#rukundiskfull",
        )


def _keys() -> Iterator[Finding]:
    folder = Path(settings.RUKUN_HOME) / "keys"
    files = [folder, *folder.glob("*")] if folder.is_dir() else []
    loose = [path.name for path in files if path.stat().st_mode & 0o077]
    yield graded(
        "keys",
        "only their owner reads the keys" if not loose else f"others may read {', '.join(loose)}",
        wrong=bool(loose),
        todo=f"chmod 700 {folder} && chmod 600 {folder}/*",
    )
    if settings.SECRET_KEY_FALLBACKS:
        yield graded(
            "earlier-key", "an earlier SECRET_KEY still opens what it closed", look=True,
            todo="rukun installation reseal; docs/operating/keys.md says when SECRET_KEY_BEFORE can go",
        )  # fmt: skip


def _migrations(_look: Look) -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = f"{len(left)} migrations are left" if left else "the database is of this version"
    yield graded("migrations", words, wrong=bool(left), todo="rukun setup")
    tables = set(connection.introspection.table_names())
    cache = str(settings.CACHES["default"]["LOCATION"])
    yield graded("cache", f"the shared cache's table {cache}", wrong=cache not in tables, todo="rukun setup")


def _clock(look: Look) -> Iterator[Finding]:
    off = timedelta(0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            off = abs(cursor.fetchone()[0] - look.wall)
    seal = newest_seal()
    ahead = seal is not None and seal.at > look.at + CLOCK_WRONG
    words = "the newest seal is of a later moment" if ahead else f"{off.total_seconds():.1f} s apart"
    yield graded(
        "clock",
        f"this clock and the database's: {words}",
        look=off > CLOCK_LOOK,
        wrong=off > CLOCK_WRONG or ahead,
        todo="timedatectl status; timedatectl set-ntp true",
    )


def _worker(look: Look) -> Iterator[Finding]:
    state = health.worker(look.at)
    yield graded(
        "worker",
        "the worker is at work" if state == "ok" else state,
        wrong=state != "ok",
        todo="systemctl restart rukun-worker (or: rukun work)",
    )
    broke = faults.broken(figures.kept(), look.at)
    yield graded(
        "worker-broke",
        f"broke off lately: {', '.join(broke)}" if broke else "nothing that it does broke off lately",
        wrong=bool(broke),
        todo="rukun check; journalctl -u rukun-worker says why (docs/operating/runbook.md#rukunworkbroke)",
    )


def _measures(look: Look) -> Iterator[Finding]:
    """What /metrics tells, by the same names and limits as the alerts."""
    found = {one.name: one for one in measures.measured(look.at)}
    for name, (from_look, from_wrong, todo) in LIMITS.items():
        if name not in found:
            continue
        value = found[name].values[()]
        words = f"{found[name].words.lower()}: {value:,.0f}" + (" s" if name.endswith("_seconds") else "")
        yield graded(name.removeprefix("rukun_"), words, look=value >= from_look, wrong=value >= from_wrong, todo=todo)
    dead = found["rukun_webhooks"].values.get((("state", "dead"),), 0)
    yield graded("webhooks", f"{dead:,.0f} calls of webhooks were laid aside", look=dead > 0, todo="open /webhook/")


def _seals(look: Look) -> Iterator[Finding]:
    seal, waiting = newest_seal(), Unsealed.objects.count()
    late = bool(waiting) and (seal is None or look.at - seal.at > SEAL_LATE)
    since = f"the newest seal is {look.at - seal.at} old" if seal else "nothing was sealed yet"
    yield graded("seals", f"{since}; {waiting:,} events wait", wrong=late, todo="rukun trail seal; rukun trail verify")
    has_key = (Path(settings.RUKUN_HOME) / "keys" / "seal.pem").exists()
    yield graded(
        "seal-key",
        "the key of the seals lies here" if has_key else "the key of the seals is not here",
        wrong=seal is not None and not has_key,
        todo="bring RUKUN_HOME/keys back from the backup",
    )


def _maintenance(look: Look) -> Iterator[Finding]:
    closed = under_way()
    words = f"closed for writing until {local(closed.until):%Y-%m-%d %H:%M %Z}" if closed else "open for writing"
    yield graded(
        "maintenance",
        words,
        look=closed is not None,
        wrong=closed is not None and closed.until < look.at,
        todo="rukun maintenance off",
    )


def _backup(look: Look) -> Iterator[Finding]:
    made = figures.kept().get("backup_at")
    age = look.wall.timestamp() - made if made is not None else None
    words = "no backup was made here" if age is None else f"the last backup is {timedelta(seconds=round(age))} old"
    yield graded(
        "backup",
        words,
        look=age is None or age > BACKUP_LATE.total_seconds(),
        todo="rukun backup DIR --passphrase-file FILE; docs/operating/backup.md",
    )


def _mirror(look: Look) -> Iterator[Finding]:
    """Only where one is to be made each night."""
    if not settings.RUKUN_MIRROR:
        return
    made = made_at(Path(settings.RUKUN_MIRROR))
    words = f"the newest mirror is of {made:%Y-%m-%d %H:%M} UTC" if made else "no mirror was finished yet"
    yield graded(
        "mirror",
        words,
        look=made is None or look.at - made > BACKUP_LATE,
        todo="rukun mirror make $RUKUN_MIRROR; docs/mirror.md",
    )


def _city(look: Look) -> Iterator[Finding]:
    """What follow-up lacks, as `rukun check` tells it."""
    found = followup_findings(look.at)
    for one in found:
        yield graded(one.code, one.words, look=True, wrong=one.is_serious, todo=TODO.get(one.code, FOLDER))
    if not found:
        yield Finding("city", Grade.OK, "every category has an office, every desk somebody, and the calendar goes on")


def _decrees(look: Look) -> Iterator[Finding]:
    for unit in (Kind.RT, Kind.RW):
        try:
            decree = decree_for(unit, Month.of(look.at), day_of(look.at))
        except Refused as refusal:
            yield graded(
                f"decree-{unit.value}",
                f"no decree is in force for {unit.value}: {refusal}",
                look=True,
                todo="rukun decrees list; rukun law propose FILE",
            )
        else:
            yield Finding(
                f"decree-{unit.value}", Grade.OK, f"decree {decree.id} is in force for {unit.value} this month"
            )


def _left(look: Look) -> Iterator[Finding]:
    yield from left.dated_ahead(look.at, CLOCK_WRONG)
    yield from left.keys_without_end()


EXAMINATIONS = (_clock, _worker, _measures, _seals, _maintenance, _backup, _mirror, _city, _decrees, _left)
