"""A text is handed to the gateway with its key; what the gateway answers decides whether it is tried again."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings as house

from rukun.senders.message import Message, NotSent, is_email, is_phone, seconds_asked
from rukun.senders.ways import Console, TextGateway, sender_for, text_sender
from tests.listening import Listener

TO_HADI = Message(to="+6281234567890", subject="", words="Rukun: Laporan selesai.", key="key-1")


def test_the_gateway_gets_number_text_key_and_token(gateway: Listener) -> None:
    TextGateway(gateway.url, "secret").send(TO_HADI)
    (asked,) = gateway.asked
    assert json.loads(asked.body) == {"to": "+6281234567890", "text": "Rukun: Laporan selesai.", "key": "key-1"}
    assert (asked.headers["idempotency-key"], asked.headers["authorization"]) == ("key-1", "Bearer secret")


@pytest.mark.parametrize(("status", "is_final"), [(422, True), (410, True), (401, False), (429, False), (503, False)])
def test_a_number_of_no_use_is_final_and_a_gateway_in_trouble_is_not(
    gateway: Listener, status: int, is_final: bool
) -> None:
    gateway.answers = [(status, {"Retry-After": "90"})]
    with pytest.raises(NotSent, match=str(status)) as refused:
        TextGateway(gateway.url, "").send(TO_HADI)
    assert refused.value.is_final == is_final and refused.value.wait_seconds == 90


def test_trouble_and_then_success_is_the_same_message_with_the_same_key(gateway: Listener) -> None:
    gateway.answers = [(503, {})]
    way = TextGateway(gateway.url, "")
    with pytest.raises(NotSent):
        way.send(TO_HADI)
    way.send(TO_HADI)
    assert [asked.headers["idempotency-key"] for asked in gateway.asked] == ["key-1", "key-1"]


def test_a_gateway_that_is_silent_or_not_there_is_tried_again_later(gateway: Listener) -> None:
    gateway.answers = [None]
    with pytest.raises(NotSent, match="did not answer") as silent:
        TextGateway(gateway.url, "", timeout=0.2).send(TO_HADI)
    with pytest.raises(NotSent, match="did not answer") as nobody:
        TextGateway("http://127.0.0.1:9", "").send(TO_HADI)
    assert not silent.value.is_final and not nobody.value.is_final


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        ("9999999999", 0),
        ("999999", 86_400),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 0),
        ("-1", 0),
    ],
)
def test_how_long_to_wait_is_read_with_care(said: str | None, seconds: int) -> None:
    assert seconds_asked(said) == seconds


def test_an_address_takes_its_way_and_without_a_setting_that_is_the_console(caplog: pytest.LogCaptureFixture) -> None:
    assert is_email("budi@contoh.id") and not is_email("budi@contoh") and not is_email("a@b.c d")
    assert is_phone("+6281234567890") and not is_phone("081234567890")
    way = sender_for("+6281234567890")
    assert isinstance(way, Console) and isinstance(sender_for("budi@contoh.id"), Console)
    with caplog.at_level("INFO"):
        way.send(TO_HADI)
    assert "Laporan selesai" in caplog.text


class ExampleOfTheDocs:
    """What docs/sending.md prints, switched on as it says."""

    def __init__(self, folder: Path, gateway: Listener, settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
        (text,) = re.findall(r"```python\n(.*?)```", (house.REPOSITORY / "docs" / "sending.md").read_text(), re.DOTALL)
        (folder / "city_whatsapp.py").write_text(text)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, "city_whatsapp", raising=False)
        settings.TEXT_ADAPTER = "city_whatsapp.WhatsApp"  # type: ignore[attr-defined]
        settings.TEXT_URL, settings.TEXT_TOKEN = f"{gateway.url}/v23.0/1", "token"  # type: ignore[attr-defined]
        self.way = text_sender()


@pytest.fixture
def whatsapp(tmp_path: Path, gateway: Listener, settings: object, monkeypatch: pytest.MonkeyPatch) -> ExampleOfTheDocs:
    return ExampleOfTheDocs(tmp_path, gateway, settings, monkeypatch)


def test_the_adapter_of_the_docs_speaks_as_whatsapp_wants_it(whatsapp: ExampleOfTheDocs, gateway: Listener) -> None:
    whatsapp.way.send(TO_HADI)
    (asked,) = gateway.asked
    body = json.loads(asked.body)
    assert asked.path == "/v23.0/1/messages" and asked.headers["authorization"] == "Bearer token"
    assert (body["to"], body["biz_opaque_callback_data"]) == ("6281234567890", "key-1")
    assert body["template"]["components"][0]["parameters"] == [{"type": "text", "text": TO_HADI.words}]


@pytest.mark.parametrize(
    ("status", "code", "is_final"), [(400, 131026, True), (400, 130429, False), (401, 190, False), (500, None, False)]
)
def test_the_adapter_of_the_docs_tells_what_is_final(
    whatsapp: ExampleOfTheDocs, gateway: Listener, status: int, code: int | None, is_final: bool
) -> None:
    gateway.answers, gateway.body = [(status, {})], json.dumps({"error": {"code": code}}).encode()
    with pytest.raises(NotSent) as refused:
        whatsapp.way.send(TO_HADI)
    assert refused.value.is_final == is_final
