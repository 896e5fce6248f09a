"""The API as our own pages use it: what is near a place, whoever is signed in reading with their session, and types."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house_settings
from django.test import Client
from ninja import Schema

from rukun import clock
from rukun.areas.models import Area
from rukun.channels.api.house import house
from rukun.people.models import Person
from rukun.people.rules import Actor, Scope
from rukun.reports import actions as talk
from tests.conftest import _person
from tests.doors.api import BASE, bearing, key, refused
from tests.doors.test_pages import RESIDENT, queries_of
from tests.made import IN_RT_5, proof, report, ticket

SignedIn = Callable[[Actor], Client]
KELURAHAN, RT_5 = "99.99.99.1001", "9999991001002005"
SESSION = {"Rukun-Session": "1"}
AT_THE_BORDER = {"lat": "-6.501", "lon": str(106.51 - 5 / 111_195)}


# Places and units


def test_a_point_is_told_in_words_with_both_units_where_a_border_is_near(kota: Path, client: Client) -> None:
    inside = client.get(f"{BASE}/places", {"lat": "-6.501", "lon": "106.5075"}).json()
    assert inside == {
        "code": RT_5, "words": "RT 005/RW 002, Kelurahan Rukun Jaya", "placed": "inside", "distance_m": 0, "doubt": [],
    }  # fmt: skip
    near = client.get(f"{BASE}/places", AT_THE_BORDER).json()
    assert len(near["doubt"]) >= 2 and near["code"] in [choice["code"] for choice in near["doubt"]]
    assert any("Rukun Damai" in choice["words"] for choice in near["doubt"])
    english = client.get(f"{BASE}/places", AT_THE_BORDER, headers={"Accept-Language": "en"}).json()
    assert "Kelurahan Rukun" in english["words"]


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [({"lat": "-6.2", "lon": "106.8"}, 422, "outside"), ({"lat": "x", "lon": "1"}, 422, "invalid"),
     ({"lat": "nan", "lon": "1"}, 422, "invalid"), ({"lat": "-91", "lon": "1"}, 422, "invalid"), ({}, 422, "invalid")],
    ids=["outside", "no number", "nonsense", "no place", "nothing"],
)  # fmt: skip
def test_a_point_that_is_none_of_ours_is_refused_with_the_reason(
    kota: Path, client: Client, asked: dict[str, str], status: int, code: str
) -> None:
    told = refused(client.get(f"{BASE}/places", asked), status, code)
    assert code != "outside" or told["field"] == "place", "the form puts it beside the place"


def test_the_units_of_a_kelurahan_are_listed_for_choosing_by_hand(kota: Path, client: Client) -> None:
    told = client.get(f"{BASE}/areas/9999991001/units").json()
    assert (told["code"], told["name"]) == (KELURAHAN, "Rukun Jaya")
    assert [rw["name"] for rw in told["rw"]] == ["RW 001", "RW 002"]
    assert {"code": RT_5, "name": "RT 005/RW 002"} in told["rw"][1]["rt"]
    assert (
        client.get(f"{BASE}/areas/{KELURAHAN}/units").json() == told == client.get(f"{BASE}/areas/{RT_5}/units").json()
    )
    assert client.get(f"{BASE}/areas/9999991009/units").status_code == 404
    refused(client.get(f"{BASE}/areas/99/units"), 422, "area-code")


def test_a_unit_is_offered_from_midnight_of_the_day_on_which_it_is_founded_here_and_not_in_greenwich(
    kota: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Area.objects.filter(code=RT_5).update(founded_on=date(2016, 6, 2))

    def offered(moment: datetime) -> bool:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return RT_5 in client.get(f"{BASE}/areas/{KELURAHAN}/units").content.decode().replace(".", "")

    midnight = datetime(2016, 6, 1, 17, tzinfo=UTC)
    assert offered(midnight) and not offered(midnight - timedelta(seconds=1))


# Who is signed in


def test_near_and_alike_is_told_and_whoever_is_signed_in_sees_what_they_support(
    kota: Path, signed_in: SignedIn, client: Client, budi: Actor, noon: datetime
) -> None:
    hani: Any = _person("Hani")
    made = ticket(budi, noon, photos=[proof(4)]).report
    talk.support(made, by=hani, at=noon)
    address = f"{BASE}/reports/alike?lat={IN_RT_5.lat}&lon={IN_RT_5.lon}&category=sampah"
    [told] = signed_in(hani).get(address, headers=SESSION).json()["items"]
    assert told == {
        "code": made.code, "url": f"http://testserver/laporan/{made.code}/", "category": "sampah",
        "category_name": "Sampah", "words": made.words, "state": "waiting", "state_words": "Menunggu", "colour": "red",
        "distance_m": 0, "supports": 1, "is_supported": True,
        "photo": {"digest": proof(4).digest, "url": f"http://testserver/foto/{proof(4).digest}.jpg"},
    }  # fmt: skip
    asking = signed_in(hani)
    asking.defaults["HTTP_RUKUN_SESSION"] = "1"
    assert queries_of(asking, address) == RESIDENT + 3, (
        "who asks; the kind, where they lie, the reports, what they support"
    )
    assert not signed_in(hani).get(address).json()["items"][0]["is_supported"], "a page has to say that it is ours"
    assert not client.get(address, headers=SESSION).json()["items"][0]["is_supported"]
    by_key = client.get(address, **bearing(key(noon, Scope.READ, of=hani))).json()
    assert by_key["items"][0]["is_supported"], "a key that may read reads as its holder"
    assert client.get(f"{BASE}/reports/alike?lat=1&lon=1&category=x").json()["field"] == "category"


def test_the_session_reads_as_whoever_is_signed_in_and_does_nothing_else(
    kota: Path, signed_in: SignedIn, client: Client, budi: Actor, citra: Actor, noon: datetime, settings: Any
) -> None:
    private = report(budi, noon, is_private=True)
    own = signed_in(budi)
    told = own.get(f"{BASE}/own/reports", headers=SESSION)
    assert [one["code"] for one in told.json()["items"]] == [private.code]
    assert told.headers["Cache-Control"] == "no-store" and "Access-Control-Allow-Origin" not in told.headers
    assert "Rukun-Session" in told.headers["Vary"]
    assert own.get(f"{BASE}/reports/{private.code}", headers=SESSION).status_code == 200
    refused(own.get(f"{BASE}/reports/{private.code}"), 404, "hidden")
    refused(own.get(f"{BASE}/own/reports"), 401, "key-missing")
    refused(client.get(f"{BASE}/own/reports", headers=SESSION), 401, "key-missing")
    refused(own.get(f"{BASE}/key", headers=SESSION), 401, "key-missing")
    supported = own.put(f"{BASE}/reports/{private.code}/support", headers=SESSION)
    refused(supported, 401, "key-missing")
    # A desk that waits for a second factor is closed here, too.
    lurah = signed_in(citra)
    assert lurah.get(f"{BASE}/desk/tickets", headers=SESSION).status_code == 200
    settings.RUKUN_SECOND_FACTOR_ROLES = ["lurah"]
    refused(lurah.get(f"{BASE}/desk/tickets", headers=SESSION), 404, "hidden")


def test_other_sites_may_not_send_the_header_and_a_shared_line_slows_nobody_who_is_signed_in(
    kota: Path, signed_in: SignedIn, client: Client, budi: Actor, settings: Any
) -> None:
    asked = client.options(f"{BASE}/own/reports", headers={"Origin": "https://lain.contoh.id"})
    assert "session" not in asked.headers["Access-Control-Allow-Headers"].lower()
    settings.API_READS_PER_MINUTE = 2
    network = {"REMOTE_ADDR": "203.0.113.77"}
    assert [client.get(f"{BASE}/decrees", **network).status_code for _ in range(3)] == [200, 200, 429]
    own = signed_in(budi)
    answers = [own.get(f"{BASE}/own/reports", headers=SESSION, **network).status_code for _ in range(3)]
    assert answers == [200, 200, 429], "who is known is counted by themselves"


def test_a_closed_account_reads_nothing_with_an_old_session(kota: Path, signed_in: SignedIn, budi: Actor) -> None:
    own = signed_in(budi)
    Person.objects.filter(pk=budi.person_id).update(is_active=False)
    refused(own.get(f"{BASE}/own/reports", headers=SESSION), 401, "key-missing")


# Types


def test_no_two_shapes_have_one_name_of_which_the_description_would_tell_one() -> None:
    house()
    shapes = {one for one in _below(Schema) if one.__module__.startswith("rukun.channels.api.shapes")}
    plain = [one.__name__ for one in shapes if "[" not in one.__name__]
    assert len(plain) > 40 and len(plain) == len(set(plain))


def _below(kind: type) -> set[type]:
    return {kind}.union(*(_below(one) for one in kind.__subclasses__()))


def test_the_types_of_our_own_pages_are_what_the_description_makes() -> None:
    frontend = Path(house_settings.REPOSITORY) / "frontend"
    made = subprocess.run(
        ["node", str(frontend / "api.mjs")], input=json.dumps(house().description), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert made.stdout == (frontend / "src" / "api" / "described.ts").read_text(), "run `make api`"
