"""A program reads reports back: by the standard's arguments, within its bounds, in XML and JSON that say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.followup.models import Ticket
from rukun.people.rules import Actor
from rukun.reports import actions
from rukun.reports.hiding import Part, Reason
from rukun.reports.models import Report
from rukun.transparency.listing import listed
from rukun.transparency.wished import Span, Wish
from rukun.validation.actions import strike
from rukun.validation.rules import StrikeReason
from tests.doors.open311 import (
    ATTRIBUTE,
    BASE,
    ERROR,
    REQUEST,
    SERVICE,
    asked,
    fits,
    key,
    read,
    same,
    sent,
)
from tests.made import jpeg, proof, report, ticket

Later = Callable[[timedelta], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def codes(client: Client, **arguments: str) -> list[str]:
    return [row["service_request_id"] for row in asked(client, "requests", **arguments)]


def at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def queries_of(client: Client, address: str) -> int:
    from django.db import connection

    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return len(told)


@pytest.fixture
def busy(kota: Path, budi: Actor, ani: Actor, citra: Actor, noon: datetime) -> list[Ticket]:
    """Six problems, an hour apart, the last one newest: the first finished, the second taken in hand; one activity."""
    found = []
    for number in range(6):
        when = noon - timedelta(hours=7 - number)
        kept = [actions.keep_photo(jpeg(number), at=when)] if number < 2 else []
        found.append(ticket(budi, when, kind="banjir" if number == 3 else "sampah", photos=kept))
    followup.finish(found[0], words="Diangkut", proof=proof(9), desk=citra.seats[0], at=noon - HOUR)
    followup.take(found[1], desk=citra.seats[0], at=noon - HOUR / 2)
    report(ani, noon - 8 * HOUR, kind="kerja-bakti", for_unit=ani.seats[0].area)
    return found


def code_of(one: Ticket) -> str:
    return one.report.code


@pytest.mark.parametrize("address", ["/open311/discovery", f"{BASE}/discovery"])
def test_discovery_says_where_the_door_is_and_whom_to_ask_for_a_key(
    kota: Path, client: Client, address: str, settings: object
) -> None:
    settings.OPEN311_CONTACT = "kunci@contoh.id"  # type: ignore[attr-defined]
    told = client.get(f"{address}.json").json()
    assert same(read(client.get(f"{address}.xml")), told) and read(client.get(f"{address}.xml")).tag == "discovery"
    assert told["contact"] == "kunci@contoh.id" and "kunci@contoh.id" in told["key_service"]
    assert told["endpoints"] == [{
        "specification": "http://wiki.open311.org/GeoReport_v2", "url": "http://testserver/open311/v2",
        "changeset": told["changeset"], "type": "production", "formats": ["text/xml", "application/json"],
    }]  # fmt: skip
    assert datetime.fromisoformat(told["changeset"]).tzinfo is not None


def test_services_are_the_kinds_in_the_order_of_the_screen(kota: Path, client: Client) -> None:
    told = asked(client, "services")
    assert fits(told, SERVICE)
    assert [one["service_code"] for one in told] == ["sampah", "jalan-rusak", "banjir", "kerja-bakti", "siaran"]
    assert [one["metadata"] for one in told] == [True, False, True, False, False]
    assert told[0]["group"] == "Masalah" and "Rubbish" in told[0]["keywords"].split(",")
    assert read(client.get(f"{BASE}/services.xml"))[0].tag == "service"
    english = client.get(f"{BASE}/services.json", headers={"Accept-Language": "en"})
    assert english.json()[0]["service_name"] == "Rubbish" and english.headers["Content-Language"] == "en"
    assert queries_of(client, f"{BASE}/services.json") == 1


def test_a_definition_says_what_is_asked_besides(kota: Path, client: Client) -> None:
    told = client.get(f"{BASE}/services/banjir.json").json()
    assert told["service_code"] == "banjir" and fits(told["attributes"], ATTRIBUTE)
    assert [(one["code"], one["required"], one["variable"]) for one in told["attributes"]] == [
        ("dalam_cm", True, True), ("sejak", False, True), ("bahaya", False, False),
    ]  # fmt: skip
    document = read(client.get(f"{BASE}/services/sampah.xml"))
    assert document.tag == "service_definition" and document.find("attributes/attribute/values/value/key") is not None
    assert same(document, client.get(f"{BASE}/services/sampah.json").json())
    assert client.get(f"{BASE}/services/siaran.json").json() == {"service_code": "siaran", "attributes": []}
    assert queries_of(client, f"{BASE}/services/banjir.xml") == 1


def test_the_list_shows_public_reports_newest_first_with_every_field(
    busy: list[Ticket], client: Client, noon: datetime
) -> None:
    told = asked(client, "requests")
    assert fits(told, REQUEST)
    activity = Report.objects.get(category__code="kerja-bakti").code
    assert [one["service_request_id"] for one in told] == [*map(code_of, reversed(busy)), activity]
    done, taken, idle = told[5], told[4], told[6]
    assert (done["status"], done["status_notes"]) == ("closed", "Selesai")
    assert done["updated_datetime"] == at(noon - HOUR), "when it was closed"
    assert (taken["status"], taken["updated_datetime"]) == ("open", at(noon - HOUR / 2))
    assert (idle["status"], idle["expected_datetime"], idle["agency_responsible"]) == ("closed", None, None)
    assert done["agency_responsible"] == "Kelurahan Rukun Jaya"
    assert done["address"] == "RT 005/RW 002, Kelurahan Rukun Jaya, Kecamatan Sukarukun"
    assert (done["address_id"], done["lat"], done["long"]) == ("9999991001002005", -6.501, 106.5075)
    photo = client.get(done["media_url"].removeprefix("http://testserver"))
    assert b"".join(photo.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]


def test_one_report_is_read_by_its_id_however_it_is_typed(busy: list[Ticket], client: Client) -> None:
    code = code_of(busy[0])
    told = asked(client, f"requests/{code}")
    assert fits(told, REQUEST) and told == asked(client, f"requests/{code.lower()}") and len(told) == 1
    token = asked(client, f"tokens/{code}")
    assert token == [{"service_request_id": code, "token": code}]


def test_ids_overrule_every_other_argument(busy: list[Ticket], client: Client) -> None:
    two = f"{code_of(busy[0])}, {code_of(busy[3])},ZZZZZZZZZZ,{'x' * 50}"
    found = codes(
        client, service_request_id=two, status="open", service_code="sampah", start_date="2001-01-01T00:00:00Z"
    )
    assert found == [code_of(busy[3]), code_of(busy[0])]
    assert codes(client, service_request_id="ZZZZZZZZZZ") == []


def test_kinds_and_statuses_are_lists_with_commas(busy: list[Ticket], client: Client) -> None:
    assert codes(client, service_code="banjir") == [code_of(busy[3])]
    assert len(codes(client, service_code="banjir, sampah")) == 6
    assert len(codes(client, status="open")) == 5
    assert codes(client, status="closed", service_code="sampah") == [code_of(busy[0])]
    assert len(codes(client, status="open,closed")) == len(codes(client, status="")) == 7


def test_dates_are_those_of_receipt_both_ends_among_them(busy: list[Ticket], client: Client, noon: datetime) -> None:
    found = codes(client, start_date=at(noon - 4 * HOUR), end_date=at(noon - 3 * HOUR))
    assert found == [code_of(busy[4]), code_of(busy[3])]
    local = (noon - 4 * HOUR + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S.000+07:00")
    assert codes(client, start_date=local, end_date=at(noon - 3 * HOUR)) == found
    unencoded = client.get(f"{BASE}/requests.json?start_date={local}&end_date={at(noon - 3 * HOUR)}")
    assert [row["service_request_id"] for row in unencoded.json()] == found, "a plus that nobody encoded"


def test_without_dates_the_last_ninety_days_are_answered_and_with_one_the_other_lies_ninety_days_from_it(
    kota: Path, budi: Actor, client: Client, noon: datetime
) -> None:
    old, new = (report(budi, noon - timedelta(days=days)).code for days in (91, 89))
    assert codes(client) == [new]
    assert codes(client, end_date=at(noon - 90 * DAY)) == [old]
    assert codes(client, start_date=at(noon - 180 * DAY)) == [old]
    assert codes(client, start_date=at(noon - 91 * DAY)) == [new, old]


def test_what_changed_since_a_moment_is_found_whenever_it_came_in(
    busy: list[Ticket], client: Client, noon: datetime
) -> None:
    assert codes(client, updated_after=at(noon - HOUR / 2)) == [code_of(busy[1])]
    assert codes(client, updated_after=at(noon - HOUR), updated_before=at(noon - HOUR)) == [code_of(busy[0])]
    assert len(codes(client, updated_before=at(noon))) == 7
    assert codes(client, updated_after=at(noon - HOUR), status="open") == [code_of(busy[1])]


def test_what_changed_is_turned_by_page_from_what_came_in_the_span_to_what_came_before(
    busy: list[Ticket], client: Client, noon: datetime
) -> None:
    """Whatever came in a span has changed in it, or since; what had come before only if something was done to it."""
    since, until = Report.objects.order_by("received_at")[3].received_at, noon + HOUR
    told = listed(Wish(received=Span(noon - 90 * DAY, until)))
    wanted = [one.report.code for one in told if since <= one.changed_at <= until]
    span = {"updated_after": at(since), "updated_before": at(until)}
    assert codes(client, **span) == wanted and len(wanted) >= 4
    assert any(one.report.code in wanted and one.report.received_at < since for one in told)
    pages = [codes(client, page=str(number), page_size="2", **span) for number in range(1, 5)]
    assert [code for page in pages for code in page] == wanted
    for status, is_open in (("open", True), ("closed", False)):
        of_status = [one.report.code for one in told if one.is_open is is_open and one.report.code in wanted]
        assert codes(client, status=status, **span) == of_status


def test_pages_hold_every_report_once_in_one_order(busy: list[Ticket], client: Client) -> None:
    whole, found = codes(client), []
    address = f"{BASE}/requests.json?page_size=3"
    for _ in range(3):
        answer = client.get(address)
        found += [row["service_request_id"] for row in answer.json()]
        following = re.search(r'<([^>]+)>; rel="next"', answer.headers.get("Link", ""))
        if not following:
            break
        address = following[1].removeprefix("http://testserver")
    assert found == whole and not following and 'rel="prev"' in answer.headers["Link"]
    assert "Link" not in client.get(f"{BASE}/requests.json").headers
    assert codes(client, page="9") == []


def test_no_more_than_a_thousand_are_answered(kota: Path, budi: Actor, client: Client, noon: datetime) -> None:
    pattern = report(budi, noon)
    Report.objects.bulk_create(
        [
            Report(**{f.attname: getattr(pattern, f.attname) for f in Report._meta.fields if f.name != "id"}
                   | {"key": f"many-{n}", "code": f"MANY{n:06d}"})
            for n in range(1_004)
        ]
    )  # fmt: skip
    assert len(client.get(f"{BASE}/requests.json").json()) == 1_000
    assert len(client.get(f"{BASE}/requests.json?page=3&page_size=500").json()) == 5


def test_what_the_standard_does_not_know_is_told_where_it_is_asked_for(
    busy: list[Ticket], ani: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    actions.support(busy[0].report, by=ani, at=noon)
    followup.merge([busy[5]], target=busy[4], words="Sama", desk=citra.seats[0], at=noon)
    told = asked(client, "requests", extensions="true")
    assert fits(told, REQUEST, "extended_attributes")
    more = {one["service_request_id"]: one["extended_attributes"] for one in told}
    done = more[code_of(busy[0])]
    assert done["kelurahan"] == "99.99.99.1001" and done["rt"] == "9999991001002005" and done["supports"] == 1
    assert (
        done["held"] == [{"agency": "Kelurahan Rukun Jaya", "seconds": 6 * 3600}] and done["held_seconds"] == 6 * 3600
    )
    assert (done["detailed_status"], done["state"], done["outcome"]) == ("PROCESSED", "done", "claimed")
    assert len(done["photos"]) == 1 and done["channel"] == ""
    assert more[code_of(busy[5])]["parent_service_request_id"] == code_of(busy[4])
    assert client.get(done["url"].removeprefix("http://testserver")).status_code == 200


def test_private_hidden_and_struck_reports_are_in_no_answer(
    kota: Path, budi: Actor, citra: Actor, dodi: Actor, client: Client, noon: datetime
) -> None:
    made = {name: report(budi, noon, is_private=name == "private") for name in ("open", "private", "hidden", "struck")}
    actions.hide(made["hidden"], Part.WHOLE, reason=Reason.ABUSE, note="Kasar", desk=citra.seats[0], at=noon)
    strike(made["struck"], StrikeReason.PRIVACY, by=dodi, at=noon)
    assert codes(client) == [made["open"].code]
    everything = ",".join(one.code for one in made.values())
    assert codes(client, service_request_id=everything, extensions="true") == [made["open"].code]
    for name in ("private", "hidden", "struck"):
        for address in ("requests", "tokens"):
            gone = client.get(f"{BASE}/{address}/{made[name].code}.json")
            nothing = client.get(f"{BASE}/{address}/ZZZZZZZZZZ.json")
            assert gone.status_code == nothing.status_code == 404
            assert gone.content.replace(made[name].code.encode(), b"ZZZZZZZZZZ") == nothing.content


def test_hidden_words_and_photos_are_left_out_of_a_report_that_stays(
    kota: Path, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    kept = report(budi, noon, photos=[proof(3)])
    actions.hide(kept, Part.BOTH, reason=Reason.PRIVACY, note="Wajah", desk=citra.seats[0], at=noon)
    told = asked(client, f"requests/{kept.code}", extensions="true")[0]
    assert told["description"] is None and told["media_url"] is None and told["extended_attributes"]["photos"] == []


def test_numbers_and_addresses_of_people_are_taken_out_of_words(
    kota: Path, budi: Actor, client: Client, noon: datetime
) -> None:
    kept = report(budi, noon, words="Hubungi 0812-9876-5432 atau sari@contoh.id, lampu nomor 12")
    assert asked(client, f"requests/{kept.code}")[0]["description"] == "Hubungi … atau …, lampu nomor 12"


WRONG = {
    "requests/ZZZZZZZZZZ": 404, "requests/%00": 404, "requests/" + "x" * 200: 404, "tokens/nothing": 404,
    "services/ufo": 404, "services?jurisdiction_id=bandung.go.id": 404, "discovery?jurisdiction_id=x": 404,
    "requests?service_code=ufo": 404, "requests?status=pending": 400, "requests?start_date=2016-06-01": 400,
    "requests?start_date=2016-06-01T00:00:00": 400, "requests?end_date=2016-13-01T00:00:00Z": 400,
    "requests?start_date=0001-01-01T00:00:00Z": 400, "requests?start_date=9999-12-31T00:00:00Z": 400,
    "requests?start_date=2016-01-01T00:00:00Z&end_date=2016-06-01T00:00:00Z": 400,
    "requests?start_date=2016-06-02T00:00:00Z&end_date=2016-06-01T00:00:00Z": 400,
    "requests?updated_after=kemarin": 400, "requests?page=0": 400, "requests?page=x": 400,
    "requests?page=99999999999": 400,
    "requests?page_size=501": 400, "requests?page_size=-1": 400, "requests?extensions=ya": 400,
    "requests?page=%C2%B2": 400, "nothing": 404, "requests/a/b": 404,
}  # fmt: skip


@pytest.mark.parametrize("address", WRONG)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_cannot_be_answered_is_told_in_both_formats(kota: Path, client: Client, address: str, form: str) -> None:
    path, _, query = address.partition("?")
    answer = client.get(f"{BASE}/{path}.{form}?{query}")
    assert answer.status_code == WRONG[address]
    if form == "json":
        assert fits(answer.json(), ERROR) and {one["code"] for one in answer.json()} == {WRONG[address]}
    else:
        errors = read(answer)
        assert errors.tag == "errors" and errors.findtext("error/code") == str(WRONG[address])
        assert errors.findtext("error/description")


def test_an_unknown_format_is_told_in_xml_and_none_at_all_is_what_the_program_accepts(
    busy: list[Ticket], client: Client
) -> None:
    assert read(client.get(f"{BASE}/services.html")).findtext("error/code") == "404"
    assert read(client.get(f"{BASE}/services"))[0].tag == "service"
    assert client.get(f"{BASE}/services", headers={"Accept": "application/json"}).json()
    assert client.get(f"{BASE}/requests/{code_of(busy[0])}", headers={"Accept": "application/json"}).json()


def test_other_methods_are_refused_and_reading_is_open_to_every_page(busy: list[Ticket], client: Client) -> None:
    for method, address in (("delete", f"requests/{code_of(busy[0])}"), ("post", "services"), ("put", "requests")):
        refused = client.generic(method, f"{BASE}/{address}.json")
        assert refused.status_code == 405 and fits(refused.json(), ERROR) and "GET" in refused.headers["Allow"]
    answer = client.get(f"{BASE}/requests.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert client.head(f"{BASE}/requests.json").status_code == 200
    for code in ("a%0A/b", "%2F%0D%0A"):
        assert fits(client.get(f"{BASE}/requests/{code}.json").json(), ERROR), (
            "an end of a line leads to no page either"
        )


def test_each_call_takes_as_many_queries_whatever_there_is(busy: list[Ticket], client: Client) -> None:
    assert queries_of(client, f"{BASE}/requests.json") == 5
    assert queries_of(client, f"{BASE}/requests.xml?status=open&service_code=sampah") == 7
    assert queries_of(client, f"{BASE}/requests.json?updated_after=2016-06-01T00:00:00Z") == 6
    assert queries_of(client, f"{BASE}/requests/{code_of(busy[0])}.json") == 3
    assert queries_of(client, f"{BASE}/tokens/{code_of(busy[0])}.json") == 3
    assert queries_of(client, f"{BASE}/requests.json?extensions=true") == 5 + 12


def test_filing_takes_few_queries(kota: Path, client: Client, noon: datetime) -> None:
    from django.db import connection

    code = key(noon)
    client.post(f"{BASE}/requests.json", sent(code))
    with CaptureQueriesContext(connection) as told:
        client.post(f"{BASE}/requests.json", sent(code, description="Lain"))
    # What the server was prepared for is counted without its words. PostgreSQL keeps report and event by one statement.
    asked_for = [one for one in told if "SAVEPOINT" not in (one["sql"] or "")]
    assert len(asked_for) == (7 if connection.vendor == "postgresql" else 9)


def test_a_report_that_changes_is_read_as_it_stands(
    kota: Path, budi: Actor, citra: Actor, client: Client, noon: datetime
) -> None:
    code = client.post(f"{BASE}/requests.json", sent(key(noon))).json()[0]["service_request_id"]
    address = f"requests/{code}"
    assert asked(client, address)[0]["status"] == "open", "before a ticket is there"
    followup.open_tickets(at=noon)
    held, desk = ticket_to_work(citra, code)
    followup.finish(held, words="Beres", proof=proof(4), desk=desk, at=noon + HOUR)
    told = asked(client, address)[0]
    assert (told["status"], told["updated_datetime"]) == ("closed", at(noon + HOUR))
    assert code in codes(client, status="closed")
