"""At the end: everything acknowledged is there once, nothing else is, and what follows from it has happened once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

from rukun.channels.bench.endurance.phones import Told
from rukun.channels.bench.servers.postgres import Cluster

TWICE = (
    "SELECT count(*) FROM (SELECT verb, about FROM trail_event WHERE verb IN ('report.filed', 'ticket.opened', "
    "'ticket.taken') GROUP BY verb, about HAVING count(*) > 1) AS twice"
)
OPEN_NONE = (
    "SELECT count(*) FROM reports_report r WHERE NOT EXISTS (SELECT FROM followup_ticket t WHERE t.report_id = r.id)"
)
EVENTS = "SELECT count(*) FROM trail_event WHERE verb = '{verb}'"


def number(server: Cluster, sql: str) -> int:
    return int(server.say(sql))


def undone(primary: Cluster) -> int:
    """Reports that have no ticket yet."""
    return number(primary, OPEN_NONE)


def findings(told: Told, primary: Cluster, replica: Cluster, environment: dict[str, str]) -> Iterator[str]:
    """Everything that is not as it should be; nothing, if all is well."""
    yield from told.wrong
    yield from of_reports(told, primary)
    yield from _acts(told, primary)
    yield from _seals(primary, environment)
    counted = "SELECT count(*) FROM reports_report"
    if (copied := number(replica, counted)) != number(primary, counted):
        yield f"the replica has {copied} reports"


def of_reports(told: Told, primary: Cluster) -> Iterator[str]:
    """Of reports alone: lost, changed, there without having been acknowledged, or without a ticket."""
    lines = primary.say("SELECT key, code FROM reports_report").splitlines()
    codes = dict(line.split("|") for line in lines)
    if lost := told.acknowledged.keys() - codes.keys():
        yield f"{len(lost)} acknowledged reports are lost"
    if other := [key for key, code in told.acknowledged.items() if codes.get(key, code) != code]:
        yield f"{len(other)} reports have another code than was acknowledged"
    if len(lines) != len(told.acknowledged):
        yield f"{len(lines)} reports are there, and {len(told.acknowledged)} were acknowledged"
    if left := undone(primary):
        yield f"{left} reports have no ticket"


def _acts(told: Told, primary: Cluster) -> Iterator[str]:
    if twice := number(primary, TWICE):
        yield f"{twice} acts are in the trail more than once"
    for verb in ("report.filed", "ticket.opened"):
        if (events := number(primary, EVENTS.format(verb=verb))) != len(told.acknowledged):
            yield f"{events} of {len(told.acknowledged)} reports have a {verb} in the trail"
    codes = ",".join(f"'{code}'" for code in told.taken) or "''"
    taken = f"SELECT count(*) FROM trail_event WHERE verb = 'ticket.taken' AND substr(about, 8) IN ({codes})"
    if (kept := number(primary, taken)) != len(set(told.taken)):
        yield f"{len(set(told.taken))} tickets were acknowledged as taken, and {kept} are"


def _seals(primary: Cluster, environment: dict[str, str]) -> Iterator[str]:
    for command in ("seal", "verify"):
        done = subprocess.run(
            [sys.executable, "-m", "rukun.channels.cli", "trail", command, "--json"], env=os.environ | environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            yield f"rukun trail {command}: {done.stdout or done.stderr}"[:500]
    if left := number(primary, "SELECT count(*) FROM trail_unsealed"):
        yield f"{left} events are under no seal"
