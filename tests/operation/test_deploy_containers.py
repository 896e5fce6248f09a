"""Image, compose file and manifests: closed, complete, and of what is locked."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from rukun.channels.bench.servers.postgres import AS_TOLD, Cluster, programs
from tests.operation.deployed import (
    DEPLOY,
    ROOT,
    _containers,
    compose,
    manifests,
)


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
