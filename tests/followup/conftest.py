"""Officers beyond the usual cast, and a ticket's course as the trail alone tells it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from rukun.followup.models import Ticket
from rukun.trail.models import Event
from tests.conftest import _person


@pytest.fixture
def roads(kota: Path) -> object:
    """An officer of the department of roads."""
    return _person("Hana", "skpd", "99", "bina-marga")


@pytest.fixture
def indra(kota: Path) -> object:
    """Camat over both kelurahan; the seat names no office."""
    return _person("Indra", "camat", "999999")


@pytest.fixture
def joko(kota: Path) -> object:
    """Another resident."""
    return _person("Joko")


CLOSING = ("ticket.finished", "ticket.declined", "ticket.merged")
RUNNING = ("ticket.opened", "ticket.reopened", "ticket.forwarded", "ticket.handed-up", "ticket.resumed")


@pytest.fixture
def told_by_the_trail() -> Callable[[Ticket, datetime], dict[str, int]]:
    """How many seconds each office held a ticket up to a moment, read from events of the trail and nothing else."""

    def seconds(ticket: Ticket, until: datetime) -> dict[str, int]:
        held: dict[str, float] = defaultdict(float)
        changes = [*_changes(ticket, until), (until, "", False)]
        for (begins, holder, is_running), (ends, _, _) in pairwise(changes):
            held[holder] += (min(ends, until) - begins).total_seconds() if is_running and begins < until else 0
        return {office: round(whole) for office, whole in held.items() if whole}

    return seconds


def _changes(ticket: Ticket, until: datetime) -> list[tuple[datetime, str, bool]]:
    """From when on which office held it, and whether its clock ran."""
    changes: list[tuple[datetime, str, bool]] = []
    unmerged, holder = changes, ""
    for event in Event.objects.filter(about=f"report:{ticket.report.code}", at__lte=until).order_by("at", "id"):
        facts = json.loads(event.facts)
        is_gone = event.verb == "report.retracted" and facts["closed"]
        if event.verb not in (*CLOSING, *RUNNING, "ticket.paused", "ticket.unmerged") and not is_gone:
            continue
        if event.verb == "ticket.unmerged":
            changes = unmerged
            continue
        if event.verb == "ticket.merged":
            unmerged = changes
        # What a pause would have done later is undone by what happened before.
        changes = [change for change in changes if change[0] <= event.at]
        holder = facts.get("to") or facts.get("holder") or holder
        stops_until = facts.get("stops_until", "") if event.verb == "ticket.paused" else ""
        if event.verb in CLOSING or is_gone or stops_until:
            changes.append((event.at, holder, False))
        if stops_until:
            changes.append((datetime.fromisoformat(stops_until), holder, True))
        if event.verb in RUNNING:
            begins = ticket.received_at if event.verb == "ticket.opened" else event.at
            changes.append((begins, holder, True))
    return changes
