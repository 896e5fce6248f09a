"""A program takes back what its key's holder reported: by the same rule as the page, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from rukun.channels.bench.anything import walk
from rukun.followup import actions
from rukun.followup.models import Ticket
from rukun.people.rules import Actor, Scope
from rukun.reports.models import Report, Retraction
from rukun.trail.models import Event
from rukun.validation import actions as validation
from tests.doors.api import BASE, HEAP, key, refused, sent
from tests.doors.test_api_description import one_connection as one_connection
from tests.made import report, ticket

Later = Callable[[timedelta], None]
NAMED = {"Idempotency-Key": "0b9f0a4e-5a5e-4a56-8f0e-9d1c6f0d7c11"}
WRONG, SOLVED = {"reason": "mistake"}, {"reason": "solved"}


@pytest.fixture
def held(kota: Path, budi: Actor, noon: datetime) -> Ticket:
    return ticket(budi, noon)


def at(one: Ticket | Report) -> str:
    return f"/reports/{one.report.code if isinstance(one, Ticket) else one.code}/retraction"


def test_a_holder_takes_a_report_back_once_however_often_it_is_sent(
    held: Ticket, budi: Actor, noon: datetime, client: Client
) -> None:
    code = key(noon, Scope.REPORT, of=budi)
    first = sent(client, at(held), WRONG, code, **NAMED)
    assert first.status_code == 200, first.content
    assert first.json() == {"code": held.report.code, "reason": "mistake", "at": "2016-06-01T12:00:00+07:00"}
    same = sent(client, at(held), WRONG, code, **NAMED)
    assert same.json() == first.json() and same.headers["Idempotency-Replayed"] == "true"
    assert sent(client, at(held), SOLVED, code).json() == first.json(), "the first reason stands"
    assert sent(client, at(held), SOLVED, key(noon, Scope.REPORT, of=budi)).json() == first.json()
    assert Retraction.objects.count() == 1 and Event.objects.filter(verb="report.retracted").count() == 1
    told = client.get(f"{BASE}/reports/{held.report.code}").json()
    assert (told["retracted"], told["ticket"]["state"], told["is_open"]) == ("mistake", "retracted", False)


def test_nobody_takes_back_what_another_reported(
    held: Ticket, budi: Actor, ani: Actor, citra: Actor, noon: datetime, client: Client
) -> None:
    for other in (key(noon, Scope.REPORT, of=ani), key(noon, *Scope, of=citra), key(noon)):
        refused(sent(client, at(held), WRONG, other), 404, "hidden")
    refused(sent(client, at(held), WRONG, key(noon, Scope.READ, Scope.TALK, Scope.ACT, of=budi)), 403, "scope")
    refused(client.post(f"{BASE}{at(held)}", WRONG, content_type="application/json"), 401, "key-missing")
    refused(sent(client, "/reports/TIADA00000/retraction", WRONG, key(noon, Scope.REPORT, of=budi)), 404, "hidden")
    assert not Retraction.objects.exists() and Ticket.objects.get().state == "waiting"


def test_a_key_that_nobody_holds_does_not_take_back_what_it_handed_on(
    kota: Path, noon: datetime, client: Client
) -> None:
    """The program does not know whether whoever told it wishes so."""
    code = key(noon)
    made = sent(client, "/reports", HEAP, code).json()["code"]
    refused(sent(client, f"/reports/{made}/retraction", WRONG, code), 404, "hidden")
    assert not Retraction.objects.exists()


def test_a_reason_that_is_none_is_refused_by_name(held: Ticket, budi: Actor, noon: datetime, client: Client) -> None:
    code = key(noon, Scope.REPORT, of=budi)
    for body in ({}, {"reason": "bosan"}, {"reason": ""}, WRONG | {"words": "Pak Joko"}):
        told = refused(sent(client, at(held), body, code), 422, "invalid")
        assert told["errors"][0]["field"] == ("words" if "words" in body else "reason")
    assert not Retraction.objects.exists()


def test_once_an_office_began_a_program_reads_why_not(
    held: Ticket, budi: Actor, citra: Actor, noon: datetime, client: Client
) -> None:
    actions.take(held, desk=citra.seats[0], at=noon)
    told = refused(sent(client, at(held), WRONG, key(noon, Scope.REPORT, of=budi)), 409, "acted")
    assert "Kantor sudah menangani" in told["words"]


def test_once_its_deadline_passed_a_program_reads_why_not(
    held: Ticket, budi: Actor, noon: datetime, client: Client, later: Later
) -> None:
    code = key(noon, Scope.REPORT, of=budi)
    later(held.due_at - noon + timedelta(seconds=1))
    refused(sent(client, at(held), SOLVED, code), 409, "overdue")


def test_once_it_was_judged_a_program_reads_why_not(
    kota: Path, budi: Actor, dodi: Actor, noon: datetime, client: Client
) -> None:
    made = report(budi, noon)
    validation.accept(made, by=dodi, at=noon)
    refused(sent(client, at(made), WRONG, key(noon, Scope.REPORT, of=budi)), 409, "judged")


def test_of_four_that_take_it_back_at_the_same_moment_one_does_and_all_read_the_same(
    committed: Path, budi: Actor, noon: datetime, in_thread: Callable[..., Any]
) -> None:
    held = ticket(budi, noon)
    code, told = key(noon, Scope.REPORT, of=budi), []
    threads = [in_thread(lambda: told.append(sent(Client(), at(held), WRONG, code).content)) for _ in range(4)]
    for thread in threads:
        thread.join(60)
    assert len(told) == 4 and len(set(told)) == 1 and b'"mistake"' in told[0]
    assert Retraction.objects.count() == 1 and Event.objects.filter(verb="report.retracted").count() == 1


def test_whatever_is_sent_there_is_answered_as_described(
    kota: Path, one_connection: None, budi: Actor, citra: Actor, noon: datetime, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    label = "POST /api/v1/reports/{code}/retraction"
    begun = ticket(budi, noon)
    actions.take(begun, desk=citra.seats[0], at=noon)
    known = {"code": [report(budi, noon).code, begun.report.code]}
    keys = [key(noon, *Scope, of=one, per_hour=10_000) for one in (budi, citra)]
    walked = walk(get_wsgi_application(), examples=200, keys=keys, known=known, only=label)
    assert not walked.wrong, walked.wrong[:3]
    assert all(walked.answered[label, status] for status in (200, 401, 404, 409, 422)), walked.answered
    assert Retraction.objects.exists() and not Retraction.objects.filter(report=begun.report).exists()
