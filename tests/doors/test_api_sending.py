"""Programs file, speak and act: once, within their scopes, as their holder and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rukun.followup.models import Ticket
from rukun.people.actions import withdraw_key
from rukun.people.models import ApiKey, Sending
from rukun.people.rules import Actor, Scope
from rukun.reports.models import Comment, Relay, Report, Support
from rukun.reports.queries import _name
from rukun.tick import tick
from rukun.trail.models import Event
from tests.doors.api import BASE, HEAP, bearing, key, refused, sent
from tests.made import jpeg, report, ticket

Later = Callable[[timedelta], None]
NAME = {"Idempotency-Key": "0b9f0a4e-5a5e-4a56-8f0e-9d1c6f0d7c11"}


def test_a_report_is_filed_with_photos_and_read_back(
    kota: Path, client: Client, noon: datetime, tmp_path: Path
) -> None:
    code = key(noon)
    photo = SimpleUploadedFile("a.jpg", jpeg(1), "image/jpeg")
    told = client.post(f"{BASE}/reports", HEAP | {"photos": photo, "answers": '{"besar": "truk"}'}, **bearing(code))
    assert told.status_code == 201, told.content
    made = Report.objects.get()
    assert (made.channel, made.filer_id, made.category.code) == ("api", None, "sampah")
    assert made.words == "Tumpukan di depan pos\nBesar tumpukan: Satu truk" and made.photos.count() == 1
    assert told.json()["rt"] == "9999991001002005" and told.headers["Location"] == f"{BASE}/reports/{made.code}"
    assert Relay.objects.get(report=made).key == ApiKey.objects.get()
    assert Event.objects.filter(verb="report.filed", about=f"report:{made.code}").count() == 1
    tick(home=tmp_path, at=noon + timedelta(minutes=1))
    assert Ticket.objects.filter(report=made).exists()
    read = client.get(told.json()["self"]).json()
    assert client.get(read["photos"][0]["url"]).status_code == 200


def test_where_a_report_lies_is_told_alike_of_the_first_of_the_next_and_of_the_same_again(
    kota: Path, client: Client, noon: datetime
) -> None:
    """The kelurahan's name is asked for once; the next report of it costs one question less."""
    code, counts, told = key(noon), list[int](), list[dict[str, object]]()
    sent(client, "/reports", HEAP, code)
    _name.cache_clear()
    for words in ("Satu", "Dua", "Dua"):
        with CaptureQueriesContext(connection) as asked:
            told.append(sent(client, "/reports", HEAP | {"words": words}, code).json())
        counts.append(len(asked))
    where = [{name: one[name] for name in ("kelurahan", "rw", "rt")} for one in told]
    assert where[0] == where[1] == where[2] and told[1] == told[2]
    assert where[0] == {
        "kelurahan": {"code": "99.99.99.1001", "name": "Rukun Jaya"}, "rw": "9999991001002", "rt": "9999991001002005",
    }  # fmt: skip
    assert counts[1] == counts[0] - 1


def test_a_key_that_somebody_holds_files_as_its_holder(kota: Path, client: Client, ani: Actor, noon: datetime) -> None:
    code = key(noon, Scope.REPORT, of=ani)
    told = sent(client, "/reports", HEAP | {"for_unit": "9999991001002005", "is_private": True}, code)
    assert told.status_code == 201, told.content
    made = Report.objects.get()
    assert made.filer_id == ani.person_id and made.is_private and made.unit is not None
    assert refused(sent(client, "/reports", HEAP | {"for_unit": "9999991001001001"}, code), 422, "unit")
    for wanted in ({"is_private": True}, {"for_unit": "9999991001002005"}):
        refused(sent(client, "/reports", HEAP | wanted, key(noon)), 422, "holder")


def test_the_same_name_is_the_same_sending_and_another_body_under_it_is_refused(
    kota: Path, client: Client, noon: datetime, later: Later
) -> None:
    code = key(noon)
    first = sent(client, "/reports", HEAP, code, **NAME)
    later(timedelta(days=3))
    again = sent(client, "/reports", HEAP, code, **NAME)
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert again.headers["Idempotency-Replayed"] == "true" and "Idempotency-Replayed" not in first.headers
    refused(sent(client, "/reports", HEAP | {"words": "Lain"}, code, **NAME), 422, "idempotency")
    assert Report.objects.count() == 1 and Sending.objects.count() == 1
    assert sent(client, "/reports", HEAP, key(noon), **NAME).status_code == 201, "another program's name is another"
    refused(sent(client, "/reports", HEAP | {"lat": 95}, code, **{"Idempotency-Key": "salah"}), 422, "invalid")
    assert sent(client, "/reports", HEAP | {"words": "Baru"}, code, **{"Idempotency-Key": "salah"}).status_code == 201


