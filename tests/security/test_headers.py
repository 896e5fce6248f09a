"""Every answer of every address carries the same protection, whoever asks; every cookie is out of reach of scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from rukun import clock
from rukun.channels.web.request.middleware import POLICY
from rukun.people.models import Person
from rukun.people.rules import Actor

PARTS = {
    "code": "0000000000", "name": "x", "digest": "0" * 64, "number": "1", "token": "nothing", "key": "0",
    "secret": "0" * 10, "kind": "none", "form": "json", "rest": "nowhere",
}  # fmt: skip
EVERYWHERE = {
    "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self)",
}  # fmt: skip


def addresses() -> Iterator[str]:
    """One of every pattern that the resolver knows, whichever door it belongs to."""

    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
        for pattern in patterns:
            yield from walk(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern]

    for pattern in walk(get_resolver().url_patterns):
        parts = {name: PARTS[name] for name in pattern.pattern.regex.groupindex}
        yield reverse(pattern.name, kwargs=parts)


@pytest.fixture
def clients(kota: Path, citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Client]:
    monkeypatch.setattr(clock, "now", lambda: noon)
    signed_in = Client()
    signed_in.force_login(Person.objects.get(pk=citra.person_id))
    return [Client(), signed_in]


def wrong_in(answer: HttpResponse, wanted: dict[str, str]) -> list[str]:
    return [name for name, value in wanted.items() if answer.headers.get(name) != value]


@pytest.mark.any_engine
def test_every_address_answers_with_every_header(clients: list[Client]) -> None:
    found = {address: wrong_in(client.get(address), EVERYWHERE) for address in addresses() for client in clients}
    assert len(found) > 250 and not {address: wrong for address, wrong in found.items() if wrong}


@pytest.mark.any_engine
def test_what_is_made_for_somebody_who_is_signed_in_is_kept_by_no_proxy(clients: list[Client]) -> None:
    for address in ("/akun/", "/meja/", "/laporan-saya/", "/", "/kabar/", "/akun/data/", "/akun/data-dibuka/"):
        kept = clients[1].get(address).headers.get("Cache-Control", "")
        assert "private" in kept or "no-store" in kept, address
    assert "Cache-Control" not in clients[0].get("/laporan/").headers


@pytest.mark.any_engine
def test_over_https_every_answer_asks_for_https_only_and_every_cookie_is_bound(clients: list[Client]) -> None:
    with override_settings(
        USE_HTTPS=True, SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
        SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True,
    ):  # fmt: skip
        client = Client()
        for address in ("/", "/masuk/", "/tidakada/", "/api/v1/openapi.json", "/healthz"):
            answer = client.get(address, secure=True)
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", address
        client.post("/bahasa/", {"language": "en"}, secure=True)
    assert {"csrftoken", "django_language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax", cookie.key


ASKED = """
import django
django.setup()
from django.conf import settings
from rukun.channels.web.akun.entering import DEVICE_COOKIE
from rukun.channels.web.petugas.masuk import COOKIE
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, DEVICE_COOKIE, COOKIE)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS)
"""


def test_an_installation_with_https_binds_its_cookies_to_its_host() -> None:
    environment = os.environ | {"RUKUN_HTTPS": "true", "SECRET_KEY": settings.SECRET_KEY}
    told = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)
    names, rest = told.stdout.splitlines()
    assert all(name.startswith("__Host-") for name in names.split()[:-1]) and names.split()[-1] == "__Secure-petugas"
    assert rest == "True True 31536000"
