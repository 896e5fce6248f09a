"""The files by which a city is run say what the program, the settings table and the handbook say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from django.test import Client

from rukun.channels.api.door import BODY_BYTES_MAX
from rukun.channels.cli.commands import cli
from tests.operation.deployed import (
    DEPLOY,
    ENVIRONMENTS,
    FILES,
    HOST,
    LABELS,
    MADE_UP,
    OURS,
    REQUIRED,
    ROOT,
    UNITS,
    WRONG_FOR_RESIDENTS,
    _containers,
    commands,
    compose,
    given,
    manifests,
    told,
)


def test_every_setting_that_a_file_names_is_in_the_settings_table() -> None:
    for way, files in ENVIRONMENTS.items():
        assert set(given(files)) <= told(), way
    others = {"RUKUN_BACKUP_PASSPHRASE"}
    for file in FILES:
        assert set(OURS.findall(file.read_text())) <= told() | others, file.name


@pytest.mark.parametrize("way", ENVIRONMENTS)
def test_every_way_of_running_sets_what_real_residents_need(way: str) -> None:
    values = given(ENVIRONMENTS[way])
    assert not [name for name in REQUIRED if not values.get(name)]


def test_the_ways_of_running_say_the_same_where_they_may() -> None:
    alike = REQUIRED - {"ALLOWED_HOSTS", "SECRET_KEY", "DATABASE_URL", "EMAIL_URL"}
    first, *others = ({name: given(files)[name] for name in alike} for files in ENVIRONMENTS.values())
    assert all(other == first for other in others)


def test_the_settings_start_the_program_and_check_deploy_has_nothing_against_them(tmp_path: Path) -> None:
    for files in ENVIRONMENTS.values():
        values = {name: value for name, value in given(files).items() if value}
        values |= {
            "SECRET_KEY": "x" * 48, "RUKUN_HOME": str(tmp_path), "RUKUN_KOTA_FOLDER": str(ROOT / "kota"),
            "MEDIA_URL": "",
        }  # fmt: skip
        values = {name: value.replace("ISI:ISI@", "nama:sandi@") for name, value in values.items()}
        values |= {"RUKUN_METRICS_TOKEN": "t" * 20, "DATABASE_URL": values["DATABASE_URL"].replace("ISI", "sandi")}
        clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-c", WRONG_FOR_RESIDENTS], env=clean | values, cwd=ROOT, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stdout + done.stderr


def test_nothing_names_a_real_host_or_holds_a_secret() -> None:
    for file in FILES:
        text = file.read_text()
        if file.parent.name != "locks":
            hosts = {host for host in HOST.findall(text) if host not in LABELS and not MADE_UP.search(host)}
            assert not {host for host in hosts if not host.endswith(".service")}, file.name
    for files in ENVIRONMENTS.values():
        for name, value in given(files).items():
            if re.search(r"KEY|TOKEN|SECRET|PASSWORD", name) and value:
                assert value == "ISI", name
            assert not re.search(r"://[^/@]*:(?!ISI@)[^/@]*@", value), name


@pytest.mark.parametrize("where", commands())
def test_every_command_that_is_started_is_one_of_the_program_with_options_that_it_has(where: str) -> None:
    words, group = commands()[where].split(), cli
    command: click.Command = group
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            assert command.name == "backup"
            found = command.get_command(click.Context(command), "make")
            words.insert(0, "make")
        assert found is not None, where
        command, words = found, words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_the_pages_are_at_one_port_everywhere() -> None:
    ports = {
        "unit": re.findall(r"--port (\d+)", UNITS["rukun-web.service"].read_text()),
        "image": re.findall(
            r'"--port", "(\d+)"|EXPOSE (\d+)|127\.0\.0\.1:(\d+)', (DEPLOY / "Containerfile").read_text()
        ),
        "nginx": re.findall(r"server [^\s;]+:(\d+)", "".join(f.read_text() for f in DEPLOY.glob("nginx/upstream*"))),
        "caddy": re.findall(r"\d+\.\d+\.\d+\.\d+:(\d+)", (DEPLOY / "caddy" / "Caddyfile").read_text()),
        "prometheus": re.findall(r"internal:(\d+)", (DEPLOY / "observability" / "prometheus.yaml").read_text()),
        "runbook": re.findall(r"HOST:(\d+)/", (ROOT / "docs" / "operating" / "runbook.md").read_text()),
    }
    for where, found in ports.items():
        flat = {part for one in found for part in ([one] if isinstance(one, str) else one) if part}
        assert flat == {"8000"}, where
    web = next(
        one for one in manifests("running") if one["kind"] == "Deployment" and one["metadata"]["name"] == "rukun-web"
    )
    (container,) = _containers(web)
    assert container["ports"] == [{"name": "pages", "containerPort": 8000}] and "8000" in container["args"]


def test_a_proxy_takes_what_the_program_takes_and_no_more_than_a_tenth_beyond() -> None:
    nginx = (DEPLOY / "nginx" / "rukun.conf").read_text()
    ingress = (DEPLOY / "kubernetes" / "running" / "ingress.yaml").read_text()
    sizes = [int(size) * 1024**2 for size in re.findall(r"(?:max_body_size|proxy-body-size:) (\d+)m", nginx + ingress)]
    sizes += [int(n) * 10**6 for n in re.findall(r"max_size (\d+)MB", (DEPLOY / "caddy" / "Caddyfile").read_text())]
    assert len(sizes) == 3 and all(BODY_BYTES_MAX <= size <= 1.1 * BODY_BYTES_MAX for size in sizes)


def test_no_proxy_shows_metrics_or_says_what_the_program_says_itself() -> None:
    nginx = (DEPLOY / "nginx" / "rukun.conf").read_text()
    caddy = (DEPLOY / "caddy" / "Caddyfile").read_text()
    assert re.search(r"location = /metrics \{ return 404; \}", nginx) and "respond @inside 404" in caddy
    rules = [one for one in manifests("running") if one["kind"] == "Ingress" and one["metadata"]["name"] == "rukun"]
    paths = {path["path"]: path["backend"]["service"]["name"] for path in rules[0]["spec"]["rules"][0]["http"]["paths"]}
    assert paths == {"/metrics": "rukun-nowhere", "/": "rukun-web"}
    for text in (nginx, caddy):
        assert "add_header" not in text and not re.search(r"^\s*header\s", text, re.MULTILINE)
        assert "access_log off" in text or not re.search(r"^\s*log\b", text, re.MULTILINE)
    # What a visitor claims is replaced, not added to: RUKUN_PROXIES=1 believes the last entry.
    assert "X-Forwarded-For $remote_addr" in nginx and "$proxy_add_x_forwarded_for" not in nginx
    assert "proxy_request_buffering on" in nginx


def test_who_chooses_among_hosts_may_ask_of_the_database_alone(kota: Path, client: Client) -> None:
    assert client.get("/readyz").status_code == 503, "no worker was seen"
    answer = client.get("/readyz?only=database")
    assert answer.status_code == 200 and answer.json() == {"ready": True, "database": "ok"}
    assert client.get("/readyz?only=databse").status_code == 503
    for file in (
        DEPLOY / "Containerfile",
        DEPLOY / "caddy" / "Caddyfile",
        DEPLOY / "kubernetes" / "running" / "web.yaml",
    ):
        assert "/readyz?only=database" in file.read_text(), file.name
    # Podman builds images without the health check that the Containerfile names, and the proxy waits for it.
    for name in ("web1", "web2"):
        assert any("/readyz?only=database" in word for word in compose()["services"][name]["healthcheck"]["test"])
