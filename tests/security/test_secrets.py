"""Secrets: none is logged, none is compared in a time that tells of it, none is kept as it is."""

from __future__ import annotations

import ast
import io
import logging
from datetime import datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db import models
from django.test import Client

from rukun import clock
from rukun.channels.web.request.logs import ForPeople, ForPrograms
from rukun.notices.rules import UNSUBSCRIBE_SALT
from rukun.people.actions import KeyTerms, issue_key
from rukun.people.models import ApiKey, Person
from rukun.people.rules import Actor, Scope

SOURCE = Path(settings.REPOSITORY) / "rukun"
# Names of what opens something. Two of them are never compared by `==`, which stops at the first wrong sign.
SECRETS = {"token", "secret", "signature", "password", "api_key", "csrf", "otp"}


@pytest.mark.parametrize("form", [ForPeople, ForPrograms])
def test_nothing_that_opens_something_stands_in_the_log(
    kota: Path, budi: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, form: type[logging.Formatter]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon)
    out = io.StringIO()
    handler, root = logging.StreamHandler(out), logging.getLogger()
    handler.setFormatter(form())
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        client, opening = Client(raise_request_exception=False), _asked_with_secrets(budi, noon)
        for address, facts, headers in opening.values():
            client.post(address, facts, headers=headers)
            client.get(address, headers=headers)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    said = out.getvalue()
    assert "POST" in said or "masuk" in said
    assert not [secret for secret in opening if secret in said]
    assert settings.SECRET_KEY not in said


def test_who_comes_in_who_does_not_and_who_is_kept_out_stands_in_the_log_without_a_name(
    kota: Path, citra: Actor, noon: datetime, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(clock, "now", lambda: noon)
    person = Person.objects.get(pk=citra.person_id)
    person.set_password("kata-sandi-rahasia-9")
    person.save()
    client = Client()
    with caplog.at_level(logging.INFO, logger="rukun.security"):
        client.post("/masuk/", {"login": person.login, "password": "salah"})
        client.post("/masuk/", {"login": person.login, "password": "kata-sandi-rahasia-9"})
        client.get("/tapem/")
    told = [record.__dict__["facts"] for record in caplog.records if record.name == "rukun.security"]
    assert [one["event"] for one in told] == ["password.wrong", "password.right", "entered", "kept-out"]
    assert len({one["subject"] for one in told[:3]}) == 1 and told[3]["seat"] == "lurah@9999991001"
    assert "Citra" not in caplog.text and "citra@" not in caplog.text


def _asked_with_secrets(budi: Actor, at: datetime) -> dict[str, tuple[str, dict[str, str], dict[str, str]]]:
    code = issue_key(KeyTerms("Uji", "uji@contoh.id", 10, 100), by="test", at=at).code
    stop = signing.dumps(budi.person_id, salt=UNSUBSCRIBE_SALT)
    return {
        "kata-sandi-rahasia-9": ("/masuk/", {"login": "budi@contoh.id", "password": "kata-sandi-rahasia-9"}, {}),
        code: ("/api/v1/me", {}, {"Authorization": f"Bearer {code}"}),
        "7K3QM-9XT4B": ("/bergabung/", {"code": "7K3QM-9XT4B"}, {}),
        "482913": ("/lupa/kode/", {"code": "482913", "password": "x"}, {}),
        stop: (f"/kabar/berhenti/{stop}/", {}, {}),
        "metrics-token-of-a-city": ("/metrics", {}, {"Authorization": "Bearer metrics-token-of-a-city"}),
        "tautan-petugas-1": ("/petugas/masuk/", {"code": "tautan-petugas-1"}, {}),
        "sesi-yang-dicuri": ("/akun/", {}, {"Cookie": "sessionid=sesi-yang-dicuri"}),
        "telegram-secret-9": ("/chat/telegram", {}, {"X-Telegram-Bot-Api-Secret-Token": "telegram-secret-9"}),
    }  # fmt: skip


def test_nobody_writes_lines_of_their_own_into_the_log() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "from %s", ("a\r\n2026 INFO rukun: entered",), None)
    assert "\n" not in ForPeople().format(record) and "\n" not in ForPrograms().format(record)


def test_no_secret_is_compared_in_a_time_that_tells_of_it() -> None:
    found = []
    for file in sorted(SOURCE.rglob("*.py")):
        name = str(file.relative_to(SOURCE))
        if {"migrations", "bench", "simulate"} & set(file.parts):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                sides = [node.left, *node.comparators]
                is_secret = any(_last_name(side) in SECRETS for side in sides)
                if is_secret and not any(isinstance(side, ast.Constant) for side in sides):
                    found.append(f"{name}:{node.lineno}")
    assert not found


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_what_opens_something_is_kept_as_a_digest_or_sealed() -> None:
    """A column whose name says that it opens something holds forty or sixty-four signs of a digest, or is listed."""
    sealed = {
        "people.CodeApp.secret": "sealed with the installation's key",
        "people.Passkey.credential": "an id, not a secret", "people.Passkey.public_key": "public",
        "people.Person.password": "Argon2", "people.Session.session_key": "a digest (people.sessions)",
        "webhooks.Subscription.secret": "sealed with the installation's key",
        "webhooks.Subscription.old_secret": "sealed with the installation's key",
        "ranking.AwardDecision.token": "the address of a public proof",
        "validation.SeedReveal.secret": "opened to everybody, which is its purpose",
    }  # fmt: skip
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.BinaryField)
        and any(
            word in field.name for word in ("secret", "token", "password", "public_key", "credential", "session_key")
        )
        and model._meta.app_label not in ("auth", "sessions")
    }
    assert found <= set(sealed), found - set(sealed)


def test_a_key_of_a_program_opens_by_its_digest_and_not_by_what_is_kept(kota: Path, noon: datetime) -> None:
    issued = issue_key(KeyTerms("Uji", "uji@contoh.id", 10, 100, scopes=frozenset({Scope.REPORT})), by="test", at=noon)
    kept = ApiKey.objects.get()
    assert issued.code not in (kept.digest, kept.begins_with) and len(kept.begins_with) <= 12
    stolen = Client().post("/open311/v2/requests.json", {"api_key": kept.digest})
    assert stolen.status_code in (400, 401, 403)
