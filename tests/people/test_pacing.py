"""Reads are paced for all hosts together: whoever asks two processes gets no more than whoever asks one."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rukun.people import pacing
from rukun.people.models import Paced as Row
from rukun.people.pacing import Pace

NETWORK = "203.0.113.7"
# A web process of its own: asks as often as it is let, and says how often that was.
ASKING = """
import sys
from datetime import datetime
import django
django.setup()
from rukun.people.pacing import Pace
pace, at = Pace(), datetime.fromisoformat(sys.argv[1])
print(sum(not pace.step(sys.argv[2], most=60, at=at).is_over for _ in range(100)))
"""


def let_in(pace: Pace, times: int, *, most: int, at: datetime, network: str = NETWORK) -> int:
    return sum(not pace.step(network, most=most, at=at).is_over for _ in range(times))


def test_two_hosts_together_give_out_what_one_does_and_the_next_minute_begins_anew(db: None, noon: datetime) -> None:
    one, other = Pace(), Pace()
    together = sum(let_in(pace, 1, most=60, at=noon) for _ in range(100) for pace in (one, other))
    assert together == 60
    assert let_in(one, 100, most=60, at=noon + timedelta(minutes=1)) == 60
    assert let_in(other, 100, most=60, at=noon, network="203.0.113.8") == 60, "another network has its own"


def test_what_is_left_is_told_and_most_reads_ask_nothing_of_the_database(db: None, noon: datetime) -> None:
    pace = Pace()
    with CaptureQueriesContext(connection) as asked:
        told = [pace.step(NETWORK, most=600, at=noon).left for _ in range(60)]
    assert told == list(range(599, 539, -1)) and len(asked) == 2
    assert not Row.objects.filter(subject=NETWORK).exists(), "a digest is kept, and no address"


def test_old_minutes_are_forgotten(db: None, noon: datetime) -> None:
    let_in(Pace(), 1, most=60, at=noon)
    assert pacing.forget_old(noon) == 0
    assert pacing.forget_old(noon + timedelta(hours=2)) == 1


def test_two_processes_on_one_database_share_the_minute(committed: Path, noon: datetime) -> None:
    """As two hosts do: other memory, the same database and the same key."""
    stored = connection.settings_dict
    scheme = {"sqlite": "sqlite", "postgresql": "postgresql"}[connection.vendor]
    if connection.vendor == "sqlite":
        url = f"{scheme}:///{stored['NAME']}"
    else:
        where = f"{stored['USER']}:{stored['PASSWORD']}@" if stored["USER"] else ""
        host = str(stored["HOST"]).replace("/", "%2F")
        url = f"{scheme}://{where}{host}:{stored['PORT']}/{stored['NAME']}"
    environment = os.environ | {"DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY}
    asked = [sys.executable, "-c", ASKING, noon.isoformat(), NETWORK]
    both = [subprocess.Popen(asked, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sum(told) == 60
