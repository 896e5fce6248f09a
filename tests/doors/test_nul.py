"""The sign NUL, which PostgreSQL neither keeps nor is asked for: the same refusal on both engines, at every door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from tests.doors import api
from tests.doors.open311 import BASE, key
from tests.doors.open311 import sent as sent_311
from tests.doors.test_lapor import JSON, sent
from tests.made import report

pytestmark = pytest.mark.any_engine
SignedIn = Callable[[Actor], Client]


@pytest.mark.parametrize(
    "address",
    ["/laporan/%00/", "/laporan/%00/kartu/", "/foto/%00.jpg", "/bukti/%00.jpg", "/wilayah/%00/", "/penghargaan/%00/"],
)
def test_a_page_named_by_it_is_not_there(kota: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/laporan/?jenis=%00", "/laporan/?cari=a%00b", "/laporan/?wilayah=%00", "/segel/bukti/?tentang=%00",
     "/sekitar/daftar/?%00=1", "/umpan.atom?jenis=%00"],
)  # fmt: skip
def test_a_question_that_holds_it_is_refused(kota: Path, client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_form_that_holds_it_is_refused_and_a_script_is_told_so(
    kota: Path, client: Client, signed_in: SignedIn, budi: Actor
) -> None:
    told = signed_in(budi).post("/lapor/kirim/", sent(category="a\x00b"), headers=JSON)
    assert (told.status_code, told.json()["code"]) == (400, "body")
    assert client.post("/masuk/", {"login": "budi\x00@contoh.id", "password": "x"}).status_code == 400


def test_programs_are_refused_too(kota: Path, client: Client, budi: Actor, noon: datetime) -> None:
    report(budi, noon)
    code = api.key(noon)
    for address in ("/reports/%00", "/reports?category=%00", "/reports?words=a%00", "/areas/%00", "/places?lat=%00"):
        assert client.get(f"{api.BASE}{address}", **api.bearing(code)).status_code in (400, 404, 422), address
    for address in ("requests/%00.json", "requests.json?service_code=%00", "tokens/%00.json", "services/%00.json",
                    "requests.json?service_request_id=%00", "requests.json?jurisdiction_id=%00"):  # fmt: skip
        assert client.get(f"{BASE}/{address}").status_code in (200, 400, 404), address
    for name in ("service_code", "description", "address_string", "address_id", "account_id", "email", "media_url"):
        told = client.post(f"{BASE}/requests.json", sent_311(key(noon)) | {name: "a\x00b"})
        assert told.status_code in (200, 201, 400, 404), (name, told.content)
