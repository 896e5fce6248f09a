"""The events by month: on PostgreSQL, for a city whose log outgrows one table.

A month has numbers of its own: ten thousand million, from its place among the months. When it begins, the sequence
jumps there; so the number alone says in which part an event lies, it stays the only key there is, and what refers to it
stays as it is. Nothing depends on the jump: an event that comes before it lies in the month before, which has room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from rukun.trail.append_only import arming, disarming, refusing_truncate
from rukun.values.refused import Refused
from rukun.values.time import Month

TABLE, BEFORE, SEQUENCE = "trail_event", "trail_event_before", "trail_event_numbers"
NUMBERS_A_MONTH = 10**10
FIRST_YEAR = 2000
# Parts are made so many months ahead: upkeep that is forgotten for a while is no harm.
AHEAD = 3
BOUND = "trail_event_before_ends"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the log: its table, about how many events it holds, and how many bytes with its indexes."""

    name: str
    events: int
    size: int


def first_number(month: Month) -> int:
    """The first number that an event of the month may have."""
    return ((month.year - FIRST_YEAR) * 12 + month.month - 1) * NUMBERS_A_MONTH


def part_of(month: Month) -> str:
    return f"{TABLE}_{month.year}_{month.month:02d}"


def is_parted() -> bool:
    """Whether the log lies in parts."""
    if connection.vendor != "postgresql":
        return False
    return bool(_one(f"SELECT relkind = 'p' FROM pg_class WHERE oid = '{TABLE}'::regclass"))


def begin(month: Month) -> None:
    """Part the log: what is there becomes the first part as it lies, and nothing is copied.

    Everything that would take long is done before the lock: whoever files meanwhile waits for a moment.
    """
    _refuse_other_engine()
    if is_parted():
        raise Refused("twice", "Catatan ini sudah terbagi per bulan.")
    if (_one(f"SELECT max(id) FROM {TABLE}") or 0) >= first_number(month):
        raise Refused("numbers", "Nomor peristiwa sudah melewati bulan ini; catatan ini tidak dapat dibagi.")
    _run(
        f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {BOUND}",
        f"ALTER TABLE {TABLE} ADD CONSTRAINT {BOUND} CHECK (id < {first_number(month)}) NOT VALID",
        f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {BOUND}",
    )
    with transaction.atomic():
        _run("SET LOCAL lock_timeout = '5s'", f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE", *_turned(month))
        for following in _months(month):
            _make(following)
        _run(f"SELECT setval('{SEQUENCE}', {first_number(month)}, false)")


def _turned(month: Month) -> Iterator[str]:
    """The statements by which the table becomes a part of a new one of its name."""
    yield f"ALTER TABLE {TABLE} ALTER id DROP IDENTITY IF EXISTS"
    yield from disarming("postgresql", TABLE)
    yield f"DROP TRIGGER trail_event_waits ON {TABLE}"
    yield f"ALTER TABLE {TABLE} RENAME TO {BEFORE}"
    yield f"ALTER INDEX {TABLE}_pkey RENAME TO {BEFORE}_pkey"
    yield f"ALTER INDEX events_about_a_thing RENAME TO {BEFORE}_about"
    yield (f"CREATE TABLE {TABLE} (LIKE {BEFORE} INCLUDING DEFAULTS INCLUDING STORAGE) PARTITION BY RANGE (id)")
    yield f"CREATE SEQUENCE {SEQUENCE} AS bigint OWNED BY {TABLE}.id"
    yield f"ALTER TABLE {TABLE} ALTER id SET DEFAULT nextval('{SEQUENCE}')"
    yield f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)"
    yield f"CREATE INDEX events_about_a_thing ON {TABLE} (about, id)"
    for name, rule in _rules():
        yield f"ALTER TABLE {TABLE} ADD CONSTRAINT {name} {rule}"
    yield f"ALTER TABLE {TABLE} ATTACH PARTITION {BEFORE} FOR VALUES FROM (MINVALUE) TO ({first_number(month)})"
    yield f"ALTER TABLE {BEFORE} DROP CONSTRAINT {BOUND}"
    yield (
        f"CREATE TRIGGER trail_event_waits AFTER INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION trail_event_waits()"
    )
    yield from arming("postgresql", TABLE)
    yield refusing_truncate(TABLE, BEFORE)


def _rules() -> list[tuple[str, str]]:
    """The rules of its rows, as the table that is there states them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            f"WHERE conrelid = '{TABLE}'::regclass AND contype = 'c' AND conname <> '{BOUND}'"
        )
        return [(str(name), str(rule)) for name, rule in cursor.fetchall()]


def keep(month: Month) -> list[str]:
    """The upkeep: parts for this month and some ahead, and its numbers from now on; the names of those that were made.

    May run at any time, as often as one likes, and at once with everything else.
    """
    if not is_parted():
        raise Refused("parted", "Catatan ini belum terbagi; mulai dengan rukun partitions begin.")
    with transaction.atomic():
        # One upkeep at a time. Whoever files takes numbers meanwhile, and is not held up.
        _run(f"LOCK TABLE {TABLE} IN SHARE UPDATE EXCLUSIVE MODE")
        made = [name for name in map(_make, _months(month)) if name]
        if (_one(f"SELECT last_value FROM {SEQUENCE}") or 0) < first_number(month):
            _run(f"SELECT setval('{SEQUENCE}', {first_number(month)}, false)")
    return made


def freeze(month: Month) -> list[str]:
    """Parts of months that are over are frozen once, so that no later VACUUM reads them again; those that were."""
    over = [part for part in _names() if part == BEFORE or part < part_of(month)]
    done = []
    for name in over:
        if _one(f"SELECT coalesce(last_vacuum IS NULL, true) FROM pg_stat_user_tables WHERE relname = '{name}'"):
            _run(f"VACUUM (FREEZE, ANALYZE) {name}")
            done.append(name)
    return done


def parts() -> list[Part]:
    """The parts, oldest first."""
    _refuse_other_engine()
    counted = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = '{}'::regclass"
    sized = "SELECT pg_total_relation_size('{}'::regclass)"
    return [Part(name, _one(counted.format(name)) or 0, _one(sized.format(name)) or 0) for name in _names()]


def _refuse_other_engine() -> None:
    if connection.vendor != "postgresql":
        raise Refused("engine", "Hanya PostgreSQL yang mengenal tabel terbagi.")


def _months(month: Month) -> Sequence[Month]:
    found = [month]
    for _ in range(AHEAD):
        found.append(found[-1].next)
    return found


def _make(month: Month) -> str:
    """Make the part of a month, unless it is there; its name where it was made."""
    name = part_of(month)
    if _one(f"SELECT to_regclass('{name}') IS NOT NULL"):
        return ""
    begins, ends = first_number(month), first_number(month.next)
    # Made apart and then attached: `PARTITION OF` would hold up whoever files.
    _run(
        f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)",
        refusing_truncate(TABLE, name),
        f"ALTER TABLE {TABLE} ATTACH PARTITION {name} FOR VALUES FROM ({begins}) TO ({ends})",
    )
    return name


def _names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname FROM pg_partition_tree('{TABLE}') JOIN pg_class ON pg_class.oid = relid WHERE isleaf"
        )
        names = [str(name) for (name,) in cursor.fetchall()]
    return sorted(names, key=lambda name: (name != BEFORE, name))


def _one(sql: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return row[0] if row else None


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
