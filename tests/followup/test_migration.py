"""Tickets that were there before the desk learned to amend them carry what their reports say, all at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

from django.db import connection

from rukun.areas.queries import area
from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.queries import office
from rukun.people.rules import Actor
from tests.made import proof, ticket

FILLED = [
    "category_id", "kelurahan_id", "rw_id", "rt_id", "lat", "lon", "received_at", "changed_at", "forwards", "outcome",
]  # fmt: skip


def test_tickets_of_before_are_filled_from_their_reports(kota: Path, budi: Actor, citra: Actor, noon: datetime) -> None:
    """By the statement of the migration; that all migrations run is asked where a run begins with them."""
    desk, later = citra.seats[0], noon + timedelta(hours=2)
    waiting, done, gone = ticket(budi, noon), ticket(budi, noon), ticket(budi, noon, kind="banjir")
    actions.finish(done, words="Beres", proof=proof(), desk=desk, at=later)
    actions.dispose(gone, to=office("bina-marga"), reason="Jalan provinsi", desk=desk, at=later)
    before = list(Ticket.objects.order_by("id").values(*FILLED))
    elsewhere, years = area("9999991002"), noon - timedelta(days=900)
    Ticket.objects.update(category=gone.category, kelurahan=elsewhere, rw=None, rt=None, lat=0, lon=0)
    Ticket.objects.update(received_at=years, changed_at=years, forwards=9)
    Ticket.objects.filter(state="done").update(outcome="disputed")
    with connection.cursor() as cursor:
        cursor.execute(import_module("rukun.followup.migrations.0002_desk").AS_REPORTED)
    assert list(Ticket.objects.order_by("id").values(*FILLED)) == before
    assert [row["outcome"] for row in before] == ["", "claimed", ""] and before[2]["forwards"] == 1
    assert waiting.pk == Ticket.objects.order_by("id").first().pk  # type: ignore[union-attr]
