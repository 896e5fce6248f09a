"""The desk of the law: a version is brought, read, tried and agreed to on pages, by two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rukun.funds import actions, queries
from rukun.people.rules import Actor
from tests.conftest import _person
from tests.doors.test_pages import queries_of, text_of
from tests.made import KOTA, judged_valid, reports_for_unit

pytestmark = pytest.mark.any_engine

DECREES = KOTA / "contoh" / "decrees"
SignedIn = Callable[[Actor], Client]


@pytest.fixture
def sri(kota: Path, noon: datetime) -> Actor:
    actions.load_decrees(kota / "decrees", at=noon)
    return _person("Sri", "administrator", "99")  # type: ignore[return-value]


@pytest.fixture
def wali(kota: Path) -> Actor:
    return _person("Wali", "administrator", "99")  # type: ignore[return-value]


def files(change: tuple[str, str] = ("", "")) -> dict[str, SimpleUploadedFile]:
    decree = (DECREES / "sk-2-2016.toml").read_text().replace(*change).encode()
    cases = (DECREES / "sk-2-2016.cases.toml").read_bytes()
    return {
        "decree": SimpleUploadedFile("sk-2-2016.toml", decree),
        "cases": SimpleUploadedFile("sk-2-2016.cases.toml", cases),
    }


OTHER_TITLE = ('title = "Uang operasional', 'title = "Uang penyelenggaraan')


def test_a_version_is_brought_by_one_and_agreed_to_by_another(sri: Actor, wali: Actor, signed_in: SignedIn) -> None:
    brought = signed_in(sri).post("/keputusan/usul/", files(OTHER_TITLE))
    assert brought.status_code == 302
    address = brought.headers["Location"]
    own, others = text_of(signed_in(sri).get(address)), text_of(signed_in(wali).get(address))
    assert "orang lain yang memutuskan" in own and "Setujui" not in own
    assert "Uang penyelenggaraan" in others and "Setujui" in others
    assert signed_in(sri).post(address, {"do": "approve"}).status_code == 409
    assert signed_in(wali).post(address, {"do": "approve"}).status_code == 302
    assert not queries.proposals_waiting()
    assert "Uang penyelenggaraan" in text_of(signed_in(wali).get("/keputusan/"))


def test_what_is_wrong_with_a_file_is_told_beside_the_form(sri: Actor, signed_in: SignedIn) -> None:
    answer = signed_in(sri).post("/keputusan/usul/", files(("rate = 10_000", "rate = 11_000")))
    assert answer.status_code == 400 and "bukan" in text_of(answer)
    missing = signed_in(sri).post("/keputusan/usul/", {"decree": files()["decree"]})
    assert missing.status_code == 400 and ".cases.toml" in text_of(missing)
    again = signed_in(sri).post("/keputusan/usul/", files())
    assert again.status_code == 409 and "sudah dimuat" in text_of(again)


def test_a_version_is_turned_down_with_a_reason(sri: Actor, wali: Actor, signed_in: SignedIn) -> None:
    address = signed_in(sri).post("/keputusan/usul/", files(OTHER_TITLE)).headers["Location"]
    silent = signed_in(wali).post(address, {"do": "turn-down", "reason": ""})
    assert silent.status_code == 400 and "Tulis mengapa" in text_of(silent)
    assert signed_in(wali).post(address, {"do": "turn-down", "reason": "Belum dibahas."}).status_code == 302
    assert signed_in(wali).get(address).status_code == 404


def test_a_month_is_compared_by_kecamatan_with_chart_and_table(
    sri: Actor, ani: Actor, dodi: Actor, signed_in: SignedIn, noon: datetime
) -> None:
    judged_valid(reports_for_unit(ani, [date(2016, 5, 2)], 3), dodi, noon)
    address = (
        signed_in(sri)
        .post("/keputusan/usul/", files(("allowance = 75_000", "allowance = 75_000 ")))
        .headers["Location"]
    )
    page = text_of(signed_in(sri).get(f"{address}banding/?bulan=2016-05&wilayah=999999"))
    assert "0 RT/RW menerima lebih" in page and "Sebaran perubahan" in page


def test_a_validator_of_one_kecamatan_has_no_say_over_the_law(kota: Path, dodi: Actor, signed_in: SignedIn) -> None:
    assert signed_in(dodi).get("/keputusan/").status_code == 404


def test_the_list_asks_as_much_however_many_versions_there_are(sri: Actor, signed_in: SignedIn) -> None:
    client = signed_in(sri)
    few = queries_of(client, "/keputusan/")
    client.post("/keputusan/usul/", files(OTHER_TITLE))
    assert queries_of(client, "/keputusan/") == few
