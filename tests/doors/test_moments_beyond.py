"""A phone or a program that says a moment beyond any calendar: the report is taken and read, and no page breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from rukun.people.rules import Actor
from rukun.reports.models import Report
from tests.doors import api
from tests.doors.test_lapor import JSON, sent

pytestmark = pytest.mark.any_engine
SignedIn = Callable[[Actor], Client]
BEYOND = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59+00:00")


@pytest.mark.parametrize("moment", BEYOND)
def test_a_telephone_that_lives_beyond_the_calendar_reports_now(
    kota: Path, signed_in: SignedIn, budi: Actor, noon: datetime, moment: str
) -> None:
    client = signed_in(budi)
    for number, sent_at in enumerate(("", moment, "1970-01-01T00:00:00+00:00")):
        told = sent(key=f"beyond-{number}", captured_at=moment, sent_at=sent_at)
        assert client.post("/lapor/kirim/", told, headers=JSON).status_code == 201
    for made in Report.objects.all():
        assert made.captured_at == noon and made.counted_on == noon.date()
        assert client.get(f"/laporan/{made.code}/").status_code == 200


@pytest.mark.parametrize("moment", BEYOND)
def test_a_program_that_says_a_moment_beyond_the_calendar_reports_now(
    kota: Path, client: Client, noon: datetime, moment: str
) -> None:
    answer = api.sent(client, "/reports", api.HEAP | {"seen_at": moment}, api.key(noon))
    assert answer.status_code == 201, answer.content
    assert Report.objects.get().captured_at == noon
    assert client.get(f"{api.BASE}/reports/{answer.json()['code']}").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_the_calendar_is_told_as_one_that_cannot_be_read(
    kota: Path, signed_in: SignedIn, citra: Actor, day: str
) -> None:
    client = signed_in(citra)
    for asked in (f"dari={day}", f"sampai={day}"):
        answer = client.get(f"/arsip/?{asked}")
        assert answer.status_code == 400 and "Tanggal ditulis seperti" in answer.content.decode()
    for place in (f"{day}T00:00:00%2B14:00~1", "2016-06-01T00:00:00Z~" + "9" * 30, "2016-06-01T00:00:00~1", "x"):
        answer = client.get(f"/arsip/?lewat={place}")
        assert answer.status_code == 400 and "tidak utuh" in answer.content.decode()
