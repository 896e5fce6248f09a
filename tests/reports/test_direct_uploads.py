"""Photos straight from the telephone to the store: the server believes nothing of them until it has drawn them anew."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from rukun import clock
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.actions import file_report
from rukun.reports.direct import rules, store
from rukun.reports.direct.drawing import LOOKED_FOR, draw_uploads
from rukun.reports.direct.rules import Claim, claim_of, read_claim
from rukun.reports.models import Photo, Report, Upload
from rukun.trail.models import Event
from rukun.validation.looking.noticing import raise_flags
from rukun.validation.models import Risk
from rukun.values.refused import Refused
from tests.made import draft, jpeg

if TYPE_CHECKING:
    from moto.server import ThreadedMotoServer

pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]


@pytest.fixture
def bucket(bucket: ThreadedMotoServer, settings: object) -> ThreadedMotoServer:
    """The store, to which telephones may send straight."""
    options = settings.STORAGES["default"]["OPTIONS"]  # type: ignore[attr-defined]
    settings.MEDIA_STORE = options  # type: ignore[attr-defined]
    settings.RUKUN_DIRECT_UPLOADS = options["endpoint_url"]  # type: ignore[attr-defined]
    return bucket


@pytest.fixture
def phone(kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Budi's telephone, signed in."""
    monkeypatch.setattr(clock, "now", lambda: noon)
    client = Client(headers={"Accept": "application/json"})
    client.force_login(Person.objects.get(pk=budi.person_id))
    return client


def permitted(phone: Client, content: bytes, kind: str = "image/jpeg") -> dict[str, object]:
    answer = phone.post("/lapor/unggah/", {
        "digest": hashlib.sha256(content).hexdigest(), "size": len(content), "kind": kind,
    })  # fmt: skip
    assert answer.status_code == 200, answer.content
    told: dict[str, object] = answer.json()
    return told


def sent(phone: Client, content: bytes, instead: bytes | None = None) -> str:
    """Send a photo to the store as the app does (`instead`: other bytes than were permitted); the claim of it."""
    told = permitted(phone, content)
    answer = httpx.post(
        str(told["url"]),
        data=dict(told["fields"]),
        files={"file": ("blob", instead or content)},  # type: ignore[call-overload]
    )
    assert answer.status_code in (200, 204), answer.text
    return str(told["claim"])


def filed(phone: Client, claims: list[str], key: str = "phone-key-1") -> Report:
    form = {"key": key, "category": "sampah", "lat": "-6.501", "lon": "106.5075", "uploads": claims}
    answer = phone.post("/lapor/kirim/", form)
    assert answer.status_code == 201, answer.content
    return Report.objects.get(code=answer.json()["code"])


