"""A small version of `rukun bench endurance`: one blow of each kind on each host, as processes of this machine."""

from __future__ import annotations

import pytest

from rukun.channels.bench.endurance import blows, stage
from rukun.channels.bench.endurance.hosts import Database, broken_in
from rukun.channels.bench.endurance.play import Wanted, played
from rukun.channels.bench.servers.postgres import Cluster, programs

pytestmark = pytest.mark.any_engine


@pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not on this machine")
def test_hosts_that_are_killed_and_stopped_lose_nothing_that_was_acknowledged_and_do_nothing_twice() -> None:
    wanted = Wanted(times=1, seed=5, namespaces=False, web=1, workers=1, phones=1, readers=1, short=True)
    done = played(wanted)
    assert done["wrong"] == []
    assert done["acknowledged"] > 5 and done["reads"] and done["taken"]
    struck = {(one["host"], one["blow"]): one["times"] for one in done["blows"]}
    for host in (stage.WEB, stage.WORKER, stage.PRIMARY, stage.REPLICA):
        assert struck[host, blows.KILLED] == struck[host, blows.CUT] == 1


def test_what_broke_off_is_told_with_the_failure_below_it_and_nothing_else_is() -> None:
    log = (
        "2016-06-06 12:00:00,000 ERROR rukun.tick: map kept broke off\nTraceback (most recent call last):\n"
        '  File "x.py", line 1\nValueError: seven\n2016-06-06 12:00:01,000 INFO rukun.tick: one round\n'
        "2016-06-06 12:00:02,000 ERROR rukun.tick: seals broke off\n"
    )
    first, second = broken_in(log)
    assert first.endswith("map kept broke off (ValueError: seven)") and second.endswith("seals broke off")
    assert broken_in("") == []


def test_a_seed_settles_the_order_and_every_host_gets_every_blow() -> None:
    hosts = [Database(name, None, bool) for name in (stage.PRIMARY, stage.REPLICA)]  # type: ignore[arg-type]
    plan = blows.planned(hosts, 20, seed=7)
    assert plan == blows.planned(hosts, 20, seed=7) != blows.planned(hosts, 20, seed=8)
    for kind, lane in plan.items():
        assert [one.how for one in lane].count(blows.KILLED) == [one.how for one in lane].count(blows.CUT) == 20
        assert any(one.seconds > 10 for one in lane), f"{kind} is cut off for longer than a line is held, too"


@pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not on this machine")
def test_what_was_lost_would_be_seen() -> None:
    from rukun.channels.bench.endurance import judging
    from rukun.channels.bench.endurance.phones import Told

    with Cluster() as server:
        server.say(
            "CREATE TABLE reports_report (id int, key text, code text); CREATE TABLE followup_ticket (report_id int);"
            "INSERT INTO reports_report VALUES (1, 'k1', 'A'), (2, 'k2', 'B'), (3, 'k4', 'D')"
        )
        told = Told(acknowledged={"k1": "A", "k2": "C", "k3": "E"})
        found = [*judging.of_reports(told, server)]
    assert found == [
        "1 acknowledged reports are lost", "1 reports have another code than was acknowledged",
        "3 reports have no ticket",
    ]  # fmt: skip
