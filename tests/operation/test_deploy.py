"""The files by which a city is run say what the program, the settings table and the handbook say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from django.conf import settings
from django.test import Client

from rukun.channels.api.door import BODY_BYTES_MAX
from rukun.channels.bench.servers.postgres import AS_TOLD, Cluster, programs
from rukun.channels.cli.commands import cli

ROOT = Path(settings.REPOSITORY)
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and "secrets" not in path.parts)
UNITS = {path.name: path for path in (DEPLOY / "systemd").glob("rukun-*")}
ENVIRONMENTS = {
    "systemd": [DEPLOY / "systemd" / "rukun.env"],
    "compose": [DEPLOY / "compose.env.example"],
    "kubernetes": [DEPLOY / "kubernetes" / "ground" / "settings.env", DEPLOY / "kubernetes" / "secret.example.yaml"],
}
# Without these a city of real residents cannot be run: by default they are of one machine.
REQUIRED = {
    "RUKUN_HOME", "RUKUN_KOTA", "RUKUN_KOTA_FOLDER", "SITE_URL", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "RUKUN_HTTPS",
    "RUKUN_PROXIES", "SECRET_KEY", "DATABASE_URL", "RUKUN_DATABASE_POOL", "EMAIL_URL", "EMAIL_FROM", "RUKUN_LOG_FORMAT",
}  # fmt: skip
# A setting as it is given: at the beginning of a line, also of one that is left out; or as a key of YAML.
GIVEN = re.compile(r"^\s*#?([A-Z][A-Z0-9_]+)\s*[=:]\s*(\S.*)$", re.MULTILINE)
OURS = re.compile(r"\bRUKUN_[A-Z_]+\b")
# Host names that stand for one's own. Everything else would be somebody's.
HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:id|com|net|org|io|dev|internal)\b")
MADE_UP = re.compile(r"(^|\.)contoh\.go\.id$|\.rukun\.internal$")
LABELS = {"app.kubernetes.io", "kubernetes.io", "nginx.ingress.kubernetes.io", "k8s.io", "networking.k8s.io",
          "pod-security.kubernetes.io", "kustomize.config.k8s.io"}  # fmt: skip

# What `rukun check --deploy` calls WRONG, without the seconds that the command itself takes to start.
WRONG_FOR_RESIDENTS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "rukun.settings"
from django.conf import settings
from rukun.operation.deploying import findings
print([one.code for one in findings(settings) if one.grade == "wrong"])
"""


def given(files: list[Path]) -> dict[str, str]:
    """Settings and what they are set to; what is left out by `#` has no value."""
    found: dict[str, str] = {}
    for file in files:
        for line in file.read_text().splitlines():
            if match := GIVEN.match(line):
                found[match[1]] = "" if line.lstrip().startswith("#") else match[2].strip("'")
    return found


