"""What a provider answers is believed as far as it holds; whatever does not is refused in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from rukun import clock
from rukun.people.models import Person
from rukun.senders import issuer as asked_of
from tests.doors.entering import BACK, enter, is_in
from tests.doors.test_pages import text_of
from tests.issuing import Issuer, go, path_of, sent_to
from tests.listening import listening

# Whoever is refused is refused before anything is written.
pytestmark = pytest.mark.any_engine


def test_a_sign_in_that_was_given_up_is_told_as_such(sso: Issuer, connected: Person) -> None:
    client = Client()
    sso.forget()
    back = sso.answers(sent_to(client.post("/masuk/sso/")), cancel=True)
    answer = client.get(path_of(back))
    assert answer.status_code == 400 and "tidak jadi masuk di SSO Kota" in text_of(answer) and not is_in(client)


def test_an_answer_that_this_browser_did_not_ask_for_is_nobodys(sso: Issuer, connected: Person) -> None:
    client = Client()
    back = path_of(sso.answers(sent_to(client.post("/masuk/sso/"))))
    assert "peramban lain" in text_of(Client().get(back)), "carried to another browser"
    assert client.get(back).headers["Location"] == "/" and is_in(client)
    assert "sudah dipakai" in text_of(client.get(back)), "shown a second time"
    assert "Mulai lagi" in text_of(Client().get(f"{BACK}?code=x&state=y"))
    assert Client().head(BACK).status_code == 404


def test_a_way_that_took_too_long_begins_anew(
    sso: Issuer, connected: Person, later: Callable[[timedelta], None]
) -> None:
    client = Client()
    back = path_of(sso.answers(sent_to(client.post("/masuk/sso/"))))
    later(timedelta(minutes=16))
    assert "terlalu lama" in text_of(client.get(back)) and not is_in(client)


def test_a_code_that_was_used_or_that_belongs_to_another_verifier_opens_nothing(sso: Issuer, connected: Person) -> None:
    first, second = Client(), Client()
    used = parse_qs(urlsplit(sso.answers(sent_to(first.post("/masuk/sso/")))).query)["code"][0]
    other = sent_to(second.post("/masuk/sso/"))
    state = parse_qs(urlsplit(other).query)["state"][0]
    stolen = second.get(f"{BACK}?code={used}&state={state}")
    assert "sudah dipakai atau lewat waktunya" in text_of(stolen) and not is_in(second)
    asked = parse_qs(urlsplit(other).query)
    assert (
        asked["code_challenge_method"] == ["S256"] and len(asked["nonce"][0]) > 30 and asked["scope"][0][:6] == "openid"
    )


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_a_clock_that_goes_wrong_is_told_as_such(
    sso: Issuer, connected: Person, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    client, wrong = Client(), clock.wall() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "wall", lambda: wrong)
    assert "Jam SSO Kota dan jam server ini tidak sama" in text_of(go(client, sso)) and not is_in(client)


def test_a_new_key_of_the_provider_is_asked_for_when_it_is_first_seen(sso: Issuer, connected: Person) -> None:
    assert go(Client(), sso).headers["Location"] == "/"
    assert sso.renew_key() != "key-1"
    client = Client()
    assert go(client, sso).headers["Location"] == "/" and is_in(client)


def test_a_wrong_secret_is_the_operators_business(sso: Issuer, connected: Person, settings: Any) -> None:
    settings.RUKUN_OIDC = replace(sso.provider(), client_secret="salah")
    assert "Pengelola perlu memeriksa" in text_of(go(Client(), sso))


def test_an_answer_in_another_issuers_name_is_not_taken(sso: Issuer, connected: Person) -> None:
    client = Client()
    back = path_of(sso.answers(sent_to(client.post("/masuk/sso/"))))
    other = back.split("&iss=")[0] + "&iss=https://lain.contoh.id"
    assert "tidak dapat dipercaya" in text_of(client.get(other)) and not is_in(client)


def test_a_provider_that_is_down_or_talks_nonsense_is_told_and_the_password_still_opens(
    sso: Issuer, connected: Person, settings: Any
) -> None:
    with listening() as nonsense:
        nonsense.answers = [(200, {}), (302, {"Location": sso.url}), (500, {})]
        settings.RUKUN_OIDC = replace(sso.provider(), issuer=nonsense.url)
        for _ in range(3):
            answer = Client().post("/masuk/sso/")
            assert answer.status_code == 503 and "SSO Kota tidak menjawab" in text_of(answer)
    assert Client().post("/masuk/sso/").status_code == 503, "nobody listens there any more"
    assert is_in(enter())


def test_a_document_that_leads_elsewhere_or_speaks_for_another_is_not_followed(
    sso: Issuer, connected: Person, settings: Any
) -> None:
    with listening() as elsewhere, listening() as false:
        right = {"issuer": "", "authorization_endpoint": "/a", "token_endpoint": "/t", "jwks_uri": "/k"}
        for told in ({"issuer": sso.url}, {"token_endpoint": elsewhere.url}, {"jwks_uri": elsewhere.url},
                     {"authorization_endpoint": "javascript:1"}):  # fmt: skip
            false.body = json.dumps({name: false.url + end for name, end in right.items()} | told).encode()
            false.answers = [(200, {})]
            settings.RUKUN_OIDC = replace(sso.provider(), issuer=false.url)
            assert Client().post("/masuk/sso/").status_code == 503, told
        assert not elsewhere.asked
        asked_of.forget(false.url)
