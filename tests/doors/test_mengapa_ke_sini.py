"""A ticket says why it came to its first office, from the city's own list, and says nothing where that is not why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.test import Client
from django.utils.html import strip_tags

from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.queries import office
from rukun.people.rules import Actor
from rukun.reports.models import Category
from tests.conftest import _person
from tests.made import ticket

SignedIn = Callable[[Actor], Client]
ROUTE = '[[route]]\ncategory = "{}"\narea = "{}"\noffice = "{}"\nsince = 2016-01-01\n\n'


def why(client: Client, one: Ticket) -> str:
    """The sentence on the ticket's page; "" where there is none."""
    page = re.sub(r"\s+", " ", strip_tags(client.get(f"/meja/{one.report.code}/").content.decode()))
    found = re.findall(r"Mengapa ke sini: ([^.]*\.)", page)
    assert len(found) <= 1
    return found[0] if found else ""


def test_the_owner_of_a_kind_is_why_where_no_line_says_otherwise(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    roads: Actor = _person("Hana", "skpd", "99", "bina-marga")  # type: ignore[assignment]
    own, roads_own = ticket(budi, noon), ticket(budi, noon, kind="jalan-rusak")
    assert why(signed_in(citra), own) == "menurut daftar kota, jenis ini ditangani kelurahan tempatnya."
    assert why(signed_in(roads), roads_own) == "menurut daftar kota, jenis ini ditangani Dinas Bina Marga Contoh."


def test_the_line_of_the_smallest_area_is_why_and_says_since_when_and_still_does_after_forwarding(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn, tmp_path: Path
) -> None:
    lines = ROUTE.format("sampah", "99", "bina-marga") + ROUTE.format("jalan-rusak", "99.99.99.1001", "kelurahan")
    (tmp_path / "routing.toml").write_text(lines)
    actions.load_routes(tmp_path, at=noon)
    roads: Actor = _person("Hana", "skpd", "99", "bina-marga")  # type: ignore[assignment]
    rubbish, road = ticket(budi, noon), ticket(budi, noon, kind="jalan-rusak")
    assert why(signed_in(roads), rubbish) == (
        "menurut daftar kota, jenis ini di Provinsi Contoh ditangani Dinas Bina Marga Contoh sejak 1 Januari 2016."
    )
    assert why(signed_in(citra), road) == (
        "menurut daftar kota, jenis ini di Rukun Jaya ditangani kelurahan tempatnya sejak 1 Januari 2016."
    )
    actions.dispose(road, to=office("bina-marga"), reason="Jalan provinsi", desk=citra.seats[0], at=noon)
    assert "kelurahan tempatnya" in why(signed_in(roads), road), "the first office is told of, not the one that has it"


def test_where_the_list_says_another_office_nothing_is_claimed(
    kota: Path, budi: Actor, citra: Actor, noon: datetime, signed_in: SignedIn
) -> None:
    one = ticket(budi, noon)
    Category.objects.filter(code="sampah").update(owner="bina-marga")
    assert why(signed_in(citra), one) == ""
