"""The files by which a city is run, as tests read them."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

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
