"""The log in parts: nothing is copied or lost, every part is guarded, and what is forgotten does no harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from rukun import clock
from rukun.trail.append_only import refusing_truncate
from rukun.trail.partitions import BEFORE, NUMBERS_A_MONTH, first_number, part_of
from rukun.values.time import Month
from tests.databases.city import City

pytestmark = pytest.mark.any_engine
ADD = "INSERT INTO trail_event (at, verb, seat, about, facts) VALUES (now(), 'test.happened', 'clock', 'test', '{}')"
NEWEST = "SELECT tableoid::regclass, id FROM trail_event ORDER BY id DESC LIMIT 1"


@pytest.fixture
def month() -> Month:
    return Month.of(clock.wall())


def rukun(city: City, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rukun.channels.cli", *words], env=os.environ | city.environment,
        cwd=settings.REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def kept(city: City, month: Month) -> list[str]:
    """The upkeep as if it were that month."""
    script = (
        "import django; django.setup()\nimport json\nfrom rukun.trail import partitions\n"
        f"from rukun.values.time import Month\nprint(json.dumps(partitions.keep(Month({month.year}, {month.month}))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | city.environment, cwd=settings.REPOSITORY,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    made: list[str] = json.loads(done.stdout)
    return made


def test_a_log_is_parted_while_it_is_written_sealed_and_followed_by_a_replica(pair: City, month: Month) -> None:
    server = pair.primary
    server.say(ADD)
    assert rukun(pair, "trail", "seal").returncode == 0
    before = server.say("SELECT count(*), max(id) FROM trail_event")
    begun = rukun(pair, "partitions", "begin")
    assert begun.returncode == 0, begun.stderr
    names = [one["name"] for one in json.loads(rukun(pair, "partitions", "show", "--json").stdout)]
    assert names[:2] == [BEFORE, part_of(month)] and len(names) == 5
    assert server.say("SELECT count(*), max(id) FROM trail_event") == before, "all of it is there, as it was"
    again = rukun(pair, "partitions", "begin")
    assert again.returncode == 1 and "sudah terbagi" in again.stderr

    server.say(ADD)
    where, number = server.say(NEWEST).split("|")
    assert where == part_of(month) and first_number(month) <= int(number) < first_number(month.next)
    assert server.say(f"SELECT count(*) FROM trail_unsealed WHERE event_id = {number}") == "1"
    for table in ("trail_event", BEFORE, part_of(month)):
        for change in (f"UPDATE {table} SET verb = 'x.y'", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(subprocess.CalledProcessError):
                server.say(change)
    with pytest.raises(subprocess.CalledProcessError):
        server.say(ADD.replace("test.happened", "nothing"))
    assert rukun(pair, "trail", "seal").returncode == 0
    assert rukun(pair, "trail", "verify").returncode == 0

    server.say(f"DROP TRIGGER trail_event_no_truncate ON {part_of(month)}")
    assert "the guard of trail_event was dropped" in rukun(pair, "trail", "verify").stderr
    server.say(refusing_truncate("trail_event", part_of(month)))
    server.say(f"ALTER TABLE {part_of(month)} DISABLE TRIGGER USER")
    assert "the guard of trail_event was dropped" in rukun(pair, "trail", "verify").stderr
    server.say(f"ALTER TABLE {part_of(month)} ENABLE TRIGGER USER")
    assert rukun(pair, "trail", "verify").returncode == 0

    # The upkeep waits for nobody who writes, and nobody waits for it.
    with psycopg.connect(server.url) as open_act:
        open_act.execute(ADD)
        assert kept(pair, month) == []
        assert kept(pair, month.next) == [part_of(month.next.next.next.next)]
    assert server.say(NEWEST).split("|")[0] == part_of(month), "what had begun stays where it was numbered"
    server.say(ADD)
    assert server.say(NEWEST).split("|")[0] == part_of(month.next)
    plan = server.say(f"EXPLAIN SELECT * FROM trail_event WHERE id = {first_number(month)}")
    assert part_of(month) in plan and BEFORE not in plan, "a number alone says where to look"


def test_numbers_of_a_month_are_its_own_and_small_enough_for_every_program() -> None:
    assert first_number(Month(2000, 1)) == 0
    assert first_number(Month(2026, 11).next) - first_number(Month(2026, 11)) == NUMBERS_A_MONTH
    assert first_number(Month(2999, 12)) < 2**53
