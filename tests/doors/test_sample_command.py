"""`rukun sample`: promise, open, draw and verify, with exit codes that a script can rely on."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from rukun import clock
from rukun.channels.cli import main
from rukun.people.rules import Actor
from rukun.trail import actions as trail
from rukun.trail.append_only import disarming
from rukun.validation.models import Picked, SeedCommitment
from tests.made import noon_of, reports_for_unit
from tests.validation.conftest import COMPLETE, risky

pytestmark = pytest.mark.any_engine

SECRET = "5e" * 32


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    try:
        main(["sample", *arguments])
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_month_from_the_promise_to_the_verified_draw(
    kota: Path, ani: Actor, eka: Actor, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    assert run(capsys, "commit", "--month", "2016-06")[0] == 0
    digest = hashlib.sha256(SECRET.encode()).hexdigest()
    own = ("--month", "2016-06", "--by", "eka@contoh.id")
    code, told = run(capsys, "commit", *own, "--digest", digest, "--json")
    assert code == 0 and [p["party"] for p in json.loads(told)["promises"]] == ["clock", "auditor@99"]
    assert run(capsys, "commit", *own, "--digest", digest) == (
        1, "Ditolak (twice): Benih untuk bulan 2016-06 sudah dijanjikan dari jabatan ini.\n"
    )  # fmt: skip
    assert run(capsys, "commit", "--month", "2016-06", "--digest", digest)[0] == 2
    assert "Nothing is due" in run(capsys, "draw")[1]
    risky(reports_for_unit(ani, [date(2016, 6, day) for day in range(2, 6)], 2))
    at(COMPLETE)
    assert run(capsys, "draw")[1] == "1 steps taken.\n"
    trail.seal(home=tmp_path, at=COMPLETE)
    assert "not mixed yet" in run(capsys, "reveal", "--month", "2016-06")[1]
    assert run(capsys, "reveal", *own, "--secret", "00" * 32)[0] == 1
    assert run(capsys, "reveal", *own, "--secret", SECRET)[0] == 0
    code, told = run(capsys, "reveal", "--month", "2016-06", "--json")
    assert code == 0 and len(json.loads(told)["seed"]) == 64
    at(COMPLETE + timedelta(minutes=2))
    assert run(capsys, "draw", "--json") == (0, '{\n  "steps": 1\n}\n')
    assert run(capsys, "verify", "--month", "2016-06") == (0, "Everything fits.\n")


def test_a_draw_that_was_tampered_with_ends_with_exit_code_1(
    kota: Path, ani: Actor, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rukun.validation import actions
    from tests.validation.conftest import JUNE

    assert run(capsys, "verify", "--month", "2016-06")[0] == 1, "nothing was promised"
    actions.commit_month(JUNE, home=tmp_path, at=noon_of(date(2016, 6, 1)))
    risky(reports_for_unit(ani, [date(2016, 6, 2)], 3))
    actions.frame_month(JUNE, is_full=False, at=COMPLETE)
    trail.seal(home=tmp_path, at=COMPLETE)
    actions.mix_seed(JUNE, home=tmp_path, at=COMPLETE)
    actions.draw_samples(at=COMPLETE)
    with connection.cursor() as cursor:
        for statement in disarming(connection.vendor, "validation_picked"):
            cursor.execute(statement)
    Picked.objects.first().delete()  # type: ignore[union-attr]
    code, told = run(capsys, "verify", "--month", "2016-06", "--json")
    assert code == 1 and "what was drawn is not" in json.loads(told)["wrong"][0]
    assert SeedCommitment.objects.count() == 1