def test_a_photo_goes_straight_to_the_store_and_is_drawn_anew_before_anybody_sees_it(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    assert phone.get("/lapor/siap.json").json()["straight"] is True
    content = jpeg(7)
    report = filed(phone, [sent(phone, content)])
    upload = Upload.objects.get(report=report)
    assert upload.name.startswith("kiriman/2016-06-01/") and not Photo.objects.exists()
    assert "diproses" in phone.get(f"/laporan/{report.code}/", headers={"Accept": "text/html"}).content.decode()
    assert draw_uploads(at=noon) == 1 and draw_uploads(at=noon) == 0
    photo = Photo.objects.get(report=report)
    assert photo.original == hashlib.sha256(content).hexdigest() and photo.digest != photo.original
    assert not default_storage.exists(upload.name), "what was sent is kept nowhere"
    assert phone.get(f"/foto/{photo.digest}.jpg").status_code == 200
    about = Event.objects.filter(about=f"report:{report.code}").order_by("id")
    assert [event.verb for event in about] == ["report.filed", "photo.settled"]


def test_the_same_report_sent_again_is_one_report_with_one_photo(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    claim = sent(phone, jpeg(8))
    report = filed(phone, [claim])
    again = phone.post("/lapor/kirim/", {"key": "phone-key-1", "uploads": [claim]})
    assert (again.status_code, again.json()["code"]) == (200, report.code)
    assert Upload.objects.count() == 1


def test_one_photo_that_two_reports_name_is_a_photo_of_both(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    claim = sent(phone, jpeg(8))
    first, second = filed(phone, [claim]), filed(phone, [claim], "phone-key-2")
    assert draw_uploads(at=noon) == 2
    third = filed(phone, [claim], "phone-key-3")
    assert draw_uploads(at=noon) == 1
    assert {row.outcome for row in Upload.objects.all()} == {"drawn"}
    assert {*Photo.objects.values_list("report", flat=True)} == {first.pk, second.pk, third.pk}
    assert len({*Photo.objects.values_list("digest", "original")}) == 1


@pytest.mark.parametrize("instead", [b"GIF89a not what was said", b"<script>alert(1)</script>"])
def test_other_bytes_than_were_said_become_no_photo(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime, instead: bytes
) -> None:
    content = jpeg(9)
    padded = instead.ljust(len(content), b" ")
    report = filed(phone, [sent(phone, content, padded)])
    assert draw_uploads(at=noon) == 1
    assert Upload.objects.get(report=report).outcome == "refused" and not Photo.objects.exists()


def test_what_is_no_picture_although_its_digest_is_right_becomes_no_photo(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    report = filed(phone, [sent(phone, b"GIF89a is none that is taken")])
    assert draw_uploads(at=noon) == 1
    assert Upload.objects.get(report=report).outcome == "refused" and not Photo.objects.exists()


def test_a_photo_that_never_arrived_is_asked_for_with_the_report(bucket: ThreadedMotoServer, phone: Client) -> None:
    claim = str(permitted(phone, jpeg(10))["claim"])
    answer = phone.post("/lapor/kirim/", {
        "key": "phone-key-2", "category": "sampah", "lat": "-6.501", "lon": "106.5075", "uploads": [claim],
    })  # fmt: skip
    assert (answer.status_code, answer.json()["code"]) == (409, "unsent")
    assert not Report.objects.exists()


def test_nobody_can_name_what_somebody_else_sent(bucket: ThreadedMotoServer, phone: Client, ani: Actor) -> None:
    claim = sent(phone, jpeg(11))
    other = Client(headers={"Accept": "application/json"})
    other.force_login(Person.objects.get(pk=ani.person_id))
    form = {"key": "phone-key-3", "category": "sampah", "lat": "-6.501", "lon": "106.5075", "uploads": [claim]}
    assert other.post("/lapor/kirim/", form).json()["code"] == "unsent"
    assert phone.post("/lapor/kirim/", form).status_code == 201


def test_what_the_store_lost_is_looked_for_a_day_and_then_given_up(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    report = filed(phone, [sent(phone, jpeg(12))])
    default_storage.delete(Upload.objects.get(report=report).name)
    assert draw_uploads(at=noon + timedelta(hours=1)) == 0
    assert draw_uploads(at=noon + LOOKED_FOR + timedelta(minutes=1)) == 1
    assert Upload.objects.get(report=report).outcome == "gone"


def test_photos_that_the_store_lost_hold_up_nobody_elses(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    lost = [filed(phone, [sent(phone, jpeg(number))], f"phone-key-{number}") for number in (20, 21)]
    for upload in Upload.objects.filter(report__in=lost):
        default_storage.delete(upload.name)
    there = filed(phone, [sent(phone, jpeg(22))], "phone-key-22")
    assert draw_uploads(at=noon, most=2) == 0 and draw_uploads(at=noon, most=2) == 1
    assert Photo.objects.filter(report=there).exists()
    later = noon + LOOKED_FOR + timedelta(minutes=1)
    assert draw_uploads(at=later, most=2) + draw_uploads(at=later, most=2) == 2, "and are looked for again themselves"


def test_a_store_that_is_away_holds_the_photos_up_and_loses_none(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    report = filed(phone, [sent(phone, jpeg(13))])
    bucket.stop()
    assert draw_uploads(at=noon) == 0 and Upload.objects.get(report=report).settled_at is None


def test_signs_are_sought_only_when_the_photos_are_there(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    report, later = filed(phone, [sent(phone, jpeg(14))]), noon + timedelta(minutes=1)
    assert raise_flags(at=later) == 0
    draw_uploads(at=later)
    assert raise_flags(at=later) == 1 and Risk.objects.filter(report=report).exists()


def test_without_such_a_store_nothing_is_permitted_and_photos_come_with_the_report(phone: Client) -> None:
    assert phone.get("/lapor/siap.json").json()["straight"] is False
    assert phone.post("/lapor/unggah/", {"digest": "0" * 64, "size": 1, "kind": "image/jpeg"}).status_code == 404


def test_a_claim_needs_an_open_way(kota: Path, budi: Actor, noon: datetime) -> None:
    claim = Claim(noon.date(), "0" * 64, 10, "image/jpeg")
    with pytest.raises(Refused, match="belum sampai"):
        file_report(draft(at=noon, words="", uploads=[claim]), by=budi, at=noon)


@pytest.mark.parametrize(
    ("digest", "size", "kind"),
    [("x" * 64, "10", "image/jpeg"), ("0" * 63, "10", "image/jpeg"), ("0" * 64, "0", "image/jpeg"),
     ("0" * 64, "-1", "image/jpeg"), ("0" * 64, "16000000", "image/jpeg"),
     ("0" * 64, "0" * 11 + "1" + "9" * 20, "image/jpeg"), ("0" * 64, "10", "image/svg+xml"),
     ("0" * 64, "10", "text/html")],
)  # fmt: skip
def test_what_may_not_be_sent_is_refused_before_it_is_sent(digest: str, size: str, kind: str, noon: datetime) -> None:
    with pytest.raises(Refused):
        claim_of(noon.date(), digest, size, kind)
    with pytest.raises(Refused):
        read_claim(f"2016-06-01 {digest} {size} {kind}")


def test_a_permission_names_the_bytes_their_number_and_their_kind(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime
) -> None:
    import base64
    import json

    content = jpeg(15)
    fields = permitted(phone, content)["fields"]
    policy = json.loads(base64.b64decode(fields["policy"]))  # type: ignore[index]
    conditions = policy["conditions"]
    assert ["content-length-range", len(content), len(content)] in conditions
    assert {"Content-Type": "image/jpeg"} in conditions
    checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
    assert {"x-amz-checksum-sha256": checksum} in conditions
    claim = claim_of(noon.date(), hashlib.sha256(content).hexdigest(), str(len(content)), "image/jpeg")
    assert {"key": store.name_for(claim, phone_person(phone))} in conditions


def phone_person(phone: Client) -> int:
    return int(phone.session["_auth_user_id"])


def test_somebody_who_asks_too_often_is_told_when_to_ask_again(
    bucket: ThreadedMotoServer, phone: Client, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon)
    asked = {"digest": "0" * 64, "size": 10, "kind": "image/jpeg"}
    told = [phone.post("/lapor/unggah/", asked).status_code for _ in range(rules.SIGNED_A_MINUTE + 1)]
    assert told[0] == 200 and told[-1] == 429
