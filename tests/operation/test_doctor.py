"""`rukun doctor` and `rukun check --deploy`: what is wrong is named, with the command that helps."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection

from rukun import clock
from rukun.funds.actions import close_month, load_decrees
from rukun.operation import deploying
from rukun.operation.actions import begin_maintenance
from rukun.operation.doctor import Look, findings
from rukun.operation.figures import note
from rukun.people.actions import KeyTerms, issue_key
from rukun.people.models import ApiKey
from rukun.people.rules import Actor, Scope
from rukun.tick import tick
from rukun.trail.actions import seal
from rukun.transparency.mirror.whole import CERTIFICATE, FORM
from rukun.values.code import AreaCode
from rukun.values.time import Month, iso
from tests import laying
from tests.doors.test_commands import Command
from tests.made import report

Looked = Callable[..., dict[str, str]]


@pytest.fixture
def looked(kota: Path, noon: datetime, tmp_path: Path) -> Looked:
    """Grades by code of an installation where a worker has just been at work; each has words, and what is not as it
    should be says what to do."""
    laying.once(_ticked, noon)

    def look(at: datetime = noon) -> dict[str, str]:
        # By the real clock only the database's is compared.
        found = findings(Look(at, clock.wall()))
        assert all(one.words for one in found) and all(one.todo for one in found if one.grade != "ok")
        return {one.code: one.grade.value for one in found}

    return look


def _ticked(noon: datetime) -> None:
    tick(at=noon, home=Path(house.RUKUN_HOME))


def test_a_sound_installation_has_nothing_wrong(looked: Looked) -> None:
    found = looked()
    assert len(found) > 20 and not [code for code, grade in found.items() if grade == "wrong"]


def test_what_waits_too_long_is_told_by_degrees(looked: Looked, budi: Actor, noon: datetime, tmp_path: Path) -> None:
    report(budi, noon)
    assert looked(noon + timedelta(minutes=1))["queue_age_seconds"] == "ok"
    later = looked(noon + timedelta(minutes=5))
    assert (later["queue_age_seconds"], later["worker"]) == ("look", "wrong")
    assert looked(noon + timedelta(minutes=20))["queue_age_seconds"] == "wrong"
    assert looked(noon + timedelta(hours=1))["seals"] == "wrong"
    seal(home=tmp_path, at=noon + timedelta(hours=1))
    assert looked(noon + timedelta(hours=1))["seals"] == "ok"
    assert looked(noon - timedelta(hours=1))["clock"] == "wrong", "the newest seal is of the future"


def test_keys_that_others_may_read_or_that_are_gone_are_wrong(looked: Looked, tmp_path: Path) -> None:
    key = tmp_path / "keys" / "seal.pem"
    key.chmod(0o644)
    assert looked()["keys"] == "wrong"
    key.chmod(0o600)
    assert (looked()["keys"], looked()["seal-key"]) == ("ok", "ok")
    key.unlink()
    assert looked()["seal-key"] == "wrong"


def test_an_earlier_key_that_still_opens_is_told_until_it_goes(looked: Looked, settings: Any) -> None:
    assert "earlier-key" not in looked()
    settings.SECRET_KEY_FALLBACKS = ["k" * 40]
    assert looked()["earlier-key"] == "look"


def test_maintenance_that_is_late_a_half_restore_and_an_old_backup_are_told(
    looked: Looked, noon: datetime, tmp_path: Path
) -> None:
    assert looked()["backup"] == "look"
    note("backup_at", (clock.wall() - timedelta(hours=1)).timestamp(), at=noon)
    assert looked()["backup"] == "ok"
    begin_maintenance(until=noon + timedelta(minutes=5), words="", by="administrator@cli", at=noon)
    assert looked()["maintenance"] == "look" and looked(noon + timedelta(minutes=6))["maintenance"] == "wrong"
    (tmp_path / "restore.json").write_text('{"backup": "2016-06-01T000000Z"}')
    assert looked()["restore"] == "wrong"


def test_a_mirror_that_is_wanted_and_old_or_missing_is_told(
    looked: Looked, noon: datetime, tmp_path: Path, settings: Any
) -> None:
    assert "mirror" not in looked()
    settings.RUKUN_MIRROR = str(tmp_path)
    assert looked()["mirror"] == "look"
    (tmp_path / CERTIFICATE).write_text(json.dumps({"form": FORM, "made_at": iso(noon - timedelta(hours=5))}))
    assert looked()["mirror"] == "ok"
    assert looked(noon + timedelta(days=1))["mirror"] == "look"


def test_media_that_cannot_be_written_and_a_database_of_another_version_are_told_once(
    looked: Looked, settings: object, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"  # type: ignore[attr-defined]
    assert looked()["media"] == "wrong"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operation'")
    found = looked()
    assert found["migrations"] == "wrong" and "worker" not in found, "one cause, one line"


def test_the_command_tells_in_words_and_in_json_and_by_its_exit_code(
    looked: Looked, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, noon: datetime
) -> None:
    rukun = Command(capsys)
    monkeypatch.setattr(clock, "now", lambda: noon)
    assert "0 wrong." in rukun("doctor")
    monkeypatch.setattr(clock, "now", lambda: noon + timedelta(hours=1))
    told = rukun("doctor", "--json", code=1)
    worker = next(one for one in told if one["code"] == "worker")
    assert worker["grade"] == "wrong" and "rukun work" in worker["todo"]
    assert "WRONG  worker: worker last seen" in rukun("doctor", code=1)


GOOD = {
    "RUKUN_DEMO": False, "DEBUG": False, "RUKUN_LOG_LEVEL": "INFO", "SITE_URL": "https://rukun.contoh.go.id",
    "ALLOWED_HOSTS": ["rukun.contoh.go.id", "127.0.0.1"], "USE_HTTPS": True, "RUKUN_PROXIES": 1,
    "RUKUN_SECOND_FACTOR_ROLES": ["bendahara", "tapem", "administrator"],
    "EMAIL_WAY": {"host": "mail.contoh.go.id", "security": "starttls"}, "DEFAULT_FROM_EMAIL": "Rukun <r@contoh.go.id>",
    "TEXT_URL": "https://sms.contoh.go.id/", "TEXT_ADAPTER": "",
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "10.0.0.5",
                              "OPTIONS": {"sslmode": "verify-full"}}},
    "MEDIA_STORE": {"endpoint_url": "https://s3.contoh.go.id"}, "LEFT_OPEN": [], "LEFT_AS_EXAMPLE": [],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code", "grade"),
    [
        ({"RUKUN_DEMO": True}, "demo", "wrong"),
        ({"DEBUG": True}, "debug", "wrong"),
        ({"RUKUN_LOG_LEVEL": "DEBUG"}, "log-level", "look"),
        ({"SITE_URL": "http://rukun.contoh.go.id"}, "site-url", "wrong"),
        ({"ALLOWED_HOSTS": ["*"]}, "allowed-hosts", "wrong"),
        ({"ALLOWED_HOSTS": ["other.go.id"]}, "allowed-hosts", "wrong"),
        ({"USE_HTTPS": False}, "https", "wrong"),
        ({"RUKUN_PROXIES": 0}, "proxies", "look"),
        ({"RUKUN_SECOND_FACTOR_ROLES": []}, "second-factor", "wrong"),
        ({"EMAIL_WAY": {}}, "email", "wrong"),
        ({"EMAIL_WAY": {"host": "mail.contoh.go.id", "security": ""}}, "email-tls", "wrong"),
        ({"DEFAULT_FROM_EMAIL": "Rukun <rukun@localhost>"}, "email-from", "wrong"),
        ({"TEXT_URL": ""}, "text", "look"),
        ({"TEXT_URL": "http://sms.contoh.go.id/"}, "text-tls", "wrong"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}}, "database", "look"),
        ({"DATABASES": {"default": {"ENGINE": "p", "HOST": "10.0.0.5", "OPTIONS": {}}}}, "database-tls", "look"),
        ({"MEDIA_STORE": {"endpoint_url": "http://10.0.0.6"}}, "media-tls", "wrong"),
        ({"LEFT_OPEN": ["EMAIL_URL"]}, "filled-in", "wrong"),
        ({"LEFT_AS_EXAMPLE": ["SITE_URL"]}, "example", "look"),
    ],
)
def test_a_setting_that_must_not_go_to_production_is_named_and_no_other(
    changed: dict[str, Any], code: str, grade: str
) -> None:
    def told(settings: dict[str, Any]) -> dict[str, str]:
        found = deploying.findings(SimpleNamespace(**settings))
        return {one.code: one.grade.value for one in found if one.grade != "ok"}

    assert told(GOOD) == {}
    assert told(GOOD | changed) == {code: grade}


def test_check_deploy_judges_the_settings_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    told = Command(capsys)("check", "--deploy", "--json", code=1)
    assert {one["code"] for one in told} >= {"https", "site-url", "email"} and not house.USE_HTTPS


def test_keys_of_holders_without_an_end_are_named(looked: Looked, budi: Actor, noon: datetime) -> None:
    def key(holder: int | None) -> ApiKey:
        terms = KeyTerms("Aplikasi", "it@contoh.id", 10, 20, frozenset({Scope.REPORT}), holder)
        return issue_key(terms, by="administrator@cli", at=noon).key

    key(None)
    old = key(budi.person_id)
    assert looked()["keys-without-end"] == "ok"
    ApiKey.objects.filter(pk=old.pk).update(expires_at=None)
    assert looked()["keys-without-end"] == "look"
    (told,) = [one for one in findings(Look(noon, clock.wall())) if one.code == "keys-without-end"]
    assert told.words == f"1 keys in somebody's name never end: {old.pk}" and "rukun keys withdraw" in told.todo
    ApiKey.objects.filter(pk=old.pk).update(withdrawn_at=noon)
    assert looked()["keys-without-end"] == "ok"


def test_a_month_that_was_closed_by_a_clock_that_was_ahead_is_counted(
    looked: Looked, kota: Path, gita: Actor, noon: datetime
) -> None:
    load_decrees(kota / "decrees", at=noon)
    close_month(AreaCode("9999991001"), Month.of(noon).previous, by=gita, at=noon + timedelta(minutes=5))
    assert looked(noon)["dated-ahead"] == "look"
    assert looked(noon + timedelta(minutes=4))["dated-ahead"] == "ok", "clocks are apart"
