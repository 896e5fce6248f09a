"""An incident on the desk: above the queue as one line, and decided on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from rukun import clock
from rukun.followup.incidents import gathering
from rukun.followup.models import Incident
from rukun.people.rules import Actor
from tests.conftest import _person
from tests.followup.test_incidents import flooded

pytestmark = pytest.mark.any_engine


@pytest.fixture
def number(kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """A flood that six people reported, gathered."""
    flooded([budi, *(_person(name) for name in ("Hana", "Indra", "Joko"))], noon)  # type: ignore[list-item]
    gathering.gather(at=noon + timedelta(minutes=20))
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(minutes=21))
    return Incident.objects.get().pk


def test_the_desk_reads_it_above_its_queue_and_decides_there(
    number: int, citra: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client, address = signed_in(citra), f"/meja/kejadian/{number}/"
    assert address in client.get("/meja/").content.decode()
    page = client.get(address).content.decode()
    assert "6 laporan tentang hal yang sama" in page and "Air setinggi lutut 3" in page
    answer = client.post(address, {"do": "one", "words": "Pompa datang."})
    assert answer.status_code == 302 and answer["Location"].startswith("/meja/")
    assert address not in client.get("/meja/").content.decode()
    assert client.post(address, {"do": "part"}).status_code == 409


def test_what_was_typed_to_the_reporters_is_still_there_after_a_refusal(
    number: int, citra: Actor, signed_in: Callable[[Actor], Client]
) -> None:
    client, address = signed_in(citra), f"/meja/kejadian/{number}/"
    for told in ({"do": "one", "words": "Pompa datang. " * 400}, {"words": "Pompa datang."}):
        refused = client.post(address, told)
        assert refused.status_code == 409 and "Pompa datang." in refused.content.decode()
    assert Incident.objects.get().target is None, "without saying what, nothing is done"


def test_the_next_desk_finds_nothing_there(number: int, fajar: Actor, signed_in: Callable[[Actor], Client]) -> None:
    client = signed_in(fajar)
    assert client.get(f"/meja/kejadian/{number}/").status_code == 404
    assert client.post(f"/meja/kejadian/{number}/", {"do": "one"}).status_code == 404
    assert "kejadian" not in client.get("/meja/").content.decode()
