"""`rukun reports import` in an operator's hands: a dry run, the list of refusals, the import, and once more."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from rukun.channels.cli import main
from rukun.reports.models import Report
from tests.stories.test_history import COLUMNS, MAP, row

pytestmark = pytest.mark.any_engine


@pytest.fixture
def files(kota: Path, tmp_path: Path) -> Path:
    """A table of five rows, of which three can be taken over, and its mapping."""
    rows = [
        row(1),
        row(2, jenis="banjir"),
        row(3, lat="-6.2"),
        row(4, status="open", selesai=""),
        row(5, masuk="kemarin"),
    ]
    with (tmp_path / "lama.csv").open("w", newline="", encoding="utf-8") as text:
        table = csv.DictWriter(text, COLUMNS)
        table.writeheader()
        table.writerows(rows)
    (tmp_path / "lama.toml").write_text(MAP)
    return tmp_path


def command(folder: Path, *more: str) -> int:
    """Run it; how it ended."""
    arguments = ["reports", "import", str(folder / "lama.csv"), "--mapping", str(folder / "lama.toml"), *more]
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


def test_a_dry_run_tells_what_would_come_in_and_lists_every_refusal(files: Path, capsys: Any) -> None:
    assert command(files, "--dry-run", "--refusals", str(files / "refused.csv")) == 0
    told = capsys.readouterr().out
    for words in ("5 rows: 3 would be taken over", "2 refused", "kind:        2  sampah", "refused:        1  outside",
                  "outcome there:        1  open", "kelurahan:        3  99.99.99.1001 Rukun Jaya"):  # fmt: skip
        assert words in told, words
    with (files / "refused.csv").open(newline="", encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    assert [(one["row"], one["id"], one["column"], one["code"]) for one in rows] == [
        ("4", "L-3", "lat", "outside"), ("6", "L-5", "masuk", "time"),
    ]  # fmt: skip
    assert "di luar wilayah" in rows[0]["reason"] and not Report.objects.exists()


def test_an_import_tells_what_it_did_and_again_that_it_is_there(files: Path, capsys: Any) -> None:
    assert command(files, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["filed"], told["open_work"], told["rows_refused"], told["dry_run"]) == (3, 1, 2, False)
    assert [one["row"] for one in told["refused"]] == [4, 6] and told["by_kelurahan"] == {"99.99.99.1001 Rukun Jaya": 3}
    assert command(files) == 0
    assert "0 taken over, 0 stand otherwise now, 3 known, 2 refused" in capsys.readouterr().out


def test_a_table_of_which_nothing_can_be_taken_ends_as_refused(files: Path, capsys: Any) -> None:
    (files / "lama.csv").write_text(",".join(COLUMNS) + "\nL-1,kemarin,sampah,x,open,,-6.501,106.5075,\n")
    assert command(files) == 1 and "row 2, masuk (L-1)" in capsys.readouterr().out


def test_a_mapping_that_is_not_there_or_wrong_is_refused_in_one_line(files: Path, capsys: Any) -> None:
    (files / "lama.toml").write_text(MAP.replace("[identity]", "[nama]"))
    assert command(files) == 1
    assert "Berkas pemetaan, nama: bagian ini tidak dikenal." in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["reports", "import", str(files / "lama.csv"), "--mapping", "tidak-ada"])
    assert "Berkas pemetaan tidak-ada tidak ada." in capsys.readouterr().err


def test_the_mappings_that_are_shipped_are_listed(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        main(["reports", "mappings", "--json"])
    named = {one["name"] for one in json.loads(capsys.readouterr().out)}
    assert named == {"fixmystreet-csv", "fixmystreet-open311", "open311", "signalen-csv", "signalen-geojson"}
