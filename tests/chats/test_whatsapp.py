"""Reporting by WhatsApp, from the webhook to the answer, against a server that speaks the Cloud API."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rukun.channels.chat.whatsapp import WhatsApp
from rukun.channels.chat.working import hand_over
from rukun.chats import post, rules
from rukun.chats.models import Conversation, HeldPhoto, Inbound, Outbound
from rukun.chats.post import Parcel
from rukun.people.models import Person
from rukun.people.rules import Actor
from rukun.reports.models import Photo, Report
from rukun.trail.models import Event
from tests.chats.conftest import NUMBER_OF_HADI, Caller, Worked, head_with
from tests.chats.platforms import Graph, refusal_of, signed, whatsapp_message, whatsapp_value
from tests.made import IN_RT_5, jpeg

PLACE = {"latitude": IN_RT_5.lat, "longitude": IN_RT_5.lon}


def reply(choice: str, kind: str = "button_reply") -> bytes:
    return whatsapp_message("interactive", {"type": kind, kind: {"id": choice, "title": "x"}})


def text(words: str, **more: str) -> bytes:
    return whatsapp_message("text", {"body": words}, **more)


def picture(name: str, graph: Graph, **more: str) -> bytes:
    graph.media[name] = jpeg(len(graph.media) + 1)
    return whatsapp_message("image", {"id": name, "mime_type": "image/jpeg", "sha256": "x", **more})


def test_somebody_unknown_reports_from_the_chat_they_have(
    kota: Path, meta: Caller, graph: Graph, worked: Worked, noon: datetime
) -> None:
    assert meta(picture("m1", graph, caption="Tumpukan sampah")) == 200
    assert not Report.objects.exists() and not graph.asked, "the webhook is answered before anything is fetched"
    assert worked() == {"answered": 1, "sent": 1}
    assert graph.messages[0]["interactive"]["type"] == "location_request_message"
    assert graph.messages[0]["to"] == NUMBER_OF_HADI
    for body in (whatsapp_message("location", PLACE), reply("kind:sampah", "list_reply")):
        assert meta(body) == 200 and worked()["sent"] == 1
    assert [button["reply"]["id"] for button in graph.messages[-1]["interactive"]["action"]["buttons"]] == [
        "do:send", "do:change", "do:cancel",
    ]  # fmt: skip
    assert meta(reply("do:send")) == 200 and worked()["sent"] == 1
    report = Report.objects.select_related("rt").get()
    assert (report.channel, report.filer_id, report.words, report.category.code) == (
        "whatsapp", None, "Tumpukan sampah", "sampah",
    )  # fmt: skip
    assert report.rt is not None and report.rt.code == "9999991001002005" and report.received_at > noon
    assert Photo.objects.get().report_id == report.pk
    assert graph.texts()[-1].startswith(f"Terkirim. Kode laporan Anda {report.code}")
    assert f"https://rukun.contoh.go.id/laporan/{report.code}/" in graph.texts()[-1]


def test_nothing_of_what_was_said_is_kept_after_the_report_and_no_number_anywhere(
    kota: Path, meta: Caller, graph: Graph, worked: Worked
) -> None:
    for body in (picture("m1", graph, caption="Bau sekali"), whatsapp_message("location", PLACE),
                 reply("kind:sampah"), reply("do:send")):  # fmt: skip
        meta(body)
        worked()
    assert Report.objects.count() == 1 and not HeldPhoto.objects.exists()
    assert set(Inbound.objects.values_list("state", flat=True)) == {"done"}
    assert all(heard == {} for heard in Inbound.objects.values_list("heard", flat=True))
    assert all(says == {} for says in Outbound.objects.values_list("says", flat=True))
    conversation = Conversation.objects.get()
    assert conversation.state in ({}, {"language": "id"}) and not conversation.is_open
    kept = f"{conversation.address} {conversation.sealed} {list(Inbound.objects.values_list('key', flat=True))}"
    assert NUMBER_OF_HADI not in kept
    told = str(list(Event.objects.values_list("verb", "seat", "about", "facts")))
    assert NUMBER_OF_HADI not in told and "Bau" not in told


def test_a_head_whose_number_is_known_reports_for_the_unit(
    meta: Caller, hadi: Actor, graph: Graph, worked: Worked
) -> None:
    for body in (picture("m1", graph, caption="Kerja bakti pagi"), whatsapp_message("location", PLACE),
                 reply("kind:kerja-bakti")):  # fmt: skip
        meta(body)
        worked()
    rows = graph.messages[-1]["interactive"]["action"]["buttons"]
    assert [row["reply"]["id"] for row in rows] == ["unit:9999991001002005", "unit:"]
    meta(text("1"))
    worked()
    meta(text("kirim"))
    worked()
    report = Report.objects.select_related("unit").get()
    assert report.filer_id == hadi.person_id and report.unit is not None and report.unit.code == "9999991001002005"


def test_whether_a_number_is_known_is_told_to_whoever_has_it(
    kota: Path, meta: Caller, graph: Graph, worked: Worked, noon: datetime
) -> None:
    meta(text("nomor"))
    worked()
    head_with(f"+{NUMBER_OF_HADI}", noon)
    meta(text("nomor"))
    worked()
    assert graph.texts()[0].startswith("Nomor ini belum terdaftar") and graph.texts()[1].startswith("Nomor Anda terdaf")


def test_a_number_that_nobody_proved_to_be_theirs_is_nobodys(
    meta: Caller, hadi: Actor, graph: Graph, worked: Worked, settings: Any
) -> None:
    story = [picture("m1", graph, caption="Sampah"), whatsapp_message("location", PLACE), reply("kind:sampah")]
    for body in story:
        meta(body)
        worked()
    Person.objects.update(confirmed_at=None)
    meta(text("saya"))
    worked()
    meta(text("kirim"))
    worked()
    assert Report.objects.get().filer_id is None


def test_a_seat_that_needs_a_second_factor_stays_closed_in_a_chat(
    meta: Caller, hadi: Actor, graph: Graph, worked: Worked, settings: Any
) -> None:
    settings.RUKUN_SECOND_FACTOR_ROLES = ["ketua-rt"]
    for body in (picture("m1", graph, caption="Sampah"), whatsapp_message("location", PLACE), reply("kind:sampah"),
                 reply("unit:9999991001002005"), text("kirim")):  # fmt: skip
        meta(body)
        worked()
    report = Report.objects.get()
    assert report.filer_id == hadi.person_id and report.unit_id is None


def test_the_address_is_proven_to_meta_once(client: Client, graph: Graph) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": "verify-me", "hub.challenge": "1158201444"}
    answer = client.get("/chat/whatsapp", asked)
    assert (answer.status_code, answer.content) == (200, b"1158201444")
    for wrong in ({"hub.verify_token": "other"}, {"hub.mode": "x"}, {"hub.verify_token": "é"}):
        assert client.get("/chat/whatsapp", asked | wrong).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"X-Hub-Signature-256": ""}, {"X-Hub-Signature-256": "sha256=é"}, signed(b"other"), signed(b"x", "y")]
)
def test_what_meta_did_not_sign_is_not_heard(db: None, meta: Caller, headers: dict[str, str], worked: Worked) -> None:
    body = text("halo")
    assert meta(body, **headers) == 403 and not Inbound.objects.exists()
    assert meta(body) == 200 and Inbound.objects.count() == 1


@pytest.mark.parametrize("body", [b"[]", b"nonsense", b"{" * 100_000, b'{"entry": [{"changes": 5}, 7]}'])
def test_what_is_no_webhook_breaks_nothing(db: None, meta: Caller, body: bytes) -> None:
    assert meta(body) in (200, 400) and not Inbound.objects.exists()


def test_statuses_and_messages_of_other_numbers_are_passed_by(db: None, meta: Caller) -> None:
    status = {"id": "wamid.1", "status": "delivered", "timestamp": "1", "recipient_id": NUMBER_OF_HADI}
    assert meta(whatsapp_value({"statuses": [status]})) == 200
    other = {"messages": [{"from": "628", "id": "a", "type": "text", "text": {"body": "x"}}]}
    assert meta(whatsapp_value(other, number="1")) == 200
    assert meta(whatsapp_message("reaction", {"message_id": "a", "emoji": "👍"})) == 200
    assert not Inbound.objects.exists()


def test_a_channel_that_was_not_connected_is_not_there(client: Client, db: None) -> None:
    assert client.post("/chat/whatsapp", b"{}", "application/json").status_code == 404
    assert client.post("/chat/telegram", b"{}", "application/json").status_code == 404


def test_the_same_message_twice_does_nothing(kota: Path, meta: Caller, graph: Graph, worked: Worked) -> None:
    body = text("Ada sampah di jalan")
    assert [meta(body), meta(body)] == [200, 200]
    assert worked() == {"answered": 1, "sent": 1}
    assert meta(body) == 200 and worked() == {}
    assert Conversation.objects.get().state["words"] == "Ada sampah di jalan"


def test_an_album_is_answered_once_and_every_picture_is_kept(
    kota: Path, meta: Caller, graph: Graph, worked: Worked
) -> None:
    for number in range(4):
        meta(picture(f"m{number}", graph))
    assert worked() == {"answered": 4, "sent": 1}
    assert len(Conversation.objects.get().state["photos"]) == HeldPhoto.objects.count() == 4


def test_a_picture_that_cannot_be_had_is_tried_again_and_nothing_overtakes_it(
    kota: Path, meta: Caller, graph: Graph, worked: Worked
) -> None:
    meta(picture("m1", graph, caption="Sampah"))
    meta(whatsapp_message("location", PLACE))
    graph.fails += [("/v23.0/m1", 500, {}), ("/lookaside/m1", 404, {})]
    assert worked() == {"later": 1} and Conversation.objects.get().state == {}
    assert worked(7) == {"later": 1}
    assert worked(40) == {"answered": 2, "sent": 1}
    state = Conversation.objects.get().state
    assert len(state["photos"]) == 1 and state["step"] == "kind" and state["words"] == "Sampah"


def test_a_picture_that_can_never_be_had_is_told_and_the_conversation_goes_on(
    kota: Path, meta: Caller, graph: Graph, worked: Worked
) -> None:
    meta(whatsapp_message("image", {"id": "gone", "caption": "Sampah"}))
    worked()
    graph.media["broken"] = b"no picture at all"
    meta(whatsapp_message("document", {"id": "broken", "mime_type": "image/jpeg"}))
    worked()
    assert graph.texts()[0].startswith("Satu foto tidak dapat kami ambil") and "foto" in graph.texts()[2].lower()
    assert Conversation.objects.get().state["words"] == "Sampah"


def test_the_token_goes_nowhere_but_to_meta(kota: Path, meta: Caller, graph: Graph, worked: Worked) -> None:
    graph.fails.append(("/v23.0/m1", 200, {"url": "https://example.org/m1", "file_size": 5}))
    meta(whatsapp_message("image", {"id": "m1"}))
    worked()
    assert not any("lookaside" in path for path in graph.asked) and graph.texts()[0].startswith("Satu foto")


def test_an_answer_that_meta_does_not_take_now_goes_later_and_one_of_no_use_never(
    kota: Path, meta: Caller, graph: Graph, worked: Worked
) -> None:
    graph.fails.append(("/messages", 400, {"error": {"code": 131056, "message": "pair rate limit"}}))
    meta(text("bantuan"))
    assert worked() == {"answered": 1, "later": 1}
    assert worked(20) == {"sent": 1} and len(graph.messages) == 1
    graph.fails.append(("/messages", 400, {"error": {"code": 131047, "message": "more than 24 hours"}}))
    meta(text("bantuan"))
    assert worked(30) == {"answered": 1, "given up": 1}
    assert Outbound.objects.latest("id").error == "WhatsApp answered 400 with error 131047"


def test_more_than_anybody_says_is_dropped_and_told_once(
    kota: Path, meta: Caller, graph: Graph, worked: Worked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rules.MESSAGES_AT_MOST, "whatsapp", 4)
    for number in range(7):
        assert meta(text(f"pesan {number}")) == 200
    assert Inbound.objects.filter(state="dropped").count() == 3
    worked()
    assert sum(words.startswith("Pesan Anda terlalu banyak") for words in graph.texts()) == 1


def test_every_message_is_one_that_the_cloud_api_takes(kota: Path, meta: Caller, graph: Graph, worked: Worked) -> None:
    for words in ("mulai", "x" * 3000, "Kelurahan Rukun Jaya", "lewati", "sampah", "sampah", "english", "status 1",
                  "nomor", "ubah"):  # fmt: skip
        meta(text(words))
        worked()
    assert len(graph.messages) > 8 and not any(refusal_of(message) for message in graph.messages)
    assert not Outbound.objects.filter(state="dead").exists()


def test_killed_between_sending_and_writing_it_down_the_answer_goes_again_under_the_same_key(
    kota: Path, meta: Caller, graph: Graph, worked: Worked, noon: datetime
) -> None:
    meta(text("bantuan"))
    assert hand_over(taken(noon), lambda: noon) == "answered"
    dead = taken(noon)
    assert dead.says is not None
    WhatsApp().send(NUMBER_OF_HADI, dead.says.says, dead.says.key)
    assert worked() == {}, "it is still in the dead one's hands"
    assert worked(post.LEASE.total_seconds() + 1) == {"sent": 1}
    first, again = (message["biz_opaque_callback_data"] for message in graph.messages)
    assert first == again


def taken(at: datetime) -> Parcel:
    parcel = post.take(at=at)
    assert parcel is not None
    return parcel
