"""Settings: a value that cannot be used stops the start with one clear line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rukun.values import readers

ROOT = Path(__file__).resolve().parents[2]


STARTED = "import django; from django.conf import settings; settings.DEBUG"


def start(script: str = STARTED, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "PYTHONHASHSEED")}
    return subprocess.run(
        [sys.executable, "-c", script],
        env=clean | {"DJANGO_SETTINGS_MODULE": "rukun.settings"} | environment,
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RUKUN_DEMO", "perhaps", "write true or false"),
        ("RUKUN_DEBUG", "2", "write true or false"),
        ("RUKUN_LOG_LEVEL", "LOUD", "write one of"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("SECRET_KEY_BEFORE", f"{'k' * 40},short", "each needs at least 32 characters"),
        ("RUKUN_KOTA", "atlantis", "no such folder"),
        ("DATABASE_URL", "oracle://x", "write sqlite"),
        ("RUKUN_INTAKE_IMAP", "imaps://mail.kota.go.id/INBOX", "write imaps://USER:PASSWORD@HOST/INBOX"),
        ("RUKUN_CHAT_HOURS", "24", "from 1 to 23"),
        ("RUKUN_MIRROR_URL", "cermin.contoh.id", "write https://HOST/PATH of the folder"),
        ("RUKUN_MIRROR_PHOTOS", "large", "write one of"),
    ],
)
def test_a_bad_value_stops_the_start_in_one_line(tmp_path: Path, name: str, value: str, told: str) -> None:
    done = start(RUKUN_HOME=str(tmp_path), **{name: value})
    assert done.returncode == 1
    assert name in done.stderr and told in done.stderr and "Traceback" not in done.stderr


def test_without_any_value_the_defaults_run_and_a_key_is_made_and_kept(tmp_path: Path) -> None:
    for _ in range(2):
        assert start(RUKUN_HOME=str(tmp_path)).returncode == 0
    key = tmp_path / "keys" / "secret-key"
    assert len(key.read_text()) >= 48 and key.stat().st_mode & 0o077 == 0


def test_a_number_of_connections_out_of_bounds_is_refused(tmp_path: Path) -> None:
    done = start(RUKUN_HOME=str(tmp_path), DATABASE_URL="postgresql://x@127.0.0.1/x", RUKUN_DATABASE_POOL="0")
    assert done.returncode == 1 and "from 1 to 200" in done.stderr


def test_an_address_of_a_mail_server_that_names_no_way_is_refused(tmp_path: Path) -> None:
    for wrong in ("mail.contoh.id", "http://mail.contoh.id", "smtp://", "smtp://mail.contoh.id:port"):
        done = start(RUKUN_HOME=str(tmp_path), EMAIL_URL=wrong)
        assert done.returncode == 1 and "EMAIL_URL" in done.stderr and "write smtp://" in done.stderr, wrong


def test_a_mailbox_is_read_with_signs_of_an_address_in_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUKUN_INTAKE_IMAP", "imaps://lapor%40kota.go.id:a%2Fb@mail.kota.go.id/Lapor%20Masuk")
    assert readers.mailbox("RUKUN_INTAKE_IMAP") == {
        "host": "mail.kota.go.id", "port": 993, "security": "tls", "user": "lapor@kota.go.id", "password": "a/b",
        "folder": "Lapor Masuk",
    }  # fmt: skip
    for wrong in ("pop3://a:b@c", "imaps://c", "imaps://a:b@c:x/INBOX"):
        monkeypatch.setenv("RUKUN_INTAKE_IMAP", wrong)
        with pytest.raises(readers.BadSetting, match="USER:PASSWORD@HOST") as told:
            readers.mailbox("RUKUN_INTAKE_IMAP")
        assert "a:b" not in str(told.value), "no password on the screen"


EVERYTHING = "from rukun import settings as s; print({k: repr(v) for k, v in vars(s).items() if k.isupper()})"


def test_an_empty_value_is_the_same_as_none_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    assert len(names) > 40
    nothing = dict.fromkeys(names, "") | {"RUKUN_HOME": str(tmp_path)}
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    as_empty, as_unset = (start(EVERYTHING, **given) for given in (nothing, {"RUKUN_HOME": str(tmp_path)}))
    assert as_unset.returncode == 0 and as_empty.stderr == as_unset.stderr
    assert as_empty.stdout == as_unset.stdout
    monkeypatch.setenv("RUKUN_HOME", "")
    assert readers.folder("RUKUN_HOME", tmp_path) == tmp_path


def test_nobody_is_asked_for_a_second_factor_only_where_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, found in (("", ["lurah"]), ("none", []), ("tapem", ["tapem"])):
        monkeypatch.setenv("RUKUN_SECOND_FACTOR_ROLES", value)
        assert readers.several("RUKUN_SECOND_FACTOR_ROLES", ["lurah"], among=["lurah", "tapem"]) == found
    monkeypatch.setenv("RUKUN_SECOND_FACTOR_ROLES", "none,tapem")
    with pytest.raises(readers.BadSetting, match="write none, or some of lurah, tapem"):
        readers.several("RUKUN_SECOND_FACTOR_ROLES", ["lurah"], among=["lurah", "tapem"])
