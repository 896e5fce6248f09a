"""`rukun photos compare` and `rukun events load`, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rukun.areas.models import Area
from rukun.channels.cli.commands import cli
from rukun.channels.simulate import streets

pytestmark = pytest.mark.any_engine


def answer(*arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(cli, [*arguments, "--json"])
    assert done.exit_code == 0, done.output
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_two_files_are_laid_beside_each_other(tmp_path: Path) -> None:
    one, edited, other = tmp_path / "one.jpg", tmp_path / "edited.jpg", tmp_path / "other.jpg"
    one.write_bytes(streets.shot(streets.scene("sampah", "a"), "a"))
    edited.write_bytes(streets.edited(one.read_bytes(), "e"))
    other.write_bytes(streets.shot(streets.scene("sampah", "b"), "b"))
    assert answer("photos", "compare", str(one), str(edited))["is_same"] is True
    assert answer("photos", "compare", str(one), str(other))["is_same"] is False


def test_official_events_are_loaded_and_again_only_what_is_new(kota: Path, tmp_path: Path) -> None:
    rt = Area.objects.filter(kind="rt").first()
    assert rt is not None
    file = tmp_path / "events.csv"
    file.write_text(f"area,begins_at,until,told\n{rt.code},2016-06-01T10:00,2016-06-01T14:00,setinggi lutut\n")
    assert answer("events", "load", str(file)) == {"new": 1, "known": 0, "elsewhere": 0, "unreadable": 0}
    assert answer("events", "load", str(file))["known"] == 1
