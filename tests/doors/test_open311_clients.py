"""A client that others wrote, as it is: the `georeport` package lists services, finds a report and reads it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from georeport import GeoReport

from rukun.followup import actions as followup
from rukun.followup.access import ticket_to_work
from rukun.people.rules import Actor
from rukun.tick import tick
from tests.doors.open311 import key, sent
from tests.made import jpeg, proof, report

pytestmark = pytest.mark.any_engine


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_finds_what_was_filed_with_a_photo_by_status_kind_and_day_and_follows_it(
    live_server: Any, committed: Path, citra: Actor, budi: Actor, noon: datetime, tmp_path: Path, form: str,
    later: Callable[[timedelta], None],
) -> None:  # fmt: skip
    """The package only reads: the report is filed by the form that the standard prescribes, over the same wire."""
    city = GeoReport(f"{live_server.url}/open311/v2", output_format=form)
    assert [one["service_code"] for one in city.get_service_list()][:2] == ["sampah", "jalan-rusak"]
    attributes = city.get_service_definition("sampah")["attributes"]
    assert [one["code"] for one in (attributes["attribute"] if form == "xml" else attributes)] == ["besar", "isi"]

    answer = requests.post(
        f"{live_server.url}/open311/v2/requests.{form}", data=sent(key(noon)) | {"attribute[besar]": "truk"},
        files={"media": ("foto.jpg", jpeg(1), "image/jpeg")}, timeout=30,
    )  # fmt: skip
    assert answer.status_code == 201
    report(budi, noon - timedelta(days=40), kind="banjir")
    tick(home=tmp_path, at=noon)

    (mine,) = each(city.get_service_requests, status="open", service_code="sampah")
    code = mine["service_request_id"]
    assert code in answer.text and mine["description"] == "Tumpukan di depan pos\nBesar tumpukan: Satu truk"
    assert float(mine["lat"]) == -6.501 and requests.get(mine["media_url"], timeout=30).content[:2] == b"\xff\xd8"
    day = {"start_date": "2016-04-01T00:00:00Z", "end_date": "2016-05-01T00:00:00Z"}
    assert [one["service_code"] for one in each(city.get_service_requests, **day)] == ["banjir"]
    with pytest.raises(requests.HTTPError):
        city.get_service_requests(status="pending")

    held, desk = ticket_to_work(citra, code)
    followup.finish(held, words="Beres", proof=proof(5), desk=desk, at=noon + timedelta(hours=2))
    later(timedelta(hours=3))
    (closed,) = each(city.get_service_requests, status="closed")
    assert closed == city.get_service_request(code) and closed["updated_datetime"] == "2016-06-01T07:00:00Z"


def each(ask: Callable[..., Any], **arguments: str) -> list[dict[str, Any]]:
    """What was found: the package gives a single element of XML without a list around it."""
    found = ask(**arguments)
    return found if isinstance(found, list) else [found]
