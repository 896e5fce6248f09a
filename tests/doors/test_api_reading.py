"""Programs read what everybody may read: paged, filtered, with ETags, in a known number of queries; never a person."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.funds import actions as funds
from rukun.people.rules import Actor, Scope
from rukun.ranking import actions as ranking
from rukun.reports import actions as talk
from rukun.tick import tick
from rukun.trail.models import Event
from rukun.values.time import Month
from tests.doors.api import BASE, bearing, key, refused
from tests.made import judged_valid, noon_of, proof, report, reports_for_unit, ticket

UNIT = "9999991001002005"


def codes(client: Client, address: str) -> list[str]:
    """The codes of a whole list, page by page."""
    found: list[str] = []
    while address:
        told = client.get(address)
        assert told.status_code == 200, told.content
        page = told.json()
        found += [one["code"] for one in page["items"]]
        address = page["next"]
        assert bool(address) == ("Link" in told.headers)
    return found


def test_pages_are_turned_and_what_comes_in_meanwhile_moves_nothing(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    made = [report(budi, noon + timedelta(minutes=n)).code for n in range(5)]
    first = client.get(f"{BASE}/reports?limit=2").json()
    assert [one["code"] for one in first["items"]] == [made[4], made[3]]
    report(budi, noon + timedelta(hours=1))
    rest = codes(client, first["next"])
    assert rest == [made[2], made[1], made[0]]
    same_moment = [report(budi, noon + timedelta(days=1)).code for _ in range(3)]
    assert codes(client, f"{BASE}/reports?limit=1")[:3] == same_moment[::-1], "also of the same moment"


def test_a_cursor_belongs_to_its_list_and_cannot_be_made_up(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    for _ in range(3):
        report(budi, noon)
    following = client.get(f"{BASE}/reports?limit=1").json()["next"]
    assert client.get(following.replace("limit=1", "limit=2")).status_code == 200
    for wrong in (f"{following}&category=sampah", following.replace("/reports", "/areas"), following[:-3],
                  f"{BASE}/reports?cursor=WzFd"):  # fmt: skip
        refused(client.get(wrong), 400, "cursor")


def test_reports_are_found_by_area_kind_state_time_box_and_words(
    kota: Path, client: Client, budi: Actor, citra: Actor, noon: datetime, tmp_path: Path
) -> None:
    heap, flood = ticket(budi, noon).report.code, report(budi, noon + timedelta(days=2), kind="banjir").code
    tick(home=tmp_path, at=noon + timedelta(days=2), everything=True)
    held, desk = ticket_to_work(citra, heap)
    followup.finish(held, words="Beres", proof=proof(1), desk=desk, at=noon + timedelta(days=3))
    late = report(budi, noon + timedelta(days=4)).code
    asked = {
        f"area={UNIT}": {heap, flood, late}, "area=99.99.99.1002": set(), "category=banjir,jalan-rusak": {flood},
        "state=done": {heap}, "open=true": {flood, late}, "open=false": {heap}, "state=waiting": {flood, late},
        "received_from=2016-06-02T00:00:00%2B07:00&received_until=2016-06-04T00:00:00%2B07:00": {flood},
        "changed_from=2016-06-04T00:00:00Z": {heap, late}, "words=pos ronda": {heap, flood, late},
        "words=takada": set(), "bbox=106.5,-6.6,106.6,-6.4": {heap, flood, late}, "bbox=1,1,2,2": set(),
    }  # fmt: skip
    for question, wanted in asked.items():
        assert set(codes(client, f"{BASE}/reports?limit=1&{question}")) == wanted, question


def test_neither_a_person_nor_what_is_private_appears(
    kota: Path, client: Client, budi: Actor, ani: Actor, noon: datetime
) -> None:
    private = report(budi, noon, is_private=True, words="Rahasia keluarga")
    open_one = report(budi, noon, words="Hubungi 081298765432 ya")
    talk.comment(open_one, words="Saya juga, budi@contoh.id", key="comment-0001", by=ani, at=noon)
    for address in (
        "/reports",
        f"/reports/{open_one.code}",
        f"/reports/{open_one.code}/comments",
        "/reports?words=hubungi",
    ):
        told = client.get(f"{BASE}{address}").content.decode()
        for secret in (private.code, "Rahasia", "081298765432", "contoh.id", "Warga Budi", "Budi"):
            assert secret not in told, (address, secret)
    missing = refused(client.get(f"{BASE}/reports/{private.code}"), 404, "hidden")
    nothing = refused(client.get(f"{BASE}/reports/ZZZZZZZZZZ"), 404, "hidden")
    assert missing["words"] == nothing["words"]
    own, others = key(noon, Scope.READ, of=budi), key(noon, Scope.READ, of=ani)
    assert client.get(f"{BASE}/reports/{private.code}", **bearing(own)).json()["is_private"] is True
    assert private.code in client.get(f"{BASE}/own/reports", **bearing(own)).content.decode()
    assert client.get(f"{BASE}/reports/{private.code}", **bearing(others)).status_code == 404
    assert client.get(f"{BASE}/reports/{private.code}", **bearing(key(noon))).status_code == 404, "no key for reading"
    assert private.code not in client.get(f"{BASE}/own/reports", **bearing(others)).content.decode()


def test_an_answer_that_did_not_change_is_not_sent_again(
    kota: Path, client: Client, budi: Actor, noon: datetime
) -> None:
    made = report(budi, noon)
    address = f"{BASE}/reports/{made.code}"
    first = client.get(address)
    mark = first.headers["ETag"]
    for told in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = client.get(address, headers={"If-None-Match": told})
        assert again.status_code == 304 and not again.content and again.headers["ETag"] == mark
    talk.support(made, by=_other(), at=noon)
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 200


def _other() -> Actor:
    from tests.conftest import _person

    return _person("Lain")  # type: ignore[return-value]


@pytest.fixture
def ranked(kota: Path, ani: Actor, budi: Actor, dodi: Actor, noon: datetime) -> datetime:
    """A month with reports that were judged, decrees, a published table and a seal."""
    from rukun.trail.actions import seal

    for n in range(6):
        ticket(budi, noon_of(date(2016, 5, 3 + n)))
    judged_valid(reports_for_unit(ani, [date(2016, 5, day) for day in range(1, 8)], 1), dodi, noon)
    funds.load_decrees(kota / "decrees", at=noon)
    ranking.publish_table(Month(2016, 5), scoring=kota / "scoring", at=noon)
    from django.conf import settings

    seal(home=settings.RUKUN_HOME, at=noon)
    return noon


# What each answers from, however much there is.
QUERIES = {
    "/categories": 1, "/areas": 1, "/areas?kind=rt": 1, "/areas/99.99.99.1001": 3, "/reports": 5,
    "/reports?category=sampah": 6, "/reports?bbox=106.5,-6.6,106.6,-6.4": 7,
    "/rankings": 1, "/rankings/2016-05": 1, "/rankings/2016-05/99.99.99.1001": 5, "/decrees": 2,
    "/decrees/sk-1-2015": 2, "/seals": 1, "/seals/1": 2, "/sessions": 1, "/coverage": 2, "/money/99": 6,
    "/money/9999991001": 12, "/proofs/growth?first=1": 2,
}  # fmt: skip


def test_every_read_takes_a_known_number_of_queries(ranked: datetime, client: Client) -> None:
    taken = {}
    for address in QUERIES:
        assert client.get(f"{BASE}{address}").status_code == 200, (address, client.get(f"{BASE}{address}").content)
        with CaptureQueriesContext(connection) as told:
            client.get(f"{BASE}{address}")
        taken[address] = len(told)
    assert taken == QUERIES


def test_one_report_takes_no_more_queries_the_more_happened_to_it(
    ranked: datetime, client: Client, budi: Actor, citra: Actor, ani: Actor, noon: datetime
) -> None:
    held = ticket(budi, noon)

    def taken() -> int:
        client.get(f"{BASE}/reports/{held.report.code}")
        with CaptureQueriesContext(connection) as told:
            client.get(f"{BASE}/reports/{held.report.code}")
        return len(told)

    before = taken()
    followup.take(held, desk=citra.seats[0], at=noon)
    followup.finish(held, words="Beres", proof=proof(3), desk=citra.seats[0], at=noon + timedelta(hours=1))
    assert taken() == before <= 8
    told = client.get(f"{BASE}/reports/{held.report.code}").json()
    assert told["held"] is None
    held_long = client.get(f"{BASE}/reports/{held.report.code}?held=true").json()["held"]
    assert isinstance(held_long, list)
    assert [one["state"] for one in told["course"]][-2:] == ["in-hand", "done"]
    assert told["course"][-1]["photo"]["url"].endswith(".jpg") and told["ticket"]["outcome"] == "claimed"
    assert told["received_at"] == "2016-06-01T12:00:00+07:00"


def test_ranking_money_decrees_and_proofs_are_those_of_the_pages(ranked: datetime, client: Client) -> None:
    table = client.get(f"{BASE}/rankings/2016-05").json()
    assert table["content"]["rows"][0]["code"].startswith("99.99.99")
    assert client.get(f"{BASE}/rankings").json() == {"items": ["2016-05"]}
    refused(client.get(f"{BASE}/rankings/2011-01"), 404, "hidden")
    assert refused(client.get(f"{BASE}/rankings/2016-13"), 422, "invalid")["field"] == "month"
    money = client.get(f"{BASE}/money/9999991001?month=2016-05").json()
    assert money["first_month"] == money["last_month"] == "2016-05" and isinstance(money["total"]["received"], int)
    refused(client.get(f"{BASE}/money/9999991001?month=2099-01"), 422, "month")
    standing = {one["code"]: one["standing"] for one in client.get(f"{BASE}/decrees").json()["items"]}
    assert set(standing) >= {"sk-1-2015", "sk-2-2016"} and "now" in standing.values()
    seal = client.get(f"{BASE}/seals/1").json()
    first = Event.objects.earliest("id").pk
    assert len(seal["root"]) == 64 and client.get(f"{BASE}/seals").json()["items"] == [seal]
    assert client.get(f"{BASE}/proofs/entries/{first}").json()["proof"]["index"] == 0
    assert json.dumps(client.get(f"{BASE}/coverage?within=99.99").json())
