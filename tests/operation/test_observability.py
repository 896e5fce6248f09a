"""Alert rules, dashboard, runbook: what they name is there."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import click
import pytest
import yaml
from django.conf import settings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from rukun import clock
from rukun.channels.cli.commands import cli
from rukun.databases.lag import WATCH, Standing
from rukun.operation import faults
from rukun.operation.figures import note
from rukun.tick import tick

FOLDER = Path(settings.REPOSITORY) / "deploy" / "observability"
DOCS = Path(settings.REPOSITORY) / "docs" / "operating"
NAMED = re.compile(r"\brukun_[a-z_]+")


def rules() -> list[dict[str, str]]:
    groups = yaml.safe_load((FOLDER / "rukun-alerts.yaml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


@pytest.fixture
def exported(kota: Path, client: Client, noon: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every name that a scrape of a living installation brings."""
    monkeypatch.setattr(clock, "now", lambda: noon)
    tick(at=noon, home=tmp_path)
    note("backup_at", noon.timestamp(), at=noon)
    faults.tell("seals", at=noon)
    monkeypatch.setattr(WATCH, "known", {"replica1": Standing("db2.rukun.internal:5432", 0.0)})
    client.get("/")
    told = client.get("/metrics", SERVER_NAME="127.0.0.1").content.decode()
    return {sample.name for family in text_string_to_metric_families(told) for sample in family.samples}


def test_rules_dashboard_and_handbook_name_only_what_is_exported_and_all_of_it(exported: set[str]) -> None:
    dashboard = json.loads((FOLDER / "rukun-dashboard.json").read_text())
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    for where in (*(rule["expr"] for rule in rules()), *asked):
        assert set(NAMED.findall(where)) <= exported, where
    handbook = set(NAMED.findall((DOCS / "watching.md").read_text()))
    families = {name.removesuffix("_bucket").removesuffix("_count").removesuffix("_sum") for name in exported}
    assert handbook == {name for name in families if name.startswith("rukun_") and not name.endswith("_created")}


def test_every_alert_has_its_section_in_the_runbook_and_no_section_is_left_over() -> None:
    sections = re.findall(r"^### (\w+)$", (DOCS / "runbook.md").read_text(), re.MULTILINE)
    assert sections == [rule["alert"] for rule in rules()]
    for rule in rules():
        assert rule["annotations"]["runbook"].endswith(f"runbook.md#{rule['alert'].lower()}")
        assert rule["labels"]["severity"] in ("page", "ticket", "office")
    text = (DOCS / "runbook.md").read_text()
    assert all(text.count(word) == len(sections) for word in ("**Means**", "**Look**", "**Do**"))


def test_every_command_that_the_handbook_names_is_one() -> None:
    for file in [*DOCS.glob("*.md"), FOLDER / "rukun-alerts.yaml"]:
        for words in re.findall(r"\brukun ([a-z][a-z -]*)", "\n".join(re.findall(r"`([^`]+)`", file.read_text()))):
            group: click.Command = cli
            for word in words.split():
                if not isinstance(group, click.Group):
                    break
                found = group.get_command(click.Context(group), word)
                assert found is not None, f"{file.name}: rukun {words}"
                group = found
