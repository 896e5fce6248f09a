"""What Rukun is built from, read from its lock files and from what is installed: licences, and a bill of materials.

    python tools/supply.py sbom [FILE]     a CycloneDX 1.6 document (JSON); `make sbom`
    python tools/supply.py licences        every part with its licence; exit code 1 where one is not allowed

Nothing here asks the network. Known weaknesses are looked up elsewhere: see docs/security/supply.md.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = ROOT / "docs" / "security" / "licences.toml"
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ALGORITHMS = {"sha512": "SHA-512", "sha1": "SHA-1", "sha256": "SHA-256"}
OPERATORS = {"AND", "OR", "WITH"}


@dataclass(frozen=True, slots=True)
class Part:
    """One package of a lock file: where it comes from, whether it runs in a city or only builds and tests."""

    ecosystem: str
    name: str
    version: str
    is_running: bool
    licence: str = ""
    hashes: tuple[tuple[str, str], ...] = field(default=())
    # Not for this machine: locked for another system, so nothing installed tells its licence.
    is_elsewhere: bool = False

    @property
    def purl(self) -> str:
        return f"pkg:{self.ecosystem}/{self.name.replace('@', '%40', 1)}@{self.version}"


def python_parts() -> Iterator[Part]:
    """What pip is told to install, with every hash that it takes."""
    running = {normal(name) for name, *_ in _pinned(ROOT / "deploy" / "locks" / "running.lock")}
    seen: set[tuple[str, str]] = set()
    for name, version, marker, hashes in _pinned(ROOT / "requirements.lock"):
        if (name, version) in seen:
            continue
        seen.add((name, version))
        installed = _installed(name)
        is_elsewhere = installed is None or bool(marker and installed.version != version)
        licence = "" if installed is None else licence_of(installed)
        yield Part("pypi", normal(name), version, normal(name) in running, licence,
                   tuple(("SHA-256", one) for one in hashes), is_elsewhere)  # fmt: skip


def npm_parts() -> Iterator[Part]:
    """What npm is told to install; what is no development tool ends in the files that browsers get."""
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    shipped = set(json.loads((ROOT / "package.json").read_text()).get("dependencies", {}))
    seen: set[tuple[str, str]] = set()
    for path, told in sorted(locked.items()):
        name = path.rpartition("node_modules/")[2]
        # The same package may lie in several places.
        if not path or (name, told["version"]) in seen:
            continue
        seen.add((name, told["version"]))
        file = ROOT / path / "package.json"
        licence = told.get("license") or (_npm_licence(json.loads(file.read_text())) if file.is_file() else "")
        kind, _, value = told.get("integrity", "").partition("-")
        hashes = ((ALGORITHMS[kind], base64.b64decode(value).hex()),) if kind in ALGORITHMS else ()
        yield Part("npm", name, told["version"], name in shipped and not told.get("dev"), licence, hashes,
                   bool(told.get("optional")) and not file.is_file())  # fmt: skip


def parts() -> list[Part]:
    return [*python_parts(), *npm_parts()]


def normal(name: str) -> str:
    """The one spelling of a name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _pinned(file: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    """Name, version, marker and hashes of every line of a lock file; a line ends where no backslash goes on."""
    for line in file.read_text().replace("\\\n", " ").splitlines():
        if found := PINNED.match(line):
            marker = (found[3] or "").partition("--hash")[0].strip()
            yield found[1], found[2], marker, HASH.findall(line)


def _installed(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def licence_of(installed: metadata.Distribution) -> str:
    """The SPDX expression where there is one; else what the classifiers or the old field say."""
    told = installed.metadata.json
    if expression := told.get("license_expression"):
        return str(expression)
    classified = [one.rpartition(" :: ")[2] for one in told.get("classifier", []) if one.startswith("License ::")]
    named = [one for one in classified if one != "OSI Approved"]
    return " OR ".join(named) or str(told.get("license") or "").strip().partition("\n")[0][:60]


def _npm_licence(told: dict[str, Any]) -> str:
    found = told.get("license") or ""
    return str(found.get("type", "")) if isinstance(found, dict) else str(found)


def allow_list(file: Path = ALLOWED) -> dict[str, Any]:
    """Which licences may be in, how old names are spelled anew, and packages that were looked at one by one."""
    return tomllib.loads(file.read_text())


def refused(found: Iterable[Part], allowed: dict[str, Any]) -> list[str]:
    """Every part whose licence is not allowed, in words."""
    told = []
    for part in found:
        wanted = allowed["seen"].get(part.name, part.licence)
        if part.is_elsewhere and not wanted:
            continue
        if not is_allowed(wanted, allowed):
            told.append(f"{part.purl}: {wanted or 'no licence told'}")
    return told


def is_allowed(expression: str, allowed: dict[str, Any]) -> bool:
    """Of `A OR B` one may be allowed, of `A AND B` both must be."""
    plain = allowed["spelled"].get(expression, expression).strip("()")
    ways = [way for way in re.split(r"\s+OR\s+", plain) if way]
    return any(
        all(allowed["spelled"].get(one.strip("() "), one.strip("() ")) in allowed["allowed"]
            for one in re.split(r"\s+AND\s+", way))
        for way in ways
    )  # fmt: skip


def document(found: Iterable[Part]) -> dict[str, Any]:
    """The bill of materials: the same lock files give the same document, to the last byte."""
    spelled = allow_list()["spelled"]
    version = re.search(r"^## ([0-9.]+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    main = {"type": "application", "bom-ref": "rukun", "name": "rukun", "version": version[1] if version else "0"}
    listed = sorted(found, key=lambda part: part.purl)
    serial = uuid5(NAMESPACE_URL, "\n".join(part.purl for part in listed))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": main},
        "components": [_component(part, spelled) for part in listed],
        "dependencies": [{"ref": "rukun", "dependsOn": [part.purl for part in listed]}],
    }


def _component(part: Part, spelled: dict[str, str]) -> dict[str, Any]:
    group, _, name = part.name.rpartition("/")
    told: dict[str, Any] = {
        "type": "library", "bom-ref": part.purl, "name": name, "version": part.version, "purl": part.purl,
        "scope": "required" if part.is_running else "excluded",
    }  # fmt: skip
    if group:
        told["group"] = group
    if licence := spelled.get(part.licence, part.licence):
        told["licenses"] = (
            [{"expression": licence}] if set(licence.split()) & OPERATORS else [{"license": {"id": licence}}]
        )
    if part.ecosystem == "npm" and part.hashes:
        told["hashes"] = [{"alg": kind, "content": value} for kind, value in part.hashes]
    elif part.hashes:
        # Of a Python package there is a file for each system: all that pip would take, and nothing else.
        told["properties"] = [{"name": "rukun:sha256", "value": value} for _, value in part.hashes]
    return told


def main(asked: list[str]) -> int:
    found = parts()
    if asked[:1] == ["sbom"]:
        target = Path(asked[1]) if len(asked) > 1 else ROOT / "sbom.cdx.json"
        target.write_text(json.dumps(document(found), indent=1) + "\n")
        print(f"{target}: {len(found)} parts, {sum(part.is_running for part in found)} of them run in a city")
        return 0
    if asked[:1] == ["licences"]:
        for part in found:
            print(f"{part.licence or '?':<40} {part.purl}")
        wrong = refused(found, allow_list())
        print("\n".join(wrong) or "every licence is allowed", file=sys.stderr)
        return int(bool(wrong))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
