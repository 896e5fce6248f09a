"""Tickets that were there before the desk learned to amend them carry what their reports say, all at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.queries import office
from rukun.people.rules import Actor
from tests.made import proof, ticket

KEPT = [
    "category_id", "kelurahan_id", "rw_id", "rt_id", "lat", "lon", "received_at", "changed_at", "forwards", "outcome",
    "state", "holder_id",
]  # fmt: skip


def test_tickets_of_before_are_filled_from_their_reports(
    committed: Path, budi: Actor, citra: Actor, noon: datetime
) -> None:
    desk, later = citra.seats[0], noon + timedelta(hours=2)
    waiting, done, gone = ticket(budi, noon), ticket(budi, noon), ticket(budi, noon, kind="banjir")
    actions.finish(done, words="Beres", proof=proof(), desk=desk, at=later)
    actions.dispose(gone, to=office("bina-marga"), reason="Jalan provinsi", desk=desk, at=later)
    before = list(Ticket.objects.order_by("id").values(*KEPT))
    newest = [node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] == "followup"]
    MigrationExecutor(connection).migrate([("followup", "0002_guards")])
    MigrationExecutor(connection).migrate(newest)
    assert list(Ticket.objects.order_by("id").values(*KEPT)) == before
    assert [row["outcome"] for row in before] == ["", "claimed", ""] and before[2]["forwards"] == 1
    assert waiting.pk == Ticket.objects.order_by("id").first().pk  # type: ignore[union-attr]
