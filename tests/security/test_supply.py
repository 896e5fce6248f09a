"""What Rukun is built from: every licence is allowed, what is installed is what is locked, and the bill says so."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest
from django.conf import settings

from tools import supply
from tools.supply import Part

ROOT = Path(settings.REPOSITORY)


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return supply.parts()


def test_every_part_stands_under_an_allowed_licence(parts: list[Part]) -> None:
    assert supply.refused(parts, supply.allow_list()) == []


@pytest.mark.parametrize(
    ("licence", "is_allowed"),
    [
        ("MIT", True), ("Apache Software License", True), ("MIT OR GPL-3.0-only", True), ("(MIT AND Zlib)", True),
        ("MIT AND GPL-2.0-only", False), ("SSPL-1.0", False), ("UNLICENSED", False), ("", False),
    ],
)  # fmt: skip
def test_one_of_several_licences_is_enough_and_all_of_several_are_needed(licence: str, is_allowed: bool) -> None:
    assert supply.is_allowed(licence, supply.allow_list()) is is_allowed
    found = supply.refused([Part("npm", "x", "1", False, licence)], supply.allow_list())
    assert bool(found) is not is_allowed


def test_every_part_is_pinned_with_a_digest(parts: list[Part]) -> None:
    assert not [part.purl for part in parts if not part.hashes]
    assert len(parts) > 300 and any(part.ecosystem == "npm" for part in parts)


def test_what_runs_in_a_city_is_locked_with_the_same_versions_as_it_is_tested_with() -> None:
    tested = {(supply.normal(n), v) for n, v, *_ in supply._pinned(ROOT / "requirements.lock")}
    for name in ("running.lock", "building.lock"):
        running = {(supply.normal(n), v) for n, v, *_ in supply._pinned(ROOT / "deploy" / "locks" / name)}
        assert running and (name == "building.lock" or running <= tested)


def test_what_is_installed_here_is_what_is_locked(parts: list[Part]) -> None:
    locked: dict[str, set[str]] = {}
    for part in parts:
        if part.ecosystem == "pypi":
            locked.setdefault(part.name, set()).add(part.version)
    wrong = []
    for name, versions in locked.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if installed not in versions:
            wrong.append(f"{name} {installed}")
    assert not wrong


def test_the_bill_of_materials_is_cyclonedx_names_everything_once_and_is_the_same_each_time(parts: list[Part]) -> None:
    made = supply.document(parts)
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(refs) == len(set(refs)) == len(parts)
    assert json.dumps(made) == json.dumps(supply.document(reversed(parts)))
    by_name = {one["name"]: one for one in made["components"]}
    assert by_name["django"]["purl"].startswith("pkg:pypi/django@") and by_name["django"]["scope"] == "required"
    assert by_name["leaflet"]["hashes"][0]["alg"] == "SHA-512" and by_name["leaflet"]["scope"] == "required"
    assert by_name["pytest"]["scope"] == "excluded"
    assert made["dependencies"][0]["dependsOn"] == refs