def test_a_form_with_photos_sent_twice_is_one_however_its_parts_were_put_together(
    kota: Path, client: Client, noon: datetime
) -> None:
    code = key(noon)

    def send(seed: int) -> int:
        photo = SimpleUploadedFile("a.jpg", jpeg(seed), "image/jpeg")
        told = client.post(f"{BASE}/reports", HEAP | {"photos": photo}, **bearing(code, **NAME))
        return int(told.status_code)

    assert [send(1), send(1), send(2)] == [201, 201, 422] and Report.objects.count() == 1


def test_without_a_name_the_same_sending_within_a_day_is_one(
    kota: Path, client: Client, noon: datetime, later: Later
) -> None:
    code = key(noon)
    assert sent(client, "/reports", HEAP, code).status_code == 201
    assert sent(client, "/reports", HEAP, code).status_code == 200
    later(timedelta(hours=25))
    assert sent(client, "/reports", HEAP, code).status_code == 201


def test_of_two_at_the_same_moment_one_report_comes(
    committed: Path, noon: datetime, in_thread: Callable[..., object]
) -> None:
    code, told = key(noon), []
    threads = [in_thread(lambda: told.append(sent(Client(), "/reports", HEAP, code, **NAME).json())) for _ in range(4)]
    for thread in threads:
        thread.join(60)  # type: ignore[attr-defined]
    assert len(told) == 4 and len({one["code"] for one in told}) == 1 and Report.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"category": "ufo"}, 422, "category", "category"), ({"lat": None}, 422, "place", "lat"),
        ({"lat": None, "lon": None}, 422, "place", "place"), ({"lat": 95}, 422, "invalid", "lat"),
        ({"words": ""}, 422, "empty", "words"), ({"colour": "red"}, 422, "invalid", "colour"),
        ({"area": "12"}, 422, "place", "place"), ({"answers": {"warna": "biru"}}, 422, "attribute", "warna"),
        ({"words": 5}, 422, "invalid", "words"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(
    kota: Path, client: Client, noon: datetime, change: dict[str, object], status: int, code: str, field: str
) -> None:
    body = {name: value for name, value in (HEAP | change).items() if value is not None}
    if code == "place" and "area" in change:
        del body["lat"], body["lon"]
    told = refused(sent(client, "/reports", body, key(noon)), status, code)
    assert field in (told["field"], *(one["field"] for one in told["errors"]))
    assert not Report.objects.exists()


def test_a_holder_supports_and_speaks_and_a_key_without_one_does_not(
    kota: Path, client: Client, budi: Actor, ani: Actor, citra: Actor, noon: datetime
) -> None:
    made = report(budi, noon)
    code = key(noon, Scope.TALK, of=ani)
    address = f"{BASE}/reports/{made.code}/support"
    for _ in range(2):
        assert client.put(address, **bearing(code)).json() == {"supports": 1, "is_supported": True}
    assert client.delete(address, **bearing(code)).json() == {"supports": 0, "is_supported": False}
    refused(client.put(address, **bearing(key(noon, Scope.TALK, of=budi))), 422, "support")
    said = [sent(client, f"/reports/{made.code}/comments", {"words": "Masih ada"}, code, **NAME) for _ in range(2)]
    assert [one.status_code for one in said] == [201, 201] and said[0].json() == said[1].json()
    assert Comment.objects.count() == 1 and said[0].json()["seat"] is None
    office = key(noon, Scope.TALK, of=citra)
    answer = sent(client, f"/reports/{made.code}/comments", {"words": "Besok", "in_seat": True}, office)
    assert answer.json()["seat"] == "lurah@9999991001"
    refused(sent(client, f"/reports/{made.code}/comments", {"words": "Hai", "in_seat": True}, code), 422, "seat")
    refused(client.put(address, **bearing(key(noon))), 403, "scope")
    assert not Support.objects.exists()


def test_a_desk_works_its_own_tickets_and_nobody_elses(
    kota: Path, client: Client, budi: Actor, citra: Actor, fajar: Actor, noon: datetime
) -> None:
    code = ticket(budi, noon).report.code
    desk = key(noon, Scope.READ, Scope.ACT, of=citra)
    assert [one["code"] for one in client.get(f"{BASE}/desk/tickets", **bearing(desk)).json()["items"]] == [code]
    shown = client.get(f"{BASE}/desk/tickets/{code}", **bearing(desk))
    acts = f"/desk/tickets/{code}/acts"
    taken = sent(client, acts, {"do": "take"}, desk, **{"If-Match": shown.headers["ETag"]})
    assert taken.status_code == 200 and taken.json()["state"] == "in-hand", taken.content
    refused(
        sent(client, acts, {"do": "decline"}, desk, **{"If-Match": '"2016-01-01T00:00:00.000000Z"'}), 412, "changed"
    )
    refused(sent(client, acts, {"do": "finish", "words": "Beres"}, desk), 422, "proof")
    photo = SimpleUploadedFile("a.jpg", jpeg(4), "image/jpeg")
    done = client.post(f"{BASE}{acts}", {"do": "finish", "words": "Beres", "photos": photo}, **bearing(desk))
    assert done.json()["state"] == "done" and Ticket.objects.get().state == "done"
    assert Event.objects.filter(verb="ticket.finished", seat="lurah@9999991001").count() == 1
    other = key(noon, Scope.READ, Scope.ACT, of=fajar)
    refused(client.get(f"{BASE}/desk/tickets/{code}", **bearing(other)), 404, "hidden")
    refused(sent(client, acts, {"do": "take"}, other), 404, "hidden")
    refused(sent(client, acts, {"do": "take"}, key(noon, Scope.READ, of=citra)), 403, "scope")
    resident = key(noon, Scope.READ, Scope.ACT, of=budi)
    refused(client.get(f"{BASE}/desk/tickets", **bearing(resident)), 404, "hidden")


def test_a_key_says_what_it_may_and_stops_when_it_is_withdrawn_or_used_up(
    kota: Path, client: Client, citra: Actor, noon: datetime
) -> None:
    code = key(noon, Scope.READ, of=citra, per_hour=2)
    told = client.get(f"{BASE}/key", **bearing(code))
    assert told.json()["scopes"] == ["read"] and told.json()["left"] == 1
    assert told.json()["seats"] == ["lurah@9999991001"]
    assert told.headers["RateLimit-Policy"] == '"hour";q=2;w=3600, "day";q=10000;w=86400'
    assert told.headers["RateLimit"].startswith('"hour";r=1;t=')
    client.get(f"{BASE}/key", **bearing(code))
    over = client.get(f"{BASE}/key", **bearing(code))
    refused(over, 429, "wait")
    assert int(over.headers["Retry-After"]) > 0
    withdraw_key(ApiKey.objects.get(), by="test", at=noon)
    refused(client.get(f"{BASE}/key", **bearing(code)), 401, "key-unknown")


@pytest.fixture
def waiting(kota: Path, citra: Actor, budi: Actor, noon: datetime) -> tuple[str, str]:
    """The key of the desk, and where a ticket of it is acted on."""
    return key(noon, Scope.READ, Scope.ACT, of=citra), f"/desk/tickets/{ticket(budi, noon).report.code}/acts"


def test_a_host_that_dies_before_it_kept_its_answer_has_done_nothing_and_the_next_try_does_it(
    waiting: tuple[str, str], client: Client
) -> None:
    desk, acts = waiting

    def dies(execute: Callable[..., object], sql: str, *more: object) -> object:
        if sql.startswith('INSERT INTO "people_sending"'):
            raise OperationalError("the line is gone")
        return execute(sql, *more)

    with connection.execute_wrapper(dies):
        refused(sent(client, acts, {"do": "take"}, desk, **NAME), 503, "busy")
    assert Ticket.objects.get().state == "waiting" and not Event.objects.filter(verb="ticket.taken").exists()
    assert sent(client, acts, {"do": "take"}, desk, **NAME).status_code == 200
    assert sent(client, acts, {"do": "take"}, desk, **NAME).headers["Idempotency-Replayed"] == "true"
    assert Event.objects.filter(verb="ticket.taken").count() == 1


def test_a_sending_that_was_done_by_another_host_meanwhile_is_answered_as_there(
    waiting: tuple[str, str], client: Client
) -> None:
    desk, acts = waiting
    elsewhere: list[int] = []

    def overtaken(execute: Callable[..., object], sql: str, *more: object) -> object:
        found = execute(sql, *more)
        if 'FROM "people_sending"' in sql and not elsewhere:
            elsewhere.append(0)
            elsewhere[0] = sent(client, acts, {"do": "take"}, desk, **NAME).status_code
        return found

    with connection.execute_wrapper(overtaken):
        told = sent(client, acts, {"do": "take"}, desk, **NAME)
    assert elsewhere == [200] and told.status_code == 200 and told.headers["Idempotency-Replayed"] == "true"
    assert Event.objects.filter(verb="ticket.taken").count() == 1
    refused(sent(client, acts, {"do": "take"}, desk, **{"Idempotency-Key": "lain"}), 409, "conflict")
