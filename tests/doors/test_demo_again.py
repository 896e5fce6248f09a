"""A demonstration that an older version made is brought forward when it is started again."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def test_a_second_start_makes_what_the_database_lacks_before_anything_is_served(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text(json.dumps({"month": "2016-06"}))
    left_out = {"DATABASE_URL", "RUKUN_TEST_TEMPLATE", "DJANGO_SETTINGS_MODULE"}
    here = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "rukun.channels.cli", "demo", "--no-serve", "--json"], check=True, capture_output=True,
        env=here | {"RUKUN_HOME": str(tmp_path), "RUKUN_KOTA": "contoh"},
    )  # fmt: skip
    assert json.loads(done.stdout) == {"month": "2016-06"}, "nothing is simulated anew"
    with sqlite3.connect(tmp_path / "rukun.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM penataan_change").fetchone() == (0,)
