"""Feeds: what is new in an area or of a kind, as a reader of Atom expects it, with its place; nothing hidden."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part, Reason
from tests.made import jpeg, proof, report, ticket

pytestmark = pytest.mark.any_engine

NAMES = {"a": "http://www.w3.org/2005/Atom", "g": "http://www.georss.org/georss"}
OF_AREA = "/wilayah/99.99.99.1001/umpan.atom"


def feed(answer: Any) -> ElementTree.Element:
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles(found: ElementTree.Element) -> list[str]:
    return [entry.findtext("a:title", "", NAMES) for entry in found.findall("a:entry", NAMES)]


def test_a_feed_tells_what_is_new_with_its_place_and_how_it_stands(
    kota: Path, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    done = ticket(budi, noon, photos=[actions.keep_photo(jpeg(1), at=noon)])
    report(budi, noon + timedelta(minutes=1), kind="kerja-bakti", words="Hubungi 081298765432 & <b>datang</b>")
    followup.finish(done, words="Beres", proof=proof(2), desk=citra.seats[0], at=noon + timedelta(hours=1))
    found = feed(client.get("/umpan.atom"))
    assert titles(found) == [
        "Kerja bakti, RT 005/RW 002: Hubungi … & <b>datang</b>",
        "Sampah, RT 005/RW 002 (Selesai): Tumpukan sampah di depan pos ronda",
    ]
    entry = found.findall("a:entry", NAMES)[1]
    assert entry.findtext("g:point", "", NAMES) == "-6.501000 106.507500"
    assert entry.findtext("a:updated", "", NAMES) == "2016-06-01T06:00:00Z" == found.findtext("a:updated", "", NAMES)
    assert entry.findtext("a:published", "", NAMES) == "2016-06-01T05:00:00Z"
    links = {
        link.get("rel"): link.get("href", "").removeprefix("http://testserver")
        for link in entry.findall("a:link", NAMES)
    }
    assert links["alternate"] == f"/laporan/{done.report.code}/" and b"".join(
        client.get(links["enclosure"]).streaming_content
    )  # type: ignore[attr-defined]
    assert found.find("a:author/a:name", NAMES) is not None and found.findtext("a:id", "", NAMES)


@pytest.mark.parametrize("address", ["/umpan.atom", "/sosialisasi/kalender.ics"])
def test_what_caches_may_keep_is_kept_apart_for_each_language(
    kota: Path, budi: Actor, client: Client, noon: datetime, address: str
) -> None:
    report(budi, noon)
    own = client.get(address)
    client.cookies["django_language"] = "en"
    other, known = client.get(address), client.get(address, headers={"if-none-match": own.headers["ETag"]})
    assert own.content != other.content and known.status_code == 200
    for answer in (own, other):
        assert "public" in answer.headers["Cache-Control"] and "Cookie" in answer.headers["Vary"]


def test_a_feed_is_of_an_area_and_of_a_kind(kota: Path, budi: Actor, client: Client, noon: datetime) -> None:
    report(budi, noon), report(budi, noon, kind="banjir")
    assert len(titles(feed(client.get(OF_AREA)))) == 2
    assert len(titles(feed(client.get("/wilayah/9999991001002005/umpan.atom")))) == 2
    assert titles(feed(client.get("/wilayah/99.99.99.1002/umpan.atom"))) == []
    assert [title[:6] for title in titles(feed(client.get(f"{OF_AREA}?jenis=banjir")))] == ["Banjir"]
    asked = feed(client.get("/umpan.atom?jenis=banjir&wilayah=99.99.99.1001"))
    assert asked.findtext("a:id", "", NAMES) == feed(client.get(f"{OF_AREA}?jenis=banjir")).findtext("a:id", "", NAMES)
    assert len(titles(asked)) == 1 and asked.findtext("a:title", "", NAMES) == "Laporan: Banjir, Rukun Jaya · Rukun"
    for wrong in ("/umpan.atom?jenis=ufo", "/umpan.atom?wilayah=x", "/wilayah/99.99.99.1009/umpan.atom"):
        assert client.get(wrong).status_code in (400, 404)


def test_the_pages_lead_to_their_feeds(kota: Path, client: Client) -> None:
    for page, address in (("/laporan/", "/umpan.atom"), ("/wilayah/99.99.99.1001/", OF_AREA)):
        said = client.get(page).content.decode()
        assert 'rel="alternate" type="application/atom+xml"' in said and said.count(f'href="{address}"') == 2
    assert '/umpan.atom?jenis=banjir&amp;wilayah="' in client.get("/laporan/?jenis=banjir").content.decode()


def test_who_has_a_feed_already_gets_none_of_it_again_until_something_changed_or_was_hidden(
    kota: Path, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    made = report(budi, noon)
    known = client.get(OF_AREA).headers["ETag"]
    assert client.get(OF_AREA, headers={"If-None-Match": known}).status_code == 304
    actions.hide(made, Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=noon)
    assert titles(feed(client.get(OF_AREA, headers={"If-None-Match": known}))) == []


@pytest.mark.parametrize(("address", "queries"), [("/umpan.atom", 5), (OF_AREA, 6), (f"{OF_AREA}?jenis=sampah", 7)])
def test_a_feed_takes_few_queries(
    kota: Path, budi: Actor, client: Client, noon: datetime, address: str, queries: int
) -> None:
    from django.db import connection

    for number in range(60):
        report(budi, noon + timedelta(minutes=number))
    assert len(titles(feed(client.get(address)))) == 50
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    assert len(told) == queries