def told() -> set[str]:
    """The settings table."""
    return set(re.findall(r"^\| `([A-Z_0-9]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def unit(name: str) -> ConfigParser:
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(UNITS[name].read_text())
    return read


def manifests(*folders: str) -> list[dict[str, Any]]:
    files = [file for folder in folders for file in (DEPLOY / "kubernetes" / folder).glob("*.yaml")]
    return [one for file in files for one in yaml.safe_load_all(file.read_text()) if one]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


def commands() -> dict[str, str]:
    """Every line that starts the program, by where it stands."""
    found = {}
    for name in UNITS:
        for line in re.findall(r"^ExecStart(?:Post)?=(.*)$", UNITS[name].read_text(), re.MULTILINE):
            found[f"{name}: {line}"] = line.removeprefix("/opt/rukun/.venv/bin/rukun ")
    for name, service in compose()["services"].items():
        if str(service.get("image", "")).startswith("${IMAGE_NAME"):
            words = service.get("command", ["serve"])
            for part in " ".join(words).split("&&"):
                found[f"compose {name}: {part}"] = part.strip().removeprefix("rukun ")
    for manifest in manifests("setup", "running"):
        for container in _containers(manifest):
            found[f"{manifest['kind']} {container['name']}"] = " ".join(container["args"])
    image = (DEPLOY / "Containerfile").read_text()
    found["Containerfile"] = " ".join(re.findall(r'"([^"]+)"', image.rpartition("\nCMD ")[2]))
    return found


def _containers(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    spec = manifest.get("spec", {})
    spec = spec.get("jobTemplate", {}).get("spec", spec)
    pod = spec.get("template", {}).get("spec", {})
    return [*pod.get("initContainers", []), *pod.get("containers", [])]


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


def test_sh_reads_the_environment_of_the_units_as_systemd_does() -> None:
    file = DEPLOY / "systemd" / "rukun.env"
    script = f"set -a; . {file}; env -0"
    read = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True).stdout
    by_sh = dict(line.split("=", 1) for line in read.split("\0") if line)
    assert {name: value for name, value in given([file]).items() if value}.items() <= by_sh.items()


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


def test_the_units_are_those_that_handbook_and_doctor_name() -> None:
    handbook = "\n".join(file.read_text() for file in (ROOT / "docs" / "operating").glob("*.md"))
    sources = (ROOT / "rukun" / "operation" / "doctor.py").read_text()
    named = set(re.findall(r"\brukun-(?:web|worker|backup|setup|restore)\b(?:\.\w+)?", handbook + sources))
    known = {*UNITS, *(name.partition(".")[0] for name in UNITS)}
    assert named - {"rukun-setup"} <= known
    assert {"rukun-web.service", "rukun-worker.service", "rukun-backup.service", "rukun-backup.timer"} == set(UNITS)


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


def test_the_web_processes_inherit_no_connection_from_the_one_that_renewed_the_database(tmp_path: Path) -> None:
    script = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from rukun.channels.cli.pages import let_go\n"
        "connection.ensure_connection(); let_go()\n"
        "assert connection.connection is None\n"
        "assert not getattr(connection, '_connection_pools', None)\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "rukun.settings", "RUKUN_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    source = (ROOT / "rukun" / "channels" / "cli" / "pages.py").read_text()
    assert source.index("    let_go()\n") < source.index("        Server(\n")


def test_what_runs_is_a_part_of_what_is_locked_and_holds_no_tools() -> None:
    def blocks(file: Path) -> dict[str, str]:
        parts = re.split(r"\n(?=[a-z0-9])", file.read_text().strip())
        return {part.partition("==")[0]: part for part in parts}

    all_of_it = blocks(ROOT / "requirements.lock")
    running, building = blocks(DEPLOY / "locks" / "running.lock"), blocks(DEPLOY / "locks" / "building.lock")
    for part in (running, building):
        assert part.items() <= all_of_it.items(), "make lock"
    needed = set(
        re.findall(r'^    "([a-z0-9-]+)', (ROOT / "pyproject.toml").read_text().partition("]\n\n[project.opt")[0], re.M)
    )
    assert needed <= set(running) and "hatchling" in building
    assert not {"pytest", "mypy", "ruff", "playwright", "moto", "hatchling"} & set(running)


def test_the_image_runs_as_nobody_in_particular_without_what_built_it() -> None:
    stages = re.split(r"^FROM ", (DEPLOY / "Containerfile").read_text(), flags=re.MULTILINE)[1:]
    assert len(stages) == 3
    last = stages[-1]
    assert "USER 10001:10001" in last and "HEALTHCHECK" in last and "pip uninstall" in last
    assert "npm" not in last and "build-essential" not in last and "--from=program /opt/rukun" in last
    for copied in re.findall(r"^COPY (?!--from)(.*)$", "".join(stages), re.MULTILINE):
        for name in copied.split()[:-1]:
            assert (ROOT / name).exists(), name
            top = f"!{name.split('/')[0]}"
            assert f"!{name}" in (ROOT / ".dockerignore").read_text() or top in (ROOT / ".dockerignore").read_text()


def test_every_container_is_closed_as_far_as_it_goes() -> None:
    for manifest in manifests("setup", "running"):
        for container in _containers(manifest):
            may = container["securityContext"]
            assert may["readOnlyRootFilesystem"] and may["capabilities"] == {"drop": ["ALL"]}
            assert not may["allowPrivilegeEscalation"] and container["image"] == "rukun"
    for name, service in compose()["services"].items():
        assert "no-new-privileges:true" in service["security_opt"], name
        if name not in ("database", "store"):
            assert service["read_only"] and service["cap_drop"] == ["ALL"], name


def test_compose_names_only_what_it_has_and_waits_for_what_is_needed() -> None:
    read = compose()
    services = read["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert set(service.get("networks", [])) <= set(read["networks"]), name
        assert set(service.get("secrets", [])) <= set(read["secrets"]), name
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in read["volumes"] or source == "./secrets/tls" or (DEPLOY / source).exists(), volume
    assert services["setup"]["depends_on"]["database"]["condition"] == "service_healthy"
    for name in ("web1", "web2", "worker"):
        assert services[name]["depends_on"]["setup"]["condition"] == "service_completed_successfully"
    assert services["proxy"]["depends_on"]["web1"]["condition"] == "service_healthy"


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not on this machine")
@pytest.mark.skipif(programs() is None, reason="PostgreSQL's programs are not on this machine")
def test_compose_and_the_handbook_run_the_database_that_is_measured() -> None:
    told = compose()["services"]["database"]["command"]
    by_hand = re.findall(r"ALTER SYSTEM SET (\w+) = '?(\w+)", (ROOT / "docs/operating/deploying.md").read_text())
    assert [one for one in told[1:] if one != "-c"] == [f"{name}={value}" for name, value in by_hand] == [*AS_TOLD]
    with_memory, for_tests = Cluster(durable=True), Cluster()
    try:
        assert {*AS_TOLD} <= {*with_memory.settings} and "shared_buffers=256MB" in for_tests.settings
    finally:
        for one in (with_memory, for_tests):
            one.folder.rmdir()


def test_kustomize_puts_the_manifests_together() -> None:
    for folder, kinds in (("setup", {"Job"}), ("running", {"Deployment", "CronJob", "Ingress", "PodDisruptionBudget"})):
        done = subprocess.run(
            ["kubectl", "kustomize", str(DEPLOY / "kubernetes" / folder)], capture_output=True, text=True, check=True
        )
        made = list(yaml.safe_load_all(done.stdout))
        assert kinds | {"NetworkPolicy", "PersistentVolumeClaim", "ConfigMap", "Namespace"} <= {
            one["kind"] for one in made
        }
        config = next(one["metadata"]["name"] for one in made if one["kind"] == "ConfigMap")
        used = {source["configMapRef"]["name"] for one in made for container in _containers(one)
                for source in container["envFrom"] if "configMapRef" in source}  # fmt: skip
        assert used == {config}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    for name, path in UNITS.items():
        (tmp_path / name).write_text(path.read_text().replace("/opt/rukun/.venv/bin/rukun", sys.executable))
    verified = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0 and not [line for line in verified.stderr.splitlines() if "rukun-" in line]
    for name in UNITS:
        if name.endswith(".service"):
            command = ["systemd-analyze", "security", "--offline=yes", "--threshold=30", str(tmp_path / name)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-300:]


def test_the_units_write_into_their_own_folder_alone() -> None:
    for name in UNITS:
        if name.endswith(".service"):
            service = unit(name)["Service"]
            assert service["User"] == "rukun" and service["ProtectSystem"] == "strict"
            wanted = "/var/lib/rukun" + (" /mnt/backup" if name.startswith("rukun-backup") else "")
            assert service["ReadWritePaths"] == wanted and service["EnvironmentFile"] == "/etc/rukun/rukun.env"
    assert unit("rukun-backup.timer")["Timer"]["OnCalendar"] == "*-*-* 02:00 Asia/Jakarta"


def test_a_python_that_the_units_may_not_run_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--copies", closed], check=True)
    closed.chmod(0o700)
    script, env = [DEPLOY / "build.sh", "program", tmp_path / "made"], os.environ | {"PYTHON": f"{closed}/bin/python"}
    done = subprocess.run(script, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and not (tmp_path / "made").exists()
    assert "where other users may not go" in done.stderr


def test_the_folder_of_the_proxys_cache_is_made_before_the_proxy_is_tried() -> None:
    kept = re.search(r"^proxy_cache_path (\S+)/", (DEPLOY / "nginx" / "rukun.conf").read_text(), re.MULTILINE)
    handbook = (ROOT / "docs" / "operating" / "deploying.md").read_text()
    assert kept is not None and f"install -d {kept[1]}\n" in handbook.partition("nginx -t")[0]
